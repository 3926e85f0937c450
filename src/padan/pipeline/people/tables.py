"""A table of people in a file of any kind, its columns found by their headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.contracts.source import fold_header
from padan.kernel.errors import InvalidValueError, Place, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.files import Sheet, open_file
from padan.pipeline.files.dangers import damaged, open_binary
from padan.pipeline.people.reading import COLUMNS
from padan.pipeline.sources.recognise import end_of_header

#: Headers by column.
HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "record": ("record", "rid", "id", "no", "nomor", "nomor urut", "id warga", "id penduduk"),
    "list": ("list", "daftar", "source", "sumber"),
    "nik": ("nik", "no nik", "nomor nik", "no ktp", "nomor induk kependudukan", "nik anak", "nik balita"),
    "kk": ("kk", "no kk", "nomor kk", "no kartu keluarga", "nomor kartu keluarga"),
    "name": ("name", "nama", "nama lengkap", "nama anak", "nama balita", "nama art", "nama penduduk"),
    "mother": ("mother", "nama ibu", "ibu", "nama ibu kandung", "ibu kandung", "nama gadis ibu kandung"),
    "father": ("father", "nama ayah", "ayah", "nama ayah kandung", "nama bapak"),
    "birth": ("birth", "birth date", "tgl lahir", "tanggal lahir", "dob", "tanggallahir"),
    "sex": ("sex", "jk", "l/p", "jenis kelamin", "kelamin", "gender"),
    "village": ("village", "desa", "kelurahan", "desa/kelurahan", "kelurahan/desa", "desa/kel", "kode desa"),
}

#: Rows looked at for the header; above it a title or two may stand.
_HEAD: Final = 30
_PARQUET: Final = b"PAR1"


def read_people(path: Path, named: Mapping[str, str]) -> pa.Table:
    """The people of a file, the columns of :data:`COLUMNS` that it has, as text.

    ``named``: the header of a column, as a person said; several headers with ``+`` between are one text. The first
    sheet with two known headers is read. Errors in words: a file that cannot be read, no such sheet, a name that is
    no column, two columns for one.
    """
    with open_binary(path) as file:
        start = file.read(4)
    if start == _PARQUET:
        return _of_parquet(path, named)
    with open_file(path) as workbook:
        for sheet in workbook.sheets():
            row = _header(sheet, named)
            if row:
                return _of_sheet(sheet, row, named)
    raise UnknownSourceError(
        _("Tidak ada tabel orang: baris kepala dengan nama atau NIK tidak ditemukan"),
        where=Place(file=path.name),
        next_step=_("Beri nama kolom, misalnya: nik, kk, nama, nama ibu, tanggal lahir, jk, desa."),
    )


def read_tables(paths: Sequence[Path], named: Mapping[str, str]) -> pa.Table:
    """The people of several files, one below the other. A file without a column of lists is a list by its own name."""
    tables = []
    for path in paths:
        table = read_people(path, named)
        if "list" not in table.column_names:
            table = table.append_column("list", pa.array([path.stem] * table.num_rows, pa.string()))
        tables.append(table)
    return pa.concat_tables(tables, promote_options="default")


def _of_parquet(path: Path, named: Mapping[str, str]) -> pa.Table:
    try:
        with pq.ParquetFile(path) as file:
            headers = file.schema_arrow.names
            wanted = _fields(headers, named)
            places = sorted({place for places in wanted.values() for place in places})
            table = file.read(columns=[headers[place] for place in places])
    except (OSError, pa.ArrowException) as error:
        raise damaged(path) from error
    return _chosen(table, {field: [places.index(at) for at in wanted[field]] for field in wanted})


def _of_sheet(sheet: Sheet, row: int, named: Mapping[str, str]) -> pa.Table:
    head = sheet.head(_HEAD)
    headers = [(cell or "").strip() for cell in head[row - 1]]
    chunks = list(sheet.chunks(after=end_of_header(head, sheet.merged(), row)))
    ragged = next((broken.row for chunk in chunks for broken in chunk.ragged), None)
    if ragged is not None:
        raise InvalidValueError(
            _("Baris {row} punya lebih banyak isian daripada judul kolom").format(row=ragged),
            next_step=_('Beri tanda petik pada isian yang memuat pemisah, misalnya "Jl. Mawar, RT 2".'),
        )
    names = [str(place) for place in range(len(headers))]
    parts = [_as_wide(chunk.cells, names) for chunk in chunks]
    table = pa.concat_tables([pa.schema([(name, pa.string()) for name in names]).empty_table(), *parts])
    return _chosen(table, _fields(headers, named))


def _as_wide(cells: pa.Table, names: Sequence[str]) -> pa.Table:
    columns = [
        cells.column(place).cast(pa.string()) if place < cells.num_columns else pa.nulls(cells.num_rows, pa.string())
        for place in range(len(names))
    ]
    return pa.table(columns, list(names))


def _field(header: str) -> str | None:
    folded = fold_header(header)
    return next((name for name, known in HEADERS.items() if folded in {fold_header(each) for each in known}), None)


def _header(sheet: Sheet, named: Mapping[str, str]) -> int:
    """The row, from 1, with the most known headers; 0 where none has two."""
    said = {fold_header(header) for headers in named.values() for header in headers.split("+")}
    scores = [
        sum(1 for cell in row if cell and (_field(cell) is not None or fold_header(cell) in said))
        for row in sheet.head(_HEAD)
    ]
    return scores.index(max(scores)) + 1 if scores and max(scores) >= 2 else 0


def _chosen(table: pa.Table, wanted: Mapping[str, Sequence[int]]) -> pa.Table:
    return pa.table({name: _joined(table, wanted[name]) for name in COLUMNS if name in wanted})


def _fields(headers: Sequence[str], named: Mapping[str, str]) -> dict[str, list[int]]:
    """The places of the columns by what they hold."""
    found = {field: _places(field, said, headers) for field, said in named.items()}
    taken = {place for places in found.values() for place in places}
    for place, header in enumerate(headers):
        field = _field(header)
        if field is None or field in named or place in taken:
            continue
        if field in found:
            raise UnknownSourceError(
                _("Lebih dari satu kolom dapat berarti {field}: {headers}").format(
                    field=field, headers=f"{headers[found[field][0]]}, {header}"
                ),
                next_step=_("Sebut yang benar, misalnya: --column {field}={header}").format(field=field, header=header),
            )
        found[field] = [place]
    return found


def _joined(table: pa.Table, places: Sequence[int]) -> pa.ChunkedArray:
    """One column as text, or several with a blank between; null where all of them are."""
    if len(places) == 1:
        return table.column(places[0]).cast(pa.string())
    # Whole columns: chunks of different lengths would be joined wrongly.
    columns = [table.column(place).cast(pa.string()).combine_chunks() for place in places]
    text = pc.utf8_trim_whitespace(pc.binary_join_element_wise(*(pc.fill_null(each, "") for each in columns), " "))
    return pa.chunked_array([pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)])


def _places(field: str, said: str, headers: Sequence[str]) -> list[int]:
    if field not in COLUMNS:
        raise InvalidValueError(
            _("--column: '{name}' bukan isian orang").format(name=field),
            next_step=_("Yang dikenal: {fields}.").format(fields=", ".join(COLUMNS)),
        )
    whole = _place(said, headers)
    return [whole] if whole is not None else [_one_place(header, headers) for header in said.split("+")]


def _place(header: str, headers: Sequence[str]) -> int | None:
    alike = [place for place, other in enumerate(headers) if fold_header(other) == fold_header(header)]
    return alike[0] if len(alike) == 1 else None


def _one_place(header: str, headers: Sequence[str]) -> int:
    place = _place(header, headers)
    if place is None:
        raise InvalidValueError(
            _("--column: tidak ada kolom '{header}'").format(header=header),
            next_step=_("Kolom yang ada: {names}.").format(names=", ".join(headers) or "-"),
        )
    return place
