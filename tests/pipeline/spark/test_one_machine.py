"""The build in parts on one machine gives the release that ``padan release`` gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.pipeline.spark.spark_kit import build_small, differing, rows

from padan.contracts import release, stages
from padan.pipeline.home import Home
from padan.pipeline.link.keys import KEYS, MOST_SHARED, Candidates, key_columns
from padan.pipeline.link.model import shipped
from padan.pipeline.link.people import people_of
from padan.pipeline.one_machine import one_machine
from padan.pipeline.spark import pairing
from padan.pipeline.spark.pairing import pair_all


@pytest.fixture(scope="module")
def built(small_release: Home, tmp_path_factory: pytest.TempPathFactory):
    """The small register, built in parts."""
    folder = tmp_path_factory.mktemp("in-parts")
    with one_machine(folder / "checkpoints", parts=3) as engine:
        told = build_small(engine, small_release, folder / "out")
    return folder, told


def test_every_table_is_that_of_the_release(small_release: Home, built):
    folder, _told = built

    assert differing(small_release, folder / "out") == []


def test_what_is_told_of_the_build(small_release: Home, built):
    _folder, told = built
    current = small_release.current_release()

    for name, count in told.tables.items():
        if name != "ledger":
            assert count == rows(current / f"{name}.parquet", _contract(name)).num_rows, name
    assert told.tables["ledger"] == told.tables["record"]
    assert told.kept == told.tables["link"] <= told.compared


def _contract(name: str):
    return next(t for t in (*release.TABLES, stages.STANDARD, stages.MENTION) if t.name == name)


def test_a_second_run_does_nothing_that_is_finished(small_release: Home, built):
    folder, told = built
    before = {file: file.stat().st_mtime_ns for file in (folder / "checkpoints").rglob("*.parquet")}

    with one_machine(folder / "checkpoints", parts=3) as engine:
        again = build_small(engine, small_release, folder / "again")

    assert again == told
    assert {file: file.stat().st_mtime_ns for file in (folder / "checkpoints").rglob("*.parquet")} == before
    assert differing(small_release, folder / "again") == []


def test_ids_stay_when_the_ledger_of_a_release_is_given(small_release: Home, built, tmp_path: Path):
    folder, _told = built
    with one_machine(parts=2) as engine:
        told = build_small(engine, small_release, tmp_path / "out", ledger=(str(folder / "out" / "ledger"),))

    assert told.tables["ledger"] == 0
    assert differing(small_release, tmp_path / "out") == []


def test_a_country_is_built_regency_by_regency(small_release: Home, tmp_path: Path):
    with one_machine(parts=2) as engine:
        build_small(engine, small_release, tmp_path / "out", within=None)

    found = {}
    for table in ("person", "family", "record"):
        read = pa.parquet.read_table(tmp_path / "out" / table)
        found[table] = set(read["bucket"].to_pylist())
        identity = read[f"{table}_id"].to_pylist()
        assert len(identity) == len(set(identity))
    assert found["person"] == found["record"]
    assert "64.02" in found["person"]


@pytest.fixture(scope="module")
def crowd() -> pa.Table:
    """Records of which many share a key: more than may, exactly as many as may, and a few."""
    count = 5 * MOST_SHARED
    random = np.random.default_rng(7)
    rows = []
    for n in range(count):
        first = "SITI" if n < 2 * MOST_SHARED else "BUDI" if n < 3 * MOST_SHARED else f"NAMA{n // 3}"
        rows.append(
            {
                **dict.fromkeys(stages.STANDARD.names),
                "n": n, "record_id": f"opensid-a.1.{n:05d}.person", "receipt_id": "opensid-a", "source": "opensid",
                "role": "person", "name": first, "sound": first, "first": first, "infant": False,
                "birth": 19900101 + int(random.integers(0, 28)), "birth_sorted": 19900101, "birth_vague": False,
                "village": "64.02.13.1008", "district": "64.02.13", "sex": "PL"[n % 2], "true_at": None,
            }
        )  # fmt: skip
    schema = pa.schema([field.with_nullable(True) for field in stages.STANDARD.schema])
    return pa.Table.from_pylist(rows, schema=schema)


def test_skewed_keys_are_left_out_and_counted_as_by_one_machine(crowd, monkeypatch):
    sent = []
    whole = pairing._combined
    monkeypatch.setattr(pairing, "_combined", lambda *given: sent.append(whole(*given)) or sent[-1])
    with one_machine(parts=4) as engine:
        found = pair_all(engine, engine.table(crowd), shipped())
        edges = engine.collect(found.edge)

    candidates = Candidates.of(key_columns(people_of(crowd)))
    assert found.crowded == candidates.crowded
    assert found.crowded["ends_village"] == 2 * MOST_SHARED
    assert found.compared == sum(len(left) for left, _right in candidates.pairs())
    assert edges.num_rows == found.kept > 0
    # However many bear a key, a part sends one row for it once they are too many.
    assert len(sent) == len(KEYS)
    assert sent[list(KEYS).index("ends_village")].num_rows == crowd.num_rows - 2 * MOST_SHARED + 1
