"""A filled workbook of tasks is received back like any file: each filled row is an answer, or refused with a reason."""

from __future__ import annotations

import os
import signal
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.app.paper_kit import FIRST, MARK, book_of, cells_of, day_cell, edited, filled, line, received, sent
from tests.app.test_worker import finish_with_another, until, worker
from tests.office.tasks.tasks_kit import DAY, NOW, OTHER, data_officer, officer, opened, say, task, want

from padan.office.audit import queries as trail
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State as UploadState
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.queries import values_of
from padan.office.tasks.states import Channel, Outcome, State
from padan.reports.task_book import form_names
from padan.reports.task_book_lines import HIDDEN
from padan.reports.task_book_receipts import TaskReceipt, refusals_of_tasks, task_receipt, tasks_to_correct
from padan.reports.wording import TASK_BOOK

PROPOSED, NOT = "Diusulkan masuk DTSEN", "Tidak diusulkan"


@pytest.fixture
def office(db: None, office_home: Path) -> Path:
    """An office with a release in force that asks of three families, and of one in another village."""
    opened(want(1), want(2), want(3), want(4, area=OTHER))
    return office_home


def book(*numbers: int) -> bytes:
    return book_of(line(task(number)) for number in numbers or (1, 2, 3))


def receipt(office: Path, upload: Upload) -> TaskReceipt:
    return task_receipt(office, upload.receipt_id)


def reasons(office: Path, upload: Upload) -> list[str]:
    return [each.what for each in refusals_of_tasks(receipt(office, upload))]


def test_filled_rows_become_answers_and_empty_ones_are_no_rows(office: Path) -> None:
    by = officer("budi")
    told = {FIRST: {"proposal": PROPOSED, "_day": day_cell(date(2026, 11, 20))}, FIRST + 2: {"proposal": NOT}}
    upload = received(filled(book(), "proposal", told), by)
    assert (upload.state, upload.source) == (UploadState.RECEIVED, TASK_BOOK)
    assert (upload.rows_in, upload.rows_accepted, upload.rows_rejected) == (2, 2, 0)
    assert receipt(office, upload).empty == 1
    first, third = Answer.objects.order_by("task__key")
    assert (values_of(first), values_of(third)) == ({"proposal": "proposed"}, {"proposal": "not_proposed"})
    assert (first.channel, first.outcome, first.by) == (Channel.PAPER, Outcome.HOLDS, by)
    assert (timezone.localdate(first.said_at), third.said_at) == (date(2026, 11, 20), NOW)
    assert [task(n).state for n in (1, 2, 3)] == [State.ANSWERED, State.OPEN, State.ANSWERED]
    assert not upload.stored
    assert trail.broken() == ()


def test_the_same_file_twice_is_once(office: Path) -> None:
    content = filled(book(), "proposal", {FIRST: {"proposal": PROPOSED}})
    received(content, officer("budi"))
    again = received(content, officer("budi"))
    assert (again.state, again.rows_in, Answer.objects.count()) == (UploadState.KNOWN, 1, 1)


def test_the_same_book_filled_further_adds_what_is_new(office: Path) -> None:
    by, asked = officer("budi"), book()
    received(filled(asked, "proposal", {FIRST: {"proposal": PROPOSED}}), by)
    upload = received(
        filled(asked, "proposal", {FIRST: {"proposal": PROPOSED}, FIRST + 1: {"proposal": NOT}}), by,
        on=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert receipt(office, upload).outcomes == {"agrees": 1, "holds": 1}
    assert [task(n).state for n in (1, 2, 3)] == [State.ANSWERED, State.ANSWERED, State.OPEN]


@pytest.mark.parametrize("typed", [None, day_cell(date(2026, 11, 20))], ids=["no day", "the same day"])
def test_a_correction_sent_later_takes_the_place_of_the_first(office: Path, typed: datetime | None) -> None:
    by, asked = officer("budi"), book()
    received(filled(asked, "proposal", {FIRST: {"proposal": PROPOSED, "_day": typed}}), by)
    later = NOW + timedelta(hours=20)
    received(filled(asked, "proposal", {FIRST: {"proposal": NOT, "_day": typed}}), by, on=later)
    held = Answer.objects.get(outcome=Outcome.HOLDS)
    assert values_of(held) == {"proposal": "not_proposed"}


def test_a_contradiction_waits_and_is_told(office: Path) -> None:
    asked = book()
    say(data_officer(), "not_proposed")
    upload = received(filled(asked, "proposal", {FIRST: {"proposal": PROPOSED}}), officer("budi"))
    assert (receipt(office, upload).outcomes, receipt(office, upload).why) == ({"waits": 1}, {"answered": 1})
    assert task().state == State.CONTESTED


def test_a_book_of_an_older_release_waits_for_a_choice(office: Path) -> None:
    asked = book()
    opened(want(1, digest="berubah"), want(2), want(3), release="dua")
    upload = received(
        filled(asked, "proposal", {FIRST: {"proposal": PROPOSED}, FIRST + 1: {"proposal": NOT}}), officer("budi")
    )
    assert (receipt(office, upload).outcomes, receipt(office, upload).why) == (
        {"waits": 1, "holds": 1}, {"changed": 1},
    )  # fmt: skip


#: What somebody typed into the cells of a row, and why it is refused.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another word": ({"proposal": "barangkali"}, "Pilih salah satu jawaban."),
    "only a note": ({"note": "rumahnya kosong"}, "Belum diisi."),
    "a day to come": ({"proposal": PROPOSED, "_day": day_cell(DAY + timedelta(days=1))}, "belum terjadi"),
    "no day": ({"proposal": PROPOSED, "_day": "kemarin"}, "tidak terbaca"),
    "a long note": ({"proposal": PROPOSED, "note": "x" * 501}, "Paling panjang 500 huruf."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_taken(office: Path, case: str) -> None:
    cells, why = REFUSED[case]
    upload = received(filled(book(), "proposal", {FIRST: cells, FIRST + 1: {"proposal": NOT}}), officer("budi"))
    assert (upload.rows_in, upload.rows_accepted, upload.rows_rejected) == (2, 1, 1)
    (reason,) = reasons(office, upload)
    assert why in reason


def test_what_is_outside_the_area_is_refused(office: Path) -> None:
    told = {FIRST: {"proposal": PROPOSED}, FIRST + 1: {"proposal": PROPOSED}}
    upload = received(filled(book(1, 4), "proposal", told), officer("budi"))
    assert (upload.rows_accepted, upload.rows_rejected) == (1, 1)
    assert reasons(office, upload) == ["Tugas ini bukan untuk Anda atau di luar wilayah Anda"]


def test_refused_rows_come_back_to_be_corrected_and_sent_again(office: Path) -> None:
    by = officer("budi")
    told = {FIRST: {"proposal": "barangkali", "note": "ditanya lagi"}, FIRST + 1: {"proposal": NOT}}
    upload = received(filled(book(), "proposal", told), by)
    back = tasks_to_correct(receipt(office, upload), MARK, DAY)
    rows = cells(back, "proposal")
    assert [row[6:8] for row in rows[FIRST - 1 :]] == [["barangkali", "ditanya lagi"]]
    assert "Putusan musyawarah: Pilih salah satu jawaban." in str(rows[FIRST - 1][-1])
    upload = received(filled(back, "proposal", {FIRST: {"proposal": PROPOSED}}), by)
    assert (upload.rows_in, upload.rows_accepted) == (1, 1)
    assert values_of(Answer.objects.get(task=task(1))) == {"proposal": "proposed", "note": "ditanya lagi"}


def cells(content: bytes, form: str) -> list[list[object]]:
    return cells_of(content, form_names()[form])


def test_sorted_rows_are_read_where_they_stand_now(office: Path) -> None:
    def sort(opened: Any) -> None:
        page = opened[form_names()["proposal"]]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST)]
        for place, values in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(values, 1):
                page.cell(place, column).value = value

    told = filled(book(), "proposal", {FIRST: {"proposal": PROPOSED}, FIRST + 2: {"proposal": NOT}})
    received(edited(told, sort), officer("budi"))
    said = {each.task.key: values_of(each)["proposal"] for each in Answer.objects.all()}
    assert said == {task(1).key: "proposed", task(3).key: "not_proposed"}


def test_rows_of_which_only_some_columns_were_sorted_are_refused(office: Path) -> None:
    def sort_but_for_the_hidden_column(opened: Any) -> None:
        page = opened[form_names()["proposal"]]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST, min_col=2)]
        for place, values in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(values, 2):
                page.cell(place, column).value = value

    told = filled(book(), "proposal", {FIRST: {"proposal": PROPOSED}, FIRST + 1: {"proposal": NOT}})
    upload = received(edited(told, sort_but_for_the_hidden_column), officer("budi"))
    # The one in the middle stays where it is.
    assert (upload.rows_accepted, upload.rows_rejected) == (1, 1)
    assert reasons(office, upload) == ["Baris ini tidak lagi cocok dengan nomor tugasnya"]
    back = tasks_to_correct(receipt(office, upload), MARK, DAY)
    row = cells(back, "proposal")[FIRST - 1]
    assert (row[6], PROPOSED in str(row[-1])) == (None, True)


def test_changed_numbers_are_refused(office: Path) -> None:
    def change(opened: Any) -> None:
        page = opened[form_names()["proposal"]]
        page.cell(FIRST, 1).value = 999_999
        page.cell(FIRST + 1, 1).value = task(3).pk

    told = {FIRST + n: {"proposal": PROPOSED} for n in range(3)}
    upload = received(edited(filled(book(), "proposal", told), change), officer("budi"))
    assert (upload.rows_in, upload.rows_rejected, Answer.objects.count()) == (3, 2, 1)
    assert sorted(reasons(office, upload)) == [
        "Baris ini tidak lagi cocok dengan nomor tugasnya", "Nomor tugas baris ini tidak ada di lembar ini",
    ]  # fmt: skip
    back = tasks_to_correct(receipt(office, upload), MARK, DAY)
    assert "Nomor tugas baris ini tidak ada" in str(cells_of(back, "Petunjuk"))


def test_one_task_in_two_rows_is_refused_in_both(office: Path) -> None:
    def copy(opened: Any) -> None:
        page = opened[form_names()["proposal"]]
        for column in range(1, 7):
            page.cell(FIRST + 1, column).value = page.cell(FIRST, column).value

    told = {FIRST: {"proposal": PROPOSED}, FIRST + 1: {"proposal": NOT}}
    upload = received(edited(filled(book(), "proposal", told), copy), officer("budi"))
    assert (upload.rows_in, upload.rows_rejected, Answer.objects.count()) == (2, 2, 0)
    assert reasons(office, upload) == ["Tugas ini diisi di dua baris"]
    back = cells(tasks_to_correct(receipt(office, upload), MARK, DAY), "proposal")
    assert len(back) == FIRST
    assert all(said in str(back[FIRST - 1][-1]) for said in (PROPOSED, NOT))


def delete_column(opened: Any) -> None:
    opened[form_names()["proposal"]].delete_cols(7)


def another_layout(opened: Any) -> None:
    page = opened[HIDDEN]
    assert page.cell(2, 1).value == "format"
    page.cell(2, 2).value = "0"


def spoil(opened: Any) -> None:
    page = opened[HIDDEN]
    page.cell(page.max_row, 2).value = "{"


#: What was done to a workbook, and what is said of it.
UNREADABLE = {
    "a column is gone": (delete_column, "Kolom ini hilang: Putusan musyawarah"),
    "it is of another version": (another_layout, "dibuat oleh Padan versi lain"),
    "its facts are spoiled": (spoil, "Lembar tugas ini rusak"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_book_that_cannot_be_read_is_refused_whole_in_words(office: Path, case: str) -> None:
    change, words = UNREADABLE[case]
    told = filled(book(), "proposal", {FIRST + n: {"proposal": PROPOSED} for n in range(3)})
    upload = received(edited(told, change), officer("budi"))
    assert (upload.state, Answer.objects.count()) == (UploadState.REFUSED, 0)
    assert upload.job is not None
    assert words in upload.job.error
    assert upload.job.next_step


def test_a_workbook_of_somebody_else_is_no_book_of_tasks(office: Path) -> None:
    def unname(opened: Any) -> None:
        opened[HIDDEN].title = "lain"

    for content in (b"PK\x03\x04 rusak", edited(book(), unname)):
        upload = received(content, officer("budi"))
        assert (upload.state, upload.source) == (UploadState.REFUSED, "")


def test_a_worker_that_is_killed_half_way_takes_no_row_twice(committed: None, office_home: Path) -> None:
    count = 400
    opened(*(want(n) for n in range(1, count + 1)))
    asked = book_of(line(each) for each in Task.objects.order_by("pk"))
    content = filled(asked, "proposal", {FIRST + n: {"proposal": PROPOSED} for n in range(count)})
    now = datetime.now(tz=UTC)
    upload = sent(content, officer("budi"), on=now)
    assert upload.job is not None
    with worker(office_home) as process:
        until(lambda: Answer.objects.count() >= 20)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert Answer.objects.count() < count

    finish_with_another(office_home, upload.job)

    upload.refresh_from_db()
    assert (upload.state, upload.rows_in, upload.rows_accepted) == (UploadState.RECEIVED, count, count)
    assert list(Answer.objects.values_list("outcome", flat=True)) == [Outcome.HOLDS] * count
    assert receipt(office_home, upload).outcomes == {"holds": count}
    assert trail.broken() == ()
