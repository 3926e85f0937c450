"""The weight of a pair: the sum of its evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.link.link_kit import (
    Standard,
    columns,
    invented,
    level_codes,
    people,
    person,
    plain_model,
    side_by_side,
    with_lists,
)
from tests.pipeline.register_kit import SEBULU

from padan.pipeline.link import frequencies
from padan.pipeline.link.clustering import TWICE_BY_NAME
from padan.pipeline.link.keys import Candidates, key_columns
from padan.pipeline.link.linking import scored
from padan.pipeline.link.model import Model
from padan.pipeline.link.people import hashes_of
from padan.pipeline.link.scoring import FLOOR, score

NIK, KK = "6402131203900001", "6402130101200001"
BUDI: dict[str, Any] = {"nik": NIK, "birth": 19900312, "sex": "L"}
COUNTED = frequencies.count(pa.array(["SITI AMINAH"] * 90 + ["WAHIU"] * 5 + ["BUDI SANTOSO"] * 5))


def edges(people: list[Standard], model: Model) -> dict[frozenset[str | None], tuple[float, float]]:
    """The weight and the name's part of each kept pair, by the records' ids."""
    made = columns(people)
    _compared, found = scored(made, Candidates.of(key_columns(made)).pairs(), model)
    ids = [each["record_id"] for each in people]
    return {
        frozenset((ids[a], ids[b])): (w, n)
        for a, b, w, n in zip(found.l, found.r, found.weight, found.by_name, strict=True)
    }


def named(people: list[Standard], letter: str = "r") -> list[Standard]:
    return [{**each, "record_id": f"{letter}{n}"} for n, each in enumerate(people)]


def test_a_weight_is_the_prior_and_the_sum_of_its_levels():
    model = plain_model(lists={"dtsen|krs": 1.5})

    found = side_by_side([(person("BUDI SANTOSO", **BUDI), person("BUDI", **BUDI, source="krs"))], model)

    of_levels = sum(model.weights[name][level] for name, level in level_codes(found).items())
    expected = model.prior + 1.5 + of_levels + found.rarity[0]
    assert found.weight[0] - found.kin[0] == pytest.approx(expected, abs=1e-5)


def test_a_name_tells_who_it_is_where_both_bear_one():
    """Shortened it may be either of two brothers' names; two names are two brothers', however alike."""
    model = plain_model()
    one, shortened, twins = side_by_side(
        [(person(name, **BUDI), person(other, **BUDI)) for name, other in
         (("BUDI SANTOSO", "BUDI SANTOSO"), ("BUDI SANTOSO", "BUDI"), ("BUDI SANTOSO", "BUDI SANTOSI"))], model
    ).by_name  # fmt: skip

    assert one > TWICE_BY_NAME
    assert shortened == 0
    assert twins == -1


def test_a_rare_name_in_common_says_more_than_a_common_one():
    model = plain_model(frequencies=COUNTED)
    rare, common, different = side_by_side(
        [(person(name, **BUDI), person(other, **BUDI)) for name, other in
         (("WAHYU", "WAHYU"), ("SITI AMINAH", "SITI AMINAH"), ("WAHYU", "SITI AMINAH"))], model
    ).rarity  # fmt: skip

    assert rare - common == pytest.approx(np.log2(90 / 5))
    assert different == 0


def test_the_rest_of_the_table_does_not_make_a_name_rarer():
    """How common a name is belongs to the model, so that a record elsewhere moves no weight."""
    model = plain_model(frequencies=COUNTED)
    pair = named([person("WAHYU", birth=19900312), person("WAHYU", birth=19900312)])
    crowd = named([person("WAHYU", village=SEBULU, birth=19700101 + n) for n in range(20)], "x")

    assert edges([*pair, *crowd], model)[frozenset(("r0", "r1"))] == edges(pair, model)[frozenset(("r0", "r1"))]


def test_two_members_of_one_household_are_not_strangers():
    """Of twins, card, parents and birthday say what they say of one child: only the name can part them."""
    twin: dict[str, Any] = {"birth": 20230312, "sex": "P", "kk": KK, "mother": "SITI", "father": "AGUS"}
    found = side_by_side([
        (person("RARA ANGGRAINI", **twin), person("DINA LESTARI", **twin)),
        (person("RARA ANGGRAINI", **twin), person("RARA ANGGRAINI", **twin)),
    ])  # fmt: skip

    assert (found.kin <= 0).all()
    assert found.kin[0] < found.kin[1]
    assert found.weight[0] < 0 < found.weight[1]


def test_what_says_one_household_does_not_speak_against_its_members():
    """Against two members of one household, the card and the parents say nothing."""
    near = {"kk": KK, "mother": "SITI AMINAH"}
    one, other = ({**BUDI, **extra} for extra in (near, {}))
    with_card, without = side_by_side([(person(**one), person(**one)), (person(**other), person(**other))]).weight

    assert with_card >= without


def test_pairs_of_lists():
    model = with_lists(plain_model(), dtsen_krs=2.0, dtsen_dtsen=-4.0, eppgbm_krs=-1.0)
    a = hashes_of(["dtsen", "krs", "dtsen", "krs", "opensid", "krs"])
    b = hashes_of(["krs", "dtsen", "dtsen", "eppgbm", "dtsen", "krs"])

    assert model.between_lists(a, b).tolist() == [2.0, 2.0, -4.0, -1.0, 0.0, 0.0]
    assert model.between_lists(b, a).tolist() == model.between_lists(a, b).tolist()
    assert plain_model().between_lists(a, b).tolist() == [0.0] * 6
    assert model.between_lists(a[:0], b[:0]).tolist() == []


PRUNING = plain_model(prior=-30.0, lists={"dtsen|krs": 2.0, "dtsen|dtsen": -6.0}, frequencies=COUNTED)


@settings(deadline=None, max_examples=40)
@given(people(least=2))
def test_comparisons_that_are_not_made_change_nothing_above_the_floor(drawn: list[Standard]):
    l, r = np.triu_indices(len(drawn), 1)  # noqa: E741
    made = columns(drawn)
    a, b = made.take(l), made.take(r)

    quick, whole = score(a, b, PRUNING), score(a, b, PRUNING, everything=True)

    kept = quick.weight > -np.inf
    assert (whole.weight[~kept] < FLOOR).all()
    for part in ("weight", "by_name", "rarity", "kin"):
        assert np.array_equal(getattr(quick, part)[kept], getattr(whole, part)[kept])
    for name, levels in quick.levels.items():
        assert np.array_equal(levels[kept], whole.levels[name][kept]), name
    assert (whole.weight > -np.inf).all()


def test_hopeless_pairs_are_not_compared_by_name():
    far = (person(**BUDI), person(nik="3578152507850044", birth=19850725, sex="P", village=SEBULU))
    near = (person(**BUDI), person(**BUDI))
    a, b = columns([far[0], near[0]]), columns([far[1], near[1]])

    found = score(a, b, plain_model(prior=-28.0, frequencies=COUNTED))

    assert found.weight[0] == -np.inf
    assert found.levels["name"].tolist() == [0, 1]
    assert found.weight[1] > -np.inf


@settings(deadline=None, max_examples=25)
@given(people(least=2, most=10), people(most=10))
def test_a_record_elsewhere_changes_no_edge_among_the_others(drawn: list[Standard], others: list[Standard]):
    people = named(drawn)
    alone = edges(people, PRUNING)
    among = edges([*named(others, "x"), *people], PRUNING)

    known = {each["record_id"] for each in people}
    assert {pair: found for pair, found in among.items() if pair <= known} == alone


@settings(deadline=None, max_examples=25)
@given(people(least=2), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(drawn: list[Standard], chance):
    people = named(drawn)

    assert edges(chance.sample(people, len(people)), PRUNING) == edges(people, PRUNING)


def test_on_many_records_order_and_others_change_nothing():
    """As above where chunks, crowded names and rounding could tell: hundreds of records."""
    people = named(invented(40))
    model = plain_model(frequencies=frequencies.count(pa.array([each["sound"] for each in people])))
    whole = edges(people, model)
    half = [each for each in people if int(each["receipt_id"].split(".")[0]) < 20]
    known = {each["record_id"] for each in half}

    assert len(whole) > 200
    assert edges(people[::-1], model) == whole
    assert edges(half, model) == {pair: found for pair, found in whole.items() if pair <= known}


def test_nothing_to_compare():
    nobody = columns([])

    found = score(nobody, nobody, plain_model())

    assert len(found.weight) == len(found.by_name) == len(found.levels["name"]) == 0
    assert edges(named([person()]), plain_model()) == {}
