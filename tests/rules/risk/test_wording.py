"""The answers in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from padan.reference.krs import CONTRACEPTION, FACTORS, TARGETS, facts, rule_on
from padan.rules.risk import NO, NO_CHILD, YES, family_risk
from padan.rules.risk.wording import ask, factor_words, target_words

ON = date(2026, 6, 15)
RULE = rule_on(ON)
KNOWN: dict[str, Any] = {
    "wife_born": "1988-02-01", "in_union": YES, "pregnant": NO, "youngest_born": "2025-06-01",
    "older_born": "2023-01-01", "children": 2, "water_unsafe": YES, "latrine_unsafe": NO,
    "modern_contraception": NO, "desil_low": 1, "desil_high": 1,
}  # fmt: skip


def test_a_family_at_risk() -> None:
    found = family_risk(RULE, ON, **KNOWN)
    assert found.verdict == "Keluarga ini berisiko stunting."
    assert found.because == (
        "Dalam keluarga ini ada anak 0 sampai 23 bulan, anak 24 sampai 59 bulan dan pasangan usia subur.",
        "Faktor risikonya: sumber air minum utama tidak layak dan istri berumur 35 sampai 40 tahun.",
        "Urutan kesejahteraannya 1 dari 5; 1 paling miskin.",
    )
    assert found.beside == ("Tidak memakai KB modern; ini dicatat, tetapi sendirian tidak membuat keluarga berisiko.",)
    assert found.unknown == ()


def test_contraception_among_the_factors_where_the_rule_counts_it() -> None:
    found = family_risk(replace(RULE, contraception_counts=True), ON, **{**KNOWN, "water_unsafe": NO})
    assert found.because[1] == "Faktor risikonya: istri berumur 35 sampai 40 tahun dan tidak memakai KB modern."
    assert found.beside == ()


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        (
            {"youngest_born": NO_CHILD, "older_born": NO_CHILD},
            "Keluarga ini bukan sasaran penapisan: tidak ada ibu hamil, anak 0 sampai 23 bulan atau anak 24 sampai "
            "59 bulan.",
        ),
        (
            {"water_unsafe": NO, "wife_born": "1998-01-01"},
            "Keluarga ini tidak mempunyai faktor risiko stunting.",
        ),
    ],
)
def test_a_family_not_at_risk(changes: dict[str, Any], verdict: str) -> None:
    found = family_risk(RULE, ON, **{**KNOWN, **changes})
    assert (found.verdict, found.unknown) == (verdict, ())


def test_what_is_unknown_and_who_can_tell() -> None:
    found = family_risk(RULE, ON, youngest_born="2025-06-01", in_union=NO, latrine_unsafe=NO, pregnant=NO)
    assert found.verdict == "Belum dapat dipastikan apakah keluarga ini berisiko stunting."
    assert found.because == ("Dalam keluarga ini ada anak 0 sampai 23 bulan.",)
    assert found.unknown == ("Sumber air minum utama belum diketahui; tanyakan kepada DP2KB/PLKB.",)


def test_a_list_that_does_not_say_which_of_the_four() -> None:
    found = family_risk(RULE, ON, has_under_two=YES, four_too=YES)
    assert found.because[-1] == "Menurut daftar BKKBN ada 4 Terlalu, tetapi tidak disebut yang mana."


def test_nothing_is_said_for_a_family_of_which_nothing_is_known() -> None:
    assert family_risk(RULE, ON).because == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_target_factor_and_fact_has_its_own_words(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", language)
    words = [target_words(t, RULE) for t in TARGETS] + [factor_words(f, RULE) for f in (*FACTORS, CONTRACEPTION)]
    words += [ask(fact) for fact in facts()]
    assert len(set(words)) == len(words)
    assert not any("{" in text for text in words)
