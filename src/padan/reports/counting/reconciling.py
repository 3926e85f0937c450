"""Two tiers that should count the same, and the rows by which they do not.

A tier is a set of ids: of a kecamatan's families by its villages, of the release's families by its folder or by the
office's database, of one release or another. What stands in one and not in the other is behind their difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from padan.kernel.scope import Scope
from padan.reports.counting.measures import Asked
from padan.reports.counting.rows import Rows


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many ids two tiers have, and those that only one of them has, sorted."""

    one: int
    other: int
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether both hold the same rows; equal numbers of different rows do not agree."""
        return not self.only_one and not self.only_other


def reconcile(one: Iterable[str], other: Iterable[str]) -> Reconciled:
    """Hold two tiers against each other, row by row."""
    first, second = frozenset(one), frozenset(other)
    return Reconciled(len(first), len(second), tuple(sorted(first - second)), tuple(sorted(second - first)))


def tier(rows: Rows, areas: Iterable[str], asked: Asked) -> frozenset[str]:
    """The rows of what is asked for in some places of one release."""
    return rows.ids(Scope.of(areas), asked)
