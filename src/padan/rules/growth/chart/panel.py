"""One panel: the frame, the coloured zones, the curves with their names, the child's points."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from padan.kernel.texts import _
from padan.rules.growth.ages import DAYS_PER_MONTH, Floats
from padan.rules.growth.chart.frame import Frame, bounds, place, ticks_of_x, ticks_of_y
from padan.rules.growth.chart.layouts import Layout
from padan.rules.growth.chart.marks import INK, Item, Kind, legend, mark, swatch
from padan.rules.growth.chart.markup import broken, element, number, path, simplified, spread, text
from padan.rules.growth.chart.standard import CENTILES, Part, correction, levels, parts
from padan.rules.growth.chart.values import Chart, Lines, Point
from padan.rules.growth.chart.words import axis_below, axis_beside, decimal, doubtful_in_words, newest_in_words, title
from padan.rules.growth.chart.zones import signed, zones
from padan.rules.growth.standards import STANDING_FROM_DAY

#: Colour, width and dashes of the curves by distance from the median: each differs in grey too.
_STYLES: Final = (("#1a6e37", 1.6, None), ("#8a6d1d", 0.8, "4 2"), ("#b3261e", 1.1, None), ("#222", 1.1, "1.5 1.5"))
#: The style of each centile: 50 as the median, 15 and 85 as one, 3 and 97 as two standard deviations.
_CENTILE_STYLES: Final = (2, 1, 0, 1, 2)
_GREY: Final = "#555"
#: A line towards a point outside the frame leaves it no farther than this.
_FAR: Final = 2000.0


def kinds(chart: Chart) -> set[Kind]:
    """Which marks a chart uses."""
    return {_kind(chart, point) for point in chart.points}


def draw_panel(chart: Chart, layout: Layout, top: float, ident: str) -> tuple[str, float]:
    """The panel from ``top`` down: markup and its height. ``ident`` is unlike every other panel's."""
    head, y = _heading(chart, layout, top)
    seen = bounds(chart)
    frame = Frame(seen.x, seen.y, layout.left, y, layout.width - layout.left - layout.right, layout.plot)
    standard = parts(chart)
    clipped = element(
        "g",
        "".join((*_zones(chart, standard, frame), _grid(chart, frame), *_curves(chart, standard, frame),
                 _switch(standard, frame, layout), _line(chart, frame))),
        clip_path=f"url(#{ident})",
    )  # fmt: skip
    box = {"x": frame.left, "y": frame.top, "width": frame.width, "height": frame.height}
    clip = element("clipPath", element("rect", **box), id=ident)
    edge = element("rect", **box, fill="none", stroke=_GREY, stroke_width=0.8)
    below = frame.top + frame.height + 2.75 * layout.text + 4
    key, high = legend([Item(swatch(zone.fill), zone.name) for zone in zones(chart)], layout, below)
    names = _names(chart, standard, frame, layout)
    drawn = (head, clip, clipped, edge, _axes(chart, frame, layout), names, _marks(chart, frame), key)
    return "".join(drawn), below + high - top


def _heading(chart: Chart, layout: Layout, top: float) -> tuple[str, float]:
    drawn, y = [], top
    for line in broken(title(chart), 1.2 * layout.text, layout.width - 8, bold=True):
        y += 1.4 * layout.text
        drawn.append(text(4, y, line, font_size=1.2 * layout.text, font_weight="bold"))
    for words in (newest_in_words(chart), *doubtful_in_words(chart)):
        for line in broken(words, layout.text, layout.width - 8):
            y += layout.line
            drawn.append(text(4, y, line, fill="#333"))
    return "".join(drawn), y + 0.7 * layout.text


@lru_cache(maxsize=32)
def _places(part: Part, z: float, frame: Frame) -> list[tuple[float, float]]:
    """The curve of a part on the sheet, from just before the frame to just behind it. Zones and curves of a panel ask
    for the same ones."""
    inside = np.flatnonzero((part.x >= frame.x[0]) & (part.x <= frame.x[1]))
    if not inside.size:
        return []
    near = slice(max(0, inside[0] - 1), inside[-1] + 2)
    across: Floats = frame.left + (part.x[near] - frame.x[0]) / (frame.x[1] - frame.x[0]) * frame.width
    down: Floats = frame.top + (frame.y[1] - part.at(z)[near]) / (frame.y[1] - frame.y[0]) * frame.height
    return simplified(across, down)


def _zones(chart: Chart, standard: tuple[Part, ...], frame: Frame) -> list[str]:
    """The zones from below, each from its lower limit to the top and then covered by the next."""
    found = zones(chart)
    return [
        element("path", d=path(places, closed=True), fill=zone.fill)
        for zone in found
        for part in standard
        if (places := _outline(zone.low, zone.high if zone is found[-1] else None, part, frame))
    ]


def _outline(low: float | None, high: float | None, part: Part, frame: Frame) -> list[tuple[float, float]]:
    """Along the curve of the lower z and back along the upper; without one, along the frame."""
    middle = _places(part, 0, frame)
    if not middle:
        return []
    first, last = middle[0][0], middle[-1][0]
    bottom, ceiling = frame.top + frame.height, frame.top
    below = [(first, bottom), (last, bottom)] if low is None else _places(part, low, frame)
    above = [(first, ceiling), (last, ceiling)] if high is None else _places(part, high, frame)
    return below + above[::-1]


def _grid(chart: Chart, frame: Frame) -> str:
    unit = 1.0 if chart.by_length else DAYS_PER_MONTH
    across, up = ticks_of_x(chart, frame.x), ticks_of_y(frame.y)
    lines = []
    for thin in (True, False):
        xs = [x for x in across.thin if x not in across.labelled] if thin else across.labelled
        ys = [y for y in up.thin if y not in up.labelled] if thin else up.labelled
        d = "".join(f"M{number(frame.across(x * unit))},{number(frame.top)}v{number(frame.height)}" for x in xs)
        d += "".join(f"M{number(frame.left)},{number(frame.down(y))}h{number(frame.width)}" for y in ys)
        lines.append(element("path", d=d, stroke_opacity=0.1 if thin else 0.24))
    return element("g", "".join(lines), stroke="#000", stroke_width=0.5)


def _axes(chart: Chart, frame: Frame, layout: Layout) -> str:
    unit = 1.0 if chart.by_length else DAYS_PER_MONTH
    size, bottom = layout.text, frame.top + frame.height
    up = ticks_of_y(frame.y).labelled
    places = 0 if all(y == int(y) for y in up) else 1
    across = "".join(
        text(frame.across(x * unit), bottom + 1.15 * size, decimal(x, least=0, most=0))
        for x in ticks_of_x(chart, frame.x).labelled
    )
    beside = "".join(text(frame.left - 4, frame.down(y) + 0.35 * size, decimal(y, places, places)) for y in up)
    middle = frame.left + frame.width / 2, frame.top + frame.height / 2
    below = text(middle[0], bottom + 2.45 * size, axis_below(chart), text_anchor="middle")
    turned = text(
        0,
        0,
        axis_beside(chart),
        text_anchor="middle",
        transform=f"translate({number(size)} {number(middle[1])}) rotate(-90)",
    )
    return element("g", across, text_anchor="middle") + element("g", beside, text_anchor="end") + below + turned


def _styles(chart: Chart) -> list[int]:
    return list(_CENTILE_STYLES) if chart.lines is Lines.CENTILES else [abs(int(z)) for z in levels(chart.lines)]


def _curves(chart: Chart, standard: tuple[Part, ...], frame: Frame) -> list[str]:
    drawn = []
    for z, style in zip(levels(chart.lines), _styles(chart), strict=True):
        colour, wide, dashes = _STYLES[style]
        d = "".join(path(_places(part, z, frame)) for part in standard)
        drawn.append(element("path", d=d, stroke=colour, stroke_width=wide, stroke_dasharray=dashes, fill="none"))
    return drawn


def _names(chart: Chart, standard: tuple[Part, ...], frame: Frame, layout: Layout) -> str:
    """The name of each curve at its right end, moved apart where they would touch."""
    size = 0.95 * layout.text
    seen = [part for part in standard if _places(part, 0, frame)]
    if not seen:
        return ""
    ends = [_places(seen[-1], z, frame)[-1][1] for z in levels(chart.lines)]
    if chart.lines is Lines.Z:
        words = [f"{signed(z)} SD" if z else _("median") for z in levels(Lines.Z)]
    else:
        words = [f"P{centile}" for centile in CENTILES]
    apart = spread(ends[::-1], 1.05 * size, frame.top, frame.top + frame.height)[::-1]
    drawn = [
        text(frame.left + frame.width + 4, y + 0.35 * size, word, fill=_STYLES[style][0])
        for y, word, style in zip(apart, words, _styles(chart), strict=True)
    ]
    return element("g", "".join(drawn), font_size=size)


def _switch(standard: tuple[Part, ...], frame: Frame, layout: Layout) -> str:
    """The upright line at 24 months that parts lying from standing."""
    day = STANDING_FROM_DAY - 0.5
    if len(standard) < 2 or not frame.x[0] < day < frame.x[1]:
        return ""
    x, y = frame.across(day), frame.top + frame.height - 0.5 * layout.text
    line = element(
        "path", d=f"M{number(x)},{number(frame.top)}v{number(frame.height)}", stroke_dasharray="3 3", stroke=_GREY
    )
    lying = text(x - 4, y, _("telentang"), text_anchor="end")
    return element("g", line + lying + text(x + 4, y, _("berdiri")), fill="#333", font_size=0.9 * layout.text)


def _kind(chart: Chart, point: Point) -> Kind:
    seen = bounds(chart)
    if seen.sides(*place(chart, point)) != (0, 0):
        return Kind.FLAGGED_OUTSIDE if point.flagged else Kind.OUTSIDE
    if point.flagged:
        return Kind.FLAGGED
    return Kind.CORRECTED if correction(chart, point) else Kind.PLAIN


def _line(chart: Chart, frame: Frame) -> str:
    """The points that are not flagged, joined by date."""
    places = [
        (_within(frame.across(x), frame.left), _within(frame.down(y), frame.top))
        for x, y in (place(chart, point) for point in chart.points if not point.flagged)
    ]
    return element("path", d=path(places), fill="none", stroke=INK, stroke_width=1.4) if len(places) > 1 else ""


def _within(place_: float, start: float) -> float:
    return min(max(place_, start - _FAR), start + _FAR)


def _marks(chart: Chart, frame: Frame) -> str:
    drawn = []
    for point in chart.points:
        x, y = place(chart, point)
        side = bounds(chart).sides(x, y)
        x, y = (min(max(at, low), high) for at, (low, high) in ((x, frame.x), (y, frame.y)))
        drawn.append(mark(_kind(chart, point), frame.across(x), frame.down(y), side))
    return element("g", "".join(drawn), fill=INK, stroke="#fff", stroke_width=0.7) if drawn else ""
