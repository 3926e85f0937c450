"""The marks of points, and rows of legend: a small picture and its words, as many to a line as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from padan.rules.growth.chart.layouts import Layout
from padan.rules.growth.chart.markup import element, number, text, width_of

#: The child's own line and points; dark, so that they stand before the curves in grey too.
INK: Final = "#123a7a"
_SIZE: Final = 3.0
#: Degrees by which an arrow that points up is turned, by side across and side up.
_TURNS: Final = {
    (0, 1): 0,
    (1, 1): 45,
    (1, 0): 90,
    (1, -1): 135,
    (0, -1): 180,
    (-1, -1): 225,
    (-1, 0): 270,
    (-1, 1): 315,
}


class Kind(Enum):
    """How a point is marked."""

    PLAIN = 1
    CORRECTED = 2
    FLAGGED = 3
    OUTSIDE = 4
    FLAGGED_OUTSIDE = 5


def mark(kind: Kind, x: float, y: float, side: tuple[int, int] = (0, 1)) -> str:
    """One mark: disc, diamond, cross in a ring, or an arrow towards the side (hollow when flagged)."""
    if kind is Kind.PLAIN:
        return element("circle", cx=x, cy=y, r=_SIZE)
    if kind is Kind.CORRECTED:
        reach = number(1.5 * _SIZE)
        return element(
            "path", d=f"M{number(x)},{number(y - 1.5 * _SIZE)}l{reach},{reach} -{reach},{reach} -{reach},-{reach}z"
        )
    if kind is Kind.FLAGGED:
        cross = f"M{number(x - 2.2)},{number(y - 2.2)}l4.4,4.4m0,-4.4l-4.4,4.4"
        ring = element("circle", cx=x, cy=y, r=4.4, fill="#fff")
        return element("g", ring + element("path", d=cross), fill="none", stroke=INK, stroke_width=1.2)
    turn = f" rotate({_TURNS[side]})" if _TURNS[side] else ""
    hollow = {"fill": "#fff", "stroke": INK} if kind is Kind.FLAGGED_OUTSIDE else {}
    return element("path", d="M0,0l4.5,8h-9z", transform=f"translate({number(x)} {number(y)}){turn}", **hollow)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a legend: what draws its picture, given the middle of a box of one text size, and its words."""

    picture: Callable[[float, float], str]
    words: str


def swatch(fill: str) -> Callable[[float, float], str]:
    """A small coloured box."""
    return lambda x, y: element(
        "rect", x=x - 5, y=y - 4, width=10, height=8, fill=fill, stroke="#888", stroke_width=0.5
    )


def legend(items: Sequence[Item], layout: Layout, top: float) -> tuple[str, float]:
    """The entries in columns below ``top``, line by line: markup and its height."""
    if not items:
        return "", 0.0
    size, room = 0.9 * layout.text, layout.width - 4
    most = max(1, int(room / max(16 + width_of(item.words, size) for item in items)))
    lines = -(-len(items) // most)
    columns = -(-len(items) // lines)
    drawn = []
    for number_, item in enumerate(items):
        x, y = 4 + number_ % columns * room / columns, top + number_ // columns * layout.line
        drawn.append(item.picture(x + 6, y + 0.65 * layout.text))
        drawn.append(text(x + 15, y + layout.text, item.words))
    return element("g", "".join(drawn), font_size=size), lines * layout.line
