"""Rows that are no data though they stand among them: copied headers, totals, signatures, empty numbered rows."""

from __future__ import annotations

from padan.contracts.source import FieldType, fold_header
from padan.kernel.sql import quoted
from padan.pipeline.receive.given import Given
from padan.pipeline.sources.reading import Reading
from padan.pipeline.sources.recognise import Recognised

T = FieldType

_NUMBER_HEADERS = frozenset({"NO", "NOMOR", "NOURUT", "NOMORURUT", "NR", "URUT"})

_TOTAL = r"(SUB[ -]?|GRAND )?(JUMLAH|JML|TOTAL|RATA-RATA|REKAPITULASI)([ :(.].*)?"
_FOOTER = (
    r"(MENGETAHUI|MENYETUJUI|DIKETAHUI|DISETUJUI|DISAHKAN|DIBUAT OLEH|DISUSUN OLEH|CATATAN|KETERANGAN|KET|SUMBER"
    r"|NB|NIP|TTD|TANDA TANGAN|KEPALA (DESA|KELURAHAN|PUSKESMAS|DINAS|SEKSI|BIDANG|UPT|UPTD)|LURAH|CAMAT"
    r"|PETUGAS|DICETAK|TANGGAL CETAK|HALAMAN)([ :,.(].*)?"
)

#: A row with no more filled cells than these, all of them plain texts, is a remark and tells of nobody.
_REMARK_CELLS = 2


def noise(found: Recognised, given: Given, readings: dict[str, Reading]) -> str | None:
    """SQL over parsed rows: why the row is no data, or NULL. None when no row of the sheet can be such.

    A row with a number or a date of a person is always data; only the others are looked at closely.
    """
    anonymous = [c for name in readings if (c := _unread(found, name, (T.NIK, T.KK, T.DATE, T.PLACE_AND_DATE)))]
    if given.document or not anonymous:
        return None
    speechless = [c for name in readings if (c := _unread(found, name, tuple(set(T) - {T.TEXT, T.PERIOD})))]
    width = range(len(found.headers))
    numbers = {i for i in width if fold_header(found.headers[i]) in _NUMBER_HEADERS}
    cells = [f"nullif(trim(c{i}), '')" for i in width]
    others = [cells[i] for i in width if i not in numbers] or ["NULL"]
    first = f"upper(coalesce({', '.join(cells)}))"
    first_other = f"upper(coalesce({', '.join(others)}))"
    filled = " + ".join(f"({cell} IS NOT NULL)::INTEGER" for cell in others)
    counted = " AND ".join(f"(c{i} IS NULL OR {_is_number(f'c{i}')})" for i in sorted(numbers)) or "true"
    return (
        f"CASE WHEN NOT ({' AND '.join(anonymous)}) THEN NULL WHEN {_repeats_header(found)} THEN 'repeated_header' "
        f"WHEN {first_other} IS NULL AND {counted} THEN 'empty_numbered' "
        f"WHEN {_matches(_TOTAL, first, first_other)} THEN 'total_row' "
        f"WHEN {_matches(_FOOTER, first, first_other)} THEN 'footer_row' "
        f"WHEN {' AND '.join(speechless)} AND {filled} <= {_REMARK_CELLS} THEN 'remark_row' END"
    )


def _is_number(cell: str) -> str:
    return f"regexp_full_match(trim({cell}), '[0-9]*([.)]|[.]0)?')"


def _matches(pattern: str, *texts: str) -> str:
    return "(" + " OR ".join(f"regexp_full_match({text}, {quoted(pattern)}, 's')" for text in texts) + ")"


def _unread(found: Recognised, name: str, types: tuple[FieldType, ...]) -> str | None:
    """That a field of one of these types holds nothing that could be read."""
    kind, r = found.layout.field(name).type, f"{name}__r"
    if kind not in types:
        return None
    if kind in (T.NIK, T.KK):
        return f"{r}.quality IN ('missing', 'malformed')"
    if kind is T.DESIL:
        return f"{r}.low IS NULL"
    struct = kind in (T.DATE, T.PLACE_AND_DATE, T.WEIGHT, T.LENGTH)
    return f"{r}.value IS NULL" if struct else f"{r} IS NULL"


def _repeats_header(found: Recognised) -> str:
    """That known columns hold their own header, or the columns are numbered once more."""
    known = [(index, found.headers[index]) for index in found.columns.values()]
    same = " + ".join(f"(coalesce(trim(c{i}), '') = {quoted(header)})::INTEGER" for i, header in known)
    repeats = f"({same}) >= {min(2, len(known))}"
    if len(found.headers) < 3:
        return repeats
    numbered = " AND ".join(f"trim(coalesce(c{i}, ''), '() ') IN ('{i + 1}', '{i + 1}.0')" for i in range(3))
    return f"({repeats} OR ({numbered}))"
