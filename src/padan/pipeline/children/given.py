"""Any table of children as it was given: every column and row in order, cells as text (csv, spreadsheets) or typed."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from padan.kernel.errors import Place, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.children.headers import candidates
from padan.pipeline.files import Chunk, Sheet, Workbook, open_file
from padan.pipeline.files.csv_careful import RowReader
from padan.pipeline.files.dangers import MAX_UNPACKED, damaged, open_binary, too_big
from padan.pipeline.sources.recognise import end_of_header, fresh

#: Rows looked at for the header; above it a title or two may stand.
_HEAD: Final = 30
_PIECE: Final = 1 << 20
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"


@dataclass(frozen=True, slots=True)
class Given:
    """A table of children. ``table``: its columns, named as written (numbered where a name comes twice).

    ``headers``: the names as written. ``rows``: the number of each row as a person sees it. ``broken``: rows with
    more cells than the header; their surplus stands in the last column. ``notes``: how the file was read.
    """

    table: pa.Table
    headers: tuple[str, ...]
    rows: NDArray[np.int64]
    broken: NDArray[np.bool_]
    sheet: str = ""
    notes: list[str] = field(default_factory=list)


def read_given(path: Path, sheet: str | None = None) -> Given:
    """Read csv, csv.gz, xlsx, xls, ods, HTML or Parquet, whatever the name says.

    ``sheet``: the sheet to read where several hold children. Raises
    :class:`~padan.kernel.errors.UnreadableFileError` for a file that cannot be read and
    :class:`~padan.kernel.errors.UnknownSourceError` for one without a table of children. Wholly empty rows are no
    rows of the table.
    """
    with open_binary(path) as file:
        start = file.read(4)
    if start == _PARQUET:
        return _parquet(path)
    if start[:2] == _GZIP:
        with tempfile.TemporaryDirectory() as folder:
            return _opened(_unpacked(path, Path(folder)), sheet)
    return _opened(path, sheet)


def _parquet(path: Path) -> Given:
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise damaged(path) from error
    return Given(table, tuple(table.column_names), np.arange(1, len(table) + 1), np.zeros(len(table), np.bool_))


def _unpacked(path: Path, folder: Path) -> Path:
    """The file inside a gzip, in ``folder``; what unpacks to more than any list needs is refused."""
    target = folder / path.name.removesuffix(".gz")
    size = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while piece := packed.read(_PIECE):
                size += len(piece)
                if size > MAX_UNPACKED:
                    raise too_big(path)
                plain.write(piece)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise damaged(path) from error
    return target


def _opened(path: Path, wanted: str | None) -> Given:
    with open_file(path) as workbook:
        sheet, header_row, head = _chosen(workbook, wanted)
        last = end_of_header(head, sheet.merged(), header_row)
        chunks = list(sheet.chunks(after=last))
        return _gathered(sheet.name, head[header_row - 1], chunks, workbook)


def _chosen(workbook: Workbook, wanted: str | None) -> tuple[Sheet, int, list[list[str | None]]]:
    """The one sheet with children, the row of its header (from 1) and its first rows."""
    sheets = [sheet for sheet in workbook.sheets() if wanted is None or sheet.name == wanted]
    found = [(sheet, *_header(sheet)) for sheet in sheets]
    best = [(sheet, row, head) for sheet, row, head in found if row and (wanted is not None or not sheet.hidden)]
    names = ", ".join(sheet.name for sheet, _row, _head in best or found)
    if len(best) > 1:
        raise UnknownSourceError(
            _("Lebih dari satu lembar berisi tabel anak: {names}").format(names=names),
            where=Place(file=workbook.path.name),
            next_step=_("Sebut lembarnya: --sheet NAMA."),
        )
    if not best:
        seen = "; ".join(_seen(head) for _sheet, _row, head in found if _seen(head))
        raise UnknownSourceError(
            _("Tidak ada tabel anak: baris kepala dengan jenis kelamin, umur dan hasil ukur tidak ditemukan"),
            where=Place(file=workbook.path.name, sheet=names),
            next_step=_(
                "Baris pertama berisi: {seen}. Beri nama kolom, misalnya: sex, age_days, weight, length."
            ).format(seen=seen or "-"),
        )
    return best[0]


def _header(sheet: Sheet) -> tuple[int, list[list[str | None]]]:
    """The row with the most names of fields, from 1 (0 for none with two), and the sheet's first rows.

    A table whose columns have names of their own still has a header: the first row with two names or more.
    """
    head = sheet.head(_HEAD)
    scores = [len(candidates([cell or "" for cell in row])) for row in head]
    if scores and max(scores) >= 2:
        return scores.index(max(scores)) + 1, head
    filled = [sum(1 for cell in row if cell and cell.strip()) for row in head]
    return next((number for number, count in enumerate(filled, 1) if count >= 2), 0), head


def _seen(head: Sequence[Sequence[str | None]]) -> str:
    return ", ".join(cell for row in head[:1] for cell in row if cell)


def _gathered(sheet: str, header: Sequence[str | None], chunks: Sequence[Chunk], workbook: Workbook) -> Given:
    width = max([len(header), *(chunk.cells.num_columns for chunk in chunks)])
    names = [f"c{place}" for place in range(width)]
    parts = [_wide(chunk.cells, names) for chunk in chunks]
    rows = [chunk.rows.to_numpy() for chunk in chunks]
    ragged = [row for chunk in chunks for row in chunk.ragged]
    broken = np.zeros(sum(map(len, rows)) + len(ragged), np.bool_)
    if ragged:
        reader = RowReader(workbook.delimiter or ",", width)
        grid = [_squeezed(reader.split(row.text)[0], width, reader.delimiter) for row in ragged]
        parts.append(pa.table([pa.array(column, pa.string()) for column in zip(*grid, strict=True)], names))
        rows.append(np.array([row.row for row in ragged], np.int64))
        broken[-len(ragged) :] = True
    schema = pa.schema([(name, pa.string()) for name in names])
    table, number = pa.concat_tables([schema.empty_table(), *parts]), np.concatenate([np.zeros(0, np.int64), *rows])
    if ragged:
        order = np.argsort(number, kind="stable")
        table, number, broken = table.take(order), number[order], broken[order]
    headers = tuple((header[place] or "").strip() if place < len(header) else "" for place in range(width))
    kept = [p for p in range(width) if headers[p] or table.column(p).null_count < len(table)]
    table = table.select(kept).rename_columns(_unique([headers[p] for p in kept]))
    return Given(table, tuple(headers[p] for p in kept), number, broken, sheet, list(workbook.notes))


def _wide(cells: pa.Table, names: Sequence[str]) -> pa.Table:
    for name in names[cells.num_columns :]:
        cells = cells.append_column(name, pa.nulls(cells.num_rows, pa.string()))
    return cells


def _squeezed(cells: list[str | None], width: int, delimiter: str) -> list[str | None]:
    """A row of exactly ``width`` cells: what is too much stays in the last one, as written."""
    return [*cells[: width - 1], delimiter.join(cell or "" for cell in cells[width - 1 :])]


def _unique(headers: Sequence[str]) -> list[str]:
    taken: dict[str, int] = {}
    for place, header in enumerate(headers):
        taken[fresh(header or f"kolom {place + 1}", taken)] = place
    return list(taken)
