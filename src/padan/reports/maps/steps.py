"""Shares as steps of a colour, with a legend in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import value

#: Shares that a scale may end with: the first that none is above.
_ENDS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Equal steps from nothing to ``end``. Step 0 is nothing at all, 1 to :data:`STEPS` are the colours."""

    end: float

    def step(self, part: float) -> int:
        """The step of a share; one above the end is in the last."""
        if part <= 0:
            return 0
        return min(STEPS, 1 + int(part * STEPS / self.end - 1e-9))

    def legend(self) -> list[tuple[int, str]]:
        """Each step and what it stands for, the lowest first."""
        limits = [self.end * number / STEPS for number in range(STEPS + 1)]
        said = [(0, _("tidak ada"))]
        for number in range(1, STEPS + 1):
            said.append((number, _("sampai {share} %").format(share=value(round(100 * limits[number], 1)))))
        return said


def scale_of(parts: Iterable[float | None]) -> Scale:
    """The scale that fits some shares."""
    highest = max((part for part in parts if part is not None), default=0.0)
    return Scale(next((end for end in _ENDS if highest <= end), _ENDS[-1]))
