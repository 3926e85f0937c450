"""How old what is known has grown: against a list's own cycle, and against who owes the fact."""

from padan.rules.freshness.judging import Answer, Dated, Freshness, judge
from padan.rules.freshness.standing import Standing, Standings, State, row_of, standing, standings

__all__ = [
    "Answer",
    "Dated",
    "Freshness",
    "Standing",
    "Standings",
    "State",
    "judge",
    "row_of",
    "standing",
    "standings",
]
