"""Names compared word by word: what two names share."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.words import MOST, Shared, shared_words, side_by_side

ALL = {"ordered", "all_words", "near_words", "one_word"}
TURNED, MISSPELT, SOME = ALL - {"ordered"}, {"near_words"}, {"one_word"}

#: one name, the other, what they share
DRAWN: list[tuple[str, str, set[str]]] = [
    ("BUDI SANTOSO", "BUDI SANTOSO", ALL),
    # left out, at any place
    ("BUDI SANTOSO", "BUDI", ALL | {"part_word"}),
    ("BUDI SANTOSO WIJAYA", "BUDI WIJAYA", ALL),
    ("NI MADE AYU PUTRI LESTARI", "MADE LESTARI", ALL),
    # initials
    ("BUDI SANTOSO", "BUDI S", ALL),
    ("M RISKI", "MUHAMAD RISKI", ALL),
    ("M R HIDAYAT", "MUHAMAD RISKI HIDAYAT", ALL),
    ("BUDI SANTOSO", "B S", set()),
    ("M RISKI", "AHMAD RISKI", SOME),
    # another order
    ("BUDI SANTOSO", "SANTOSO BUDI", TURNED),
    ("SANTOSO B", "BUDI SANTOSO", TURNED),
    ("PUTRI AINI", "NUR AINI PUTRI", TURNED),
    # a whole word and an initial that could both be laid over one word
    ("M MAULANA", "MAULANA MUHAMAD", TURNED),
    # misspelt
    ("BUDI SANTOSO", "BUDI SANTOSA", MISSPELT | SOME),
    ("SITI AMINAH", "AMINA SITI", MISSPELT | SOME),
    ("SITI AMINAH", "SITTI AMINNAH", MISSPELT),
    ("MARIA", "MARIAM", MISSPELT | {"part_word"}),
    # no word is used twice
    ("ANI ANI", "ANI SITI", SOME),
    # some words only
    ("SITI AMINAH", "SITI ROKAYAH WULANDARI", SOME),
    # a word of one or two letters in common is nothing
    ("M", "M", set()),
    ("AL", "AL", set()),
    ("A DE", "DE BUDI", set()),
    # call names
    ("TINA", "AGUSTINA", {"part_word"}),
    ("AGUS", "AGUSTINA LESTARI", {"part_word"}),
    ("US", "AGUSTINUS", set()),
    ("GUST", "AGUSTINA", set()),
    ("SRI TINA", "AGUSTINA", set()),
    # nothing at all
    ("BUDI", "SITI", set()),
    ("BUDI SANTOSO", "RATNA DEWI", set()),
]  # fmt: skip


def told(pairs: list[tuple[str, str]]) -> list[set[str]]:
    ones, others = (pa.array([pair[side] for pair in pairs], pa.large_string()) for side in (0, 1))
    found = shared_words(side_by_side(ones, others), np.ones(len(pairs), dtype=bool))
    return [{f.name for f in fields(Shared) if getattr(found, f.name)[n]} for n in range(len(pairs))]


@pytest.mark.parametrize(("one", "other", "shared"), DRAWN, ids=[f"{a}-{b}" for a, b, _ in DRAWN])
def test_what_two_names_share_whichever_comes_first(one: str, other: str, shared: set[str]):
    assert told([(one, other)]) == [shared]
    assert told([(other, one)]) == [shared]


def test_many_pairs_at_once_are_the_pairs_one_by_one():
    pairs = [(a, b) for a, b, _ in DRAWN]

    assert told(pairs) == [shared for *_, shared in DRAWN]


def test_no_pairs():
    assert told([]) == []


def test_of_a_very_long_name_the_first_words_count():
    long = " ".join(f"KATA{n}N" for n in "ABCDEFG")

    assert told([(long, long.rsplit(" ", 2)[0])]) == [ALL]
    assert side_by_side(pa.array([long]), pa.array([long])).a.shape == (1, MOST)


WORDS = st.sampled_from(["M", "A", "DE", "ANI", "ANIS", "MARIA", "MARIAM", "MUHAMAD", "SITI", "SITINA", "TINA"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=30))
def test_nothing_depends_on_which_name_comes_first(pairs: list[tuple[str, str]]):
    assert told(pairs) == told([(b, a) for a, b in pairs])


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=30))
def test_the_looser_holds_wherever_the_stricter_does(pairs: list[tuple[str, str]]):
    for shared in told(pairs):
        assert "ordered" not in shared or "all_words" in shared
        assert "all_words" not in shared or "near_words" in shared
        assert "all_words" not in shared or "one_word" in shared


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_a_name_holds_its_own_words_in_any_order(names: list[str], chance):
    shuffled = [" ".join(chance.sample(words, len(words))) for words in (name.split(" ") for name in names)]
    for name, shared in zip(names, told(list(zip(names, shuffled, strict=True))), strict=True):
        assert ("all_words" in shared) == any(len(word) >= 3 for word in name.split(" "))
