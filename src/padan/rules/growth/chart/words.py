"""A chart in words: its title, its axes, each point in a sentence, all points as a table of text."""

from __future__ import annotations

from datetime import timedelta
from statistics import NormalDist
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import day, with_sign
from padan.rules.growth.ages import DAYS_PER_MONTH, age_on
from padan.rules.growth.chart.frame import bounds, place
from padan.rules.growth.chart.standard import correction, shown_length, standing
from padan.rules.growth.chart.values import Chart, Lines, Point
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    BOY,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
)
from padan.rules.growth.standards import STANDING_FROM_DAY

_UNITS: Final = {WEIGHT_FOR_AGE: "kg", WEIGHT_FOR_LENGTH: "kg", BMI_FOR_AGE: "kg/m²"}
#: A space at which no line is broken.
_BOUND: Final = "\u00a0"
#: Under so many days an age is told in days.
_IN_DAYS: Final = 31


def decimal(value: float, least: int = 1, most: int = 1) -> str:
    """A number with ``least`` to ``most`` decimals, a comma (a point in English) and a true minus sign."""
    written = f"{value:.{most}f}"
    while most > least and written.endswith("0"):
        written, most = written[:-1], most - 1
    if float(written) == 0:
        written = written.lstrip("-")
    written = written.replace("-", "−")
    return with_sign(written)


def age(point: Point) -> str:
    """An age in full calendar months; in days in the first month and before birth."""
    if point.age_days < 0:
        return _("{days} hari sebelum lahir").format(days=-point.age_days)
    if point.age_days < _IN_DAYS:
        return _("{days} hari").format(days=point.age_days)
    try:
        months = age_on(point.measured_on - timedelta(days=point.age_days), point.measured_on).full_months
    except OverflowError:  # a birth before the year 1
        months = int(point.age_days / DAYS_PER_MONTH)
    return _("{months} bulan").format(months=months)


def unit(chart: Chart) -> str:
    """The unit of the values."""
    return _UNITS.get(chart.indicator, "cm")


def title(chart: Chart) -> str:
    """What the chart shows, with the short name that posyandu books use."""
    if chart.indicator == LENGTH_FOR_AGE:
        first, last = bounds(chart).x
        if last <= STANDING_FROM_DAY:
            return _("Panjang badan menurut umur (PB/U)")
        if first >= STANDING_FROM_DAY - 1:
            return _("Tinggi badan menurut umur (TB/U)")
        return _("Panjang atau tinggi badan menurut umur (PB/U, TB/U)")
    if chart.by_length:
        if standing(chart):
            return _("Berat badan menurut tinggi badan (BB/TB)")
        return _("Berat badan menurut panjang badan (BB/PB)")
    return {
        WEIGHT_FOR_AGE: _("Berat badan menurut umur (BB/U)"),
        BMI_FOR_AGE: _("Indeks massa tubuh menurut umur (IMT/U)"),
        HEAD_FOR_AGE: _("Lingkar kepala menurut umur (LK/U)"),
        ARM_FOR_AGE: _("Lingkar lengan atas menurut umur (LiLA/U)"),
    }[chart.indicator]


def axis_below(chart: Chart) -> str:
    """Name and unit of the axis below."""
    if not chart.by_length:
        return _("Umur (bulan)")
    return _("Tinggi badan, berdiri (cm)") if standing(chart) else _("Panjang badan, telentang (cm)")


def axis_beside(chart: Chart) -> str:
    """Name and unit of the upright axis."""
    name = {
        LENGTH_FOR_AGE: _("Panjang/tinggi"),
        BMI_FOR_AGE: _("IMT"),
        HEAD_FOR_AGE: _("Lingkar kepala"),
        ARM_FOR_AGE: _("Lingkar lengan"),
    }.get(chart.indicator, _("Berat"))
    return f"{name} ({unit(chart)})"


def child_in_words(chart: Chart) -> str:
    """Boy or girl, with the code and the name if it is given."""
    sex = _("anak laki-laki") if chart.child.sex == BOY else _("anak perempuan")
    named = f"{chart.child.name}, {chart.child.code}" if chart.child.name else chart.child.code
    return f"{sex} {named}"


def measured(chart: Chart, point: Point) -> str:
    """The value with its unit: 8,95 kg."""
    return f"{decimal(point.value, most=2 if unit(chart) == 'kg' else 1)}{_BOUND}{unit(chart)}"


def position_on_standard(chart: Chart, point: Point) -> str:
    """Where the point lies on the standard: −0,52 SD, or its centile; empty without a z."""
    if point.z is None:
        return ""
    if chart.lines is Lines.Z:
        return f"{decimal(point.z, least=2, most=2)}{_BOUND}SD"
    share = 100 * NormalDist().cdf(point.z)
    if share < 1:
        return _("di bawah persentil 1")
    return _("di atas persentil 99") if share > 99 else _("persentil {centile}").format(centile=f"{share:.0f}")


def outside(chart: Chart, point: Point) -> bool:
    """Whether the point lies outside the frame and only an arrow tells of it."""
    return bounds(chart).sides(*place(chart, point)) != (0, 0)


def remarks(chart: Chart, point: Point) -> list[str]:
    """What else is to be said of a point: its correction, its flag, that it lies outside the frame."""
    said = []
    moved = correction(chart, point)
    if moved:
        by = decimal(moved) if moved < 0 else f"+{decimal(moved)}"
        how = _("dikoreksi {by} cm, diukur berdiri") if moved > 0 else _("dikoreksi {by} cm, diukur telentang")
        said.append(how.format(by=by))
    if point.flagged:
        said.append(_("tidak masuk akal, ukur ulang"))
    if outside(chart, point):
        said.append(_("di luar bingkai grafik"))
    return said


def point_in_words(chart: Chart, point: Point) -> str:
    """One point: "12 bulan, 5 Nov 2026: 8,9 kg (−0,52 SD)", its length before the weight, remarks behind."""
    where = position_on_standard(chart, point)
    told = f"{_bare(chart, point)}{f' ({where})' if where else ''}"
    return "; ".join((told, *remarks(chart, point)))


def _bare(chart: Chart, point: Point) -> str:
    at = f"{decimal(shown_length(chart, point))}{_BOUND}cm, " if chart.by_length else ""
    return f"{age(point)}, {day(point.measured_on)}: {at}{measured(chart, point)}"


def newest_in_words(chart: Chart) -> str:
    """The last sound point, or that there is none."""
    if chart.newest is None:
        return _("Belum ada hasil ukur yang dapat dipakai.")
    return _("Terakhir: {point}").format(point=point_in_words(chart, chart.newest))


def doubtful_in_words(chart: Chart) -> list[str]:
    """The newest flagged point, and how many more there are; nothing if there are none."""
    found = [point for point in chart.points if point.flagged]
    if not found:
        return []
    told = _("Tidak masuk akal, ukur ulang: {point}").format(point=_bare(chart, found[-1]))
    if len(found) == 1:
        return [told]
    return [_("{told}; dan {count} lainnya").format(told=told, count=len(found) - 1)]


def summary(chart: Chart) -> str:
    """The whole panel in words: what it shows and every point."""
    told = " ".join(f"{point_in_words(chart, point)}." for point in chart.points)
    count = _("{count} hasil ukur.").format(count=len(chart.points))
    return f"{title(chart)}, {child_in_words(chart)}. {count} {told}".rstrip()


def describe(chart: Chart) -> str:
    """The chart as text: a heading and a table with one line for each point, for those who do not see the picture."""
    headers = [_("Tanggal"), _("Umur"), axis_beside(chart), _("Terhadap standar"), _("Keterangan")]
    rows = [
        [day(p.measured_on), age(p), measured(chart, p), position_on_standard(chart, p), "; ".join(remarks(chart, p))]
        for p in chart.points
    ]
    if chart.by_length:
        headers.insert(2, axis_below(chart))
        for row, point in zip(rows, chart.points, strict=True):
            row.insert(2, f"{decimal(shown_length(chart, point))}{_BOUND}cm")
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in (headers, *rows)]
    return "\n".join((f"{title(chart)}, {child_in_words(chart)}", *lines)) + "\n"
