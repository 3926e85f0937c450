"""The weights: complete, sensible, and read from data."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import RegisterError
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.model import load, parse, shipped, weight_of

#: How many regencies' shares the shipped ones are the means of; they are not equally large.
TRAINED_ON = 4

SHIPPED = json.loads(resources.files("padan.pipeline.link").joinpath("model.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("comparison", "stronger", "weaker"),
    [
        ("identity", "same_nik_proved", "slip_same_date"),
        ("identity", "same_nik_date", "same_nik_one_date"),
        ("identity", "same_nik_one_date", "differ_same_date"),
        ("identity", "last_digit_lost", "same_day_place"),
        ("identity", "slip_same_date", "slip_near_date"),
        ("identity", "slip_near_date", "differ_near_date"),
        ("identity", "differ_same_date", "differ_near_date"),
        ("identity", "differ_same_date", "differ_proved"),
        ("identity", "no_nik_same_date", "no_nik_vague_date"),
        ("identity", "no_nik_same_date", "no_nik_swapped_date"),
        ("identity", "no_nik_swapped_date", "no_nik_near_date"),
        ("identity", "no_nik_near_date", "else"),
        ("identity", "no_nik_same_date", "differ_same_date"),
        ("identity", "same_nik_one_date", "kin_number"),
        ("household", "same_kk_kin", "same_kk"),
        ("household", "same_kin_village", "same_kin"),
        ("household", "same_kin_village", "like_kin_village"),
        ("household", "like_kin_village", "other_kin_village"),
        ("household", "like_kk", "other_kin_village"),
        ("household", "same_kin", "like_kin"),
        ("household", "no_kin_village", "no_kin"),
        ("household", "other_kin_village", "else"),
        ("household", "other_kin_district", "else"),
        ("name", "same", "sounds_same"),
        ("name", "sounds_same", "similar"),
        ("name", "one_slip", "near_words"),
        ("name", "same_words", "one_word"),
        ("name", "near_words", "one_word"),
        ("name", "part_word", "else"),
        ("name", "similar", "somewhat"),
        ("name", "somewhat", "else"),
        ("sex", "same", "else"),
    ],
)
def test_closer_agreement_weighs_more(comparison: str, stronger: str, weaker: str):
    weights = shipped().weights[comparison]

    assert weights[stronger] > weights[weaker]


@pytest.mark.parametrize(
    ("comparison", "level"),
    [("identity", "differ_differ"), ("identity", "else"), ("household", "else"), ("name", "else"), ("sex", "else")],
)
def test_disagreement_speaks_against(comparison: str, level: str):
    assert shipped().weights[comparison][level] < 0


def test_what_is_missing_says_nothing():
    for comparison in COMPARISONS:
        for level in comparison.levels:
            if level.null:
                assert shipped().weights[comparison.name][level.code] == 0.0


def test_two_records_at_random_are_hardly_one_person():
    assert shipped().prior < -8


def test_the_shares_of_one_person_are_shares():
    for comparison in COMPARISONS:
        found = shipped().shares[comparison.name]
        assert all(0 <= share <= 1 for share in found.values())
        assert sum(found.values()) == pytest.approx(1, abs=0.02), comparison.name


def test_the_shipped_names_are_shares_and_tell_of_nobody():
    """A name that fewer than five people bore where the model was trained would tell of them. The shares are means."""
    names = shipped().frequencies

    assert names.records > 0
    assert min(names.names.values()) * names.records * TRAINED_ON > 4.5
    assert min(names.words.values()) * names.records * TRAINED_ON > 2.5
    assert sum(names.names.values()) <= 1
    assert 5 < shipped().usual_surprise < 20


def test_pairs_of_lists_are_written_in_the_order_of_the_alphabet():
    for pair in shipped().lists:
        a, b = pair.split("|")
        assert a <= b


@pytest.mark.parametrize("comparison", [c.name for c in COMPARISONS])
def test_a_model_without_a_weight_is_refused(comparison: str):
    weights = copy.deepcopy(shipped().weights)
    missing = sorted(weights[comparison])[0]
    del weights[comparison][missing]

    with pytest.raises(RegisterError, match=missing) as caught:
        replace(shipped(), weights=weights)
    assert "train" in str(caught.value.next_step)

    with pytest.raises(RegisterError):
        replace(shipped(), weights={name: w for name, w in weights.items() if name != comparison})


def test_a_model_from_a_file(tmp_path: Path):
    file = tmp_path / "model.json"
    file.write_text(json.dumps({**SHIPPED, "version": "another", "prior": -9.5}), "utf-8")

    model = load(file)

    assert (model.version, model.prior) == ("another", -9.5)
    assert model.weights == shipped().weights


def test_a_model_is_written_as_it_is_read():
    assert parse(shipped().as_dict()) == shipped()
    assert json.loads(json.dumps(shipped().as_dict())) == SHIPPED


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{}", "no json", json.dumps({name: SHIPPED[name] for name in SHIPPED if name != "frequencies"})],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, written: str):
    file = tmp_path / "model.json"
    file.write_text(written, "utf-8")

    with pytest.raises(RegisterError, match=r"model\.json") as caught:
        load(file)
    assert "padan train" in str(caught.value.next_step)
    with pytest.raises(RegisterError):
        load(tmp_path / "none.json")


@given(st.floats(min_value=0.001, max_value=0.999))
def test_bits_and_probability_are_two_writings_of_one_thing(probability: float):
    assert math.isclose(shipped().probability(weight_of(probability)), probability)


@pytest.mark.parametrize(("bits", "probability"), [(0.0, 0.5), (1.0, 2 / 3), (-1000.0, 0.0), (1000.0, 1.0)])
def test_the_probability_of_a_weight(bits: float, probability: float):
    assert math.isclose(shipped().probability(bits), probability)
