"""A person's measurements in the release as growth charts, and charts as a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from padan.app.rendering import Page, as_pdf, as_png
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.reports.register import Register, Row
from padan.rules.growth.chart import Chart, Child, Lines, Point, describe, draw_sheet, printed, title
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    BOY,
    GIRL,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    LYING,
    STANDING,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Children,
    Scores,
)
from padan.rules.growth.missing import Missing
from padan.rules.growth.zscores import zscores

#: Forms that a chart can be written in.
FORMATS: Final = ("svg", "png", "pdf")
#: What a sheet shows when nothing is asked for: the three of the posyandu book.
USUAL: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_LENGTH)

_MOST_ON_A_PAGE: Final = 3
_SEXES: Final = {"L": BOY, "P": GIRL}
_POSITIONS: Final = {"lying": LYING, "standing": STANDING}
_WITH_LENGTH: Final = frozenset((LENGTH_FOR_AGE, WEIGHT_FOR_LENGTH, BMI_FOR_AGE))
#: What tells of a mistaken weight or length where the indicator itself has no z.
_OF_AGE: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE)
#: Why there is no z though something was written: what is drawn as a mistake.
_MISTAKEN: Final = (Missing.MEASUREMENT_INVALID, Missing.AGE_INVALID)


def charts_of(
    register: Register, person: Row, indicators: Sequence[str], lines: Lines, *, named: bool
) -> tuple[Chart, ...]:
    """The charts asked for, or those of :data:`USUAL` that have points; never one without points.

    The person's sex must be known, and the birth date, and there must be measurements: else
    :class:`InvalidValueError` says what is missing and where to add it.
    """
    child = Child(person["person_id"], _SEXES.get(person["sex"], 0), person["name"] if named else None)
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
    wanted = indicators or USUAL
    scores = zscores(_children(found, child.sex), tuple(dict.fromkeys((*wanted, *_OF_AGE))))
    charts = tuple(
        Chart(indicator, child, points, register.manifest.as_of, lines)
        for indicator in wanted
        if (points := _points(indicator, found, scores))
    )
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


def _children(found: Sequence[Row], sex: int) -> Children:
    def column(name: str) -> np.ndarray:
        return np.array([np.nan if row[name] is None else row[name] for row in found], dtype=np.float64)

    return Children(
        sex=np.full(len(found), sex, dtype=np.int8),
        age_days=column("age_days"),
        weight=column("weight"),
        length=column("height"),
        position=np.array([_POSITIONS.get(row["position"], 0) for row in found], dtype=np.int8),
        head=column("head"),
        arm=column("muac"),
    )


def _points(indicator: str, found: Sequence[Row], scores: Scores) -> tuple[Point, ...]:
    """Points of one indicator; the same point from two lists is one."""
    points = dict.fromkeys(_point(indicator, row, number, scores) for number, row in enumerate(found))
    return tuple(point for point in points if point is not None)


def _point(indicator: str, row: Row, number: int, scores: Scores) -> Point | None:
    length = float(scores.length[number])
    value = _value(indicator, row, length)
    if value is None or not math.isfinite(value) or (indicator == WEIGHT_FOR_LENGTH and not math.isfinite(length)):
        return None
    z = float(scores.z[indicator][number])
    return Point(
        measured_on=row["measured_on"],
        age_days=int(row["age_days"]),
        value=value,
        z=None if math.isnan(z) else z,
        flagged=_doubtful(indicator, number, scores),
        correction=round(length - row["height"], 1) if indicator in _WITH_LENGTH else 0.0,
        length=length if indicator == WEIGHT_FOR_LENGTH else None,
    )


def _doubtful(indicator: str, number: int, scores: Scores) -> bool:
    """Whether the point is flagged; or has no z, and its weight or length is flagged or no possible measurement."""
    if scores.why(indicator, number) is Missing.NONE:
        return bool(scores.flag[indicator][number])
    return scores.why(indicator, number) in _MISTAKEN or any(scores.flag[name][number] for name in _OF_AGE)


def _value(indicator: str, row: Row, length: float) -> float | None:
    if indicator == LENGTH_FOR_AGE:
        return length
    if indicator == BMI_FOR_AGE:
        return None if row["weight"] is None or not length > 0 else row["weight"] / (length / 100) ** 2
    name = {HEAD_FOR_AGE: "head", ARM_FOR_AGE: "muac"}.get(indicator, "weight")
    found: float | None = row[name]
    return found


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
