"""Our fast scorer against Splink's own, on the same pairs with the same shares (ADR 0004)."""

from __future__ import annotations

import json
import logging
import math
from importlib import resources
from typing import Any

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from padan.pipeline.link import keys, scoring
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.model import shipped
from padan.pipeline.link.scoring import COLUMNS, FLOOR
from padan.pipeline.link.train import LEAST_CHANCE, LEAST_SHARE, settings

MODEL = json.loads(resources.files("padan.pipeline.link").joinpath("model.json").read_text("utf-8"))
#: Five rounded numbers make a weight; bits.
TOLERANCE = 1e-3


def shares(comparison: str, level: str) -> tuple[float, float]:
    """How often the level holds for one person and among strangers, bounded as training bounds it."""
    m, u = MODEL["shares"][comparison][level]
    if m is None and u is None:
        return LEAST_SHARE, LEAST_SHARE
    return max(m or 0.0, LEAST_SHARE), max(u or 0.0, LEAST_CHANCE)


def with_our_shares() -> dict[str, Any]:
    """Splink's settings for our evidence, every share given and nothing left to train."""
    made = settings().create_settings_dict(sql_dialect_str="duckdb")
    made["probability_two_random_records_match"] = 1 / (1 + 2 ** -shipped().prior)
    made["blocking_rules_to_generate_predictions"] = [{"blocking_rule": "1=1", "sql_dialect": "duckdb"}]
    for comparison, given in zip(COMPARISONS, made["comparisons"], strict=True):
        for level, into in zip(comparison.levels, given["comparison_levels"], strict=True):
            if not level.null:
                into["m_probability"], into["u_probability"] = shares(comparison.name, level.code)
    return made


@pytest.fixture(scope="module")
def by_splink(sixty_families: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], float]:
    """Splink's weight of every pair of records."""
    columns = ", ".join(("n AS unique_id", *COLUMNS))
    people = sixty_families.sql(f"SELECT {columns} FROM standard").to_arrow_table()
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    linker = Linker(api.register(people, dataset_display_name="people"), with_our_shares())
    found = linker.inference.predict(threshold_match_weight=FLOOR - 40).as_pyarrow_table()
    return {
        (min(a, b), max(a, b)): weight
        for a, b, weight in zip(
            *(found.column(name).to_pylist() for name in ("unique_id_l", "unique_id_r", "match_weight")), strict=True
        )
    }


@pytest.fixture(scope="module")
def by_us(sixty_families: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], float]:
    """Our weight of each compared pair, without what a rare name adds; below the floor: the floor."""
    keys.make_pairs(sixty_families)
    scoring.score_pairs(sixty_families, shipped())
    found = sixty_families.execute("""
        SELECT p.l, p.r, e.weight, CASE WHEN a.name = b.name THEN s.bits ELSE 0 END
        FROM pair p LEFT JOIN edge e USING (l, r)
        JOIN standard a ON a.n = p.l JOIN standard b ON b.n = p.r LEFT JOIN name_rarity s ON s.name = a.name
    """).fetchall()
    return {(a, b): FLOOR if weight is None else weight - rarity for a, b, weight, rarity in found}


def test_splink_gives_the_same_weights(by_us: dict[tuple[int, int], float], by_splink: dict[tuple[int, int], float]):
    kept = {pair: weight for pair, weight in by_us.items() if weight != FLOOR}

    assert len(kept) > 100
    assert {pair: by_splink[pair] for pair in kept} == pytest.approx(kept, abs=TOLERANCE)


def test_the_shipped_weights_are_what_the_shipped_shares_say():
    for comparison in COMPARISONS:
        for level in comparison.levels:
            m, u = shares(comparison.name, level.code)
            bits = 0.0 if level.null else math.log2(m / u)
            assert MODEL["weights"][comparison.name][level.code] == pytest.approx(bits, abs=1e-3), level.code


def test_keys_miss_hardly_a_pair_that_evidence_alone_would_link(
    by_us: dict[tuple[int, int], float], by_splink: dict[tuple[int, int], float]
):
    linked = {pair for pair, weight in by_splink.items() if weight >= 2}
    missed = linked - set(by_us)

    assert len(linked) > 100
    assert len(missed) <= len(linked) // 100
