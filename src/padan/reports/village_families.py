"""A village's families as paper lists them: who, where, how they stand, and what is no longer known of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.office.registry.models import Family, Person
from padan.reports.counting.words import attribute_words, state_words
from padan.reports.holdings import Holdings
from padan.reports.people_words import address, age, desil
from padan.reports.register import Row
from padan.reports.risk_words import family_risk
from padan.reports.wording import number, relation_name

_STALE: Final = "SELECT family_id, attribute, state, last_at FROM freshness WHERE state <> 'fresh' AND family_id IN "
_RISK: Final = "SELECT * FROM risk WHERE family_id IN "
#: In the order in which a family is listed.
_ORDER: Final = ("head", "husband", "wife", "spouse", "child")


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family as a list shows it; ``kk`` is masked unless it was asked for in full."""

    head: str
    kk: str
    members: int
    people: str
    address: str
    desil: str
    risk: str
    stale: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in its row, as :func:`family_titles` heads it."""
        return (self.head, self.kk, count(self.members), self.people, self.address, self.desil, self.risk, self.stale)


def family_titles() -> tuple[str, ...]:
    """Heads of the columns."""
    return (
        _("Kepala keluarga"), _("Nomor KK"), _("Jiwa"), _("Anggota"), _("Alamat"), _("Desil"), _("Risiko stunting"),
        _("Perlu diperbarui"),
    )  # fmt: skip


def family_lines(
    families: Sequence[Family], people: Iterable[Person], held: Holdings, on: date, *, full: bool
) -> list[FamilyLine]:
    """The families in the order given, with those of the ``people`` who live in them; ages are of the day ``on``."""
    risks = {row["family_id"]: row for row in _rows(held, _RISK, families)}
    stale: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(held, _STALE, families):
        stale[row["family_id"]].append(row)
    members: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        members[person.family_id].append(person)
    return [
        _line(each, members[each.family_id], risks.get(each.family_id), stale[each.family_id], on, full)
        for each in families
    ]


def _rows(held: Holdings, sql: str, families: Sequence[Family]) -> list[Row]:
    return held.rows(f"{sql} (SELECT unnest(?))", [[each.family_id for each in families]])


def _line(
    family: Family, members: list[Person], risk: Row | None, stale: list[Row], on: date, full: bool
) -> FamilyLine:
    row = {name: getattr(family, name) for name in ("address", "rt", "rw", "desil_low", "desil_high")}
    return FamilyLine(
        family.head_name or _("tanpa nama"), number(family.kk, full=full), family.members,
        "; ".join(_person(each, on) for each in sorted(members, key=_place)), address(row),
        desil(row) or _("tidak diketahui"), family_risk(risk).verdict if risk else _("belum dinilai"),
        "; ".join(dict.fromkeys(_fact(each) for each in stale)),
    )  # fmt: skip


def _place(person: Person) -> tuple[int, date]:
    relation = person.relation or ""
    return _ORDER.index(relation) if relation in _ORDER else len(_ORDER), person.birth_date or date.max


def _person(person: Person, on: date) -> str:
    told = (relation_name(person.relation, person.sex), age(person.birth_date, on))
    more = ", ".join(each for each in told if each)
    name = person.name or _("tanpa nama")
    return f"{name} ({more})" if more else name


def _fact(row: Row) -> str:
    if row["last_at"] is None:
        return f"{attribute_words(row['attribute'])}: {state_words(row['state'])}"
    return f"{attribute_words(row['attribute'])}: {day(row['last_at'])}"
