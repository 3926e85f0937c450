"""Reproducible chance: each part of the demo draws from its own stream, so none shifts another."""

from __future__ import annotations

import random
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Texts = NDArray[np.object_]

MISSING_DATE = np.datetime64("NaT", "D")


def stream(seed: int, part: str) -> np.random.Generator:
    """The generator of one part of the demo."""
    return np.random.default_rng([seed, crc32(part.encode())])


def aside(rng: np.random.Generator) -> np.random.Generator:
    """A stream of its own beside ``rng``, which goes on as if nothing had been drawn."""
    return rng.spawn(1)[0]


def picker(rng: np.random.Generator) -> random.Random:
    """A generator for single draws, where NumPy's is slow."""
    return random.Random(int(rng.integers(2**62)))


def chosen(rng: np.random.Generator, share: float | Numbers, count: int) -> Flags:
    """Which of ``count`` things happen, each with its share."""
    return rng.random(count) < share


def days(rng: np.random.Generator, low: float, high: float, count: int) -> Whole:
    """Whole days, uniform between two numbers of days."""
    return rng.integers(int(low), max(int(low) + 1, int(high)), count)


def either(which: Flags, yes: object, no: object) -> Texts:
    """An object array of one of two: arrays, or single values for all."""
    first, second = (value if isinstance(value, np.ndarray) else np.array([value], dtype=object) for value in (yes, no))
    return np.where(which, first, second).astype(object)


def texts(values: Sequence[object]) -> Texts:
    """An object array of cells, also when empty."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def words_of_zipf(rng: np.random.Generator, words: tuple[str, ...], count: int, power: float) -> Texts:
    """Words with the n-th word drawn in proportion to n ** -power."""
    weight = 1.0 / np.arange(1, len(words) + 1) ** power
    return texts(list(words))[rng.choice(len(words), count, p=weight / weight.sum())]
