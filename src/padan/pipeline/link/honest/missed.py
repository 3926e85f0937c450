"""How many true pairs no key brought together, by counting twice.

Two families of keys look for the same pairs: one by NIK, one without it. Of the pairs that one finds, the share that
the other finds too tells how many both overlook (capture and recapture; Chapman 1951). It holds if the two overlook
independently. In life a row that is bad in one way is bad in the other too: the number is then too small, and recall
is overstated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.reading import Flags

#: With fewer pairs found by both families nothing can be said of what neither finds.
LEAST_BOTH = 10.0


@dataclass(frozen=True, slots=True)
class Missed:
    """``pairs`` overlooked by both families and its standard error; ``known`` is False where too few were found by
    both, and then nothing was added."""

    pairs: float
    error: float
    known: bool

    def drawn(self, rng: np.random.Generator, count: int) -> Numbers:
        """Draws of the number: log-normal, since it cannot be below 0 and its error is lopsided."""
        if self.pairs <= 0:
            return np.zeros(count)
        spread = math.sqrt(math.log1p((self.error / self.pairs) ** 2))
        return self.pairs * np.exp(spread * rng.standard_normal(count))


def missed_by_keys(probability: Numbers, by_nik: Flags, without_nik: Flags) -> Missed:
    """Chapman's estimate from pairs of these probabilities, each counted as so much of a true pair."""
    both = float(probability[by_nik & without_nik].sum())
    first = float(probability[by_nik & ~without_nik].sum())
    second = float(probability[~by_nik & without_nik].sum())
    if both < LEAST_BOTH:
        return Missed(0.0, 0.0, False)
    n1, n2 = both + first, both + second
    variance = (n1 + 1) * (n2 + 1) * first * second / ((both + 1) ** 2 * (both + 2))
    return Missed(first * second / (both + 1), math.sqrt(variance), True)
