"""What became of a workbook of tasks that came back: every row of it accounted for, and the refused ones to correct.

A receipt lies in ``PADAN_HOME/books`` beside the workbook itself, which is never edited: both are named by the file's
content, and readable by their owner alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.home import put
from padan.reports.receipts import Refusal, equation_of
from padan.reports.task_book import field_title, task_book
from padan.reports.task_book_lines import Heading, Line, Row, as_text, column_titles, from_text
from padan.reports.watermark import Watermark
from padan.reports.wording import TASK_BOOK, source_name, village_name
from padan.rules.tasks import FORMS

_RECEIPT_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that became no answer: where it stands, its task (None where there is none), what stands in its cells, and
    what is wrong by the field's name ("" for the row), each with what to do."""

    sheet: str
    row: int
    line: Line | None
    written: Mapping[str, str]
    faults: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TaskReceipt:
    """``outcomes`` counts accepted answers by what became of them, ``why`` those that wait for a choice by the reason;
    ``empty`` tasks were not filled, and are no rows."""

    receipt_id: str
    area: str
    release: str
    empty: int
    outcomes: Mapping[str, int]
    why: Mapping[str, int]
    refused: tuple[RefusedRow, ...] = field(default=())

    @property
    def accepted(self) -> int:
        """Rows that became answers."""
        return sum(self.outcomes.values())

    @property
    def rows(self) -> int:
        """Rows in which something was filled."""
        return self.accepted + len(self.refused)


def folder_of(root: Path) -> Path:
    """Where books and their receipts lie, in the register whose folder is ``root``."""
    return root / "books"


def keep_book(root: Path, receipt_id: str, path: Path) -> None:
    """Keep a workbook as it came; the same a second time changes nothing."""
    folder, beside = _made(root), _beside(root, receipt_id)
    shutil.copyfile(path, beside, follow_symlinks=False)
    os.chmod(beside, 0o600)
    put(beside, folder / f"{receipt_id}.book")


def keep_receipt(root: Path, receipt: TaskReceipt) -> None:
    """Write a receipt, whole or not at all."""
    folder, beside = _made(root), _beside(root, receipt.receipt_id)
    told = asdict(receipt)
    told["refused"] = [{**asdict(each), "line": as_text(each.line) if each.line else None} for each in receipt.refused]
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(told, stream, ensure_ascii=False, sort_keys=True)
    put(beside, folder / f"{receipt.receipt_id}.json")


def has_receipt(root: Path, receipt_id: str) -> bool:
    """Whether a book was received to its end."""
    return (folder_of(root) / f"{receipt_id}.json").is_file()


def task_receipt(root: Path, receipt_id: str) -> TaskReceipt:
    """A receipt. RegisterError where it is not there or damaged."""
    if not _RECEIPT_ID.fullmatch(receipt_id):
        raise ValueError(receipt_id)
    try:
        told: dict[str, Any] = json.loads((folder_of(root) / f"{receipt_id}.json").read_text("utf-8"))
        refused = tuple(_refused(each) for each in told.pop("refused"))
        return TaskReceipt(**told, refused=refused)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(
            _("Tanda terima lembar tugas {id} tidak ada atau rusak").format(id=receipt_id),
            next_step=_("Kembalikan folder books dari cadangan; jawabannya sendiri tersimpan di kantor."),
        ) from error


def _refused(told: dict[str, Any]) -> RefusedRow:
    faults = {name: (what, remedy) for name, (what, remedy) in told["faults"].items()}
    line = from_text(told["line"]) if told["line"] else None
    return RefusedRow(told["sheet"], told["row"], line, told["written"], faults)


def _made(root: Path) -> Path:
    folder = folder_of(root)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _beside(root: Path, receipt_id: str) -> Path:
    return folder_of(root) / f".{receipt_id}-{os.getpid()}"


def facts_of_tasks(receipt: TaskReceipt) -> list[tuple[str, str]]:
    """What the book was and what became of its rows, as pairs of a label and a text."""
    outcomes = {
        "holds": _("Jawaban yang berlaku"), "agrees": _("Sama dengan jawaban yang sudah ada"),
        "waits": _("Menunggu pilihan orang"), "overruled": _("Sudah ada jawaban Anda yang lebih baru"),
    }  # fmt: skip
    said = [
        (_("Daftar"), source_name(TASK_BOOK)), (_("Desa"), village_name(receipt.area)),
        (_("Isi"), equation_of(receipt.rows, receipt.accepted, len(receipt.refused))),
    ]  # fmt: skip
    said += [(words, count(receipt.outcomes[code])) for code, words in outcomes.items() if receipt.outcomes.get(code)]
    said += [(_("Mengapa menunggu"), f"{_whys()[code]}: {count(number)}") for code, number in receipt.why.items()]
    return [*said, (_("Tidak diisi"), _("{n} tugas, tetap ditanyakan").format(n=count(receipt.empty)))]


def _whys() -> dict[str, str]:
    return {
        "answered": _("orang lain sudah menjawab dan jawabannya berbeda"),
        "changed": _("isi daftar berubah sejak lembar ini diunduh"),
        "withdrawn": _("tugasnya sudah tidak ditanyakan lagi"),
    }


def refusals_of_tasks(receipt: TaskReceipt) -> list[Refusal]:
    """The refused rows by reason and column, the most frequent first, as
    :func:`padan.reports.receipts.refusals` tells those of lists."""
    found = Counter(
        (_column(each, name), what, remedy) for each in receipt.refused for name, (what, remedy) in each.faults.items()
    )
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Refusal(rows, column, what, remedy) for (column, what, remedy), rows in ordered]


def _column(row: RefusedRow, name: str) -> str:
    asked = FORMS[row.line.form].field(name) if row.line else None
    return field_title(asked) if asked else column_titles().get(name, name)


def tasks_to_correct(receipt: TaskReceipt, mark: Watermark, made: date) -> bytes:
    """The refused rows as a workbook like the one that came, each with what stood in its cells and what is wrong. Rows
    that belong to no task of their book are told on its first sheet: there is nothing to fill for them."""
    rows = [
        Row(each.line, each.written, {name: _why(*fault) for name, fault in each.faults.items()})
        for each in receipt.refused
        if each.line is not None
    ]
    heading = Heading(
        _("Lembar tugas untuk diperbaiki"), village_name(receipt.area), receipt.area, receipt.release, made
    )
    return task_book(_once(rows), [], heading, mark, notes=[_lost(each) for each in receipt.refused if not each.line])


def _why(what: str, remedy: str) -> str:
    return f"{what}. {remedy}" if remedy else what


def _once(rows: Sequence[Row]) -> list[Row]:
    """One row for each task. What stood in a row that was refused as a whole is told and not filled in again: nobody
    knows whether it is of this task."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.line.number, []).append(row)
    return [_emptied(told) if any("" in row.faults for row in told) else told[0] for told in found.values()]


def _emptied(told: Sequence[Row]) -> Row:
    said = [", ".join(_shown(row.line, name, text) for name, text in row.written.items()) for row in told]
    whys = dict.fromkeys(why for row in told for why in row.faults.values())
    return Row(told[0].line, {}, {"": "\n".join((*whys, *said))})


def _shown(line: Line, name: str, text: str) -> str:
    asked = FORMS[line.form].field(name)
    return f"{field_title(asked) if asked else column_titles()[name]}: {text}"


def _lost(row: RefusedRow) -> str:
    said = ", ".join(row.written.values())
    why = " ".join(_why(*fault) for fault in row.faults.values())
    return _("{sheet}, baris {row} ({said}): {why}").format(sheet=row.sheet, row=row.row, said=said, why=why)
