"""What a comparison is: a ladder of levels, of which the first that holds counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Levels = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Level:
    """One rung. ``null`` rungs say nothing either way. ``chance`` fixes how often strangers agree so, where a
    sample of strangers is too small to show it; ``kin`` is how often two different members of one household agree
    so. Texts are Indonesian message ids."""

    code: str
    text: str
    null: bool = False
    chance: float | None = None
    kin: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One ladder. ``columns`` are the columns of ``standard`` that it reads."""

    name: str
    text: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]

    def number(self, code: str) -> int:
        """The place of a level on the ladder."""
        return next(n for n, level in enumerate(self.levels) if level.code == code)


def first_of(*conditions: Flags) -> Levels:
    """For each pair the number of the first condition that holds; their count where none does."""
    out = np.full(len(conditions[0]), len(conditions), dtype=np.int8)
    for number in range(len(conditions) - 1, -1, -1):
        out[conditions[number]] = number
    return out
