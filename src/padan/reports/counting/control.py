"""The control totals: families as the release has them, as they were counted, and as the office has them; and whoever
stands behind a difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db.models import Count

from padan.kernel.scope import Scope, lies_in
from padan.office.registry import queries as registry
from padan.reports.counting.codes import FAMILIES
from padan.reports.counting.measures import PAIRS, Asked, Pair, Theme, Total, unplaced
from padan.reports.counting.reconciling import Reconciled, reconcile
from padan.reports.counting.rows import rows
from padan.reports.counting.telling import Told
from padan.reports.counting.tiers import families_by_area, families_in


class Between(StrEnum):
    """Two tiers that should hold the same families."""

    RELEASE_COUNTED = "release_counted"
    RELEASE_OFFICE = "release_office"


@dataclass(frozen=True, slots=True)
class Tier:
    """One place (None: the whole): families in the release's own table; counted, and with nobody living in them any
    longer; and in the office's database."""

    part: str | None
    in_release: int
    counted: int
    emptied: int
    in_office: int

    @property
    def agrees(self) -> bool:
        """Whether all three hold as many."""
        return self.in_release == self.counted + self.emptied == self.in_office


@dataclass(frozen=True, slots=True)
class Shared:
    """Two lists: the families that their states share among them, and whether those are all."""

    pair: Pair
    number: int
    agrees: bool


def tiers(told: Told, scope: Scope, folder: Path, regency: str) -> list[Tier]:
    """Each part of a place, then all of it."""
    in_release = families_by_area(folder, regency)
    in_office = _in_office(scope, regency)
    found = [_tier(told, part, (part,), in_release, in_office) for part in told.parts]
    return [*found, _tier(told, None, scope.codes, in_release, in_office)]


def _tier(
    told: Told, part: str | None, codes: Iterable[str], in_release: Mapping[str, int], in_office: Mapping[str, int]
) -> Tier:
    areas = tuple(codes)
    emptied = told.number(Asked(Theme.TOTAL, Total.EMPTIED), part) or 0
    return Tier(part, _sum(in_release, areas), told.number(FAMILIES, part) or 0, emptied, _sum(in_office, areas))


def _in_office(scope: Scope, regency: str) -> Counter[str]:
    """The office's families by place; there, who lives in no known village belongs to the regency itself."""
    found = registry.families(scope).values_list("area").annotate(many=Count("pk"))
    return Counter({unplaced(regency) if area == regency else area: many for area, many in found})


def _sum(by_area: Mapping[str, int], areas: Iterable[str]) -> int:
    inside = tuple(areas)
    return sum(many for leaf, many in by_area.items() if any(lies_in(leaf, area) for area in inside))


def differences(scope: Scope, folder: Path, regency: str) -> dict[Between, Reconciled]:
    """The families behind tiers that do not agree; none where all do."""
    whole = families_in(folder, regency, scope)
    lived_in = families_in(folder, regency, scope, lived_in=True)
    counted = rows(folder, regency).ids(scope, FAMILIES)
    office = registry.families(scope).values_list("family_id", flat=True)
    found = {
        Between.RELEASE_COUNTED: reconcile(lived_in, counted), Between.RELEASE_OFFICE: reconcile(whole, office),
    }  # fmt: skip
    return {between: each for between, each in found.items() if not each.agrees}


def shared_out(told: Told) -> list[Shared]:
    """Each two lists, with what their states add up to."""
    whole = told.number(FAMILIES)
    found = [(pair, told.number(Asked(Theme.PAIR, pair.key)) or 0) for pair in PAIRS]
    return [Shared(pair, number, number == whole) for pair, number in found]
