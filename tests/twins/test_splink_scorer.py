"""Our fast scorer against Splink's own, on the same levels with the same shares (ADR 0004)."""

from __future__ import annotations

import json
import logging
import math
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from tests.pipeline.link.link_kit import columns, invented, plain_model

from padan.pipeline.link import frequencies
from padan.pipeline.link.evidence import COMPARISONS, Comparison
from padan.pipeline.link.model import LEAST_SHARE, Model, shipped
from padan.pipeline.link.scoring import Scored, score
from padan.pipeline.link.train import LEAST_CHANCE, Shares, weights

SHIPPED = json.loads(resources.files("padan.pipeline.link").joinpath("model.json").read_text("utf-8"))
#: Five rounded numbers make a weight; bits.
TOLERANCE = 1e-3


def shares_of_strangers() -> Shares:
    """How often strangers agree: the further down the ladder the oftener."""
    out: Shares = {}
    for comparison in COMPARISONS:
        rungs = [level.code for level in comparison.levels if not level.null]
        rising = np.geomspace(1e-6, 1.0, len(rungs))
        out[comparison.name] = dict(zip(rungs, (rising / rising.sum()).tolist(), strict=True))
    return out


@pytest.fixture(scope="module")
def model() -> Model:
    """A model whose weights come from shares of one person's records and of strangers'."""
    made = plain_model()
    same: Shares = {name: dict(shares) for name, shares in made.shares.items()}
    common = frequencies.count(pa.array([each["sound"] for each in invented(40)]))
    return Model("by shares", -11.0, weights(same, shares_of_strangers()), same, {}, common)


@pytest.fixture(scope="module")
def by_us(model: Model) -> Scored:
    """Our weights of random pairs and of neighbours in the list, who are often one person."""
    people = columns(invented(40))
    rng = np.random.default_rng(7)
    l, r = rng.integers(0, len(people), (2, 400))  # noqa: E741
    l, r = np.append(l, np.arange(len(people) - 1)), np.append(r, np.arange(1, len(people)))  # noqa: E741
    return score(people.take(l), people.take(r), model, everything=True)


def told(comparison: Comparison, model: Model, strangers: Shares) -> CustomComparison:
    rungs = []
    for place, level in enumerate(comparison.levels):
        rung = CustomLevel(f"{comparison.name}_level_l = {place}", level.code)
        if level.null:
            rung.configure(is_null_level=True)
        else:
            rung.configure(
                m_probability=max(model.shares[comparison.name][level.code], LEAST_SHARE),
                u_probability=max(strangers[comparison.name][level.code], LEAST_CHANCE),
            )
        rungs.append(rung)
    return CustomComparison(output_column_name=comparison.name, comparison_levels=rungs)


@pytest.fixture(scope="module")
def by_splink(by_us: Scored, model: Model) -> list[float]:
    """Splink's weights of the same pairs: one row a pair on either side, with the levels that we found."""
    pairs = np.arange(len(by_us.weight))
    levels = {f"{name}_level": found for name, found in by_us.levels.items()}
    rows = pa.table({"unique_id": pairs, "pair": pairs, **levels})
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[told(c, model, shares_of_strangers()) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=model.probability(model.prior),
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    linker = Linker([api.register(rows, dataset_display_name=side) for side in ("one", "other")], settings)
    found: list[dict[str, Any]] = linker.inference.predict(threshold_match_weight=-200).as_pyarrow_table().to_pylist()
    weight = {row["unique_id_l"]: row["match_weight"] for row in found}
    return [weight[pair] for pair in pairs.tolist()]


def test_splink_gives_the_same_weights_against_strangers(by_us: Scored, by_splink: list[float]):
    """Splink knows neither two members of one household nor, here, rare names: both are taken off ours."""
    ours = by_us.weight - by_us.kin - by_us.rarity

    assert len(ours) > 500
    assert len({round(weight, 3) for weight in by_splink}) > 50
    assert min(by_splink) < -10 < 10 < max(by_splink)
    assert ours == pytest.approx(by_splink, abs=TOLERANCE)


def test_the_shipped_weights_are_what_the_shipped_shares_say():
    """The weights and the shares of one person are shipped; together they tell of shares of strangers."""
    for comparison in COMPARISONS:
        chances = {}
        for level in comparison.levels:
            if not level.null:
                m = max(SHIPPED["shares"][comparison.name].get(level.code, 0.0), LEAST_SHARE)
                chances[level.code] = m / 2 ** shipped().weights[comparison.name][level.code]
        assert sum(chances.values()) == pytest.approx(1, abs=0.05), comparison.name
        for level in comparison.levels:
            if level.chance is not None:
                assert math.isclose(chances[level.code], level.chance, rel_tol=1e-3), level.code
