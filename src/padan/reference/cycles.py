"""How long what a source says stays fresh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class Cycle:
    """A source comes again after ``cycle_days``; after ``grace_days`` more its value is stale. Days."""

    source: str
    cycle_days: int
    grace_days: int
    basis_id: str
    basis_en: str

    @property
    def stale_after_days(self) -> int:
        """The age in days after which a value is older than its source's cycle."""
        return self.cycle_days + self.grace_days


@cache
def cycles() -> dict[str, Cycle]:
    """The cycle of each source that has one (``office`` has none: a decision does not go stale)."""
    return {
        r["source"]: Cycle(r["source"], int(r["cycle_days"]), int(r["grace_days"]), r["basis_id"], r["basis_en"])
        for r in read_rows("data", "cycles.csv")
    }
