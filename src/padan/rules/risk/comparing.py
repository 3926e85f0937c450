"""Our answer beside the one of BKKBN's list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

import numpy as np

from padan.kernel.texts import _
from padan.reference.krs import KrsRule
from padan.rules.risk.answers import UNKNOWN, YES, Answers
from padan.rules.risk.families import Families
from padan.rules.risk.screening import Risk, assess


class Agreement(IntEnum):
    """How our answer stands to theirs; unknown where either side does not know."""

    UNKNOWN = -1
    AGREES = 0
    ONLY_OURS = 1
    ONLY_THEIRS = 2

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Agreement.UNKNOWN: _("belum dapat dibandingkan"),
            Agreement.AGREES: _("sama dengan daftar BKKBN"),
            Agreement.ONLY_OURS: _("berisiko menurut data, tidak menurut daftar BKKBN"),
            Agreement.ONLY_THEIRS: _("berisiko menurut daftar BKKBN, tidak menurut data"),
        }[self]


def compare(ours: Answers, claimed: Answers) -> Answers:
    """An :class:`Agreement` for each family. The two must not rest on one another (see ``without_stated``)."""
    unknown = (ours == UNKNOWN) | (claimed == UNKNOWN)
    differs = np.where(ours == YES, Agreement.ONLY_OURS, Agreement.ONLY_THEIRS)
    found = np.where(ours == claimed, Agreement.AGREES, differs)
    return np.where(unknown, Agreement.UNKNOWN, found).astype(np.int8)


def compare_parts(ours: Risk, claimed: Mapping[str, Answers]) -> dict[str, Answers]:
    """An :class:`Agreement` for each target and factor that the list states; KeyError for another name."""
    answers = {**ours.targets, **ours.factors}
    return {name: compare(answers[name], column) for name, column in claimed.items()}


def claimed_risk(stated: Families, said: Answers, rule: KrsRule, on: date) -> Answers:
    """What a list says of the whole: its own word, else what its own columns make by the rule.

    ``stated`` holds nothing but the list's columns; ``said`` is its ``risk_claimed``. Most forms have no such
    column: being at risk follows from the others.
    """
    return np.where(said == UNKNOWN, assess(stated, rule, on).at_risk, said)
