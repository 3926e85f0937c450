"""The invented table keeps what it promises: size, lists, numbers that fit the person, faults at their rates."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc
import pytest
from benchmarks.linkage.faults import slipped
from benchmarks.linkage.people import invent
from benchmarks.linkage.population import numbered
from benchmarks.linkage.profiles import PROFILES, Profile


def edits(one: str, two: str) -> int:
    """Levenshtein distance, plainly."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row, before = [i], row
        for j, b in enumerate(two, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@pytest.mark.parametrize("name", PROFILES)
def test_size_lists_and_truth(name: str) -> None:
    table = invent(4000, PROFILES[name], 3)
    assert table.num_rows == 4000
    assert table["rid"].to_pylist() == list(range(4000))
    assert len(set(table["person"].to_pylist())) == 3200
    assert set(table["source"].to_pylist()) == set("ABCD")
    toddlers = table.filter(pc.equal(table["source"], "B"))
    assert all(toddlers["child"].to_pylist())


def test_a_seed_gives_one_table() -> None:
    assert invent(500, PROFILES["other"], 7).equals(invent(500, PROFILES["other"], 7))
    assert not invent(500, PROFILES["other"], 7).equals(invent(500, PROFILES["other"], 8))


def test_rates_are_kept() -> None:
    table = invent(20_000, PROFILES["harsh"], 1)
    by_hand = table.filter(pc.and_(pc.not_equal(table["source"], "A"), table["child"]))
    assert pc.mean(pc.cast(pc.is_null(by_hand["nik"]), "float64")).as_py() == pytest.approx(0.5, abs=0.05)


def test_one_slip_is_one_or_two_edits() -> None:
    draw = np.random.default_rng(5)
    texts = np.array([b"SITI AMINAH", b"BUDI", b"A"] * 300)
    found = [edits(a.decode(), b.decode()) for a, b in zip(texts, slipped(draw, texts), strict=True)]
    assert max(found) <= 2
    assert np.mean(np.array(found) > 0) > 0.85


def test_nobody_shares_a_nik_and_it_holds_date_and_sex() -> None:
    draw = np.random.default_rng(6)
    born = np.array(["2001-02-03"] * 5 + ["1999-12-31"], "datetime64[D]")
    woman = np.array([True, True, True, False, False, True])
    nik = numbered(draw, np.full(6, 527101), born, woman)
    assert len(set(nik.tolist())) == 6
    assert sorted(nik.tolist()) == [
        5271010302010001, 5271010302010002, 5271014302010001, 5271014302010002, 5271014302010003, 5271017112990001,
    ]  # fmt: skip


def test_without_faults_records_of_a_person_are_alike() -> None:
    clean = Profile(
        **{
            field: tuple(0.0 for _ in value) if isinstance(value, tuple) else 0.0
            for field in Profile.__slots__
            if field not in ("styles", "one_word", "registry", "outside_registry")
            for value in [getattr(PROFILES["plain"], field)]
        }
    )
    table = invent(2000, clean, 2)
    told = {tuple(row.values()) for row in table.drop_columns(["rid", "source"]).to_pylist()}
    assert len(told) == 1600
