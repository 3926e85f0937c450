"""What a selection comes to, to weigh one rule or quota against another before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.rules.growth.prevalence import coded
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers, Truths
from padan.rules.selection.quotas import counts
from padan.rules.selection.selecting import Selection


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``of``; ``value`` is 0 to 1, None when there is nothing to take a part of."""

    part: int
    of: int

    @property
    def value(self) -> float | None:
        """The share as a number."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Filled:
    """What a quota came to: its ``places``, how many are ``chosen``, and how many wait in its own line in reserve."""

    area: str
    places: int
    chosen: int
    reserve: int

    @property
    def free(self) -> int:
        """Places that nobody took."""
        return self.places - self.chosen


@dataclass(frozen=True, slots=True)
class Coverage:
    """``reached``: of the group those who are chosen. ``belonging``: of the chosen those who are of the group.

    Of ``unknown`` candidates, ``unknown_chosen`` of them chosen, it is not known; they are in neither share.
    """

    reached: Share
    belonging: Share
    unknown: int
    unknown_chosen: int


@dataclass(frozen=True, slots=True)
class Errors:
    """Against a standard that says who ought to be helped; those of whom it does not know are left aside.

    ``inclusion``: of the chosen those who ought not (leakage). ``exclusion``: of those who ought those who are not
    chosen (undercoverage). As in Coady, Grosh and Hoddinott, *Targeting of Transfers in Developing Countries*, World
    Bank 2004. With fewer places than people in need an exclusion error remains whatever the rule: ``least_exclusion``.
    """

    inclusion: Share
    exclusion: Share
    least_exclusion: Share
    unknown: int
    unknown_chosen: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Candidates on both lists, on this one only and on the other one only."""

    both: int
    only_this: int
    only_other: int


def filled(selection: Selection) -> tuple[Filled, ...]:
    """Each quota, in the order it was given."""
    waiting = selection.line[selection.reserve]
    reserve = np.bincount(waiting, minlength=len(selection.quotas))
    return tuple(
        Filled(quota.area, quota.places, int(chosen), int(waits))
        for quota, chosen, waits in zip(
            selection.quotas, counts(selection.chosen, selection.chains, selection.quotas), reserve, strict=True
        )
    )


def homes(selection: Selection) -> dict[str, int]:
    """How many are chosen of each area that candidates live in, 0 too, in the order of the codes."""
    area = coded(selection.candidates.area)
    # Whoever lives in no known area has no quota and is never chosen.
    numbers = np.bincount(area.codes[selection.chosen], minlength=len(area.labels))
    return dict(zip(area.labels, numbers.tolist(), strict=True))


def cost(selection: Selection, each: int) -> int:
    """What the chosen cost at ``each`` rupiah."""
    return int(selection.chosen.sum()) * each


def coverage(selection: Selection, group: Answers) -> Coverage:
    """How a group of candidates is reached, such as families with a stunted child; ``group`` (n): -1, 0, 1."""
    chosen, of, out, unknown = selection.chosen, group == YES, group == NO, group == UNKNOWN
    hits = _count(chosen & of)
    return Coverage(
        Share(hits, _count(of)), Share(hits, hits + _count(chosen & out)), _count(unknown), _count(unknown & chosen)
    )


def errors(selection: Selection, standard: Answers) -> Errors:
    """The errors against ``standard`` (n): 1 ought to be helped, 0 ought not, -1 not known."""
    found = coverage(selection, standard)
    needy, hits = found.reached.of, found.reached.part
    chosen = found.belonging.of
    return Errors(
        inclusion=Share(chosen - hits, chosen),
        exclusion=Share(needy - hits, needy),
        least_exclusion=Share(max(0, needy - chosen), needy),
        unknown=found.unknown,
        unknown_chosen=found.unknown_chosen,
    )


def overlap(selection: Selection, other: Truths) -> Overlap:
    """This list beside another list of the same candidates; ``other`` (n)."""
    chosen = selection.chosen
    return Overlap(_count(chosen & other), _count(chosen & ~other), _count(other & ~chosen))


def _count(truths: Truths) -> int:
    return int(np.count_nonzero(truths))
