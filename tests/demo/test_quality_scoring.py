"""Accused posyandu held against the answer key."""

from __future__ import annotations

import pytest
from tests.demo.conftest import Regency

from padan.demo.quality_scoring import Key, key_of, kinds, score_quality

MELATI, MAWAR, DAHLIA, CEMPAKA = (("6402132001", name) for name in ("melati", "mawar", "dahlia", "cempaka"))
TRUTH = {MELATI: "copied", MAWAR: "flat", DAHLIA: "rough", CEMPAKA: "honest"}


@pytest.mark.parametrize(
    ("accused", "found", "missed", "falsely", "precision", "recall"),
    [
        ([MELATI, MAWAR], (MELATI, MAWAR), (), (), 1.0, 1.0),
        ([MELATI, DAHLIA], (MELATI,), (MAWAR,), (DAHLIA,), 0.5, 0.5),
        ([], (), (MAWAR, MELATI), (), 1.0, 0.0),
        ([MELATI, MELATI], (MELATI,), (MAWAR,), (), 1.0, 0.5),
    ],
)
def test_found_missed_and_falsely_accused(
    accused: list[Key], found: tuple[Key], missed: tuple[Key], falsely: tuple[Key], precision: float, recall: float
) -> None:
    result = score_quality(TRUTH, accused)
    assert set(result.found) == set(found)
    assert set(result.missed) == set(missed)
    assert set(result.falsely) == set(falsely)
    assert (result.precision, result.recall) == (precision, recall)


def test_kinds_are_counted_and_the_unknown_are_told_apart() -> None:
    stranger = ("6402132009", "melati")
    result = score_quality(TRUTH, [MELATI, DAHLIA, stranger])
    assert result.by_kind == {"copied": 1, "flat": 1, "honest": 1, "rough": 1}
    assert result.found_by_kind == {"copied": 1, "flat": 0, "honest": 0, "rough": 1}
    assert result.unknown == (stranger,)
    assert stranger in result.falsely
    assert str(result).startswith("1 dari 2 posyandu berdata rekaan ditemukan; 2 dituduh keliru (copied 1/1, flat 0/1")


def test_nothing_planted_and_nobody_accused_is_perfect() -> None:
    result = score_quality({CEMPAKA: "honest"}, [])
    assert (result.precision, result.recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("village", "posyandu"),
    [("64.02.13.2001", "POSYANDU KASIH IBU"), ("6402132001", "Posyandu Kasih Ibu"), ("64.02.13.2001", "kasih  ibu")],
)
def test_keys_are_those_of_every_spelling(village: str, posyandu: str) -> None:
    assert key_of(village, posyandu) == ("6402132001", "kasih ibu")


def test_the_answer_key_tells_every_posyandu(regency: Regency) -> None:
    found = kinds(regency.made.truth)
    assert set(found.values()) == {"honest"}, "no posyandu of so small a regency can be judged"
    assert all(len(village) == 10 and name for village, name in found)
