"""Activities of a scope, each counted once: what it does, where, when, by whom, and for how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce

from padan.kernel.scope import Scope, holding
from padan.office.activities import queries
from padan.office.activities.queries import Activity
from padan.reference.activities import Class, activity_kinds
from padan.rules.activities.classing import Classed, Said, classed
from padan.rules.activities.counting import Counted, Rule, counted
from padan.rules.activities.evidence import Likeness
from padan.rules.activities.grouping import Grouped, grouped
from padan.rules.activities.report import Reported

#: The numbers of two reports.
Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One report of an activity with its class: ``kind`` as a person says, else as its words say; empty where neither
    does. ``by_person``: a person says so, and nothing is misfiled by its words any more."""

    activity: Activity
    words: Classed
    kind: str
    by_person: bool

    @property
    def of(self) -> Class | None:
        """Its class; None where it is not known."""
        return activity_kinds()[self.kind].of if self.kind else None

    @property
    def misfiled(self) -> bool:
        """Whether it is filed under what it is not, as far as its words say and no person has spoken."""
        return self.words.misfiled is True and not self.by_person


@dataclass(frozen=True, slots=True)
class Once:
    """An activity and every report of it, the first one first. ``area``: the smallest region that holds them as far as
    they are told."""

    reports: tuple[Told, ...]
    counted: Counted
    kind: str
    area: str

    @property
    def since(self) -> date | None:
        """The first day that a report tells; None where none says when."""
        return min((each.activity.since for each in self.reports if each.activity.since), default=None)

    @property
    def until(self) -> date | None:
        """The last day that a report tells; None where none says when."""
        return max((each.activity.until for each in self.reports if each.activity.until), default=None)

    @property
    def year(self) -> int | None:
        """The year of its first day."""
        return self.since.year if self.since else None

    @property
    def is_whole_of_others(self) -> bool:
        """Whether it is told in parts by others, which are counted instead."""
        return self.counted.rule is Rule.PARTS

    @property
    def of(self) -> Class | None:
        """Its class; None where it is not known."""
        return activity_kinds()[self.kind].of if self.kind else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports for a person to decide on, and what speaks for one activity."""

    one: Told
    other: Told
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Found:
    """The activities of a scope; ``ask``: pairs to decide, the likeliest first; ``contested``: pairs that a person
    called one while other answers gainsay it; ``passed``: blocks of reports too common to be compared; ``same`` and
    ``apart``: the numbers of pairs as persons decided."""

    once: tuple[Once, ...]
    ask: tuple[Pair, ...]
    contested: tuple[tuple[Told, Told], ...]
    passed: int
    same: tuple[Numbers, ...]
    apart: tuple[Numbers, ...]

    def of(self, number: int) -> tuple[Once, Told]:
        """The activity of a report by its number, and that report. KeyError where it is not among these."""
        for each in self.once:
            for told in each.reports:
                if told.activity.pk == number:
                    return each, told
        raise KeyError(number)

    @property
    def doubled(self) -> tuple[Once, ...]:
        """Activities that were reported more than once."""
        return tuple(each for each in self.once if len(each.reports) > 1)

    @property
    def misfiled(self) -> tuple[Told, ...]:
        """Reports that are filed under what they are not."""
        return tuple(told for each in self.once for told in each.reports if told.misfiled)


def found(scope: Scope) -> Found:
    """Every activity of a scope. A report from outside it is not looked at, even of the same activity."""
    told = {each.pk: _told(each) for each in queries.activities(scope).order_by("pk")}
    rows = {number: queries.as_reported(each.activity) for number, each in told.items()}
    same, apart = map(tuple, queries.pairs_said(scope))
    groups = _grouped(tuple(rows.values()), same, apart)
    return Found(
        tuple(_once([told[n] for n in group], [rows[n] for n in group], groups.wholes) for group in groups.groups),
        tuple(Pair(told[pair[0]], told[pair[1]], why) for pair, why in groups.ask),
        tuple((told[one], told[other]) for one, other in groups.contested), groups.passed,
        same, apart,
    )  # fmt: skip


# The same reports are looked at page after page: their groups depend on nothing else, and are kept by them.
@lru_cache(maxsize=4)
def _grouped(reports: tuple[Reported, ...], same: tuple[Numbers, ...], apart: tuple[Numbers, ...]) -> Grouped:
    return grouped(reports, same, apart)


def _told(activity: Activity) -> Told:
    said = Said(activity.title, activity.description, activity.beneficiaries, activity.sector)
    words, by_person = classed(said), getattr(activity, "kind_said", "") or ""
    return Told(activity, words, by_person or words.kind, bool(by_person))


def _once(reports: Sequence[Told], rows: Sequence[Reported], wholes: Mapping[int, tuple[int, ...]]) -> Once:
    """A person's word counts before the words of the reports, and the nearest to stunting of several."""
    order = list(activity_kinds())
    spoken = [each for each in reports if each.by_person and each.kind] or [each for each in reports if each.kind]
    kinds = sorted({each.kind for each in spoken}, key=order.index)
    return Once(tuple(reports), counted(rows, wholes), kinds[0] if kinds else "", _area(reports))


def _area(reports: Iterable[Told]) -> str:
    """The smallest region of those that lie in each other; where two lie apart, the one that holds both."""
    areas = sorted({each.activity.area for each in reports}, key=len)
    inside = [code for code in areas if not any(other.startswith(f"{code}.") for other in areas)]
    return reduce(holding, inside)


def value_by(once: Iterable[Once], part: str) -> Mapping[str, int]:
    """Rupiah by ``year``, ``class``, ``kind``, ``village`` or ``district``, in the order of the keys; an empty key is
    what is not known. Activities of no known value add nothing."""
    sums: dict[str, int] = {}
    for each in once:
        key = _key(each, part)
        sums[key] = sums.get(key, 0) + (each.counted.value or 0)
    return dict(sorted(sums.items()))


def _key(each: Once, part: str) -> str:
    if part == "village":
        return each.area if len(each.area) == 13 else ""
    if part == "district":
        return each.area[:8] if len(each.area) >= 8 else ""
    return {"year": str(each.year or ""), "class": each.of or "", "kind": each.kind}[part]


@dataclass(frozen=True, slots=True)
class Standing:
    """A region with what is given there for stunting (``given``), by whom (``givers``: their names as first written),
    and what is needed, in rupiah."""

    area: str
    given: int
    givers: tuple[str, ...]
    needed: int

    @property
    def covered(self) -> float | None:
        """The share of the need that is given, 1.0 at most; None where nothing is needed."""
        return min(1.0, self.given / self.needed) if self.needed else None


def against_needs(once: Iterable[Once], needs: Mapping[str, int]) -> tuple[Standing, ...]:
    """What is given for stunting (specific, sensitive and enabling) against what is needed, by the regions of
    ``needs`` (villages, or kecamatan; rupiah by code) and every other region of that size in which something is given.
    What is given in no such region is under the empty code."""
    length = max(map(len, needs), default=13)
    given: dict[str, list[Once]] = {}
    for each in once:
        if each.of not in (None, Class.OTHER):
            given.setdefault(each.area[:length] if len(each.area) >= length else "", []).append(each)
    return tuple(_standing(area, given.get(area, ()), needs.get(area, 0)) for area in sorted({*given, *needs}))


def _standing(area: str, given: Iterable[Once], needed: int) -> Standing:
    several = list(given)
    names: dict[str, str] = {}
    for each in several:
        for told in each.reports:
            names.setdefault(told.activity.key, told.activity.company)
    return Standing(area, sum(each.counted.value or 0 for each in several), tuple(sorted(names.values())), needed)


def nobody_needs(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Where somebody gives and nobody needs, the most given first."""
    found = [each for each in standings if each.area and each.givers and not each.needed]
    return tuple(sorted(found, key=lambda each: (-each.given, each.area)))


def nobody_gives(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Where somebody needs and nobody gives, the most needed first."""
    found = [each for each in standings if each.needed and not each.givers]
    return tuple(sorted(found, key=lambda each: (-each.needed, each.area)))
