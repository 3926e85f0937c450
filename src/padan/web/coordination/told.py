"""Gatherings and commitments as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.office.coordination.queries import Commitment, Gathering, Tally, Word
from padan.reports.coordination_words import ENDINGS, KINDS, STANDINGS
from padan.reports.wording import region_name
from padan.rules.commitments import Standing

_LOOKS: Final = {
    Standing.LATE: "bad", Standing.DONE: "good", Standing.DONE_LATE: "good", Standing.OPEN: "plain",
    Standing.DROPPED: "plain",
}  # fmt: skip
#: Tiers by the letters of their regions' codes.
TIERS: Final[Mapping[int, Callable[[], str]]] = {
    5: lambda: _("kabupaten"),
    8: lambda: _("kecamatan"),
    13: lambda: _("desa dan kelurahan"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A gathering in a list."""

    number: int
    kind: str
    title: str
    place: str
    held_on: date
    more: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in a list; ``look``: that of its badge."""

    number: int
    what: str
    owner: str
    due_on: date
    standing: str
    look: str
    gathering: int
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was told of a commitment."""

    what: str
    day: date
    who: str
    at: datetime
    text: str


def card(held: Gathering) -> Card:
    """A gathering that was found within a scope."""
    more = [_("{people} orang hadir").format(people=count(held.people))]
    if held.agencies:
        more.append(_("{many} instansi").format(many=count(len(held.agencies))))
    return Card(
        held.pk, KINDS[held.kind](), held.title, region_name(held.area), held.held_on, " · ".join(more),
        hasattr(held, "struck"),
    )  # fmt: skip


def promise(held: Commitment) -> Promise:
    """A commitment as :func:`padan.office.coordination.queries.commitments` finds it."""
    standing = Standing(held.standing)  # type: ignore[attr-defined]
    at = held.gathering
    return Promise(
        held.pk, held.what, held.owner, held.due_on, STANDINGS[standing](), _LOOKS[standing], at.pk,
        f"{at.title}, {day(at.held_on)}",
    )  # fmt: skip


def said(rows: Iterable[Word], *, whole: bool) -> list[Said]:
    """What was told, in the order of telling; in words only where the ``whole`` is read."""
    return [Said(ENDINGS[each.ending](), each.day, each.by.name, each.on, each.text if whole else "") for each in rows]


def sums(rows: Iterable[Tally], provinces: Collection[str]) -> list[tuple[str, str, str, str]]:
    """Below provinces: tier, kind, how many gatherings and how many people came."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for each in rows:
        if each.area not in provinces:
            held, people = found.get((len(each.area), each.kind), (0, 0))
            found[len(each.area), each.kind] = (held + each.gatherings, people + each.people)
    return [
        (TIERS[letters](), KINDS[kind](), count(held), count(people))
        for (letters, kind), (held, people) in sorted(found.items())
    ]


def facts(held: Gathering) -> list[tuple[str, str]]:
    """A gathering in lines."""
    return [
        (_("Jenis"), KINDS[held.kind]()), (_("Wilayah"), region_name(held.area)), (_("Tempat"), held.place),
        (_("Orang yang hadir"), count(held.people)), (_("Yang ikut"), ", ".join(held.agencies)),
        (_("Dicatat oleh"), held.by.name),
    ]  # fmt: skip
