"""Pairs to learn from: records that agree in some columns, and the levels that they reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from padan.pipeline.link.evidence import household_levels, identity_levels, name_levels, sex_levels
from padan.pipeline.link.evidence.ladder import Levels
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.keys import Candidates, mixed
from padan.pipeline.link.people import People

#: Pairs that a block gives at most; a block with fewer than the second teaches nothing.
BLOCK_PAIRS, FEWEST_PAIRS = 100_000, 200


@dataclass(frozen=True)
class Blocks:
    """Pairs of records that agree in all of some columns, found once for each columns."""

    people: People
    _found: dict[tuple[str, ...], Candidates] = field(default_factory=dict)

    def of(self, *columns: str) -> Candidates:
        """The pairs that agree in all of these columns."""
        if columns not in self._found:
            self._found[columns] = Candidates.of({" ".join(columns): mixed(self.people, columns)})
        return self._found[columns]


def levels(a: People, b: People, common: Frequencies, which: tuple[str, ...]) -> dict[str, Levels]:
    """The levels of some comparisons for records side by side."""
    found: dict[str, Levels] = {}
    for name, compare in (("identity", identity_levels), ("household", household_levels), ("sex", sex_levels)):
        if name in which:
            found[name] = compare(a, b)
    if "name" in which:
        found["name"] = name_levels(a, b, common).levels
    return found
