"""Workbooks of tasks written, filled as a person fills them, and sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import openpyxl
from tests.office.tasks.tasks_kit import DAY, NOW, VILLAGE

from padan.app.worker import Worker
from padan.office.accounts.models import Account
from padan.office.receiving import operations as receiving
from padan.office.receiving.models import Upload
from padan.office.receiving.operations import Said
from padan.office.receiving.storage import Incoming
from padan.office.tasks.models import Task
from padan.reports.task_book import field_title, form_names, task_book
from padan.reports.task_book_lines import DAY as DAY_COLUMN
from padan.reports.task_book_lines import Heading, Line, Row, column_titles
from padan.reports.watermark import Watermark
from padan.rules.tasks import FORMS, form_of

MARK = Watermark("Budi", "budi@kukar.example", datetime(2026, 11, 28, 9, 0))
HEADING = Heading("Daftar tugas", "Desa Bukit Raya", VILLAGE, "satu", DAY)
#: The row of a form's sheet, as a spreadsheet counts, on which the first task stands.
FIRST = 4


def line(task: Task, **more: Any) -> Line:
    """A task as paper shows it; all fields of its form are asked."""
    form = form_of(task.kind)
    usual: dict[str, Any] = {
        "who": f"KELUARGA {task.pk}", "place": "Gg. Damai, RT 001", "about": "Berisiko stunting, tidak di DTSEN.",
        "known": "Air minum: sumur", "fields": tuple(field.name for field in form.fields),
    }  # fmt: skip
    return Line(task.pk, task.version, form.code, task.due_on, **{**usual, **more})


def book_of(lines: Iterable[Line]) -> bytes:
    """The workbook of these tasks."""
    return task_book([Row(each) for each in lines], [], HEADING, MARK)


def edited(book: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after somebody changed it."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def filled(book: bytes, form: str, answers: Mapping[int, Mapping[str, object]]) -> bytes:
    """The workbook with cells filled: by the row of the form's sheet, then by the field's name (``_day`` the day)."""

    def fill(opened: Any) -> None:
        page = opened[form_names()[form]]
        titles = {field.name: field_title(field) for field in FORMS[form].fields}
        titles |= {DAY_COLUMN: column_titles()[DAY_COLUMN]}
        heads = {cell.value: cell.column for cell in page[FIRST - 1]}
        for row, cells in answers.items():
            for name, value in cells.items():
                page.cell(row, heads[titles[name]]).value = value

    return edited(book, fill)


def sent(content: bytes, by: Account, name: str = "tugas.xlsx", on: datetime = NOW) -> Upload:
    """The file as it arrives from a page."""
    incoming = Incoming(name)
    incoming.write(content)
    return receiving.send(incoming.close(), Said(), by=by, on=on)


def received(content: bytes, by: Account, name: str = "tugas.xlsx", on: datetime = NOW) -> Upload:
    """The same after the worker has been at it."""
    upload = sent(content, by, name, on)
    worker = Worker()
    while worker.step():
        pass
    upload.refresh_from_db()
    return upload


def cells_of(content: bytes, sheet: str) -> list[list[object]]:
    """The cells of a sheet."""
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [[cell.value for cell in row] for row in found.iter_rows()]


def day_cell(value: date) -> datetime:
    """A day as a spreadsheet keeps it."""
    return datetime(value.year, value.month, value.day)
