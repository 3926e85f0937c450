"""Prevalence as a table for files and for the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from padan.app.prevalence_groups import COLUMN_NAMES, group_name
from padan.app.screen import heading, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count, decimal
from padan.pipeline.children.answers import indicator_name
from padan.rules.growth.prevalence import Rate, Reason, Table, reason_text

#: Rows shown on a screen; all are in the file.
MOST_ROWS = 100

#: The rates that a reader looks for first; the second number: shown for every group, not only for all.
_MAIN = {
    "length_for_age<-2": True,
    "length_for_age<-3": False,
    "weight_for_length<-2": True,
    "weight_for_length<-3": False,
    "weight_for_age<-2": True,
    "weight_for_age<-3": False,
    "weight_for_length>2": True,
    "weight_for_length>3": False,
    "stunted_wasted": False,
    "stunted_overweight": False,
}
#: Stunted, wasted, underweight, overweight, as the package calls them.
_SHOWN_WHO = ("HA_2", "WH_2", "WA_2", "WH2")


def rate_name(indicator: str) -> str:
    """A rate in words: stunting is "pendek (PB/U < -2)"."""
    names = {
        "length_for_age<-2": _("pendek"), "length_for_age<-3": _("sangat pendek"),
        "weight_for_length<-2": _("gizi kurang"), "weight_for_length<-3": _("gizi buruk"),
        "weight_for_age<-2": _("berat kurang"), "weight_for_age<-3": _("berat sangat kurang"),
        "weight_for_length>2": _("gizi lebih"), "weight_for_length>3": _("obesitas"),
        "stunted_wasted": _("pendek dan gizi kurang"), "stunted_overweight": _("pendek dan gizi lebih"),
    }  # fmt: skip
    for sign in "<>":
        axis, found, cut = indicator.partition(sign)
        if found:
            limit = f"{indicator_name(axis)} {sign} {cut}"
            return f"{names[indicator]} ({limit})" if indicator in names else limit
    return names.get(indicator) or _("rata-rata z {index}").format(index=indicator_name(indicator))


def rates_table(rates: Sequence[Rate], by: Sequence[str]) -> pa.Table:
    """All rates, one row each: the groups, then the figures. Names of columns are the same in every language."""
    made: dict[str, pa.Array] = {
        COLUMN_NAMES.get(word, word): pa.array([rate.group[place] for rate in rates], pa.string())
        for place, word in enumerate(by)
    }
    made["indikator"] = pa.array([rate.indicator for rate in rates], pa.string())
    made["keadaan"] = pa.array([rate_name(rate.indicator) for rate in rates], pa.string())
    made["anak"] = pa.array([rate.n for rate in rates], pa.int64())
    figures = {
        "bobot": "mass", "nilai": "estimate", "galat_baku": "se", "batas_bawah": "low", "batas_atas": "high",
        "simpangan_baku": "spread",
    }  # fmt: skip
    for column, figure in figures.items():
        made[column] = pa.array(np.array([getattr(rate, figure) for rate in rates], np.float64), from_pandas=True)
    made["andal"] = pa.array([rate.reliable for rate in rates], pa.bool_())
    made["keterangan"] = pa.array([reason_text(rate.reason) or None for rate in rates], pa.string())
    return pa.table(made)


def tell_rates(rates: Sequence[Rate], by: Sequence[str]) -> None:
    """The rates that are looked for first, group by group; a small group's is marked."""
    shown = [rate for rate in rates if _MAIN.get(rate.indicator, False) or (not by and rate.indicator in _MAIN)]
    rows = [(*rate.group, *_figures(rate)) for rate in shown[:MOST_ROWS]]
    first = len(by)
    headers = [*map(group_name, by), _("keadaan"), _("jumlah anak"), "%", _("selang 95 %"), ""]
    table(headers, rows, right=(first + 1, first + 2), whole=(first + 3,))
    if len(shown) > MOST_ROWS:
        say(
            _("{shown} dari {all} baris ditampilkan; semuanya ada dengan --out BERKAS.").format(
                shown=count(MOST_ROWS), all=count(len(shown))
            )
        )
    small = sum(1 for rate in shown if not rate.reliable)
    if small:
        say(
            _("{count} angka belum dapat diandalkan: anaknya sedikit, atau ketepatannya tidak diketahui.").format(
                count=count(small)
            )
        )


def _figures(rate: Rate) -> tuple[str, ...]:
    hidden = rate.reason in (Reason.EMPTY, Reason.TOO_FEW)
    mark = "" if rate.reliable else _("belum dapat diandalkan")
    share = "-" if hidden or math.isnan(rate.estimate) else decimal(rate.estimate)
    return rate_name(rate.indicator), count(rate.n), share, "" if hidden else _interval(rate.low, rate.high), mark


def _interval(low: float, high: float) -> str:
    return "" if math.isnan(low) or math.isnan(high) else f"{decimal(low)} – {decimal(high)}"


def who_arrow(found: Table) -> pa.Table:
    """The table of WHO's package as Arrow; NA is null."""
    return pa.table({name: _who_column(column) for name, column in found.items()})


def _who_column(column: object) -> pa.Array:
    if isinstance(column, list):
        return pa.array(column, pa.string())
    return pa.array(column, pa.float64(), from_pandas=True)


def tell_who(found: pa.Table) -> None:
    """The package's main columns by their names: what a user of it looks at first."""
    heading(_("Tabel paket R 'anthro' (kolom utama dengan selangnya; semuanya dengan --out BERKAS)"))
    columns = [_plainly(found.column("HAZ_unwpop"), 0)]
    for short in _SHOWN_WHO:
        value, low, high = (_plainly(found.column(f"{short}_{figure}"), 1) for figure in ("r", "ll", "ul"))
        columns.append([f"{v} ({a}–{b})" for v, a, b in zip(value, low, high, strict=True)])
    rows = zip(found.column("Group").to_pylist(), *columns, strict=True)
    headers = ["Group", "n", *(f"{short}_r (ll–ul)" for short in _SHOWN_WHO)]
    table(headers, rows, right=range(1, len(headers)))


def _plainly(column: pa.ChunkedArray, places: int) -> list[str]:
    return ["NA" if number is None else decimal(number, places) for number in column.to_pylist()]
