"""The evidence: what is compared between two records, and in which levels.

NIK, birth date and sex hang together (a NIK contains the other two), and so do family card, parents and village
(all say "same household"): each group is one comparison, else the same fact would count twice. Splink learns the
levels' weights, the scorer adds them up, and ``padan why`` tells them: all from these ladders.
"""

from padan.pipeline.link.evidence.household import (
    HOUSEHOLD,
    LIKENED,
    household_levels,
    household_levels_by_equality,
    likened,
)
from padan.pipeline.link.evidence.identity import IDENTITY, SLIPS, digits_apart, identity_levels
from padan.pipeline.link.evidence.ladder import Comparison, Level
from padan.pipeline.link.evidence.names import NAME, ONE_NAME, OTHER_NAME, Named, name_levels
from padan.pipeline.link.evidence.sex import SEX, sex_levels

COMPARISONS = (IDENTITY, HOUSEHOLD, NAME, SEX)

__all__ = [
    "COMPARISONS",
    "Comparison",
    "HOUSEHOLD",
    "IDENTITY",
    "LIKENED",
    "Level",
    "NAME",
    "Named",
    "ONE_NAME",
    "OTHER_NAME",
    "SEX",
    "SLIPS",
    "digits_apart",
    "household_levels",
    "household_levels_by_equality",
    "identity_levels",
    "likened",
    "name_levels",
    "sex_levels",
]
