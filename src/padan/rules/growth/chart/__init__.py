"""WHO growth charts as SVG: the standard's curves, one child's points, and the same in words.

:func:`draw` and :func:`draw_sheet` give a whole SVG document, :func:`describe` the points as a table of text. All are
pure: the same chart gives the same bytes. Texts are in the language in force (:mod:`padan.kernel.texts`).
"""

from padan.rules.growth.chart.layouts import SCREEN, Layout, printed
from padan.rules.growth.chart.sheet import draw, draw_sheet
from padan.rules.growth.chart.values import INDICATORS, Chart, Child, Lines, Point
from padan.rules.growth.chart.words import describe, point_in_words, title

__all__ = [
    "INDICATORS",
    "SCREEN",
    "Chart",
    "Child",
    "Layout",
    "Lines",
    "Point",
    "describe",
    "draw",
    "draw_sheet",
    "point_in_words",
    "printed",
    "title",
]
