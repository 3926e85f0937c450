"""The families of a release as candidates of a rule: judged and ranked by it, and without those of whom the register
itself knows that nobody is left.

Nobody is ranked by hand or by a sum of points: by the facts of the rule's order, one after the other; who is equal in
all of it is ordered by lot with the round's seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from padan.kernel.scope import lies_in
from padan.kernel.sql import quoted
from padan.pipeline.engine import connect
from padan.reports import eligible
from padan.rules.eligibility import Rule, facts_of_rule, judge
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.eligibility.judging import Columns
from padan.rules.risk.answers import UNKNOWN
from padan.rules.selection import Candidates, Exclusion, Key

#: Families that lists still count somebody in, but of whom nobody is known to be alive and living there. Children who
#: are left alone are somebody: aid does not end with the head of a family.
_GONE: Final = """
    SELECT family_id, bool_or(status = 'dead') AS died FROM read_parquet({person}) GROUP BY family_id
    HAVING bool_and(coalesce(status, 'alive') IN ('dead', 'moved', 'missing', 'left', 'invalid'))
"""


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """The families of a release with the columns of some facts, of shape (n,) each. ``gone``: for families of whom
    nobody is left, why."""

    ids: NDArray[Any]
    areas: NDArray[Any]
    columns: Columns
    gone: dict[str, Exclusion]

    def candidates(self, rule: Rule) -> Candidates:
        """The families judged by a rule. KeyError for a fact that was not read."""
        reasons = [self.gone.get(each) for each in self.ids.tolist()]
        return Candidates(
            self.ids, self.areas, judge(rule, self.columns, known_facts()).answer,
            tuple(Key(by.fact, self._ranked(by.fact), by.greatest) for by in rule.ranks),
            {
                each: np.array([reason is each for reason in reasons], bool)
                for each in (Exclusion.DECEASED, Exclusion.MOVED)
            },
        )  # fmt: skip

    def _ranked(self, code: str) -> NDArray[Any]:
        """A column with NaN where it is unknown."""
        values = self.columns[code]
        return values if values.dtype.kind == "f" else np.where(values == UNKNOWN, np.nan, values)

    def within(self, area: str) -> Families:
        """Those who live in a region; who lives in no known village lives in none."""
        inside = {each for each in set(self.areas.tolist()) if lies_in(each, area)}
        rows = np.array([each in inside for each in self.areas.tolist()], bool)
        columns = {code: values[rows] for code, values in self.columns.items()}
        return Families(self.ids[rows], self.areas[rows], columns, self.gone)


def families_of(folder: Path, rules: Sequence[Rule], more: Sequence[str] = ()) -> Families:
    """The families of the release in ``folder`` with every fact that the rules need, and ``more``. RegisterError
    where the release is damaged."""
    asked = [code for rule in rules for code in facts_of_rule(rule)]
    ids, areas, columns = eligible.columns(folder, [*asked, *more])
    with connect() as con:
        gone = con.execute(_GONE.format(person=quoted(folder / "person.parquet"))).fetchall()
    return Families(ids, areas, columns, {
        family: Exclusion.DECEASED if died else Exclusion.MOVED for family, died in gone
    })  # fmt: skip


def candidates_of(folder: Path, rule: Rule, area: str = "") -> Candidates:
    """The families of the release in ``folder`` as candidates of a rule, as lists of rounds are drawn from them: those
    who live in the region ``area``, or all."""
    families = families_of(folder, [rule])
    return (families.within(area) if area else families).candidates(rule)
