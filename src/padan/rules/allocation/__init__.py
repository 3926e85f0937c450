"""Which pledge meets which need: a plan that a person accepts, changes or refuses, with its bounds and its reasons."""

from padan.rules.allocation.comparing import Change, Comparison, compare
from padan.rules.allocation.making import THOROUGH, USUAL, Effort
from padan.rules.allocation.needs import NO_AGE, Needs
from padan.rules.allocation.planning import plan
from padan.rules.allocation.plans import Aim, Met, Plan, Stage
from padan.rules.allocation.pledges import Pledge
from padan.rules.allocation.telling import tell

__all__ = [
    "NO_AGE",
    "THOROUGH",
    "USUAL",
    "Aim",
    "Change",
    "Comparison",
    "Effort",
    "Met",
    "Needs",
    "Plan",
    "Pledge",
    "Stage",
    "compare",
    "plan",
    "tell",
]
