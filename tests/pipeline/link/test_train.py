"""Training, on an invented register: every level gets its weight, again and again the same."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from tests.pipeline.link.link_kit import columns, invented, person

from padan.pipeline.link import train as training
from padan.pipeline.link.evidence import COMPARISONS, IDENTITY, SEX
from padan.pipeline.link.keys import Candidates, key_columns
from padan.pipeline.link.model import LEAST_SHARE, parse
from padan.pipeline.link.people import People, hashes_of
from padan.pipeline.link.scoring import score
from padan.pipeline.link.train import LEAST_CHANCE, Blocks, Learned, between_lists, chances, prior, train, weights

LISTS = ("dtsen", "opensid", "eppgbm")
FAMILIES = 120


def sources(*names: str) -> dict[int, str]:
    return dict(zip(hashes_of(names).tolist(), names, strict=True))


@pytest.fixture(scope="module")
def few_strangers() -> None:
    """Fewer random pairs: the register is small, and what is tested does not hang on their number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "STRANGERS", 60_000)
        patch.setattr(training, "STRANGERS_NAMED", 20_000)
        yield


@pytest.fixture(scope="module")
def register() -> People:
    return columns(invented(FAMILIES))


@pytest.fixture(scope="module")
def learned(register: People, few_strangers: None) -> Learned:
    return train(register, sources(*LISTS))


def test_training_weighs_every_level(learned: Learned):
    for comparison in COMPARISONS:
        assert set(learned.model.weights[comparison.name]) == {level.code for level in comparison.levels}
        assert all(math.isfinite(bits) for bits in learned.model.weights[comparison.name].values())
        for level in comparison.levels:
            assert not level.null or learned.model.weights[comparison.name][level.code] == 0.0
    assert learned.model.version.startswith("splink")


def test_shares_add_up(learned: Learned):
    for comparison in COMPARISONS:
        assert sum(learned.same[comparison.name].values()) == pytest.approx(1, abs=0.02), comparison.name
        # chances that are fixed in the evidence stand in for a few that were counted
        assert sum(learned.strangers[comparison.name].values()) == pytest.approx(1, abs=0.05), comparison.name


def test_training_finds_what_everybody_knows(learned: Learned):
    found = learned.model.weights

    assert found["identity"]["same_nik_proved"] > 10
    assert found["identity"]["differ_differ"] < 0
    assert found["identity"]["no_nik_same_date"] > found["identity"]["else"]
    assert found["household"]["same_kk_kin"] > found["household"]["no_kin_village"] > found["household"]["no_kin"]
    assert found["name"]["same"] > 0 > found["name"]["else"]
    assert found["sex"]["same"] > 0 > found["sex"]["else"]
    assert -14 < learned.model.prior < -6


def test_the_trained_model_tells_people_apart(learned: Learned):
    """By labels that training never saw, on another draw: strong pairs are one person's, one person's are strong."""
    rows = invented(FAMILIES, seed=2)
    people = columns(rows)
    l, r = (np.concatenate(side) for side in zip(*Candidates.of(key_columns(people)).pairs(), strict=True))  # noqa: E741
    true = np.array([rows[a]["receipt_id"] == rows[b]["receipt_id"] for a, b in zip(l, r, strict=True)])
    strong = score(people.take(l), people.take(r), learned.model).weight >= 0

    assert true.sum() > 500
    assert (strong & true).sum() / strong.sum() > 0.97
    assert (strong & true).sum() / true.sum() > 0.95


def test_the_same_records_give_the_same_model_byte_for_byte(register: People, learned: Learned):
    again = train(register, sources(*LISTS))

    assert json.dumps(again.model.as_dict()) == json.dumps(learned.model.as_dict())
    assert (again.same, again.strangers) == (learned.same, learned.strangers)


def test_the_version_changes_with_any_weight(register: People, learned: Learned):
    other = train(register, sources(*LISTS), seed=2)

    assert other.model.version != learned.model.version
    assert other.model.weights != learned.model.weights


def test_a_trained_model_is_read_as_it_is_written(learned: Learned):
    assert parse(json.loads(json.dumps(learned.model.as_dict()))) == learned.model


@pytest.mark.parametrize(
    ("m", "u", "bits"),
    [
        (0.5, 0.125, 2.0),
        (0.125, 0.5, -2.0),
        # never seen in training: bounded by the least share, not endless
        (None, 2**-4 * LEAST_SHARE, 4.0),
        (0.0, 2**-4 * LEAST_SHARE, 4.0),
        (2**3 * LEAST_CHANCE, None, math.log2(LEAST_SHARE / LEAST_CHANCE)),
        (None, None, math.log2(LEAST_SHARE / LEAST_CHANCE)),
    ],
)
def test_shares_to_bits(m: float | None, u: float | None, bits: float):
    same, strangers = (
        {c.name: {level.code: value for level in c.levels if value is not None} for c in COMPARISONS}
        for value in (m, u)
    )  # fmt: skip

    near = pytest.approx(bits, abs=1e-4)
    assert weights(same, strangers)["sex"] == {"nothing": 0.0, "same": near, "else": near}


def test_chances_are_those_of_strangers_that_can_be_compared(few_strangers: None):
    """Half of the known are men: strangers agree in sex half of the time, whoever is unknown."""
    people = columns([person(sex="LP"[n % 2] if n < 200 else None) for n in range(400)])

    found = chances(people, training.frequencies.count(people.texts["sound"]), 1)

    assert found[SEX.name]["same"] == pytest.approx(0.5, abs=0.02)
    assert "nothing" not in found[SEX.name]
    fixed = {level.code: level.chance for level in IDENTITY.levels if level.chance is not None}
    assert {code: found["identity"][code] for code in fixed} == fixed


def test_pairs_that_agree_in_all_columns_of_a_block():
    nik = "6402131203900001"
    people = columns([
        person("BUDI SANTOSO", nik=nik), person("BUDI", nik=nik), person("AGUS", nik=nik), person("BUDI"),
    ])  # fmt: skip

    l, r = next(Blocks(people).of("nik", "first").pairs())  # noqa: E741

    assert (l.tolist(), r.tolist()) == ([0], [1])


def test_of_a_large_block_some_pairs_are_taken():
    l, r = Blocks(columns([person() for _ in range(20)])).of("sound", "village").some(10)  # noqa: E741

    assert len(l) == len(r) == 10


def test_the_prior_counts_the_pairs_that_simple_rules_find():
    nik = "6402131203900001"
    one_pair = [person(nik=nik, village=None), person(nik=nik, village=None)]
    others = [person(f"{chr(65 + n % 20)}{chr(65 + n // 20)}I", village=None) for n in range(62)]

    found = prior(Blocks(columns([*one_pair, *others])))

    share = 1 / training.FOUND_BY_RULES / (64 * 63 / 2)
    assert found == pytest.approx(math.log2(share / (1 - share)), abs=1e-3)


def test_the_prior_of_records_that_show_no_pair_is_finite():
    assert prior(Blocks(columns([]))) == prior(Blocks(columns([person()]))) == 0.0
    assert -13 < prior(Blocks(columns([person(f"{chr(65 + n % 20)}{chr(65 + n // 20)}I") for n in range(62)]))) < -8


def test_lists_that_never_share_a_person_speak_against():
    rows = []
    for n in range(60):
        same = {"nik": f"64021312039{n:05d}", "name": f"{chr(65 + n % 20)}{chr(65 + n // 20)}I"}
        rows += [person(**same, source="dtsen"), person(**same, source="opensid")]

    found = between_lists(Blocks(columns(rows)), sources("dtsen", "opensid"))

    assert set(found) == {"dtsen|dtsen", "dtsen|opensid", "opensid|opensid"}
    assert found["dtsen|opensid"] > 0 > found["dtsen|dtsen"] == found["opensid|opensid"] >= -8
