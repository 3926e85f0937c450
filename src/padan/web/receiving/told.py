"""Files and their receipts in words, for the pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count, day, decimal
from padan.office.jobs import queries as jobs
from padan.office.receiving import queries as receiving
from padan.office.receiving.states import State
from padan.reports.arrivals import arrivals
from padan.reports.receipts import Refusal, facts_of, receipt_of, refusals, write_book_to_correct
from padan.reports.task_book_receipts import facts_of_tasks, refusals_of_tasks, task_receipt, tasks_to_correct
from padan.reports.watermark import Watermark
from padan.reports.wording import TASK_BOOK, region_name, source_name
from padan.web.working.told import ToldJob, told_job

#: The look of each state (see ``mark-…`` in padan.css).
_LOOKS: Mapping[State, str] = {State.RECEIVED: "good", State.REFUSED: "bad", State.WAITING: "doubt"}
_LOOKS_OF_ARRIVALS: Mapping[str, str] = {"late": "bad", "never": "bad", "due": "doubt", "fresh": "good"}


@dataclass(frozen=True, slots=True)
class ToldUpload:
    """A file of the list. ``more`` says what it is and what became of its rows; ``job`` is there while it is worked on
    and where it failed."""

    number: int
    name: str
    state: str
    words: str
    look: str
    more: str
    sent: str
    at: datetime
    over: bool
    job: ToldJob | None


@dataclass(frozen=True, slots=True)
class ToldReceipt:
    """A receipt: what the file is, and the rows that were refused, by reason."""

    facts: tuple[tuple[str, str], ...]
    refusals: tuple[Refusal, ...]
    rejected: int


@dataclass(frozen=True, slots=True)
class ToldArrival:
    """How a list stands in its cycle."""

    source: str
    agency: str
    newest: date | None
    text: str
    look: str


def states() -> dict[State, str]:
    """What can become of a file, in words."""
    return {
        State.WAITING: _("sedang diterima"),
        State.RECEIVED: _("diterima"),
        State.KNOWN: _("sudah ada"),
        State.REFUSED: _("tidak dapat diterima"),
    }


def uploads(rows: Iterable[receiving.Upload]) -> list[ToldUpload]:
    """Files of the list."""
    listed = list(rows)
    line = jobs.line() if any(row.state == State.WAITING for row in listed) else []
    return [upload(row, line) for row in listed]


def upload(row: receiving.Upload, line: Sequence[int] | None = None) -> ToldUpload:
    """One of them; ``line`` as :func:`told_job` takes it."""
    state = State(row.state)
    parts = (source_name(row.source) if row.source else "", size(row.size), _rows(row))
    shows_job = state in (State.WAITING, State.REFUSED)
    sent = _("{name} untuk {place}").format(name=row.sent_by.name, place=region_name(row.area))
    return ToldUpload(
        row.pk, row.name, state, states()[state], _LOOKS.get(state, "plain"), ", ".join(part for part in parts if part),
        sent, row.sent_at, state is not State.WAITING, told_job(row.job, line) if shows_job and row.job else None,
    )  # fmt: skip


def size(number: int) -> str:
    """A number of bytes."""
    if number < 1024 * 1024:
        return f"{count(max(1, number // 1024))} KB"
    whole, rest = divmod(number, 1024 * 1024)
    return f"{decimal(number / 1024 / 1024) if rest else count(whole)} MB"


def _rows(row: receiving.Upload) -> str:
    if row.rows_in is None or row.rows_accepted is None or row.rows_rejected is None:
        return ""
    return _("{accepted} baris diterima, {rejected} ditolak").format(
        accepted=count(row.rows_accepted), rejected=count(row.rows_rejected)
    )


def why_known(row: receiving.Upload) -> str:
    """Why a file was there already; empty where it was not."""
    if row.state != State.KNOWN:
        return ""
    if row.same_as is None:
        return _("Berkas yang persis sama sudah diterima sebelumnya; tidak ada yang berubah.")
    sent = day(timezone.localdate(row.same_as.sent_at))
    return _("Berkas yang persis sama sudah dikirim oleh {name} pada {day}; tidak ada yang berubah.").format(
        name=row.same_as.sent_by.name, day=sent
    )


def receipt(row: receiving.Upload) -> ToldReceipt | None:
    """The receipt of a file; None while there is none, and where the register has lost it."""
    if not row.receipt_id:
        return None
    try:
        if row.source == TASK_BOOK:
            told = task_receipt(home(), row.receipt_id)
            return ToldReceipt(tuple(facts_of_tasks(told)), tuple(refusals_of_tasks(told)), len(told.refused))
        found = receipt_of(home(), row.receipt_id)
        refused = tuple(refusals(home(), row.receipt_id)) if found.rows_rejected else ()
    except RegisterError:
        return None
    return ToldReceipt(tuple(facts_of(found)), refused, found.rows_rejected)


def book_to_correct(row: receiving.Upload, mark: Watermark) -> bytes:
    """The refused rows of a file as a workbook to correct and send back. RegisterError where the register has lost
    them."""
    if row.source == TASK_BOOK:
        return tasks_to_correct(task_receipt(home(), row.receipt_id), mark, mark.at.date())
    with tempfile.TemporaryDirectory() as folder:
        return write_book_to_correct(home(), row.receipt_id, Path(folder) / "ditolak.xlsx", mark).read_bytes()


def late(today: date) -> list[ToldArrival]:
    """Every list, the late ones first."""
    return [
        ToldArrival(source_name(each.source), each.agency, each.newest, each.text,
                    _LOOKS_OF_ARRIVALS.get(each.state, "plain"))
        for each in arrivals(home(), today)
    ]  # fmt: skip


def home() -> Path:
    """The folder of the register."""
    return Path(settings.PADAN_HOME)
