"""The pages made from drawn tables are current, and say what the tables say. ``make docs`` writes them."""

from __future__ import annotations

import re
from datetime import date
from enum import IntFlag
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tools.rule_pages import PAGES, page, write_pages
from tools.rule_pages.drawn import drawn_in
from tools.rule_pages.words import NOTHING, sentence, signed, spoken

from padan.rules.growth.missing import Missing
from padan.rules.risk import NO_CHILD, YES

DOCS = Path(__file__).parents[2] / "docs" / "reference"


class Ground(IntFlag):
    """Grounds, as rules have them."""

    TOO_SLOW = 1
    FELL = 2


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == page(name), "run `make docs`"


def test_pages_are_written_where_they_are_read(tmp_path: Path) -> None:
    assert write_pages(tmp_path / "new") == [tmp_path / "new" / name for name in PAGES]
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_within_a_page_and_cells_of_a_row_fit(name: str) -> None:
    text = page(name)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert [title for title, _anchor in re.findall(r"^- \[(.+)\]\(#(.+)\)$", text, re.MULTILINE)] == headings
    width: int | None = None
    for line in text.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        assert width is None or cells in (None, width), line
        width = cells


def test_a_table_is_taken_with_its_comments() -> None:
    found = {drawn.name: drawn for drawn in drawn_in("rules.growth.test_ages", ())}["test_age"]

    assert found.columns == ("born", "measured", "days", "months")
    assert found.rows[0].values == ("2024-01-15", "2024-01-15", 0, 0)
    assert [row.caption for row in found.rows if row.caption] == [
        "One month and 29 days are one month (Permenkes 2/2020).",
        "A month without the day of birth is full on the first of the next.",
    ]


def test_stories_have_their_names_and_the_comments_in_them() -> None:
    found = {drawn.name: drawn for drawn in drawn_in("rules.growth.following.test_gain", ())}["test_stories"]

    assert found.has_stories
    assert found.rows[0].case == "a boy who gains well at first, then less than the KBM"
    assert found.rows[0].note.startswith("born 2025-01-10")


def test_properties_and_single_columns_are_no_tables() -> None:
    assert drawn_in("rules.growth.test_properties", ()) == []


def test_a_test_that_was_renamed_is_missed() -> None:
    with pytest.raises(LookupError, match="test_of_old"):
        drawn_in("rules.growth.test_ages", ("test_of_old",))


@pytest.mark.parametrize(
    ("value", "column", "words"),
    [
        (None, "", NOTHING),
        (float("nan"), "", NOTHING),
        ("", "", NOTHING),
        ({}, "", NOTHING),
        (True, "", "yes"),
        (YES, "", "yes"),
        (8.0, "", "8"),
        (0.1 + 0.2, "", "0.3"),
        (float("-inf"), "", "minus infinite"),
        (-2.0, "z", "-2.00"),
        (1.5, "z", "+1.50"),
        (1, "sex", "boy"),
        ([1, 2], "positions", "lying then standing"),
        (Missing.AGE_UNKNOWN, "", "age unknown"),
        (Ground.FELL | Ground.TOO_SLOW, "", "too slow, fell"),
        (Ground(0), "", NOTHING),
        ("WEIGHT_UNIT", "", "weight unit"),
        ("N T T", "", "N T T"),
        ("too_old too_many", "", "too old, too many"),
        ("Berat naik.", "", "Berat naik."),
        (date(2026, 6, 15), "", "2026-06-15"),
        (NO_CHILD, "", "none"),
        (np.float64(9.1), "", "9.1"),
        ({"weight": 9.1, "sex": 2}, "", "weight: 9.1; sex: girl"),
        ({"b", "a"}, "", "a, b"),
    ],
)
def test_values_in_words(value: Any, column: str, words: str) -> None:
    assert spoken(value, column) == words


def test_words_of_a_table_come_first() -> None:
    assert spoken(2, "sex", {"sex": str}) == "2"
    assert sentence("it_is_so") == "It is so"
    assert signed(0.0) == "0.00"
