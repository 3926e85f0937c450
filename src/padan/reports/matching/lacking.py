"""What is left of the needs of a release on a day: of what is needed, what no programme covers and no giver holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.giving import queries as giving
from padan.office.registry.queries import Release
from padan.reports.needs import needs_in, needs_of
from padan.reports.needs.covering import Standing, covers_in, standing
from padan.rules.giving.needs import Need

#: Letters of a kecamatan's code.
_DISTRICT: Final = 8
#: Families that are asked for in one question to the database.
_AT_ONCE: Final = 5_000


class LeftOut(StrEnum):
    """Why a need takes no part in a plan."""

    COVERED = "covered"
    """Programmes and givers give all of it already."""
    NO_COST = "no_cost"
    WITHHELD = "withheld"
    """The family is excluded from this kind of aid, or served by a round."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """``units`` of a need that nobody gives yet."""

    need: Need
    units: int


@dataclass(frozen=True, slots=True)
class Line:
    """Needs of one kind and tier, or of one place, in rupiah: ``value`` = covered by programmes + held by givers + left
    (where two give more than is needed, the part beyond is in neither). ``no_cost``: how many have no known cost."""

    needs: int = 0
    value: int = 0
    covered: int = 0
    held: int = 0
    no_cost: int = 0

    @property
    def left(self) -> int:
        """What nobody gives yet."""
        return self.value - self.covered - self.held

    def __add__(self, other: Line) -> Line:
        return Line(
            self.needs + other.needs, self.value + other.value, self.covered + other.covered, self.held + other.held,
            self.no_cost + other.no_cost,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overview:
    """Needs by kind and tier, and by kecamatan."""

    by_kind: dict[tuple[str, int], Line]
    by_district: dict[str, Line]

    @property
    def total(self) -> Line:
        """All of them."""
        return sum(self.by_kind.values(), Line())


def overview(scope: Scope, release: Release, day: date) -> Overview:
    """The needs of a scope with what covers them. Only those that somebody gives something for are looked at one by
    one. RegisterError where the release is damaged."""
    needs = needs_of(release.folder)
    needs = needs.filter(pa.array([scope.covers(area) for area in needs["area"].to_pylist()], pa.bool_()))
    covers = covers_in(scope, release, day)
    held = {need: each.value for need, each in giving.held(scope, day).items()}
    touched = _touched(needs, {family for family, _kind in covers}, held)
    kinds: dict[tuple[str, int], Line] = {}
    places: dict[str, Line] = {}
    for (kind, tier, area), line in _whole(needs):
        kinds[kind, tier] = kinds.get((kind, tier), Line()) + line
        places[area[:_DISTRICT]] = places.get(area[:_DISTRICT], Line()) + line
    for each in standing(touched, covers, held):
        given = _given(each)
        kinds[each.need.kind, each.need.tier] += given
        places[each.need.area[:_DISTRICT]] += given
    return Overview(dict(sorted(kinds.items())), dict(sorted(places.items())))


def lacking(scope: Scope, release: Release, day: date) -> tuple[list[Lacking], Counter[tuple[LeftOut, str]]]:
    """What is left of each need of a scope whose cost is known, and how many needs take no part in a plan, by the
    reason and their kind. RegisterError where the release is damaged."""
    needs = needs_in(release.folder, scope)
    held = {need: each.units for need, each in giving.held(scope, day).items()}
    without = _withheld(needs, day)
    found, out = [], Counter[tuple[LeftOut, str]]()
    for each in standing(needs, covers_in(scope, release, day), {}):
        need = each.need
        if not need.unit_cost:
            out[LeftOut.NO_COST, need.kind] += 1
        elif (need.kind, need.family_id) in without:
            out[LeftOut.WITHHELD, need.kind] += 1
        elif (units := _units_left(need, each.covered, held.get(need.need_id, 0))) < 1:
            out[LeftOut.COVERED, need.kind] += 1
        else:
            found.append(Lacking(need, units))
    return found, out


def _units_left(need: Need, covered: int, held: int) -> int:
    """Whole units: what a programme gives of one unit covers that unit."""
    return need.units - held - -(-covered // (need.unit_cost or 1))


def _withheld(needs: Iterable[Need], day: date) -> set[tuple[str, str]]:
    """The kinds and families of needs that nothing may be held for."""
    families: dict[str, set[str]] = {}
    for each in needs:
        families.setdefault(each.kind, set()).add(each.family_id)
    return {
        (kind, family)
        for kind, found in families.items()
        for some in _in_parts(sorted(found))
        for family in aid.withheld(kind, some, day)
    }


def _in_parts(rows: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(rows), _AT_ONCE):
        yield rows[begin : begin + _AT_ONCE]


def _touched(needs: pa.Table, families: Collection[str], held: Collection[str]) -> list[Need]:
    """The needs that somebody may give something for."""
    some = pc.or_(
        pc.is_in(needs["family_id"], pa.array(sorted(families), pa.string())),
        pc.is_in(needs["need_id"], pa.array(sorted(held), pa.string())),
    )
    rows = needs.filter(some).drop_columns(["value"])
    return [Need(**row) for row in rows.to_pylist()]


def _whole(needs: pa.Table) -> Iterator[tuple[tuple[str, int, str], Line]]:
    """Numbers of needs by kind, tier and place, without what covers them."""
    keys = ["kind", "tier", "area"]
    sums = needs.group_by(keys).aggregate([("value", "sum"), ("value", "count"), ([], "count_all")])
    for row in sums.to_pylist():
        many = row["count_all"]
        yield (
            (row["kind"], row["tier"], row["area"]),
            Line(many, row["value_sum"] or 0, no_cost=many - row["value_count"]),
        )  # fmt: skip


def _given(each: Standing) -> Line:
    """What is given of one need, each part no more than is left of it."""
    value = each.need.value or 0
    covered = min(value, each.covered)
    return Line(covered=covered, held=min(value - covered, each.held))
