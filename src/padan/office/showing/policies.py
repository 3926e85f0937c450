"""Of which holds a giver may be told. Pure: what is known of the register and of what was shown before comes in.

A giver that is told of a hold knows its kind and units, the cell, and for whom its pledge was restricted: if it
restricted the pledge to one village, the child lives there, whatever the cell says. So a hold is told only where at
least :data:`LEAST` who need something are in the cell, *need just the same course* (kind, units, cost of a unit: what a
course costs stands in the account of the pledge, and 56 days of feeding are another cause than 14) and *are within the
restrictions*. All others are not told at all, and no account of the giver counts them: what is kept back cannot be told
from what never was.

The cells of each course are a partition by themselves. A child with two needs lies in two of them; but each need has
codes of its own, so nobody knows that both are one child's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from padan.rules.giving.cells import LEAST, Cell, Kept, Subject, cells_of
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hold of which its giver is not told yet, on a need as the release has it now; ``needed``: the id of the need
    when it was held, of which its code is made."""

    hold: int
    giver: int
    needed: str
    need: Need
    restrictions: Restrictions


def course_of(need: Need) -> str:
    """What a giver learns of a need by paying for it."""
    return f"{need.kind} {need.units} {need.unit} {need.unit_cost}"


def courses_of(needs: Iterable[Need]) -> dict[str, list[Need]]:
    """The needs of each course."""
    found: defaultdict[str, list[Need]] = defaultdict(list)
    for each in needs:
        found[course_of(each)].append(each)
    return dict(found)


def cells_among(course: Iterable[Need], kept: Kept) -> dict[str, Cell | None]:
    """The cell of each need of one course, by its id, for a giver that is not shown it yet. ``kept``: the cells of all
    needs that were ever shown."""
    subjects = [Subject(each.need_id, each.area, each.age_months, frozenset({each.kind})) for each in course]
    return cells_of(subjects, {each.subject_id: kept[each.subject_id] for each in subjects if each.subject_id in kept})


def tellable(
    waiting: Collection[Waiting], needs: Iterable[Need], kept: Kept, before: Mapping[tuple[int, str], Restrictions]
) -> dict[int, Cell]:
    """The holds of which their givers are told now, by their number, and in which cell.

    ``kept``: the cells of all needs that were ever shown. ``before``: by giver and need, the restrictions of a pledge
    by which it was told of that need already: told of it again under other ones it would know that both are so, and
    under ages that the child was of those ages twice.
    """
    wanted = {course_of(each.need) for each in waiting}
    courses = {course: found for course, found in courses_of(needs).items() if course in wanted}
    cells = {course: cells_among(found, kept) for course, found in courses.items()}
    said = dict(before)
    told: dict[int, Cell] = {}
    for hold in waiting:
        course = course_of(hold.need)
        found, cell = cells[course], cells[course][hold.need.need_id]
        if cell is None or not _adds_nothing(hold, said.get((hold.giver, hold.needed))):
            continue
        shown = hold.need.need_id in kept
        like = (each for each in courses[course] if found[each.need_id] == cell and (each.need_id in kept) == shown)
        if sum(map(hold.restrictions.allows, like)) >= LEAST:
            told[hold.hold] = cell
            said[hold.giver, hold.needed] = hold.restrictions
    return told


def _adds_nothing(hold: Waiting, before: Restrictions | None) -> bool:
    """Whether a hold tells no more of whom it is for than an earlier one of the same giver and need."""
    return before is None or (before == hold.restrictions and hold.restrictions.ages is None)
