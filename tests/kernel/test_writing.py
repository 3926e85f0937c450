"""Numbers, days and rows of words in the reader's language."""

from __future__ import annotations

from datetime import date

import pytest

from padan.kernel.writing import day, decimal, listing, with_sign


@pytest.mark.parametrize(
    ("language", "number", "short"), [("id", "-2,65", "9 Agu 2026"), ("en", "-2.65", "9 Aug 2026")]
)
def test_a_number_and_a_day(monkeypatch: pytest.MonkeyPatch, language: str, number: str, short: str):
    monkeypatch.setenv("PADAN_LANG", language)

    assert decimal(-2.651, 2) == number
    assert with_sign("-2.65") == number
    assert day(date(2026, 8, 9)) == short


@pytest.mark.parametrize(
    ("words", "joint", "row"),
    [
        ([], None, ""),
        (["air"], None, "air"),
        (["air", "jamban"], None, "air dan jamban"),
        (["air", "jamban", "KB"], None, "air, jamban dan KB"),
        (["air", "jamban", "KB"], "{first} atau {last}", "air, jamban atau KB"),
    ],
)
def test_words_in_a_row(monkeypatch: pytest.MonkeyPatch, words: list[str], joint: str | None, row: str):
    monkeypatch.delenv("PADAN_LANG", raising=False)

    assert listing(words, joint) == row
