"""A person's measurements in the release as growth charts, and charts as a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from padan.app.rendering import Page, as_pdf, as_png
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.reports.growth_charts import SEXES, charts_from
from padan.reports.register import Register, Row
from padan.rules.growth.chart import Chart, Child, Lines, describe, draw_sheet, printed, title
from padan.rules.growth.children import LENGTH_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_LENGTH

#: Forms that a chart can be written in.
FORMATS: Final = ("svg", "png", "pdf")
#: What a sheet shows when nothing is asked for: the three of the posyandu book.
USUAL: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_LENGTH)

_MOST_ON_A_PAGE: Final = 3


def charts_of(
    register: Register, person: Row, indicators: Sequence[str], lines: Lines, *, named: bool
) -> tuple[Chart, ...]:
    """The charts asked for, or those of :data:`USUAL` that have points; never one without points.

    The person's sex must be known, and the birth date, and there must be measurements: else
    :class:`InvalidValueError` says what is missing and where to add it.
    """
    child = Child(person["person_id"], SEXES.get(person["sex"], 0), person["name"] if named else None)
    found = register.rows(
        """
        SELECT DISTINCT measured_on, age_days, weight, height, position, muac, head FROM measurement
        WHERE person_id = ? AND measured_on IS NOT NULL AND age_days IS NOT NULL
        ORDER BY ALL
        """,
        [child.code],
    )
    if not found:
        raise _nothing_to_draw(register, person)
    charts = charts_from(child, found, indicators or USUAL, lines, register.manifest.as_of)
    lacking = [title(Chart(name, child, (), register.manifest.as_of)) for name in indicators
               if name not in {chart.indicator for chart in charts}]  # fmt: skip
    if lacking or not charts:
        raise InvalidValueError(
            _("Belum ada hasil ukur untuk {charts}").format(charts="; ".join(lacking) or child.code),
            next_step=_("Lihat apa saja yang pernah diukur dengan `padan show {id}`.").format(id=child.code),
        )
    return charts


def _nothing_to_draw(register: Register, person: Row) -> InvalidValueError:
    identity = person["person_id"]
    if person["birth_date"] is None and register.one("SELECT 1 FROM measurement WHERE person_id = ?", [identity]):
        return InvalidValueError(
            _("Tanggal lahir {code} tidak diketahui; umurnya saat diukur tidak dapat dihitung").format(code=identity),
            next_step=_("Lengkapi tanggal lahirnya di daftar asalnya, lalu terima dan rilis lagi."),
        )
    return InvalidValueError(
        _("{code} belum punya hasil ukur bertanggal").format(code=identity),
        next_step=_("Terima daftar pengukurannya (misalnya e-PPGBM) dengan `padan receive`, lalu `padan release`."),
    )


def write_charts(charts: Sequence[Chart], target: Path, form: str) -> None:
    """Write one of :data:`FORMATS`: an SVG or PNG with all panels, or a PDF with up to three panels to a page."""
    if form == "svg":
        target.write_text(draw_sheet(charts), "utf-8")
        return
    if form == "png":
        target.write_bytes(as_png(_page(charts), flipped=len(charts) == 1))
        return
    count = math.ceil(len(charts) / _MOST_ON_A_PAGE)
    each = math.ceil(len(charts) / count)
    pages = [_page(charts[start : start + each]) for start in range(0, len(charts), each)]
    heading = _("Grafik pertumbuhan {code}").format(code=charts[0].child.code)
    target.write_bytes(as_pdf(pages, title=heading, made_on=charts[0].drawn_on, flipped=each == 1))


def _page(charts: Sequence[Chart]) -> Page:
    return Page(draw_sheet(charts, printed(len(charts))), "\n".join(map(describe, charts)))
