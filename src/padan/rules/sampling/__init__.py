"""A sample to verify by: how many, who (so that anybody can draw it again), and what the answers say."""

from padan.rules.sampling.allocation import LEAST, allocate
from padan.rules.sampling.drawing import Drawn, draw
from padan.rules.sampling.lots import Whole, in_order, lots, places_in_line
from padan.rules.sampling.results import Estimate, Interval, estimate, wilson
from padan.rules.sampling.sizes import UNKNOWN_SHARE, quantile, sample_size

__all__ = [
    "LEAST",
    "UNKNOWN_SHARE",
    "Drawn",
    "Estimate",
    "Interval",
    "Whole",
    "allocate",
    "draw",
    "estimate",
    "in_order",
    "lots",
    "places_in_line",
    "quantile",
    "sample_size",
    "wilson",
]
