"""Rivals and releases on the same records: sums against a plain twin, and errors listed one by one."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.demo.conftest import Regency

from padan.demo import invent
from padan.demo.counting import Pairs
from padan.demo.labels import Found, score_labels, score_release
from padan.demo.twins import many_twins
from padan.demo.wrong import merged_twins, twin_pairs, wrong_merges, wrong_splits
from padan.kernel.errors import InvalidValueError


def _written(regency: Regency) -> list[dict[str, Any]]:
    return pq.read_table(regency.made.truth / "records.parquet").to_pylist()


def _release(regency: Regency, folder: Path, persons: list[str], *, drop: int = 0) -> Path:
    """A release that says of the n-th written record that it is the n-th of ``persons``."""
    key = pq.read_table(regency.made.truth / "records.parquet").select(["file", "sheet", "row", "role"])
    ids = pa.array([f"r{number}" for number in range(key.num_rows)])
    nothing = pa.nulls(key.num_rows, pa.string())
    table = key.append_column("person_id", pa.array(persons)).append_column("record_id", ids)
    table = table.append_column("family_id", nothing).append_column("nik", nothing)
    pq.write_table(table.slice(drop), folder / "record.parquet")
    return folder


def _true(regency: Regency) -> list[str]:
    return [f"P{row['person']}" for row in _written(regency)]


def test_a_perfect_release_has_nothing_wrong(regency: Regency, tmp_path: Path) -> None:
    release, truth = _release(regency, tmp_path, _true(regency)), regency.made.truth
    assert wrong_merges(release, truth) == wrong_splits(release, truth) == merged_twins(release, truth) == ()
    for found in (score_release(release, truth).everybody, score_release(release, truth).rows):
        assert found.everybody.f1 == found.children.f1 == found.children_across.f1 == 1.0
        assert found.wrong_merges == found.wrong_splits == 0


def test_two_people_as_one_are_told_with_their_records(regency: Regency, tmp_path: Path) -> None:
    persons = _true(regency)
    one, other = sorted(set(persons))[:2]
    merged = ["both" if person in (one, other) else person for person in persons]
    release = _release(regency, tmp_path, merged)
    (found,) = wrong_merges(release, regency.made.truth)
    assert found.cluster == "both"
    assert {f"P{person}" for person in found.people} == {one, other}
    assert len(found.records) == merged.count("both")
    assert score_release(release, regency.made.truth).everybody.wrong_merges == 1
    assert wrong_splits(release, regency.made.truth) == ()


def test_one_person_as_two_is_told_with_both(regency: Regency, tmp_path: Path) -> None:
    persons = _true(regency)
    often = max(sorted(set(persons)), key=persons.count)
    persons[persons.index(often)] = "again"
    release = _release(regency, tmp_path, persons)
    (found,) = wrong_splits(release, regency.made.truth)
    assert (f"P{found.person}", found.clusters) == (often, (often, "again"))
    assert len(found.records) == persons.count(often) + 1
    assert wrong_merges(release, regency.made.truth) == ()


def test_parents_whom_rows_only_name_can_be_left_out(regency: Regency, tmp_path: Path) -> None:
    rows = _written(regency)
    everyone = [f"P{row['person']}" for row in rows]
    lumped = [
        "parents" if row["role"] in ("mother", "father") else who for row, who in zip(rows, everyone, strict=True)
    ]
    release = _release(regency, tmp_path, lumped)
    score = score_release(release, regency.made.truth)
    assert score.everybody.wrong_merges == len(wrong_merges(release, regency.made.truth)) == 1
    assert score.rows.wrong_merges == len(wrong_merges(release, regency.made.truth, rows_only=True)) == 0
    assert wrong_splits(release, regency.made.truth, rows_only=True) == ()
    assert score.rows.everybody.f1 == 1.0
    assert score.rows.records == sum(row["role"] not in ("mother", "father") for row in rows)


def _twin(rows: list[dict[str, Any]], labels: list[str | None]) -> Found:
    """The twin: every pair of records, one by one."""
    told = [label if label is not None else f"alone {number}" for number, label in enumerate(labels)]
    sums = {"all": [0, 0, 0], "child": [0, 0, 0], "across": [0, 0, 0]}
    for (a, x), (b, y) in combinations(zip(rows, told, strict=True), 2):
        true, found = a["person"] == b["person"], x == y
        children = a["role"] == b["role"] == "child"
        for kind, counts in (("all", True), ("child", children), ("across", children and a["file"] != b["file"])):
            if counts:
                sums[kind] = [had + new for had, new in zip(sums[kind], (true, found, true and found), strict=True)]
    people = {
        label: {row["person"] for row, mine in zip(rows, told, strict=True) if mine == label} for label in set(told)
    }
    spread = {row["person"]: set() for row in rows}
    for row, label in zip(rows, told, strict=True):
        spread[row["person"]].add(label)
    return Found(
        len(rows), *(Pairs(*each) for each in sums.values()),
        sum(len(each) > 1 for each in people.values()), sum(len(each) > 1 for each in spread.values()),
    )  # fmt: skip


def test_any_labels_are_scored_as_listing_every_pair_would(regency: Regency, tmp_path: Path) -> None:
    truth, pick = tmp_path / "truth", random.Random(3)
    truth.mkdir()
    key = pq.read_table(regency.made.truth / "records.parquet")
    people = key["person"].unique().to_pylist()[::9]
    key = key.filter(pc.is_in(key["person"], pa.array(people))).slice(0, 260)
    pq.write_table(key, truth / "records.parquet")
    (truth / "people.parquet").write_bytes((regency.made.truth / "people.parquet").read_bytes())
    rows = key.to_pylist()
    table = key.select(["file", "sheet", "row", "role"])
    ids = [f"r{number}" for number in range(len(rows))]
    for column, values in (("person_id", ids), ("record_id", ids), ("family_id", ids), ("nik", ids)):
        table = table.append_column(column, pa.array(values))
    pq.write_table(table, tmp_path / "record.parquet")
    labels = [pick.choice([None, str(row["person"]), str(row["person"] % 7)]) for row in rows]
    order = list(range(len(rows)))
    pick.shuffle(order)
    named = [(ids[at], labels[at]) for at in order if labels[at] is not None or at % 2]
    score = score_labels([name for name, _ in named], [label for _, label in named], tmp_path, truth)
    assert score.everybody == _twin(rows, labels)
    kept = [place for place, row in enumerate(rows) if row["role"] not in ("mother", "father")]
    assert score.rows == _twin([rows[place] for place in kept], [labels[place] for place in kept])


def test_records_that_the_release_lacks_are_left_out(regency: Regency, tmp_path: Path) -> None:
    persons = _true(regency)
    release = _release(regency, tmp_path, persons, drop=40)
    ids = [f"r{number}" for number in range(len(persons))]
    score = score_labels(ids, persons, release, regency.made.truth)
    assert score.everybody.records == len(persons) - 40
    assert score.everybody.everybody.f1 == 1.0


def test_a_record_named_twice_or_without_a_label_of_its_own_is_refused(regency: Regency, tmp_path: Path) -> None:
    release = _release(regency, tmp_path, _true(regency))
    for ids, labels in ((["r1", "r1"], ["a", "b"]), (["r1"], ["a", "b"])):
        with pytest.raises(InvalidValueError):
            score_labels(ids, labels, release, regency.made.truth)


def test_merged_twins_are_found(tmp_path: Path) -> None:
    regency = Regency(invent(tmp_path / "twins", families=40, seed=2, rates=many_twins()), {})
    persons = _true(regency)
    pairs = twin_pairs(regency.made.truth)
    assert {f"P{person}" for pair in pairs for person in pair} <= set(persons)
    assert len(pairs) > 30
    one, other = pairs[0]
    release = _release(regency, tmp_path, [f"P{one}" if person == f"P{other}" else person for person in persons])
    (found,) = merged_twins(release, regency.made.truth)
    assert set(found.people) == {one, other}
