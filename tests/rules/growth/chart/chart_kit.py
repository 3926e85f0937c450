"""Charts to test with, and reading a drawn one back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import numpy as np

from padan.rules.growth.chart import SCREEN, Chart, Child, Lines, Point, draw
from padan.rules.growth.chart.frame import Frame, bounds

SVG = "{http://www.w3.org/2000/svg}"
BORN = date(2024, 1, 15)
DRAWN = date(2026, 11, 21)
BOY, GIRL = 1, 2

Places = list[tuple[float, float]]


def point(age_days: int, value: float, z: float | None = 0.0, **more: object) -> Point:
    """A point of a child born on :data:`BORN`."""
    return Point(BORN + timedelta(days=age_days), age_days, value, z, **more)  # type: ignore[arg-type]


def chart(indicator: str, *points: Point, sex: int = BOY, name: str | None = None, code: str = "P0123456789ABCDE",
          lines: Lines = Lines.Z, window: tuple[float, float] | None = None) -> Chart:  # fmt: skip
    return Chart(indicator, Child(code, sex, name), points, DRAWN, lines, window)


def tree(chart_: Chart) -> ET.Element:
    return ET.fromstring(draw(chart_))


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def frame(chart_: Chart, root: ET.Element) -> Frame:
    """The frame of the only panel, read from its clip."""
    (box,) = root.findall(f".//{SVG}clipPath/{SVG}rect")
    left, top, width, height = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
    seen = bounds(chart_)
    return Frame(seen.x, seen.y, left, top, width, height)


def read_path(d: str) -> list[Places]:
    """The strokes of a path of M, l and Z, as places."""
    strokes: list[Places] = []
    for stroke in re.findall(r"M[^M]*", d):
        steps = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", stroke)]
        pairs = np.cumsum(np.array(steps).reshape(-1, 2), axis=0)
        strokes.append([(float(x), float(y)) for x, y in pairs])
    return strokes


def curves(chart_: Chart, root: ET.Element) -> list[list[Places]]:
    """The drawn curves from below, in the units of the standard; each of one or two strokes."""
    box = frame(chart_, root)
    (clipped,) = (element for element in root.iter(f"{SVG}g") if "clip-path" in element.attrib)
    drawn = [e for e in clipped.findall(f"{SVG}path") if e.get("fill") == "none" and e.get("stroke") != "#123a7a"]
    return [[[back(box, *place) for place in stroke] for stroke in read_path(e.attrib["d"])] for e in drawn]


def back(box: Frame, across: float, down: float) -> tuple[float, float]:
    """From a place on the sheet to days (or cm) and value."""
    x = box.x[0] + (across - box.left) / box.width * (box.x[1] - box.x[0])
    return x, box.y[1] - (down - box.top) / box.height * (box.y[1] - box.y[0])


def value_at(strokes: Sequence[Places], x: float) -> float:
    """The value of a drawn curve at ``x``; at 24 months that of the first stroke, of lying children."""
    for stroke in strokes:
        xs, ys = zip(*stroke, strict=True)
        if xs[0] - 1e-6 <= x <= xs[-1] + 0.02 * (xs[-1] - xs[0]):
            return float(np.interp(x, xs, ys))
    raise AssertionError(f"no curve at {x}")


WIDTH = SCREEN.width
