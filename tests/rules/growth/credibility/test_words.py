"""Every finding and every judgement has its neutral sentence."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.rules.growth.credibility.invented import copied, honest, together

from padan.reference.quality import score_parts
from padan.rules.growth.credibility import Cause, doubt_sentences, findings, groups, score_sentences, sentence
from padan.rules.growth.credibility.causes import likely
from padan.rules.growth.credibility.doubt import PARTS
from padan.rules.growth.credibility.words import _part_words, _score_words, part_sentence


@pytest.mark.parametrize(
    ("cause", "weight", "length", "said"),
    [
        (Cause.NONE, math.nan, math.nan, "Tidak ada yang janggal."),
        (Cause.SWAPPED, 9.1, 72.4, "Berat dan tinggi mungkin tertukar; mungkin maksudnya 9,1 kg dan 72,4 cm."),
        (
            Cause.WEIGHT_UNIT,
            9.0,
            math.nan,
            "Satuan berat mungkin keliru (gram, bukan kg); mungkin maksudnya 9 kg.",
        ),
        (
            Cause.LENGTH_UNIT,
            math.nan,
            72.45,
            "Satuan tinggi mungkin keliru (mm atau meter, bukan cm); mungkin maksudnya 72,45 cm.",
        ),
        (
            Cause.CARRIED_BOTH,
            math.nan,
            math.nan,
            "Berat dan tinggi sama persis dengan kunjungan sebelumnya; mohon diukur ulang.",
        ),
    ],
)
def test_a_cause_is_told_in_words(cause: Cause, weight: float, length: float, said: str) -> None:
    assert sentence(cause, weight, length) == said


@pytest.mark.parametrize("cause", Cause)
def test_each_cause_has_one_sentence_of_its_own(cause: Cause) -> None:
    told = [sentence(other, 9.0, 72.0) for other in Cause]

    assert told.count(sentence(cause, 9.0, 72.0)) == 1
    assert ("mungkin maksudnya" in sentence(cause, 9.0, 72.0)) is cause.explained


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_is_found_again_by_its_bit(cause: Cause) -> None:
    above = sum(other.bit for other in Cause if other > cause > Cause.NONE)

    assert likely(np.array([cause.bit + above], dtype=np.uint16)).tolist() == [cause]


def test_every_part_has_its_words() -> None:
    assert set(_part_words()) == set(PARTS)
    assert part_sentence("steady") == "Pertumbuhan semua anak terlalu rata dari bulan ke bulan."
    assert set(_score_words()) == set(score_parts())


def test_a_group_in_doubt_is_asked_to_measure_again_and_another_is_told_nothing() -> None:
    rng = np.random.default_rng(11)
    group, seen = together([copied(rng, 30, 4), honest(rng, 30, 4, 0.1, 0.1)])
    found = groups(group, seen, findings(seen).mask)

    assert doubt_sentences(found, 0) == [
        "Angka-angka di sini mirip sekali dari bulan ke bulan: berat dan tinggi banyak anak sama persis.",
        "Ini bukan tuduhan: mohon diukur ulang bersama bidan atau petugas gizi.",
    ]
    assert doubt_sentences(found, 1) == []


def test_the_score_tells_its_class_and_what_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(12)
    group, seen = together([honest(rng, size, 1, 0.1, 0.1) for size in (12, 60, 500)])
    found = groups(group, seen, findings(seen).mask)

    assert score_sentences(found, 0)[0] == "Mutu ukuran belum dapat dinilai: terlalu sedikit anak."
    assert score_sentences(found, 1) == [
        f"Mutu ukuran: sangat baik ({found.score.total[1]:.0f} poin kekurangan).",
        "Tidak dinilai karena terlalu sedikit anak: sebaran BB/TB, kemiringan sebaran, keruncingan sebaran.",
    ]
    assert len(score_sentences(found, 2)) == 1
    monkeypatch.setenv("PADAN_LANG", "en")
    assert "excellent" in score_sentences(found, 1)[0]
