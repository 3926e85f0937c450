"""Who receives: ranked, within nested quotas, with a reserve; and what becomes of the list when somebody falls out."""

from padan.rules.selection.candidates import Candidates, Exclusion, Key
from padan.rules.selection.measures import (
    Coverage,
    Errors,
    Filled,
    Overlap,
    Share,
    cost,
    coverage,
    errors,
    filled,
    homes,
    overlap,
)
from padan.rules.selection.quotas import Quota
from padan.rules.selection.replacing import Replacement, fall_out, next_in_line
from padan.rules.selection.selecting import PURPOSE, Selection, Standing, select
from padan.rules.selection.telling import tell

__all__ = [
    "PURPOSE",
    "Candidates",
    "Coverage",
    "Errors",
    "Exclusion",
    "Filled",
    "Key",
    "Overlap",
    "Quota",
    "Replacement",
    "Selection",
    "Share",
    "Standing",
    "cost",
    "coverage",
    "errors",
    "fall_out",
    "filled",
    "homes",
    "next_in_line",
    "overlap",
    "select",
    "tell",
]
