"""A whole SVG document: one panel or several of one child, with what stands above and below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from padan.kernel.texts import _, language
from padan.kernel.writing import day
from padan.rules.growth.chart.layouts import SCREEN, Layout
from padan.rules.growth.chart.marks import INK, Item, Kind, legend, mark
from padan.rules.growth.chart.markup import broken, element, escaped, text
from padan.rules.growth.chart.panel import draw_panel, kinds
from padan.rules.growth.chart.values import Chart
from padan.rules.growth.chart.words import child_in_words, summary, title

#: What phones, Windows, Android and Linux have; what has none of them takes its own.
FONTS = "system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif"


def draw(chart: Chart, layout: Layout = SCREEN, *, sized: bool = True) -> str:
    """One chart as an SVG document."""
    return draw_sheet((chart,), layout, sized=sized)


def draw_sheet(charts: Sequence[Chart], layout: Layout = SCREEN, *, sized: bool = True) -> str:
    """Charts of one child, one below the other, as an SVG document with its text alternative.

    ``sized``: it says itself how wide it may grow; within a page, whose policy may forbid that, the page says so. No
    chart at all, or charts of more than one child, raise :class:`ValueError`.
    """
    if len({chart.child for chart in charts}) != 1:
        raise ValueError("a sheet shows the charts of one child")
    ident = _ident(charts)
    drawn, y = _head(charts[0], layout)
    for number, chart in enumerate(charts):
        panel, high = draw_panel(chart, layout, y, f"{ident}-{number}")
        drawn += panel
        y += high + layout.text
    foot, high = _foot(charts, layout, y)
    height = round(y + high + 4, 2)
    body = element("g", drawn + foot, font_family=FONTS, font_size=layout.text, fill="#111")
    paper = element("rect", width=layout.width, height=height, fill="#fff")
    content = _alternative(charts, ident) + paper + body
    return element(
        "svg", content, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {layout.width:g} {height:g}",
        width="100%", style=f"max-width:{2 * layout.width:g}px" if sized else None, lang=language(), role="img",
        aria_labelledby=f"{ident}-t {ident}-d",
    )  # fmt: skip


def _ident(charts: Sequence[Chart]) -> str:
    """A name for ids within a page that may hold other charts."""
    code = re.sub(r"[^A-Za-z0-9]", "", charts[0].child.code)
    shown = "".join("".join(word[0] for word in chart.indicator.split("_")) for chart in charts)
    return f"c{code}-{shown}-{charts[0].lines.value}"


def _alternative(charts: Sequence[Chart], ident: str) -> str:
    titles = "; ".join(title(chart) for chart in charts)
    named = f"{titles}. {child_in_words(charts[0])}"
    told = " ".join(summary(chart) for chart in charts)
    return element("title", escaped(named), id=f"{ident}-t") + element("desc", escaped(told), id=f"{ident}-d")


def _head(chart: Chart, layout: Layout) -> tuple[str, float]:
    size, y, drawn = 1.15 * layout.text, 0.3 * layout.text, []
    for line in broken(_capital(child_in_words(chart)), size, layout.width - 8, bold=True):
        y += 1.4 * size
        drawn.append(text(4, y, line, font_size=size, font_weight="bold"))
    made = _("Digambar {day}. Kurva: Standar Pertumbuhan Anak WHO 2006.").format(day=day(chart.drawn_on))
    for line in broken(made, layout.text, layout.width - 8):
        y += layout.line
        drawn.append(text(4, y, line, fill="#333"))
    return "".join(drawn), y + 0.6 * layout.text


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _foot(charts: Sequence[Chart], layout: Layout, top: float) -> tuple[str, float]:
    """What the marks in use mean."""
    used = set().union(*(kinds(chart) for chart in charts))
    words = {
        Kind.PLAIN: _("hasil ukur"),
        Kind.CORRECTED: _("dikoreksi 0,7 cm: telentang atau berdiri"),
        Kind.FLAGGED: _("tidak masuk akal, ukur ulang; tidak disambung"),
        Kind.OUTSIDE: _("di luar bingkai grafik"),
        Kind.FLAGGED_OUTSIDE: _("tidak masuk akal, di luar bingkai grafik"),
    }
    items = [Item(_picture(kind), words[kind]) for kind in Kind if kind in used]
    return legend(items, layout, top)


def _picture(kind: Kind) -> Callable[[float, float], str]:
    lift = 4 if kind in (Kind.OUTSIDE, Kind.FLAGGED_OUTSIDE) else 0
    return lambda x, y: element("g", mark(kind, x, y - lift), fill=INK)
