"""The scorer's sums against a twin that lists every pair, and against releases whose score is known."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.demo.conftest import Regency

from padan.demo.counting import Pairs, Share, mixed, pairs, pairs_across
from padan.demo.scoring import Score, main_family, score

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 4), st.integers(0, 2)), max_size=25)


def _listed(rows: list[tuple[int, int, int]], *, across: bool) -> Pairs:
    """The twin: every pair of records, one by one."""
    true = found = right = 0
    for (person, cluster, file), (other, their_cluster, other_file) in combinations(rows, 2):
        if across and file == other_file:
            continue
        true += person == other
        found += cluster == their_cluster
        right += person == other and cluster == their_cluster
    return Pairs(true, found, right)


@given(LABELS)
@settings(deadline=None)
def test_sums_equal_listing_every_pair(rows: list[tuple[int, int, int]]) -> None:
    person, cluster, file = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    assert pairs(person, cluster) == _listed(rows, across=False)
    assert pairs_across(person, cluster, file) == _listed(rows, across=True)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20))
@settings(deadline=None)
def test_the_main_family_is_the_commonest_and_then_the_smallest(rows: list[tuple[int, int]]) -> None:
    family, found = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    twin = {}
    for key in {row[0] for row in rows}:
        carried = [row[1] for row in rows if row[0] == key]
        twin[key] = min(set(carried), key=lambda value: (-carried.count(value), value))
    assert main_family(family, found) == twin


@given(LABELS)
@settings(deadline=None)
def test_f1_is_the_harmonic_mean(rows: list[tuple[int, int, int]]) -> None:
    person, cluster, _file = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    found = pairs(person, cluster)
    total = found.precision + found.recall
    assert found.f1 == pytest.approx(2 * found.precision * found.recall / total if total else 0.0)


@given(LABELS)
@settings(deadline=None)
def test_mixed_are_the_values_with_several_partners(rows: list[tuple[int, int, int]]) -> None:
    person, cluster, _file = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    twin = [label for label in sorted(set(cluster.tolist())) if len({p for p, c, _ in rows if c == label}) > 1]
    assert mixed(cluster, person).tolist() == twin


def test_nothing_of_nothing_is_perfect() -> None:
    assert Pairs(0, 0, 0).precision == Pairs(0, 0, 0).recall == Share(0, 0).ratio == 1.0


def _release(
    regency: Regency,
    folder: Path,
    *,
    drop: int = 0,
    lump: bool = False,
    alone: bool = False,
    refer: bool = False,
) -> Score:
    """A release made from the answer key itself, spoilt on request."""
    key = pq.read_table(regency.made.truth / "records.parquet")
    people = pq.read_table(regency.made.truth / "people.parquet", columns=["person", "nik"])
    key = key.append_column("at", pa.array(np.arange(key.num_rows))).join(people, "person").sort_by("at")
    person = pc.cast(key["at" if alone else "person"], pa.string())
    family = pc.cast(pc.fill_null(key["family"], -1), pa.string())
    family = pa.array(["one"] * key.num_rows) if lump else family
    if refer:
        itself = pc.equal(key["row"], key["identified_by"])
        key = key.set_column(key.column_names.index("nik"), "nik", pc.if_else(itself, key["nik"], None))
    table = key.select(["file", "sheet", "row", "role", "nik"])
    table = table.append_column("person_id", person).append_column("family_id", family)
    pq.write_table(table.slice(drop), folder / "record.parquet")
    return score(folder, regency.made.truth)


def test_the_answer_key_itself_scores_full_marks(regency: Regency, tmp_path: Path) -> None:
    result = _release(regency, tmp_path)
    assert result.missing == result.unknown == result.shared_families == 0
    assert result.wrong_merges == result.wrong_splits == 0
    for measure in (result.release.everybody, result.release.children, result.release.children_across):
        assert measure.precision == measure.recall == 1.0
        assert measure.true > 0
    assert result.release.families.ratio == 1.0
    assert result.release.families_measured.of < result.release.families.of


def test_the_knowable_are_told_by_a_list_or_by_a_parent_who_stands_in_one(regency: Regency, tmp_path: Path) -> None:
    key = pq.read_table(regency.made.truth / "records.parquet").to_pylist()
    people = pq.read_table(regency.made.truth / "people.parquet", columns=["person", "under_five", "adult"]).to_pylist()
    under_five, adult = ({row["person"] for row in people if row[what]} for what in ("under_five", "adult"))
    listed = {(r["person"], r["family"]) for r in key if r["role"] in ("head", "wife", "person")}
    rows: dict[tuple[str, str, int], list[dict]] = {}
    for record in key:
        rows.setdefault((record["file"], record["sheet"], record["row"]), []).append(record)
    known = {person for person, family in listed if family is not None}
    for row in rows.values():
        if any(r["role"] in ("mother", "father") and r["family"] and (r["person"], r["family"]) in listed for r in row):
            known |= {r["person"] for r in row if r["role"] not in ("mother", "father")}

    result = _release(regency, tmp_path).release

    homes = {family for person, family in listed if person in adult}
    small = [r for r in key if r["role"] in ("child", "person") and r["person"] in under_five and r["family"] in homes]
    assert result.families.of == len(small)
    assert 0 < result.families_knowable.of == len([r for r in small if r["person"] in known]) < len(small)
    assert result.families_knowable.ratio == 1.0


def test_niks_join_only_who_has_one(regency: Regency, tmp_path: Path) -> None:
    result = _release(regency, tmp_path)
    assert result.equal_niks.everybody.precision == 1.0
    assert 0.5 < result.equal_niks.everybody.recall < 1.0


def test_observations_have_the_nik_of_their_patient(regency: Regency, tmp_path: Path) -> None:
    assert _release(regency, tmp_path, refer=True) == _release(regency, tmp_path)


def test_missing_records_cost_recall(regency: Regency, tmp_path: Path) -> None:
    result = _release(regency, tmp_path, drop=50)
    assert result.missing == 50
    assert result.release.everybody.precision == 1.0
    assert result.release.everybody.recall < 1.0


def test_records_left_alone_find_nothing(regency: Regency, tmp_path: Path) -> None:
    result = _release(regency, tmp_path, alone=True)
    assert result.release.everybody.recall == 0.0
    assert result.release.everybody.found == 0


def test_lumping_all_families_is_seen(regency: Regency, tmp_path: Path) -> None:
    result = _release(regency, tmp_path, lump=True)
    assert result.release.families.ratio == 1.0
    assert result.shared_families > 50


@pytest.mark.parametrize(
    "word", ["presisi", "recall", "NIK sama", "balita di keluarganya", "catatan", "F1", "terpecah"]
)
def test_the_table_is_indonesian(regency: Regency, tmp_path: Path, word: str) -> None:
    assert word in str(_release(regency, tmp_path))
