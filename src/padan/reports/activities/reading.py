"""A report as it was sent (xlsx, xls, ods, csv), read into activities and refused rows: every row is one of both."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from padan.kernel.dates import DateOrder, order_hint
from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.office.activities.lines import Line, Refused
from padan.pipeline.files.grid import Sheet
from padan.pipeline.files.workbook import open_file
from padan.reference.gazetteer import kecamatan_page
from padan.reference.villages import find_village
from padan.reports.activities.columns import Guess, guess
from padan.rules.activities.amounts import Span, people, rupiah, span
from padan.rules.activities.words import words_of

_TOTAL: Final = ("jumlah", "total", "grand", "subtotal")
_DISTRICT: Final = re.compile(r"(?:kec\.|kecamatan|kec)\s+([^,;()]+)", re.IGNORECASE)
_HEAD: Final = 30
#: Texts that can be kept, letters; rupiah and people that one activity can come to: more is a slip, or a telephone.
_LONGEST: Final = {"title": 500, "company": 300, "implementer": 300, "sector": 200, "place": 300}
_MOST: Final = {"value": 10**15, "people": 10**8}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file before its rows are read: its SHA-256, its sheets with rows, each with the guess of its columns."""

    sha256: str
    sheets: Mapping[str, Guess]


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a report. ``placeless``: how many activities are of no place that is known in the regency: they are
    the regency's as a whole."""

    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]
    placeless: int


def opened(path: Path, regency: str) -> Opened:
    """Look at a file. UnreadableFileError where it is none that can be read, or has no table."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_file(path) as book:
        found = {sheet.name: guess(sheet.head(_HEAD), regency) for sheet in book.sheets() if not sheet.hidden}
    sheets = {name: guessed for name, guessed in found.items() if any(guessed.heads)}
    if not sheets:
        raise UnreadableFileError(_("Berkas ini tidak berisi tabel"), next_step=_("Kirim daftarnya sebagai xlsx."))
    return Opened(digest, sheets)


def read(path: Path, sheet: str, guessed: Guess, sender: str, regency: str) -> Read:
    """The rows of one sheet by its columns. UnreadableFileError where the file cannot be read or lacks a column that
    must be there."""
    if guessed.lacking:
        raise UnreadableFileError(
            _("Kolom kegiatan belum ditunjuk"), next_step=_("Pilih kolom yang berisi nama kegiatan.")
        )
    with open_file(path) as book:
        table = next((each for each in book.sheets() if each.name == sheet), None)
        if table is None:
            raise UnreadableFileError(_("Lembar itu tidak ada di berkas ini"), next_step=_("Pilih lembar lain."))
        rows = list(_rows(table, guessed))
    order = _order(guessed, [cells for _number, cells, _more in rows])
    kept: list[Line] = []
    refused: list[Refused] = []
    for number, cells, more in rows:
        found = _ragged(cells) if more else _line(cells, guessed.mapping, sender, regency, order)
        if isinstance(found, _Fault):
            refused.append(Refused(sheet, number, found.column, cells, found.why, found.remedy))
        elif name := unfit(found):
            refused.append(Refused(sheet, number, _column(name, found, guessed.mapping), cells, *too_much()))
        else:
            kept.append(_at(found, sheet, number))
    return Read(tuple(kept), tuple(refused), sum(1 for line in kept if line.area == regency))


def unfit(line: Line) -> str:
    """The field of an activity that is too long, or too large, to be kept; empty for none."""
    long = (name for name, most in _LONGEST.items() if len(getattr(line, name)) > most)
    large = (name for name, most in _MOST.items() if (getattr(line, name) or 0) > most)
    return next(chain(long, large), "")


def too_much() -> tuple[str, str]:
    """What is wrong with a row of which a field is unfit, and what to do."""
    return _("Isinya terlalu panjang atau angkanya terlalu besar"), _("Periksa isi baris ini, lalu kirim lagi.")


def _column(name: str, line: Line, mapping: Mapping[str, str]) -> str:
    """The column from which a field was read."""
    read_from = {
        "value": ("portion",) if line.share else ("value",), "people": ("people", "beneficiaries"),
        "place": ("village", "district"),
    }  # fmt: skip
    return next((mapping[each] for each in read_from.get(name, (name,)) if each in mapping), "")


@dataclass(frozen=True, slots=True)
class _Fault:
    column: str
    why: str
    remedy: str


def _at(line: Line, sheet: str, number: int) -> Line:
    values = {name: getattr(line, name) for name in Line.__slots__}
    return Line(**{**values, "sheet": sheet, "row": number})


def _rows(table: Sheet, guessed: Guess) -> Iterator[tuple[int, dict[str, str], bool]]:
    """Number and cells by head of each row below the heads; True for one with more cells than heads."""
    for chunk in table.chunks(after=guessed.header_row):
        columns = [column.to_pylist() for column in chunk.cells.columns]
        for place, number in enumerate(chunk.rows.to_pylist()):
            cells = zip(guessed.heads, (column[place] for column in columns), strict=False)
            yield number, {name: (cell or "").strip() for name, cell in cells if name}, False
        yield from ((row.row, {"": row.text}, True) for row in chunk.ragged)


def _ragged(_cells: Mapping[str, str]) -> _Fault:
    return _Fault(
        "", _("Baris ini berisi lebih banyak kolom daripada judulnya"), _("Rapikan kolomnya, lalu kirim lagi.")
    )


def _order(guessed: Guess, rows: Sequence[Mapping[str, str]]) -> DateOrder:
    """The order of day and month in the file: as its days tell; day first where none does, as usual here."""
    heads = [guessed.mapping[field] for field in ("since", "until", "period") if field in guessed.mapping]
    told = {order_hint(row.get(name, "")) for row in rows for name in heads} - {None}
    if len(told) > 1:
        return DateOrder.UNSETTLED
    return DateOrder.MONTH_FIRST if DateOrder.MONTH_FIRST in told else DateOrder.DAY_FIRST


def _line(
    cells: Mapping[str, str], mapping: Mapping[str, str], sender: str, regency: str, order: DateOrder
) -> Line | _Fault:
    said = {field: cells.get(name, "") for field, name in mapping.items()}
    first = next((words for cell in cells.values() if (words := words_of(cell))), ())
    if first[:1] and first[0] in _TOTAL and len(first) <= 2:
        return _Fault("", _("Ini baris jumlah, bukan kegiatan"), _("Tidak perlu apa-apa."))
    if not said["title"]:
        return _Fault(mapping["title"], _("Kegiatan kosong"), _("Isi nama kegiatannya."))
    money = "portion" if said.get("portion") else "value"
    value = rupiah(said.get(money, ""))
    if said.get(money) and value is None:
        return _Fault(mapping[money], _("Nilai tidak terbaca"), _("Tulis dalam rupiah, misalnya 1.250.000."))
    days = _days(said, mapping, order)
    if isinstance(days, _Fault):
        return days
    told = said.get("people") or said.get("beneficiaries", "")
    return Line(
        said.get("company") or sender, said["title"],
        area_of(said.get("village", ""), said.get("district", ""), regency),
        implementer=said.get("implementer", ""), description=said.get("description", ""),
        sector=said.get("sector", ""), beneficiaries=said.get("beneficiaries", ""),
        place=", ".join(filter(None, (said.get("village"), said.get("district")))),
        since=days[0] if days else None, until=days[1] if days else None, value=value,
        share=money == "portion" and value is not None, people=people(told),
    )  # fmt: skip


def _days(said: Mapping[str, str], mapping: Mapping[str, str], order: DateOrder) -> tuple[date, date] | _Fault | None:
    """First and last day, from two columns or one; a fault where a cell says something that cannot be read."""
    found: dict[str, Span] = {}
    for field in ("since", "until", "period"):
        if text := said.get(field, ""):
            if (read_as := span(text, order)) is None:
                return _Fault(mapping[field], _("Waktu tidak terbaca"), _("Tulis misalnya 12 Maret 2026."))
            found[field] = read_as
    if not found:
        return None
    first = found.get("since") or found.get("period") or found["until"]
    last = found.get("until") or found.get("period") or first
    if last[1] < first[0]:
        name = mapping["until"] if "until" in found else mapping["period"]
        return _Fault(name, _("Hari selesai lebih dulu daripada hari mulai"), _("Periksa tanggalnya."))
    return first[0], last[1]


def area_of(village: str, district: str, regency: str) -> str:
    """The village that is meant, else the kecamatan, else the regency; a guess by a name's likeness is none."""
    inside = _DISTRICT.search(village)
    named = district or (inside[1].strip() if inside else "")
    name = _DISTRICT.sub("", village).strip(" ,;()")
    found = find_village(
        village=name or None, district=named or None, regency=None, province=None, code=None, within=regency
    )
    if found.code and found.how != "similar":
        return found.code
    how, codes = kecamatan_page(regency).find(named) if named else ("", ())
    return codes[0] if len(codes) == 1 and how in ("exact", "misspelling") else regency
