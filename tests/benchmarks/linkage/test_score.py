"""Pairs counted by the formula and by looking at every pair."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.linkage.measure import run
from benchmarks.linkage.rivals import equal_niks
from benchmarks.linkage.score import bits, labels_at, score


@pytest.mark.parametrize("seed", range(5))
def test_counts_like_a_look_at_every_pair(seed: int) -> None:
    draw = np.random.default_rng(seed)
    label, person = draw.integers(0, 9, 40), draw.integers(0, 12, 40)
    child = np.isin(person, [1, 2, 3])
    pairs = list(combinations(range(40), 2))
    found = {pair for pair in pairs if label[pair[0]] == label[pair[1]]}
    true = {pair for pair in pairs if person[pair[0]] == person[pair[1]]}
    told = score(label, person, child)
    assert (told.everybody.found, told.everybody.true) == (len(found), len(true))
    assert told.everybody.right == len(found & true)
    with_child = {pair for pair in pairs if child[pair[0]] or child[pair[1]]}
    assert told.children.found == len(found & with_child)
    assert told.children.true == len(true & with_child)
    assert told.children.wrong == len((found - true) & with_child)
    assert told.mixed == sum(len(set(person[label == one])) > 1 for one in set(label))


def test_labels_join_chains_of_strong_pairs(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    pq.write_table(pa.table({"rid_l": [0, 1, 3], "rid_r": [1, 2, 4], "weight": [5.0, 4.0, bits(0.5)]}), path)
    label = labels_at(str(path), 2.0, 5)
    assert label[0] == label[1] == label[2]
    assert len(set(label.tolist())) == 3


def test_equal_niks_leave_out_what_is_no_nik(tmp_path: Path) -> None:
    niks = ["3515010302010001", "'3515 0103 0201 0001", None, None, "1111111111111111", "1111111111111111", "-", "-"]
    pq.write_table(pa.table({"rid": list(range(8)), "nik": niks}), tmp_path / "in.parquet")
    equal_niks(tmp_path / "in.parquet", tmp_path / "out.parquet")
    label = pq.read_table(tmp_path / "out.parquet").sort_by("rid")["label"].to_pylist()
    assert label == [0, 0, 2, 3, 4, 5, 6, 7]


def test_a_run_tells_its_cpu_memory_and_code(tmp_path: Path) -> None:
    work = "x = bytearray(90_000_000); s = sum(range(3_000_000)); print('said'); raise SystemExit(3)"
    told = run([sys.executable, "-c", work], tmp_path / "log")
    assert told.code == 3
    assert told.said.strip() == "said"
    assert 0 < told.cpu < told.wall + 1
    assert told.peak_gb > 0.08


def test_a_run_over_its_limit_is_ended(tmp_path: Path) -> None:
    assert run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log", limit_s=0.3).code == -9
