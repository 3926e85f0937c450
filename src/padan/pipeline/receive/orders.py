"""What only a whole column can tell of its cells: day or month first, counts or marks. Settled by its values."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts.source import FieldType, Layout
from padan.kernel.dates import DateOrder, order_hint
from padan.kernel.texts import _
from padan.pipeline.sources.reading import COUNTS
from padan.pipeline.sources.recognise import Recognised

#: Distinct dates that are looked at.
_SAMPLE = 2_000

#: A column is month first only on the word of this many distinct dates, and of none that says the contrary.
_WITNESSES = 3

_MARKS = (1, 2, 3)


def settle(found: Recognised, cells: pa.Table) -> tuple[dict[str, str], list[str]]:
    """The order of each date field and the kind of each tally that its values settle, and what must be said of it.

    Some dates that must be month first, but too few to settle the column, unsettle it: the others are then read
    day first and said to be ambiguous, instead of being taken for certain.
    """
    orders: dict[str, str] = {}
    notes = []
    for name in _date_fields(found.layout, found.columns):
        index = found.columns[name]
        day, month = _hints(cells.column(f"c{index}"))
        if month and not day:
            orders[name] = (DateOrder.MONTH_FIRST if month >= _WITNESSES else DateOrder.UNSETTLED).value
            notes.append(_note(found.headers[index], month))
        elif day and not month:
            orders[name] = DateOrder.DAY_FIRST.value
    for name, index in found.columns.items():
        if found.layout.field(name).tally and _counts(cells.column(f"c{index}")):
            orders[name] = COUNTS
    return orders, notes


def _note(header: str, witnesses: int) -> str:
    if witnesses >= _WITNESSES:
        return _("Kolom {header}: tanggal dibaca bulan dahulu (bulan/hari/tahun), menurut isinya sendiri").format(
            header=header
        )
    return _(
        "Kolom {header}: ada tanggal yang hanya terbaca bulan dahulu; tanggal lain di kolom ini dibaca hari dahulu "
        "dan ditandai meragukan"
    ).format(header=header)


def _hints(column: pa.ChunkedArray) -> tuple[int, int]:
    values = pc.unique(column).drop_null().slice(0, _SAMPLE).to_pylist()
    found = [order_hint(value) for value in values]
    return found.count(DateOrder.DAY_FIRST), found.count(DateOrder.MONTH_FIRST)


def _counts(column: pa.ChunkedArray) -> bool:
    """Whether a tally counts: marks are 1, 2 and 3, so a 0 or a 4 is a number of people."""
    values = {value.strip().removesuffix(".0") for value in pc.unique(column).drop_null().slice(0, _SAMPLE).to_pylist()}
    return any(value.isdigit() and int(value) not in _MARKS for value in values)


def _date_fields(layout: Layout, columns: Iterable[str]) -> list[str]:
    dated = (FieldType.DATE, FieldType.PLACE_AND_DATE)
    return [name for name in columns if layout.field(name).type in dated]
