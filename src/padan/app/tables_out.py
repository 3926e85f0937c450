"""A table of a release as Parquet, csv or xlsx.

Cells come from strangers' files and go to people's spreadsheets: in csv a text that a spreadsheet would take
for a formula gets an apostrophe before it; in xlsx every text is written as text. Numbers such as a NIK are
texts in the register and stay texts.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from padan.kernel.cells import CELL_LETTERS, FORMULA_SIGNS
from padan.kernel.errors import PadanError
from padan.kernel.texts import _

FORMATS = ("parquet", "csv", "xlsx")

#: A sheet holds 1,048,576 rows (ECMA-376), one of them the header.
MOST_ROWS = 1_048_575

_BATCH = 20_000
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = f"^([{re.escape(FORMULA_SIGNS)}])"


def write(source: Path, target: Path, kind: str) -> int:
    """Write the Parquet file ``source`` to ``target`` as ``kind``; how many rows it has."""
    with pq.ParquetFile(source) as file:
        rows: int = file.metadata.num_rows
        if kind == "parquet":
            shutil.copyfile(source, target)
        elif kind == "csv":
            _write_csv(file, target)
        else:
            _refuse_too_long(rows)
            _write_xlsx(file, target)
    return rows


def _refuse_too_long(rows: int) -> None:
    if rows > MOST_ROWS:
        raise PadanError(
            _("Tabel ini {rows} baris; satu lembar xlsx hanya memuat {most}").format(rows=rows, most=MOST_ROWS),
            next_step=_("Tulis sebagai .csv atau .parquet."),
        )


def _write_csv(file: pq.ParquetFile, target: Path) -> None:
    # The mark at the start tells spreadsheets that the text is UTF-8.
    with target.open("wb") as stream:
        stream.write("\ufeff".encode())
        writer = None
        for batch in file.iter_batches(_BATCH):
            table = pa.table({name: _safe(_flat(batch.column(name))) for name in batch.schema.names})
            if writer is None:
                writer = pa_csv.CSVWriter(stream, table.schema)
            writer.write_table(table)
        if writer is None:
            writer = pa_csv.CSVWriter(stream, _flat_schema(file.schema_arrow))
        writer.close()


def _flat(column: pa.Array) -> pa.Array:
    """Lists as one text with "; " between their parts; an empty list as nothing."""
    if not pa.types.is_list(column.type):
        return column
    texts = ["; ".join(part or "" for part in parts) if parts else None for parts in column.to_pylist()]
    return pa.array(texts, pa.string())


def _flat_schema(schema: pa.Schema) -> pa.Schema:
    return pa.schema([(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in schema])


def _safe(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column
    return pc.replace_substring_regex(column, FORMULA, r"'\1")


def _write_xlsx(file: pq.ParquetFile, target: Path) -> None:
    import xlsxwriter  # other kinds of file need not wait for it

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    names = file.schema_arrow.names
    with xlsxwriter.Workbook(target, settings) as book:
        page = book.add_worksheet("data")
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
        as_day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.freeze_panes(1, 0)
        page.set_column(0, len(names) - 1, 18)
        for column, name in enumerate(names):
            page.write_string(0, column, name, head)
        line = 0
        for line, row in enumerate(_rows(file), 1):
            for column, cell in enumerate(row):
                _write_cell(page, line, column, cell, as_day)
        page.autofilter(0, 0, line, len(names) - 1)


def _rows(file: pq.ParquetFile) -> Iterator[tuple[Any, ...]]:
    for batch in file.iter_batches(_BATCH):
        yield from zip(*(_flat(column).to_pylist() for column in batch.columns), strict=True)


def _write_cell(page: Any, line: int, column: int, cell: Any, as_day: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(line, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(line, column, cell)
    elif isinstance(cell, date):
        page.write_datetime(line, column, cell, as_day)
    else:
        page.write_string(line, column, str(cell)[:CELL_LETTERS])
