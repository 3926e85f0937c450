"""Yes, no and unknown (Kleene's logic) on columns, each unknown with the facts that are missing for it.

The three answers are int8 in columns. A mask of missing facts has one bit for each fact of
``padan.reference.krs.facts``; it is 0 wherever the answer is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from padan.reference.krs import facts

#: Columns of answers, of masks, and of truths.
Answers = NDArray[np.int8]
Masks = NDArray[np.uint16]
Truths = NDArray[np.bool_]


class Answer(IntEnum):
    """An answer, as columns hold it."""

    UNKNOWN = -1
    NO = 0
    YES = 1


UNKNOWN, NO, YES = np.int8(-1), np.int8(0), np.int8(1)
_NOTHING = np.uint16(0)


@dataclass(frozen=True, slots=True, eq=False)
class Tri:
    """A column of answers and, where they are unknown, the facts that are missing."""

    answer: Answers
    missing: Masks

    def __and__(self, other: Tri) -> Tri:
        no = (self.answer == NO) | (other.answer == NO)
        yes = (self.answer == YES) & (other.answer == YES)
        return _settled(yes, no, self.missing | other.missing)

    def __or__(self, other: Tri) -> Tri:
        yes = (self.answer == YES) | (other.answer == YES)
        no = (self.answer == NO) & (other.answer == NO)
        return _settled(yes, no, self.missing | other.missing)

    def __invert__(self) -> Tri:
        return _settled(self.answer == NO, self.answer == YES, self.missing)

    def filled(self, stated: Answers) -> Tri:
        """This answer, and where it is unknown the one that a list states, if it states any."""
        use = (self.answer == UNKNOWN) & (stated != UNKNOWN)
        return Tri(np.where(use, stated, self.answer), np.where(use, _NOTHING, self.missing))


def given(answer: Answers, fact: str) -> Tri:
    """A fact that is itself an answer."""
    return Tri(answer, np.where(answer == UNKNOWN, mask_of(fact), _NOTHING))


def told(truth: Truths, known: Truths, *names: str) -> Tri:
    """``truth`` where it is ``known``; elsewhere the named facts are missing."""
    return Tri(np.where(known, truth.astype(np.int8), UNKNOWN), np.where(known, _NOTHING, mask_of(*names)))


def mask_of(*names: str) -> np.uint16:
    """The mask with the bits of the named facts; KeyError for a fact that is not known."""
    return np.uint16(sum(facts()[name].mask for name in names))


def names_in(mask: int) -> tuple[str, ...]:
    """The facts whose bits are set."""
    return tuple(name for name, fact in facts().items() if fact.mask & mask)


def _settled(yes: Truths, no: Truths, missing: Masks) -> Tri:
    known = yes | no
    return Tri(np.where(known, yes.astype(np.int8), UNKNOWN), np.where(known, _NOTHING, missing))
