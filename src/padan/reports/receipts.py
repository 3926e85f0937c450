"""A receipt in words: what a file was found to be, and what became of each of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.receive import Receipt
from padan.pipeline.receive.reasons import REASONS
from padan.pipeline.receive.receipt import read_receipt
from padan.pipeline.receive.reject_sheet import write_reject_sheet
from padan.reports.watermark import Watermark, mark_book
from padan.reports.wording import day_of_data, doubts, layout_title, source_name, village_name

#: Names of unknown columns to show; the others are counted.
MOST_NAMES = 8

_RECEIPT_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows that were refused for one reason: how many, the column at fault (empty: the row as a whole), why, and what
    their sender should do."""

    rows: int
    column: str
    what: str
    remedy: str


def equation(receipt: Receipt) -> str:
    """ "209 baris = 207 diterima + 2 ditolak"."""
    return equation_of(receipt.rows_in, receipt.rows_accepted, receipt.rows_rejected)


def equation_of(rows: int, accepted: int, rejected: int) -> str:
    """The same of rows of any kind."""
    return _("{rows} baris = {accepted} diterima + {rejected} ditolak").format(
        rows=count(rows), accepted=count(accepted), rejected=count(rejected)
    )


def facts_of(receipt: Receipt) -> list[tuple[str, str]]:
    """What the file was found to be and hold, as pairs of a label and a text."""
    titles = dict.fromkeys(layout_title(receipt.source, sheet.layout) for sheet in receipt.sheets)
    named = ", ".join(titles)
    said = [
        (_("Daftar"), source_name(receipt.source) + (f" ({named})" if named != source_name(receipt.source) else "")),
        (_("Menggambarkan"), day_of_data(receipt)),
    ]
    if receipt.village_code:
        said.append((_("Desa"), village_name(receipt.village_code)))
    said.append((_("Isi"), equation(receipt)))
    if len(receipt.sheets) > 1:
        said += [
            (_("Lembar"), f"{sheet.sheet}: {count(sheet.rows_in)} = {count(sheet.rows_accepted)}"
             f" + {count(sheet.rows_rejected)}")
            for sheet in receipt.sheets
        ]  # fmt: skip
    said.append((_("Catatan orang"), count(receipt.records)))
    for sheet in receipt.sheets:
        said += [(_("Meragukan"), doubt) for doubt in doubts(receipt.source, sheet)]
    unknown = list(dict.fromkeys(name for sheet in receipt.sheets for name in sheet.unknown))
    if unknown:
        said.append((_("Kolom lain"), _unknown(unknown)))
    return said + [(_("Keterangan"), note) for note in receipt.notes]


def _unknown(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    return _("{count} kolom tidak dikenal, tetap disimpan: {names}").format(count=len(names), names=shown)


def reason_of(code: str) -> tuple[str, str]:
    """Why rows are refused, and what to do; the code where this version does not know it."""
    reason = REASONS.get(code)
    return (reason.what(), reason.remedy()) if reason else (code, "")


def receipt_of(root: Path, receipt_id: str) -> Receipt:
    """A receipt of the register whose folder is ``root``. RegisterError where it is not there or damaged."""
    return read_receipt(Home(root).records / f"{_sound(receipt_id)}.parquet")


def refusals(root: Path, receipt_id: str) -> list[Refusal]:
    """The refused rows of a receipt by reason and column, the most frequent first. A row that is refused for several
    reasons is counted with each."""
    with engine.connect() as con:
        found = con.execute(
            'SELECT reason, "column", count(DISTINCT (sheet, row)) AS rows FROM read_parquet(?) '
            'GROUP BY ALL ORDER BY rows DESC, reason, "column"',
            [str(_rejects(root, receipt_id))],
        ).fetchall()
    return [Refusal(rows, column, *reason_of(code)) for code, column, rows in found]


def write_book_to_correct(root: Path, receipt_id: str, target: Path, mark: Watermark) -> Path:
    """Write the refused rows as a workbook to correct and send back. Who took it and when stands in its properties and
    at the foot of every printed page: not among the cells, which are read when it comes back."""
    rejects, receipt = _rejects(root, receipt_id), receipt_of(root, receipt_id)
    return write_reject_sheet(rejects, receipt, target, lambda book, pages: mark_book(book, pages, mark))


def _rejects(root: Path, receipt_id: str) -> Path:
    file = Home(root).rejects / f"{_sound(receipt_id)}.parquet"
    try:
        pq.read_schema(file)
    except (OSError, ValueError) as error:
        raise RegisterError(
            _("Daftar baris yang ditolak {file} tidak ada").format(file=file.name),
            next_step=_("Hapus berkas itu dari folder records dan terima lagi berkas aslinya dari folder received."),
        ) from error
    return file


def _sound(receipt_id: str) -> str:
    """The id, which becomes part of a path."""
    if not _RECEIPT_ID.fullmatch(receipt_id):
        raise ValueError(receipt_id)
    return receipt_id
