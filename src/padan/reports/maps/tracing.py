"""Boundaries as paths of a drawing, small enough for a page.

Points are moved to a grid of whole numbers, the same for all villages, so that neighbours that share a line share it
afterwards; points on one spot or on one straight line are left out. A finer grid is tried first, then coarser
ones until the paths are short enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from padan.reports.maps.fitting import Polygon

#: Points across the wider side of the drawing, the finest first.
_GRIDS: Final = (1000, 700, 500, 350, 250, 180, 120, 80)

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths by village, in a drawing of ``width`` and ``height``."""

    width: int
    height: int
    paths: Mapping[str, str]


def drawing(polygons: Mapping[str, Sequence[Polygon]], most: int) -> Drawing:
    """The villages as paths that take ``most`` letters together, or as few as the coarsest grid makes them."""
    for grid in _GRIDS:
        found = _on_grid(polygons, grid)
        if sum(map(len, found.paths.values())) <= most:
            break
    return found


def _on_grid(polygons: Mapping[str, Sequence[Polygon]], grid: int) -> Drawing:
    points = [point for several in polygons.values() for polygon in several for ring in polygon for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    # A degree of longitude is shorter away from the equator.
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    scale = grid / max(wide, high, 1e-9)

    def spot(point: tuple[float, float]) -> Spot:
        return round((point[0] - west) * squeeze * scale), round((north - point[1]) * scale)

    paths = {code: _path([[spot(p) for p in ring] for polygon in several for ring in polygon])
             for code, several in polygons.items()}  # fmt: skip
    return Drawing(max(1, round(wide * scale)), max(1, round(high * scale)), paths)


def _path(rings: Sequence[Sequence[Spot]]) -> str:
    """Rings as one path of whole numbers, each point told from the one before it. A place too small for the grid is a
    square of one unit, so that it can still be pressed."""
    bare = [found for ring in rings if len(found := _bare(ring)) >= 3]
    if not bare:
        x, y = rings[0][0]
        bare = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]
    return "".join(_told(ring) for ring in bare)


def _bare(ring: Sequence[Spot]) -> list[Spot]:
    """A ring without its last point (which is its first), repeated points, and points on a straight line."""
    spots = [spot for number, spot in enumerate(ring[:-1]) if spot != ring[number - 1 if number else len(ring) - 2]]
    while True:
        kept = [
            here for before, here, after in zip(spots[-1:] + spots[:-1], spots, spots[1:] + spots[:1], strict=True)
            if _turns(before, here, after)
        ]  # fmt: skip
        if len(kept) == len(spots):
            return kept
        spots = kept


def _turns(before: Spot, here: Spot, after: Spot) -> bool:
    return (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])


def _told(ring: Sequence[Spot]) -> str:
    (x, y), told = ring[0], []
    for to_x, to_y in ring[1:]:
        told.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(told)}z".replace(" -", "-")
