"""What people decided about pairs of records: "same", "not the same", or open again. Append-only, kept with who,
when, why and the evidence they saw; the linking holds to it (ADR 0013).
"""

from padan.pipeline.decisions.anchors import anchored
from padan.pipeline.decisions.decision import APART, OPEN, SAME, VERDICTS, Decision
from padan.pipeline.decisions.loading import Loaded, load_decisions
from padan.pipeline.decisions.settling import Overruled, Settled, in_force, settle
from padan.pipeline.decisions.store import append, read, version_of

__all__ = [
    "APART",
    "OPEN",
    "SAME",
    "VERDICTS",
    "Decision",
    "Loaded",
    "Overruled",
    "Settled",
    "anchored",
    "append",
    "in_force",
    "load_decisions",
    "read",
    "settle",
    "version_of",
]
