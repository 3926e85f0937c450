"""The workbook of tasks: whatever is written into it is read back the same."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.app.paper_kit import FIRST, HEADING, MARK, day_cell, filled

from padan.kernel.texts import answering_in
from padan.reports.task_book import column_titles, field_title, form_names, task_book
from padan.reports.task_book_lines import Line, Row, as_text, from_text
from padan.reports.task_book_reading import Book, is_task_book, read_task_book
from padan.rules.tasks import FORMS, Field, FieldKind, check

#: Forms that tasks ask for; the others are told of without being asked.
ASKED = [form for form in FORMS.values() if form.code not in ("family", "household", "living")]
FAMILIES = (("F0123456789ABCDE", "Keluarga BUDI, RT 001"), ("F0123456789ABCDF", "Keluarga ANI, RT 001"))
VILLAGES = (("64.02.13.1008", "Kelurahan Wonotirto, Kec. Samboja"),)
LAST = date(2026, 11, 28)
#: What people type: letters and marks, none of which a cell loses at its ends; what begins with "=" is a formula.
WORDS = st.text(st.characters(whitelist_categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60).map(
    lambda text: text.strip().lstrip("=").strip()
)


def line(number: int, form: str) -> Line:
    fields = tuple(field.name for field in FORMS[form].fields)
    own = {FieldKind.FAMILY: FAMILIES, FieldKind.VILLAGE: VILLAGES}
    choices = {field.name: own[field.kind] for field in FORMS[form].fields if field.kind in own}
    return Line(number, 3, form, LAST, 'ANI, keluarga "BUDI"', "Gg. = 1", "a\nb", "air: sumur", fields, choices)


def cell(field: Field) -> st.SearchStrategy[tuple[object, str]]:
    """A cell as somebody fills it, and the value that is meant."""
    if field.kind is FieldKind.CHOICE:
        return st.sampled_from([(title, code) for code, title in field.choices])
    if field.kind is FieldKind.FAMILY:
        return st.sampled_from([(title, code) for code, title in FAMILIES])
    if field.kind is FieldKind.VILLAGE:
        return st.sampled_from([*((title, code) for code, title in VILLAGES), ("64.02.07.2002", "64.02.07.2002")])
    if field.kind is FieldKind.DAY:
        days = st.integers(0, 20_000).map(lambda ago: LAST - timedelta(days=ago))
        return days.flatmap(
            lambda day: st.sampled_from([(day_cell(day), day.isoformat()), (f"{day:%d-%m-%Y}", day.isoformat())])
        )
    if field.kind is FieldKind.NUMBER:
        numbers = st.integers(31, 39).flatmap(lambda whole: st.sampled_from([whole + 0.5, whole * 1.0]))
        return numbers.map(lambda found: (found, str(found) if found % 1 else str(int(found))))
    if field.kind in (FieldKind.NIK, FieldKind.KK):
        return st.sampled_from(["6402131203850001", 6402131203850001]).map(lambda typed: (typed, str(typed)))
    return WORDS.filter(bool).map(lambda text: (text, text))


@st.composite
def answers(draw: st.DrawFn) -> list[tuple[str, dict[str, tuple[object, str]]]]:
    """Rows of one form, some cells of each filled."""
    form = draw(st.sampled_from(ASKED))
    rows = draw(st.integers(1, 4))
    told = []
    for _row in range(rows):
        names = draw(st.sets(st.sampled_from([field.name for field in form.fields])))
        told.append((form.code, {field.name: draw(cell(field)) for field in form.fields if field.name in names}))
    return told


def read(content: bytes) -> Book:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kiriman"
        path.write_bytes(content)
        assert is_task_book(path)
        return read_task_book(path)


@settings(max_examples=60, deadline=None)
@given(answers(), st.sampled_from(["id", "en"]))
def test_what_is_written_into_the_book_is_read_back_the_same(
    told: list[tuple[str, dict[str, tuple[object, str]]]], language: str
) -> None:
    form = told[0][0]
    content = task_book([Row(line(number, form)) for number in range(1, len(told) + 1)], [], HEADING, MARK)
    cells = {
        FIRST + place: {name: typed for name, (typed, _) in row.items()} for place, (_form, row) in enumerate(told)
    }
    content = filled(content, form, cells)
    # Who sends it may read another language than who downloaded it.
    with answering_in(language):
        book = read(content)
    meant = {n: {name: value for name, (_, value) in row.items()} for n, (_form, row) in enumerate(told, 1) if row}
    assert {row.line.number: dict(row.values) for row in book.filled if row.line} == meant
    assert [row.fault for row in book.filled] == [""] * len(meant)
    assert book.empty == len(told) - len(meant)


@given(st.sampled_from(ASKED).map(lambda form: line(7, form.code)))
def test_a_task_is_kept_as_text(told: Line) -> None:
    assert from_text(as_text(told)) == told


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", ASKED, ids=lambda form: form.code)
def test_a_sheet_names_each_column_once(form: Any, language: str) -> None:
    with answering_in(language):
        titles = [*column_titles().values(), *(field_title(field) for field in form.fields)]
        assert len(set(titles)) == len(titles)
        assert len(form_names()[form.code]) <= 31


def test_every_choice_of_a_list_is_an_answer_of_the_form() -> None:
    for form in ASKED:
        for field in form.fields:
            for code, _title in field.choices:
                assert field.name not in check(form, {field.name: code}, LAST).faults or field.only_if


def test_cells_that_a_task_does_not_ask_for_are_shut(tmp_path: Path) -> None:
    asked = Line(1, 1, "value", LAST, "ANI", "", "", "", ("birth_date", "note"))
    (tmp_path / "b.xlsx").write_bytes(task_book([Row(asked)], [], HEADING, MARK))
    page = openpyxl.load_workbook(tmp_path / "b.xlsx")[form_names()["value"]]
    heads = {cell.value: cell.column for cell in page[FIRST - 1]}
    for field in FORMS["value"].fields:
        cell = page.cell(FIRST, heads[field_title(field)])
        assert cell.protection.locked == (field.name not in asked.fields), field.name
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    assert MARK.name in str(openpyxl.load_workbook(tmp_path / "b.xlsx")["Petunjuk"]["A3"].value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nama,nik\n", b"PK\x05\x06" + bytes(18)])
def test_other_files_are_no_books_of_tasks(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert not is_task_book(tmp_path / "a")
    assert not is_task_book(tmp_path / "none")
