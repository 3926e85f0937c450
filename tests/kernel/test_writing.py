"""Numbers, days and rows of words in the reader's language."""

from __future__ import annotations

from datetime import date

import pytest

from padan.kernel.texts import answering_in
from padan.kernel.writing import count, day, decimal, listing, percent, rupiah, seconds, value, with_sign


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


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (None, ""), (True, "ya"), (False, "tidak"), (date(2026, 11, 5), "5 Nov 2026"), (2.5, "2,5"), (3.0, "3"),
        (0.126, "0,13"), ([], ""), (["a", 2.0, None], "a, 2, "), (("x",), "x"), (7, "7"), ("kata", "kata"),
    ],
)  # fmt: skip
def test_any_value_is_told(monkeypatch: pytest.MonkeyPatch, found: object, told: str) -> None:
    monkeypatch.delenv("PADAN_LANG", raising=False)
    assert value(found) == told


@pytest.mark.parametrize(
    ("spoken", "whole", "share", "length"),
    [("id", "1.234.567", "99,98 %", "2,3 detik"), ("en", "1,234,567", "99.98 %", "2.3 seconds")],
)
def test_numbers_stand_as_the_reader_writes_them(spoken: str, whole: str, share: str, length: str) -> None:
    with answering_in(spoken):
        assert (count(1_234_567), percent(0.9998), seconds(2.34)) == (whole, share, length)


def test_no_day_is_nothing() -> None:
    assert day(None) == ""


@pytest.mark.parametrize(("language", "written"), [("id", "Rp1.250.000"), ("en", "Rp 1,250,000")])
def test_money(language: str, written: str):
    with answering_in(language):
        assert rupiah(1_250_000) == written
