"""Chronic energy deficiency and anaemia in pregnancy."""

from __future__ import annotations

import numpy as np
import pytest

from padan.rules.risk import Answer, pregnancy_reasons, pregnancy_risk
from padan.rules.risk.answers import names_in

NO, YES, UNKNOWN = Answer.NO, Answer.YES, Answer.UNKNOWN
NAN = float("nan")


@pytest.mark.parametrize(
    ("pregnant", "arm", "hb", "kek", "anaemia", "either", "missing"),
    [
        (YES, 23.4, 12.0, YES, NO, YES, ""),
        (YES, 23.5, 12.0, NO, NO, NO, ""),
        (YES, 24.0, 10.9, NO, YES, YES, ""),
        (YES, 24.0, 11.0, NO, NO, NO, ""),
        (YES, 20.0, 8.0, YES, YES, YES, ""),
        (YES, NAN, 12.0, UNKNOWN, NO, UNKNOWN, "arm"),
        (YES, 23.0, NAN, YES, UNKNOWN, YES, ""),
        (YES, NAN, NAN, UNKNOWN, UNKNOWN, UNKNOWN, "arm haemoglobin"),
        (NO, 20.0, 8.0, NO, NO, NO, ""),
        (NO, NAN, NAN, NO, NO, NO, ""),
        (UNKNOWN, 20.0, 12.0, UNKNOWN, NO, UNKNOWN, "pregnant"),
        (UNKNOWN, 24.0, 12.0, NO, NO, NO, ""),
    ],
)
def test_drawn(pregnant: int, arm: float, hb: float, kek: int, anaemia: int, either: int, missing: str) -> None:
    found = pregnancy_risk(np.array([pregnant], np.int8), np.array([arm]), np.array([hb]))
    assert (found.kek[0], found.anaemia[0], found.either[0]) == (kek, anaemia, either)
    assert " ".join(names_in(int(found.missing[0]))) == missing


def test_in_english_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    found = pregnancy_risk(np.array([YES], np.int8), np.array([22.0]), np.array([12.0]))
    assert "23.5 cm" in pregnancy_reasons(found, 0)[0]


def test_in_words() -> None:
    found = pregnancy_risk(np.array([YES, YES, NO], np.int8), np.array([22.0, NAN, NAN]), np.array([10.0, 12.0, NAN]))
    assert pregnancy_reasons(found, 0) == (
        "Ibu hamil KEK: lingkar lengan atasnya di bawah 23,5 cm.",
        "Ibu hamil anemia: Hb di bawah 11 g/dL.",
    )
    assert pregnancy_reasons(found, 1) == (
        "Lingkar lengan atas ibu hamil belum diketahui; tanyakan kepada Dinas Kesehatan/Puskesmas.",
    )
    assert pregnancy_reasons(found, 2) == ()
