"""Villages as tiles: a block for each kecamatan, its villages in the order of their codes, nearly a square."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: Length of a tile's side and of the space between two, in the units of the drawing.
SIDE: Final = 44
SPACE: Final = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the grid: its code, and the corner of its square."""

    code: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Block:
    """The tiles of what lies in one region, and the size of the drawing."""

    code: str
    tiles: tuple[Tile, ...]
    width: int
    height: int


def block(code: str, places: Sequence[str]) -> Block:
    """The places of one region, row by row."""
    columns = max(1, math.ceil(math.sqrt(len(places))))
    step = SIDE + SPACE
    tiles = tuple(Tile(place, number % columns * step, number // columns * step) for number, place in enumerate(places))
    rows = math.ceil(len(places) / columns)
    return Block(code, tiles, columns * step - SPACE, rows * step - SPACE)


def blocks(villages: Iterable[str]) -> tuple[Block, ...]:
    """A block for each kecamatan of some villages, in the order of codes."""
    found: dict[str, list[str]] = {}
    for village in sorted(villages):
        found.setdefault(village[:8], []).append(village)
    return tuple(block(code, places) for code, places in found.items())
