"""The coloured zones between the curves: the classes of Permenkes 2/2020, where an indicator has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from padan.kernel.texts import _, language
from padan.reference.growth_classes import GrowthClass, growth_classes
from padan.rules.growth.chart.standard import levels
from padan.rules.growth.chart.values import Chart, Lines
from padan.rules.growth.chart.words import decimal

SCHEME: Final = "permenkes_0_5"

#: Fills by the distance from the normal class: pale, warm below it and cold above, darker the farther from it.
_FILLS: Final = {-2: "#f8d6d0", -1: "#fdecc6", 0: "#e6f3e2", 1: "#eaf1f9", 2: "#d8e4f3", 3: "#c6d6ec"}


@dataclass(frozen=True, slots=True)
class Zone:
    """From the curve of z ``low`` to that of ``high`` (None: to the frame), its fill and its name with the limits."""

    low: float | None
    high: float | None
    fill: str
    name: str


def zones(chart: Chart) -> tuple[Zone, ...]:
    """The zones of a chart, lowest first: the classes; between the outer centiles; or from -2 to 2 SD."""
    classes = growth_classes(SCHEME).get(chart.indicator, ())
    if chart.lines is Lines.CENTILES:
        curves = levels(Lines.CENTILES)
        return (Zone(curves[0], curves[-1], _FILLS[0], _("P3 sampai P97")),)
    if not classes:
        return (Zone(-2, 2, _FILLS[0], _("−2 sampai +2 SD")),)
    normal = next(c.code for c in classes if (c.low is None or c.low < 0) and (c.high is None or c.high > 0))
    return tuple(Zone(c.low, c.high, _FILLS[c.code - normal], _named(c)) for c in classes)


def _named(found: GrowthClass) -> str:
    name = found.name_en if language() == "en" else found.name_id
    low, high = (None if limit is None else signed(limit) for limit in (found.low, found.high))
    if low is None:
        return f"{name} (< {high})"
    return f"{name} (> {low})" if high is None else f"{name} ({low} … {high})"


def signed(z: float) -> str:
    """A whole z with its sign: +2, 0, −3."""
    return f"{'+' if z > 0 else ''}{decimal(z, least=0, most=0)}"
