"""What is added to an index gives what linking all rows at once gives; and a row that is looked for is found."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.pipeline.index.index_kit import RULES, crowd, rows, same_as_whole, table, whole, with_rules

from padan.kernel.errors import InvalidValueError, RegisterError, UnknownSourceError
from padan.pipeline.index import Index, build
from padan.pipeline.index import building as building_module
from padan.pipeline.index.building import alone
from padan.pipeline.link import recomparing
from padan.pipeline.link.people import People

VILLAGE = crowd(420, seed=3)


@pytest.mark.parametrize("seed", range(20))
def test_parts_added_one_by_one_give_what_all_rows_give(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    cuts = sorted(draw.sample(range(1, VILLAGE.num_rows), draw.randint(1, 4)))
    ends = [*cuts, VILLAGE.num_rows]
    build(tmp_path / "index", VILLAGE.slice(0, cuts[0]), RULES)
    for start, end in zip(cuts, ends[1:], strict=True):
        with Index.open(tmp_path / "index") as index:
            added = index.add(VILLAGE.slice(start, end - start))
            assert added.rows.equals(index.rows().slice(start))
    with Index.open(tmp_path / "index") as index:
        same_as_whole(index, VILLAGE)


@given(parts=st.lists(rows(), min_size=2, max_size=5), crowded=st.sampled_from((2, 3, 60)), one_row=st.booleans())
@settings(deadline=None, max_examples=examples(60))
def test_any_rows_added_give_what_all_rows_give(
    parts: list[list[dict]], crowded: int, one_row: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("index")
    rules = with_rules(one_row=one_row)
    with pytest.MonkeyPatch.context() as patch:
        _crowd_at(patch, crowded)
        build(folder, table(parts[0]), rules)
        with Index.open(folder) as index:
            for part in parts[1:]:
                index.add(table(part))
            same_as_whole(index, pa.concat_tables([table(part) for part in parts]), rules=rules)


def _crowd_at(patch: pytest.MonkeyPatch, most: int) -> None:
    """Keys are crowded by fewer records, so that small tables hold some."""

    class Smaller(recomparing.Candidates):
        @classmethod
        def of(cls, keys: dict, given: int = most) -> recomparing.Candidates:
            return super().of(keys, given)

        @classmethod
        def among(cls, people: People, given: int = most) -> recomparing.Candidates:
            return super().among(people, given)

    for module in ("padan.pipeline.index.building", "padan.pipeline.people.linking", "padan.pipeline.link.recomparing"):
        patch.setattr(f"{module}.Candidates", Smaller)
    patch.setattr(recomparing, "MOST_SHARED", most)


def test_a_row_that_has_nothing_in_common_changes_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE, RULES)
    stranger = {"list": "C", "name": "XENOPHON QUARTZ", "birth": "1871-11-30", "village": "9101011001"}
    with Index.open(tmp_path) as index:
        before = index.rows()
        added = index.add(table([{**dict.fromkeys(VILLAGE.column_names), **stranger}]))
        assert index.rows().slice(0, VILLAGE.num_rows).equals(before)
    assert added.compared == 0
    assert added.rows.to_pylist()[0]["probability"] == 1.0


@given(before=rows(least=4, most=14), more=rows(least=2, most=14))
@settings(deadline=None, max_examples=examples(40))
def test_merges_and_splits_are_told(
    before: list[dict], more: list[dict], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("index")
    build(folder, table(before), RULES)
    with Index.open(folder) as index:
        persons = index.rows().column("person").to_pylist()
        added = index.add(table(more))
        after = index.rows().column("person").to_pylist()[: len(before)]
    became: dict[str, set[str]] = {}
    came: dict[str, set[str]] = {}
    for was, now in zip(persons, after, strict=True):
        became.setdefault(was, set()).add(now)
        came.setdefault(now, set()).add(was)
    assert {frozenset(group) for group in added.merged} == {frozenset(g) for g in came.values() if len(g) > 1}
    assert {was: set(now) for was, now in added.split} == {was: now for was, now in became.items() if len(now) > 1}


def test_a_number_that_many_bear_ties_nobody_any_more(tmp_path: Path) -> None:
    nik = "6402131203900001"
    twice = [
        {"list": each, "nik": nik, "name": name, "birth": "1990-03-12"}
        for each, name in (("A", "DEWI LESTARI"), ("B", "DEWI LESTARY"))
    ]
    others = [{"list": "C", "nik": nik, "name": f"ORANG {n}", "birth": f"19{60 + n}-05-0{n}"} for n in range(1, 4)]
    nothing = dict.fromkeys(VILLAGE.column_names)
    first, second = (table([nothing | row for row in part]) for part in (twice, others))
    build(tmp_path, first, RULES)
    with Index.open(tmp_path) as index:
        assert len(set(index.rows().column("person").to_pylist())) == 1
        added = index.add(second)
        same_as_whole(index, pa.concat_tables([first, second]))
    assert added.split == (("0", ("0", "1")),)


def test_lookup_tells_what_adding_would_compare(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE.slice(1), RULES)
    with Index.open(tmp_path) as index:
        for place in range(0, 40, 4):
            row = VILLAGE.slice(place, 1)
            found = index.lookup(row)
            full = whole(pa.concat_tables([VILLAGE.slice(1), row]))
            mine = full.pairs.r == VILLAGE.num_rows - 1
            expected = sorted(
                zip(full.pairs.weight[mine], full.pairs.l[mine], strict=True), key=lambda e: (-e[0], e[1])
            )
            assert [(each.weight, each.record) for each in found] == [(w, str(l)) for w, l in expected]  # noqa: E741
        assert index.records == VILLAGE.num_rows - 1


def test_a_new_year_and_another_size_link_everything_again(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE.slice(0, 200), RULES)
    with Index.open(tmp_path) as index:
        assert index.add(VILLAGE.slice(200, 20), date(2027, 1, 2)).whole
        same_as_whole(index, VILLAGE.slice(0, 220), rules=replace(RULES, today=date(2027, 1, 2)))
        assert not index.add(VILLAGE.slice(220, 20), date(2027, 5, 2)).whole


def test_a_column_that_turns_out_to_hold_other_numbers_is_read_again(tmp_path: Path) -> None:
    nothing = dict.fromkeys(VILLAGE.column_names)
    others = table([nothing | {"nik": f"SG-{n}", "name": "BUDI"} for n in range(400)])
    build(tmp_path, VILLAGE.slice(0, 12), RULES)
    with Index.open(tmp_path) as index:
        assert index.add(others).whole
        same_as_whole(index, pa.concat_tables([VILLAGE.slice(0, 12), others]))


def test_small_segments_are_put_together(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE.slice(0, 100), RULES)
    for start in range(100, 140):
        with Index.open(tmp_path) as index:
            index.add(VILLAGE.slice(start, 1))
    assert len([each for each in tmp_path.iterdir() if each.is_dir()]) <= 7
    with Index.open(tmp_path) as index:
        same_as_whole(index, VILLAGE.slice(0, 140))


def test_an_addition_that_dies_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, VILLAGE.slice(0, 100), RULES)

    def dies(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with Index.open(tmp_path) as index, monkeypatch.context() as patch:
        patch.setattr("padan.pipeline.index.keeping.merge_small", dies)
        with pytest.raises(KeyboardInterrupt):
            index.add(VILLAGE.slice(100, 50))
    with Index.open(tmp_path) as index:
        same_as_whole(index, VILLAGE.slice(0, 100))
        index.add(VILLAGE.slice(100, 50))
        same_as_whole(index, VILLAGE.slice(0, 150))


def test_one_writer_at_a_time_and_none_behind_anothers_back(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE.slice(0, 50), RULES)
    with Index.open(tmp_path) as index, Index.open(tmp_path) as other:
        with alone(tmp_path), pytest.raises(RegisterError, match="proses lain"):
            index.add(VILLAGE.slice(50, 10))
        index.add(VILLAGE.slice(50, 10))
        with pytest.raises(RegisterError, match="sudah berubah"):
            other.add(VILLAGE.slice(60, 10))


def test_what_is_no_index_and_what_is_no_table_of_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RegisterError, match="Tidak ada indeks"), Index.open(tmp_path):
        pass
    with pytest.raises(UnknownSourceError):
        build(tmp_path, pa.table({"shoe": ["42"]}), RULES)
    with pytest.raises(UnknownSourceError):
        build(tmp_path, pa.table({"sex": ["L"]}), RULES)
    build(tmp_path, VILLAGE.slice(0, 10), RULES)
    with Index.open(tmp_path) as index, pytest.raises(InvalidValueError, match="kosong"):
        index.add(VILLAGE.slice(0, 0))
    monkeypatch.setattr("padan.pipeline.index.manifest.rules_in_force", lambda: "others")
    with pytest.raises(RegisterError, match="versi Padan"), Index.open(tmp_path):
        pass


def test_a_new_index_takes_the_place_of_the_old(tmp_path: Path) -> None:
    build(tmp_path, VILLAGE.slice(0, 50), RULES)
    build(tmp_path, VILLAGE.slice(50, 30), RULES)
    assert len([each for each in tmp_path.iterdir() if each.is_dir()]) == 1
    with Index.open(tmp_path) as index:
        same_as_whole(index, VILLAGE.slice(50, 30))
    assert building_module.next_number(tmp_path) == 3
