"""A table that a command made as a file: csv, csv.gz, xlsx or Parquet by its ending.

In a spreadsheet and in Parquet a column of plain numbers or of ISO days becomes numbers or days; in csv every cell that
was given is written as it was. A text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from padan.app import tables_out
from padan.kernel.cells import CELL_LETTERS
from padan.kernel.dates import DateOrder, read_date
from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.texts import _
from padan.pipeline.children.columns import plain_column
from padan.pipeline.engine import ROW_GROUP

#: Endings and what they mean.
ENDINGS: Final = {".csv": "csv", ".csv.gz": "csv.gz", ".xlsx": "xlsx", ".parquet": "parquet"}

_NUMBER: Final = r"^[-+]?[0-9]+([.,][0-9]+)?$|^-+$"
#: What a number cell may become without losing a digit or a leading nought: a NIK and a telephone stay texts.
_PLAIN: Final = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$"
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_BATCH: Final = 20_000
_ISO_DAY: Final = re.compile(_DAY)


def kind_of(target: Path) -> str:
    """What the ending of a name asks for; an error names the endings there are."""
    name = target.name.lower()
    kind = next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)
    if kind is None:
        raise InvalidValueError(
            _("Bentuk berkas {name} tidak dikenal").format(name=target.name),
            next_step=_("Beri nama berakhiran .csv, .csv.gz, .xlsx atau .parquet."),
        )
    return kind


def write_table(table: pa.Table, path: Path, kind: str, *, mark: bool = True) -> None:
    """Write ``table`` to ``path`` as ``kind`` of :data:`ENDINGS`. ``mark``: csv begins with the sign of UTF-8."""
    if kind in ("csv", "csv.gz"):
        _write_csv(table, path, packed=kind == "csv.gz", mark=mark)
    elif kind == "parquet":
        pq.write_table(_typed(table), path, row_group_size=ROW_GROUP)
    else:
        _write_xlsx(table, path)


def _write_csv(table: pa.Table, path: Path, *, packed: bool, mark: bool) -> None:
    # Without a time of writing, so that the same table gives the same bytes.
    with path.open("wb") as file:
        path.chmod(0o600)
        if packed:
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as stream:
                _csv_into(table, stream, mark=mark)
        else:
            _csv_into(table, file, mark=mark)


def _csv_into(table: pa.Table, stream: Any, *, mark: bool) -> None:
    if mark:
        stream.write("\ufeff".encode())
    names = table.column_names
    pa_csv.write_csv(pa.table([_for_csv(table.column(name)) for name in names], names=names), stream)


def _for_csv(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as csv holds it: texts without formulas, lists as texts."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _for_csv(plain_column(column))
    if pa.types.is_nested(kind):
        return pa.chunked_array([[None if v is None else str(v) for v in column.to_pylist()]], pa.string())
    if pa.types.is_string(kind):
        harmless = pc.match_substring_regex(column, _NUMBER)
        return pc.if_else(harmless, column, pc.replace_substring_regex(column, tables_out.FORMULA, r"'\1"))
    return column


def _typed(table: pa.Table) -> pa.Table:
    """Texts that are all numbers as numbers, all ISO days as days; dictionaries as texts."""
    names = table.column_names
    return pa.table([_typed_column(table.column(name)) for name in names], names=names)


def _typed_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    column = plain_column(column)
    if not pa.types.is_string(column.type) or column.null_count == len(column):
        return column
    if _all_like(column, _PLAIN):
        return column.cast(pa.float64() if pc.any(pc.match_substring(column, ".")).as_py() else pa.int64())
    if _all_like(column, _DAY):
        try:
            return column.cast(pa.date32())
        except pa.ArrowInvalid:
            return column  # 2026-02-31 has the form of a day
    return column


def _all_like(column: pa.ChunkedArray, pattern: str) -> bool:
    # The first rows tell most columns of words from numbers and days.
    parts = (column.slice(0, 1000), column.slice(1000))
    return all(pc.all(pc.match_substring_regex(part, pattern)).as_py() is not False for part in parts)


def _write_xlsx(table: pa.Table, path: Path) -> None:
    if len(table) > tables_out.MOST_ROWS:
        raise PadanError(
            _("Tabel ini {rows} baris; satu lembar xlsx hanya memuat {most}").format(
                rows=len(table), most=tables_out.MOST_ROWS
            ),
            next_step=_("Tulis sebagai .csv atau .parquet."),
        )
    import xlsxwriter  # other kinds of file need not wait for it

    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    names = table.column_names
    with xlsxwriter.Workbook(path, settings) as book:
        page = book.add_worksheet("data")
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
        as_day = book.add_format({"num_format": "yyyy-mm-dd"})
        as_moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.freeze_panes(1, 0)
        page.set_column(0, max(0, len(names) - 1), 18)
        for place, name in enumerate(names):
            page.write_string(0, place, name, head)
        line = 0
        for batch in table.to_batches(_BATCH):
            for row in zip(*(_cells(column) for column in batch.columns), strict=True):
                line += 1
                for place, cell in enumerate(row):
                    _write_cell(page, line, place, cell, as_day, as_moment)
        page.autofilter(0, 0, line, max(0, len(names) - 1))


def _cells(column: pa.Array) -> list[Any]:
    """The cells of a column; a text that is a plain number is the number, whatever stands in the rows around it."""
    cells: list[Any] = column.to_pylist()
    if not pa.types.is_string(column.type):
        return cells
    plain = pc.match_substring_regex(column, _PLAIN).to_pylist()
    return [float(cell) if number else cell for cell, number in zip(cells, plain, strict=True)]


def _write_cell(page: Any, line: int, place: int, cell: Any, as_day: Any, as_moment: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(line, place, cell)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(line, place, cell)
    elif isinstance(cell, datetime):
        page.write_datetime(line, place, cell.replace(tzinfo=None), as_moment)
    elif isinstance(cell, date):
        page.write_datetime(line, place, cell, as_day)
    elif _ISO_DAY.fullmatch(str(cell)) and (day := read_date(cell, order=DateOrder.DAY_FIRST, reference=None).value):
        page.write_datetime(line, place, day, as_day)
    else:
        page.write_string(line, place, str(cell)[:CELL_LETTERS])
