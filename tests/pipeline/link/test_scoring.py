"""The weight of a pair: the sum of its evidence."""

from __future__ import annotations

import math

import duckdb
import pytest
from tests.pipeline.link.link_kit import Standard, person, put
from tests.pipeline.register_kit import SEBULU

from padan.pipeline.link.keys import make_pairs
from padan.pipeline.link.model import shipped
from padan.pipeline.link.scoring import FLOOR, USUAL_RECORDS, levels_of, score_pairs

NIK = "6402131203900001"


def edges(con: duckdb.DuckDBPyConnection, *people: Standard) -> dict[tuple[int, int], tuple[float, float]]:
    put(con, people)
    make_pairs(con)
    score_pairs(con, shipped())
    return {(a, b): (weight, name) for a, b, weight, name in con.execute("SELECT * FROM edge").fetchall()}


def test_a_weight_is_the_prior_and_the_sum_of_its_levels(register_engine: duckdb.DuckDBPyConnection):
    found = edges(
        register_engine,
        person("BUDI SANTOSO", nik=NIK, birth=19900312, sex="L"),
        person("BUDI", nik=NIK, birth=19900312, sex="L"),
    )

    model = shipped()
    levels = levels_of(register_engine, 0, 1)
    expected = model.prior + sum(model.weights[name][level] for name, level in levels.items())
    assert found[0, 1][0] == pytest.approx(expected, abs=1e-5)
    assert found[0, 1][1] == pytest.approx(model.weights["name"][levels["name"]], abs=1e-5)


def test_a_rare_name_in_common_says_more_than_a_common_one(register_engine: duckdb.DuckDBPyConnection):
    crowd = [person("SITI AMINAH", village=SEBULU, birth=19700101 + n) for n in range(30)]

    rare, common = (
        edges(register_engine, *[person(name, birth=19900312)] * 2, *crowd)[0, 1] for name in ("WAHYU", "SITI AMINAH")
    )

    # Two and thirty-two bearers among the 32 at hand, and the usual share of the names that are not at hand.
    usual = USUAL_RECORDS * shipped().same_name_chance
    expected = math.log2((32 + usual) / (2 + usual))
    assert expected > 1
    assert rare[0] - common[0] == pytest.approx(expected, abs=1e-4)
    assert rare[1] - common[1] == pytest.approx(expected, abs=1e-4)


def test_the_same_name_never_says_less_than_a_similar_one(register_engine: duckdb.DuckDBPyConnection):
    crowd = [person("SITI AMINAH", village=SEBULU, birth=10000101 + n) for n in range(9999)]
    found = edges(register_engine, *[person("SITI AMINAH", birth=19900312)] * 2, *crowd)

    assert found[0, 1][1] >= shipped().weights["name"]["similar"] - 1e-6


def test_pairs_that_say_nothing_are_not_kept(register_engine: duckdb.DuckDBPyConnection):
    strangers = (
        person("BUDI SANTOSO", kk="6402130101200001", birth=19900312, sex="L", nik=NIK),
        person("BUDI RAHARJO", kk="6402130101200001", birth=20200725, sex="P", nik="6402136507200001"),
    )

    assert edges(register_engine, *strangers) == {}
    assert register_engine.execute("SELECT count(*) FROM pair").fetchall() == [(1,)]
    assert FLOOR < 0


def test_nothing_to_compare(register_engine: duckdb.DuckDBPyConnection):
    assert edges(register_engine, person("BUDI")) == {}
