"""Whom a search can mean: by name or number, exactly, then nearly; and which villages its words name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from padan.kernel.numbers import mask
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.registry import queries as registry
from padan.reference import regions
from padan.reference.folding import region_words
from padan.reference.nearness import nearest
from padan.reports.finding import words_of
from padan.reports.wording import claimed, number, source_name, village_name
from padan.web.access import Reader
from padan.web.choices import villages

#: People on one page of results.
AT_ONCE: Final = 30
#: Who finds fewer people than these is shown near ones too, and at most so many.
FEW, MOST_NEAR = 10, 20


@dataclass(frozen=True, slots=True)
class Result:
    """A person among those found."""

    person_id: str
    family_id: str
    name: str
    facts: str
    village: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of those found, whether more follow, and on the first page people whose names or numbers are near, where
    few were found. ``villages``: codes and names of those that the words name."""

    people: tuple[Result, ...]
    more: bool
    near: tuple[Result, ...]
    villages: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many people the page shows."""
        return len(self.people) + len(self.near)


def find(scope: Scope, asked: str, page: int) -> Found:
    """The ``page``-th page of those whom ``asked`` can mean: a NIK, a card's number, or a name, which a comma and
    a village may follow. Nothing asked: everybody in the scope."""
    name, place = _parted(asked)
    where = _scope_of(scope, place) if place else scope
    found = _exactly(where, name) if name else registry.people(where).order_by("name", "person_id")
    rows = list(found[(page - 1) * AT_ONCE : page * AT_ONCE + 1])
    few = bool(name) and page == 1 and len(rows) < FEW
    near = _nearly(where, name, rows) if few else []
    told, shown = results(where, [*rows[:AT_ONCE], *near]), len(rows[:AT_ONCE])
    named = villages_named(scope, name, nearly=few) if page == 1 else []
    return Found(
        tuple(told[:shown]), len(rows) > AT_ONCE, tuple(told[shown:]),
        tuple((code, village_name(code)) for code in named),
    )  # fmt: skip


def _parted(asked: str) -> tuple[str, str]:
    """The name or number, and the village behind a comma."""
    name, _comma, place = (part.strip() for part in asked.partition(","))
    return (asked, "") if registry.is_number(asked) else (name, place)


def _scope_of(scope: Scope, place: str) -> Scope:
    """The villages of the scope that a text names; nothing where it names none."""
    return scope & Scope.of(villages_named(scope, place))


def _exactly(scope: Scope, asked: str) -> QuerySet[registry.Person]:
    return registry.by_number(scope, asked) if registry.is_number(asked) else registry.by_words(scope, words_of(asked))


def _nearly(scope: Scope, asked: str, found: list[registry.Person]) -> list[registry.Person]:
    """People who are nearly meant beside those found, the nearest first."""
    if registry.is_number(asked):
        return [] if found else list(registry.by_near_number(scope, asked)[:MOST_NEAR])
    known = {row.person_id for row in found}
    rows = registry.by_near_words(scope, words_of(asked), MOST_NEAR + len(known))
    return [row for row in rows if row.person_id not in known][:MOST_NEAR]


def villages_named(scope: Scope, asked: str, *, nearly: bool = True) -> list[str]:
    """Codes of villages in the scope whose names have all these words, or else ``nearly`` are the text."""
    codes = [code for _district, found in villages(scope) for code, _name in found]
    named = [(code, regions.name_of(code)) for code in codes]
    wanted = region_words(asked)
    whole = [code for code, name in named if wanted and _begins(region_words(name), wanted)]
    return whole or (list(nearest(asked, named)) if nearly else [])


def _begins(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted) and max(map(len, wanted)) >= 3


@transaction.atomic
def searched(who: Reader, asked: str, village: str, found: int) -> None:
    """Write down who looked for whom. A number stands masked in the trail."""
    record(
        by=acting(who.account), on=timezone.now(), action="registry.searched", area=village,
        after={"asked": _masked(asked), "found": found},
    )  # fmt: skip


def _masked(asked: str) -> str:
    """What was looked for, a number without the digits that tell whose it is."""
    if not registry.is_number(asked):
        return asked
    return mask("".join(letter for letter in asked if letter.isdigit()))


def results(scope: Scope, people: Iterable[registry.Person]) -> list[Result]:
    """People among those found, each with the head of the family to know them by."""
    rows = list(people)
    heads = dict(
        registry.families(scope)
        .filter(family_id__in={row.family_id for row in rows})
        .values_list("family_id", "head_name")
    )
    return [_result(row, heads.get(row.family_id)) for row in rows]


def _result(row: registry.Person, head: str | None) -> Result:
    facts = (
        claimed("sex", row.sex, full=True),
        _("lahir {day}").format(day=day(row.birth_date)) if row.birth_date else "",
        f"NIK {number(row.nik, full=False)}" if row.nik else "",
        _("kepala keluarga {name}").format(name=head) if head and head != row.name else "",
    )
    return Result(
        row.person_id, row.family_id, row.name or _("tanpa nama"), ", ".join(fact for fact in facts if fact),
        village_name(row.area), tuple(source_name(each) for each in row.sources.split(",")),
    )  # fmt: skip
