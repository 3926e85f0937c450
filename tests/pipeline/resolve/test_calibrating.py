"""The probability of each pair of a release: the shipped curves, bent by enough decisions on drawn pairs."""

from __future__ import annotations

import json

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.pipeline.decisions.decisions_kit import said

from padan.pipeline.decisions import APART, SAME, Decision
from padan.pipeline.home import Home
from padan.pipeline.link.honest.calibration import LEAST_DECISIONS, shipped
from padan.pipeline.release.models import calibration_of
from padan.pipeline.resolve.calibrating import calibrate

#: As many pairs as a recalibration needs, half of which ended as one person.
PAIRS = [(f"a{n:03}", f"b{n:03}", 2.0 if n % 2 else 12.0, n % 2 == 0) for n in range(LEAST_DECISIONS)]


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("CREATE TABLE link (record_a TEXT, record_b TEXT, match_weight DOUBLE, joined BOOLEAN)")
        con.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", PAIRS)
        yield con


def probabilities(con: duckdb.DuckDBPyConnection) -> dict[bool, float]:
    told = "any_value(match_probability), count(DISTINCT match_probability)"
    rows = con.execute(f"SELECT joined, {told} FROM link GROUP BY joined").fetchall()
    assert [different for _joined, _probability, different in rows] == [1, 1]
    return {joined: probability for joined, probability, _different in rows}


def answers(verdicts: dict[bool, str], many: int = LEAST_DECISIONS) -> list[Decision]:
    seen = {joined: json.dumps({"sample": {"fraction": 0.5, "band": 6 + joined}}) for joined in (True, False)}
    return [said(a, b, verdicts[joined], seen=seen[joined]) for a, b, _weight, joined in PAIRS[:many]]


def test_without_decisions_the_shipped_curves_hold(con: duckdb.DuckDBPyConnection):
    assert calibrate(con) == shipped()
    expected = {joined: float(shipped().probability(12.0 if joined else 2.0, joined)) for joined in (True, False)}
    assert probabilities(con) == pytest.approx(expected, abs=1e-6)


def test_enough_answers_bend_them(con: duckdb.DuckDBPyConnection):
    turned = calibrate(con, answers({True: APART, False: SAME}))
    assert turned.decisions == LEAST_DECISIONS
    found = probabilities(con)
    assert found[True] < 0.5 < found[False]


def test_one_answer_too_few_bends_nothing(con: duckdb.DuckDBPyConnection):
    assert calibrate(con, answers({True: APART, False: SAME}, LEAST_DECISIONS - 1)) == shipped()


def test_a_release_keeps_its_calibration_and_tells_by_it(small_release: Home):
    release = small_release.current_release()
    link = pq.read_table(release / "link.parquet")
    weight, joined, told = (link[name].to_numpy() for name in ("match_weight", "joined", "match_probability"))
    assert np.allclose(told, calibration_of(release).probability(weight, joined), atol=1e-6)
