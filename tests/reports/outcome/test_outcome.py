"""What giving did: the measurings that are compared, who is beside whom, and what is told of it."""

from __future__ import annotations

import io
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.office.giving.giving_kit import DAY
from tests.reports.outcome.outcome_kit import CALLED, THEN, person, row, world, written

from padan.kernel.scope import Scope
from padan.office.giving.models import Hold
from padan.office.registry.models import Release
from padan.office.sealing import make_keys
from padan.reports.grown import grown_since
from padan.reports.outcome.book import outcome_book
from padan.reports.outcome.content import Change, Group, outcome_of
from padan.reports.outcome.helping import Dose
from padan.reports.outcome.words import told
from padan.reports.watermark import Watermark
from padan.rules.giving.progress import Progress

ALL = Scope(("64.02",))
_CLASSES = ("none", "moderate", "severe", "unknown")


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = tmp_path, tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    return tmp_path


def by_hand(rows: list[dict[str, Any]], child: str, began: date) -> tuple[Any, ...]:
    """The same as one loop over the measurings of one child."""
    before = after = None
    for each in sorted(rows, key=lambda each: each["measured_on"]):
        if each["person_id"] == child and each["counts"]:
            before, after = (each, after) if each["measured_on"] <= began else (before, each)
    days = tuple(each["measured_on"] if each else None for each in (before, after))
    if before is None or after is None:
        return (*days, "not_yet", None)
    steps = [
        _CLASSES.index(before[axis]) - _CLASSES.index(after[axis])
        for axis in ("stunted", "wasted", "underweight")
        if "unknown" not in (before[axis], after[axis])
    ]
    words = "not_yet" if not steps else "worse" if min(steps) < 0 else "better" if max(steps) > 0 else "same"
    known = not any("weight_for_length" in each["flagged"] for each in (before, after))
    return (*days, words, after["weight_for_length"] - before["weight_for_length"] if known else None)


def test_the_measurings_are_those_that_a_plain_loop_finds(tmp_path: Path) -> None:
    some = random.Random(7)
    children = [f"P{number}" for number in range(40)]
    days = [DAY + timedelta(days=10 * number) for number in range(-4, 5)]
    rows = [
        row(
            child, on, some.choice(_CLASSES), some.choice(_CLASSES), some.randrange(-400, 100) / 100,
            counts=some.random() < 0.8, flagged=some.choice(([], [], ["weight_for_length"], ["length_for_age"])),
        )
        for child in children for on in days if some.random() < 0.5
    ]  # fmt: skip
    asked = [(child, some.choice(days)) for child in (*children, *children, "nobody")]
    found = grown_since(written(tmp_path, rows), asked).to_pylist()
    got = [(each["before_on"], each["after_on"], each["progress"], each["weight_for_length"]) for each in found]
    assert got == [pytest.approx(by_hand(rows, *each)) for each in asked]
    assert {each["progress"] for each in found} == set(Progress)


def numbers(group: Group) -> tuple[int, ...]:
    return tuple(group.grown[each] for each in Progress)


@pytest.mark.django_db
def test_helped_children_stand_beside_those_whom_nobody_helps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pmt,) = outcome_of(ALL, world(home, monkeypatch), THEN).kinds
    # better, same, worse, not yet
    assert numbers(pmt.helped) == (1, 0, 1, 1)
    assert {dose: numbers(group) for dose, group in pmt.doses.items()} == {
        Dose.ALL: (1, 0, 0, 0), Dose.PART: (0, 0, 1, 0), Dose.NOTHING: (0, 0, 0, 1),
    }  # fmt: skip
    assert (pmt.received, pmt.helped.measured) == (2, 2)
    # The middle one of the days on which help began: it was set aside for the fourth before families were called.
    assert pmt.since == CALLED
    assert pmt.beside is not None
    assert numbers(pmt.beside) == (1, 2, 0, 1)
    assert pmt.beside.changes["weight_for_length"] == Change(pytest.approx(0.2), 3)
    assert pmt.helped.changes["length_for_age"] == Change(pytest.approx(0), 2)
    assert {place: (here.children, other.children) for place, (here, other) in pmt.districts.items()} == {
        "64.02.13": (3, 3)
    }
    assert outcome_of(Scope(("64.02.07",)), Release.objects.get(), THEN).kinds == ()


@pytest.mark.django_db
def test_whom_to_visit_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = outcome_of(ALL, world(home, monkeypatch), THEN).visits
    assert [(each.person_id, each.progress, each.began) for each in visits] == [
        (person(3), Progress.WORSE, CALLED), (person(4), Progress.NOT_YET, DAY),
    ]  # fmt: skip
    assert [each.measured_on for each in visits] == [date(2027, 1, 10), DAY - timedelta(days=5)]


@pytest.mark.django_db
def test_without_the_release_of_then_there_is_nothing_beside(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = world(home, monkeypatch)
    monkeypatch.setattr("padan.office.registry.queries.in_force_at", lambda _moment: None)
    (pmt,) = outcome_of(ALL, release, THEN).kinds
    assert pmt.beside is None
    (words,) = told(outcome_of(ALL, release, THEN))
    assert "Tidak ada pembanding: rilis yang berlaku pada 5 Des 2026" in words.compared
    assert [line[0] for line in words.groups.written][-1] == "– belum menerima"
    assert words.places.written[0][6:] == ["–"] * 5


@pytest.mark.django_db
def test_what_ended_before_anything_was_given_helped_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = world(home, monkeypatch)
    last = Hold.objects.order_by("-pk")[0].expires_on
    (pmt,) = outcome_of(ALL, release, last + timedelta(days=1)).kinds
    assert pmt.doses[Dose.NOTHING].children == 0
    assert pmt.beside is not None
    assert numbers(pmt.beside) == (1, 2, 0, 2)


@pytest.mark.django_db
def test_the_workbook_has_the_tables_of_the_page(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = world(home, monkeypatch)
    words = told(outcome_of(ALL, release, THEN))
    mark = Watermark("Rina", "rina@contoh.example", datetime(2027, 1, 20, 1, tzinfo=UTC))
    book = openpyxl.load_workbook(io.BytesIO(outcome_book(words, release, "Kabupaten Kutai Kartanegara", mark)))
    groups = book.worksheets[1]
    assert (words[0].groups.title, groups.title) == (
        "Hasil Pemberian makanan tambahan (PMT)", "Hasil Pemberian makanan…"
    )  # fmt: skip
    lines = [[cell.value for cell in line] for line in groups.iter_rows(min_row=1, max_row=6)]
    assert lines[0][:7] == ["Anak", "Jumlah", "Diukur dua kali", "Membaik", "Tetap", "Memburuk", "Bagian membaik"]
    assert [line[0] for line in lines[1:]] == [
        "Dibantu pemberi", "– menerima semuanya", "– menerima sebagian", "– belum menerima", "Tidak dibantu",
    ]  # fmt: skip
    assert lines[1][1:] == [3, 2, 1, 0, 1, "50 %", "0,00 (2)", "0,00 (2)"]
    assert lines[5][1:] == [4, 3, 1, 2, 0, "33 %", "+0,20 (3)", "+0,10 (3)"]
    everything = " ".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)
    assert person(3) not in everything
    assert "bukan bukti" in everything
