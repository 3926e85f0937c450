"""A filled workbook of tasks, received like any file: each filled row becomes an answer, or is refused with its reason.

An answer's key is made of the file's content and the row's place, so a worker that begins again after another died
half-way takes no row twice.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from padan.app.taking_in import Report
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.receiving.models import Upload
from padan.office.receiving.operations import Received
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.queries import Answer
from padan.office.tasks.states import Channel
from padan.reports.task_book_lines import DAY
from padan.reports.task_book_reading import Filled, read_task_book
from padan.reports.task_book_receipts import RefusedRow, TaskReceipt, has_receipt, keep_book, keep_receipt, task_receipt
from padan.reports.wording import TASK_BOOK

Fault = tuple[str, str]

#: By how much the time between a day on paper and its sending is shortened to fit into that day: what is sent in the
#: next eleven years stands in it in the order of sending.
_SHORTENED: Final = 4096


def take_answers(root: Path, upload: Upload, path: Path, report: Report) -> Received:
    """Take the answers of a book that was sent, for its sender and by the posts of that moment, and keep its receipt.

    UnreadableFileError where the book cannot be read: then no row of it was taken.
    """
    receipt_id = upload.sha256[:16]
    if not has_receipt(root, receipt_id):
        keep_receipt(root, _taken(root, upload, path, report))
    found = task_receipt(root, receipt_id)
    return Received(receipt_id, TASK_BOOK, found.rows, found.accepted, len(found.refused))


def _taken(root: Path, upload: Upload, path: Path, report: Report) -> TaskReceipt:
    book = read_task_book(path)
    receipt_id = upload.sha256[:16]
    keep_book(root, receipt_id, path)
    outcomes: Counter[str] = Counter()
    why: Counter[str] = Counter()
    refused = []
    for done, row in enumerate(book.filled):
        report(_("mencatat jawaban"), done, len(book.filled))
        said = _answered(row, upload)
        if isinstance(said, RefusedRow):
            refused.append(said)
        else:
            outcomes[said.outcome] += 1
            why.update([said.why] if said.why else [])
    return TaskReceipt(receipt_id, book.area, book.release, book.empty, dict(outcomes), dict(why), tuple(refused))


def _answered(row: Filled, upload: Upload) -> Answer | RefusedRow:
    """The answer that a row became, or why it became none."""
    if row.line is None or row.fault:
        return _refused(row, {"": (row.fault, row.remedy)})
    said_at = _said_at(row.day, upload.sent_at)
    if said_at is None:
        return _refused(row, {DAY: (_("Tanggal ini tidak terbaca atau belum terjadi"), _("Tulis seperti 28-11-2026."))})
    given = Given(
        f"{upload.sha256[:16]}:{row.line.form}:{row.row}", row.line.number, row.values, row.line.version,
        Channel.PAPER, said_at, upload.sent_at,
    )  # fmt: skip
    try:
        return answer(given, by=upload.sent_by, on=upload.sent_at)
    except AnswerFaultsError as error:
        return _refused(row, {name: (what, "") for name, what in error.faults.items()})
    except (InvalidValueError, NotAllowedError) as error:
        return _refused(row, {"": (error.what, error.next_step or "")})


def _refused(row: Filled, faults: dict[str, Fault]) -> RefusedRow:
    return RefusedRow(row.sheet, row.row, row.line, row.written, faults)


def _said_at(written: str, sent_at: datetime) -> datetime | None:
    """When a row was known: within the day that is written, in the order of sending, or when it was sent; None where
    that is no day, or one to come."""
    if not written:
        return sent_at
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    today = timezone.localdate(sent_at)
    if day >= today:
        return sent_at if day == today else None
    begun = timezone.make_aware(datetime.combine(day, time.min))
    return begun + min((sent_at - begun) / _SHORTENED, timedelta(days=1, microseconds=-1))
