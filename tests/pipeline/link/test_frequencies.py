"""How common names are."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.frequencies import RAREST, Frequencies, count

SIXTEEN = ["SITI AMINAH"] * 8 + ["BUDI SANTOSO"] * 5 + ["AGUS SALIM", "SITI", "SITI ROHANI"]


def bits(by: Frequencies, *names: str) -> list[float]:
    return by.of_names(pa.array(names, pa.large_string())).tolist()


def counted(names: list[str | None]) -> Frequencies:
    return count(pa.array(names, pa.large_string()))


def test_shares_of_names_and_words():
    found = counted([*SIXTEEN, None])

    assert found.records == 16
    assert found.names == {"SITI AMINAH": 8 / 16, "BUDI SANTOSO": 5 / 16}
    assert found.words == {"SITI": 10 / 16, "AMINAH": 8 / 16, "BUDI": 5 / 16, "SANTOSO": 5 / 16}


def test_a_name_that_few_bear_is_not_told():
    """Five bearers make a name, three a word: fewer would tell of people."""
    found = counted(["RARA"] * 4 + ["TENRI ABENG"] * 2)

    assert found.names == {}
    assert found.words == {"RARA": 4 / 6}


def test_a_known_name_surprises_by_its_share():
    assert bits(counted(["SITI"] * 12 + ["BUDI"] * 4 + ["AGUS"] * 48), "BUDI", "AGUS") == pytest.approx(
        [4.0, math.log2(64 / 48)]
    )


def test_an_unknown_name_is_as_rare_as_its_words_together():
    by = Frequencies({}, {"SITI": 1 / 4, "AMINAH": 1 / 8}, 1024)

    assert bits(by, "SITI AMINAH", "AMINAH SITI", "SITI") == pytest.approx([5.0, 5.0, 2.0])


def test_an_unknown_word_is_half_of_one_record():
    by = Frequencies({}, {"SITI": 1 / 4}, 1024)

    assert bits(by, "TENRI", "SITI TENRI") == pytest.approx([11.0, 13.0])


def test_no_name_is_endlessly_rare():
    by = Frequencies({}, {}, 1_000_000)

    assert bits(by, "TENRI", "TENRI ABENG MAPPANYUKI") == [pytest.approx(math.log2(2_000_000)), RAREST]


def test_a_name_is_never_rarer_than_its_words():
    by = Frequencies({"SITI AMINAH": 1 / 1024}, {"SITI": 1 / 4, "AMINAH": 1 / 8}, 4096)

    assert bits(by, "SITI AMINAH") == pytest.approx([5.0])


def test_the_usual_surprise_is_that_of_a_name_that_two_strangers_share():
    assert Frequencies({"SITI": 1 / 2, "BUDI": 1 / 2}, {}, 8).usual == pytest.approx(1.0)
    assert Frequencies({"SITI": 1 / 8}, {}, 8).usual == pytest.approx(6.0)
    assert Frequencies({}, {}, 0).usual == RAREST


def test_nothing_counted_and_nothing_asked():
    empty = counted([])

    assert (empty.names, empty.words, empty.records) == ({}, {}, 0)
    assert bits(empty) == []
    assert bits(empty, "BUDI") == [1.0]


NAMES = st.lists(st.sampled_from(["SITI", "AMINAH", "BUDI", "TENRI", "M"]), min_size=1, max_size=3, unique=True).map(
    " ".join
)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=40), st.lists(NAMES, min_size=1, max_size=8), NAMES)
def test_what_else_is_asked_moves_no_name(counted_names: list[str], asked: list[str], other: str):
    by = counted(counted_names)

    assert bits(by, *asked) == pytest.approx(bits(by, other, *asked)[1:])
    assert all(0 <= found <= RAREST for found in bits(by, *asked))


def test_not_a_bit_of_a_name_is_left_in_the_names_after_it():
    """The same name must weigh the same to the last digit wherever it is asked for, or two engines would differ."""
    by = Frequencies({}, {"SITI": 0.1, "AMINAH": 0.3, "BUDI": 0.7}, 100)

    found = bits(by, *["SITI AMINAH", "BUDI TENRI"] * 20_000, "SITI BUDI AMINAH")

    assert set(found) == {*bits(by, "SITI AMINAH"), *bits(by, "BUDI TENRI"), *bits(by, "SITI BUDI AMINAH")}


@settings(deadline=None)
@given(st.lists(NAMES, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_records_moves_no_share(names: list[str], chance):
    assert counted(names) == counted(chance.sample(names, len(names)))
