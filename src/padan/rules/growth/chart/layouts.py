"""Sizes of a sheet, in its own units. Text is kept at 10 to 11 px on a phone and 9 to 11 pt on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Layout:
    """``width`` of the sheet, height of one panel's ``plot``, size of the ``text``."""

    width: float
    plot: float
    text: float = 11.0

    @property
    def left(self) -> float:
        """Room for the numbers and the name of the upright axis."""
        return 3.7 * self.text

    @property
    def right(self) -> float:
        """Room for the names of the curves."""
        return 4 * self.text

    @property
    def line(self) -> float:
        """From one line of text to the next."""
        return 1.35 * self.text


#: As wide as a phone; a wider window enlarges it.
SCREEN: Final = Layout(360, 250)

#: A4 by the number of panels on the page: one lies on its side, two and three stand upright.
_PRINTED: Final = {1: Layout(760, 380), 2: Layout(560, 280), 3: Layout(560, 150)}


def printed(panels: int) -> Layout:
    """The layout for paper; from three panels on each is as high as three on one page of A4."""
    return _PRINTED[min(panels, 3)]
