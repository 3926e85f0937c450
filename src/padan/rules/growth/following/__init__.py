"""Growth over time: weight gain by the posyandu's rule, pace, lines crossed, faltering, recovery."""

from padan.rules.growth.following.codes import Gain, Ground, Method, Reason, Recovery
from padan.rules.growth.following.faltering import Faltering
from padan.rules.growth.following.following import Following, Latest, follow
from padan.rules.growth.following.gain import WeightGain
from padan.rules.growth.following.lines import Crossings, Slope
from padan.rules.growth.following.pace import Pace, correlation, velocity_z
from padan.rules.growth.following.spells import Spell
from padan.rules.growth.following.visits import Visits

__all__ = [
    "Crossings",
    "Faltering",
    "Following",
    "Gain",
    "Ground",
    "Latest",
    "Method",
    "Pace",
    "Reason",
    "Recovery",
    "Slope",
    "Spell",
    "Visits",
    "WeightGain",
    "correlation",
    "follow",
    "velocity_z",
]
