"""Paper for the doorstep and for the meeting: every task, every question, every choice is on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.app.paper_kit import HEADING, MARK
from tests.reports.documents_kit import kept_by
from tests.reports.test_task_book import ASKED, FAMILIES, line

from padan.reports import task_sheet as module
from padan.reports.documents import Document
from padan.reports.task_book_lines import column_titles
from padan.reports.task_sheet import by_form, meeting_sheet, task_sheet
from padan.reports.village_families import FamilyLine
from padan.rules.tasks import FieldKind

FAMILY = FamilyLine("SITI", "640213********04", 4, "SITI; ANI", "Gg. Damai", "2", "Berisiko", "Penimbangan: 1 Jan 2026")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that were made, before they became PDF."""
    return kept_by(monkeypatch, module)


def test_a_card_asks_all_that_the_form_does(made: list[Document]) -> None:
    lines = by_form([line(number, form.code) for number, form in enumerate(reversed(ASKED), 1)])
    task_sheet(lines, [FAMILY], HEADING, MARK)
    (document,) = made
    *parts, families = document.parts
    assert [part.title for part in parts] == [form.title for form in ASKED]
    for form, part in zip(ASKED, parts, strict=True):
        (card,) = part.cards
        assert [question.label.partition(",")[0].partition(" (")[0] for question in card.questions] == [
            *(field.title for field in form.fields), column_titles()["_day"],
        ]  # fmt: skip
        for field, question in zip(form.fields, card.questions, strict=False):
            if field.kind is FieldKind.CHOICE:
                assert question.options == tuple(title for _code, title in field.choices)
            if field.kind is FieldKind.FAMILY:
                assert question.options == tuple(title for _code, title in FAMILIES)
            assert sum(question.boxes) == {FieldKind.NIK: 16, FieldKind.KK: 16, FieldKind.DAY: 8}.get(field.kind, 0)
    assert families.rows == [["SITI", "640213********04", "4", "Gg. Damai", "2", "Berisiko", FAMILY.stale]]


def test_only_asked_fields_are_on_the_card(made: list[Document]) -> None:
    asked = line(1, "value")
    task_sheet([replace(asked, fields=("nik", "note"))], [], HEADING, MARK)
    (card,) = made[0].parts[0].cards
    assert [question.label for question in card.questions] == ["NIK", "Catatan", "Tanggal diketahui"]


def test_a_meeting_has_a_row_for_each_family_with_its_verdicts(made: list[Document]) -> None:
    meeting_sheet([line(1, "proposal"), line(2, "proposal")], HEADING, ["Musyawarah"], MARK)
    (document,) = made
    (part,) = document.parts
    assert [row[0] for row in part.rows] == ["1", "2"]
    assert part.rows[0][3] == "☐ Diusulkan masuk DTSEN\n☐ Tidak diusulkan\n☐ Ditunda"
    assert document.signers == ("Ketua musyawarah", "Notulis", "Wakil warga")


def test_both_become_pdf() -> None:
    lines = by_form([line(number, form.code) for number, form in enumerate(ASKED, 1)])
    assert task_sheet(lines, [FAMILY], HEADING, MARK).startswith(b"%PDF-")
    assert meeting_sheet(lines, HEADING, [], MARK).startswith(b"%PDF-")
