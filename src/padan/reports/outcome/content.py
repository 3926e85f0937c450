"""What giving did, by kind of aid: worked out when it is asked, in one pass over the measurings of the release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any, Final

import numpy as np
import pyarrow as pa

from padan.kernel.scope import Scope
from padan.office.registry.queries import Release
from padan.reports.grown import grown_since
from padan.reports.outcome.beside import beside
from padan.reports.outcome.helping import Dose, Helped, helped
from padan.reports.portal.register import merges_until
from padan.rules.giving.progress import Progress

#: The z-scores of which the change is told.
Z_SCORES: Final = ("weight_for_length", "length_for_age")
#: Children who are visited first.
_FIRST: Final = (Progress.WORSE, Progress.NOT_YET)


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a z-score changed, and of how many children that is known; None of none."""

    median: float | None
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """Children of whom it is told how they grew."""

    grown: Counter[Progress]
    changes: Mapping[str, Change]

    @property
    def children(self) -> int:
        """All of them."""
        return self.grown.total()

    @property
    def measured(self) -> int:
        """Those who were measured before and since."""
        return self.children - self.grown[Progress.NOT_YET]


@dataclass(frozen=True, slots=True)
class OfKind:
    """Of one kind of aid: the children whom givers help, by how much of it they received and by kecamatan; and those
    beside them, for whom the time counts from ``since``, the day on which help began for the middle one of the helped
    (None: the release of that day is no more)."""

    kind: str
    helped: Group
    doses: Mapping[Dose, Group]
    since: date
    beside: Group | None
    districts: Mapping[str, tuple[Group, Group]]

    @property
    def received(self) -> int:
        """Children who received anything."""
        return self.helped.children - self.doses[Dose.NOTHING].children


@dataclass(frozen=True, slots=True)
class Visit:
    """A helped child who got worse, or was not measured since: ``measured_on`` its last measuring of all, if any."""

    kind: str
    person_id: str
    progress: Progress
    began: date
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """By the release at hand: the kinds of aid, and whom to visit, who got worse first, then who was measured the
    longest ago."""

    kinds: tuple[OfKind, ...]
    visits: tuple[Visit, ...]


def outcome_of(scope: Scope, release: Release, day: date) -> Outcome:
    """What giving did for the children of a scope by a day. RegisterError where a release is damaged."""
    becomes = merges_until(release)
    children = helped(scope, day, becomes)
    rows: list[tuple[str, date]] = [(each.person_id, each.began) for each in children]
    made = []
    for kind in sorted({each.kind for each in children}):
        own = {row: each for row, each in enumerate(children) if each.kind == kind}
        since = median_low(each.began for each in own.values())
        others = beside(kind, since, scope, {each.person_id for each in own.values()}, release, becomes)
        theirs = None if others is None else {len(rows) + row: each for row, (_person, each) in enumerate(others)}
        rows += [(person, since) for person, _district in others or ()]
        made.append((kind, since, own, theirs))
    grown = grown_since(release.folder, rows)
    return Outcome(tuple(_of_kind(*each, grown) for each in made), tuple(_visits(children, grown[: len(children)])))


def _of_kind(
    kind: str, since: date, own: Mapping[int, Helped], theirs: Mapping[int, str] | None, grown: pa.Table
) -> OfKind:
    """``own`` and ``theirs``: the helped and the others by their rows in ``grown``, the others with their kecamatan."""
    doses: dict[Dose, list[int]] = {dose: [] for dose in Dose}
    places: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for row, each in own.items():
        doses[each.dose].append(row)
        places[each.district][0].append(row)
    for row, district in (theirs or {}).items():
        places[district][1].append(row)
    return OfKind(
        kind, _group(own, grown), {dose: _group(of, grown) for dose, of in doses.items()}, since,
        None if theirs is None else _group(theirs, grown),
        {place: (_group(here, grown), _group(other, grown)) for place, (here, other) in sorted(places.items()) if here},
    )  # fmt: skip


def _group(rows: Iterable[int], grown: pa.Table) -> Group:
    part = grown.take(pa.array(list(rows), pa.int64()))
    return Group(Counter(map(Progress, part["progress"].to_pylist())), {name: _change(part[name]) for name in Z_SCORES})


def _change(column: Any) -> Change:
    known = column.drop_null().to_numpy()
    return Change(float(np.median(known)) if known.size else None, int(known.size))


def _visits(children: Sequence[Helped], grown: pa.Table) -> list[Visit]:
    rows = zip(children, *(grown[name].to_pylist() for name in ("progress", "before_on", "after_on")), strict=True)
    found = [
        Visit(each.kind, each.person_id, Progress(progress), each.began, after or before)
        for each, progress, before, after in rows
        if progress == Progress.WORSE or after is None
    ]
    return sorted(
        found, key=lambda each: (_FIRST.index(each.progress), each.measured_on or date.min, each.person_id, each.kind)
    )
