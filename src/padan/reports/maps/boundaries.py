"""Boundaries that somebody gave, kept in ``PADAN_HOME/regions`` ready to be drawn: the regency whole, and each
kecamatan in its own drawing."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from padan.reports.maps.fitting import Fitted
from padan.reports.maps.tracing import Drawing, drawing

#: Letters of all paths of one drawing: a page with them stays under 100 KB.
MOST: Final = 40_000


def file_of(home: Path) -> Path:
    """Where the boundaries of a register lie, whether anybody gave some or not."""
    return home / "regions" / "boundaries.json"


def keep(home: Path, regency: str, found: Fitted) -> Path:
    """Keep the boundaries of a regency in place of those that were there; where they lie."""
    drawings = {regency: drawing(found.polygons, MOST)}
    for district in sorted({code[:8] for code in found.polygons}):
        inside = {code: polygons for code, polygons in found.polygons.items() if code[:8] == district}
        drawings[district] = drawing(inside, MOST)
    told = {
        area: {"width": each.width, "height": each.height, "paths": dict(each.paths)}
        for area, each in drawings.items()
    }  # fmt: skip
    target = file_of(home)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}-{os.getpid()}")
    beside.write_text(json.dumps(told, separators=(",", ":")), "utf-8")
    os.replace(beside, target)
    return target


def drawing_of(home: Path, area: str) -> Drawing | None:
    """The drawing of a regency or kecamatan; None where nobody gave boundaries of it."""
    file = file_of(home)
    if not file.is_file():
        return None
    found = _read(file, file.stat().st_mtime_ns).get(area)
    return Drawing(found["width"], found["height"], found["paths"]) if found else None


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int) -> dict[str, Any]:
    return dict(json.loads(file.read_text("utf-8")))
