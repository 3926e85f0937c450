"""Invented pairs whose truth is known, for the honest numbers."""

from __future__ import annotations

import numpy as np

from padan.pipeline.link.honest.curve import Curve
from padan.pipeline.link.honest.reading import Pairs

#: Weights promise too much in the middle, as trained ones do.
TRUE_CURVE = Curve((-4.0, 2.0, 8.0, 14.0, 20.0, 30.0), (-5.0, -2.0, 1.0, 6.0, 9.0, 11.0))
SOURCES = ("dtsen × dtsen", "dtsen × eppgbm", "dtsen × krs", "eppgbm × krs", "krs × opensid")


def pairs_of(weight: np.ndarray, seed: int = 0, least_joined: float = 10.0) -> Pairs:
    """Pairs of these weights between records 2i and 2i + 1, their sources by chance."""
    rng = np.random.default_rng(seed)
    n = len(weight)
    between = rng.choice(SOURCES, n, p=(0.4, 0.3, 0.2, 0.08, 0.02)).astype(object)
    found = rng.random((2, n)) < [[0.8], [0.7]]
    found[1] |= ~found[0]
    return Pairs(
        np.array([f"a{i:07d}" for i in range(n)], dtype=object),
        np.array([f"b{i:07d}" for i in range(n)], dtype=object),
        weight, weight >= least_joined, between, found[0], found[1], 2 * n,
    )  # fmt: skip


def many_weights(n: int, seed: int = 0) -> np.ndarray:
    """Mostly sure pairs, some doubtful, as a register has them."""
    rng = np.random.default_rng(seed)
    doubtful = rng.uniform(-4, 14, n // 10)
    return np.round(np.concatenate([doubtful, rng.uniform(14, 30, n - len(doubtful))]), 3)


def truth_of(pairs: Pairs, seed: int = 0, curve: Curve = TRUE_CURVE) -> np.ndarray:
    """Which pairs are one person, by the true curve."""
    return np.random.default_rng(seed + 1).random(len(pairs)) < curve.probability(pairs.weight)
