"""Every number of the counted release, worked out again in plain Python from the release's own tables, row by row."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from padan.kernel.scope import Scope
from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.reference.cycles import cycles
from padan.reports.counting.counts import Counts, counts
from padan.reports.counting.measures import LISTS, PAIRS, Asked, Fresh, Known, Pair, Theme, Total, unplaced
from padan.reports.counting.rows import Rows, rows

Row = dict[str, Any]
REGENCY = "64.02"
EVERYWHERE = Scope((REGENCY,))
#: What a gap's evidence says, list by list.
SAID = {"conflicting_values": "said", "person_in_two_families": "families", "same_nik_different_people": "bearers"}


@pytest.fixture(scope="module")
def folder(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release in a home of the module's own."""
    current = small_release.current_release()
    return Path(shutil.copytree(current, tmp_path_factory.mktemp("counting") / "releases" / current.name))


def table(folder: Path, name: str) -> list[Row]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def place(row: Row) -> str:
    return row["village_code"] or unplaced(REGENCY)


class Twin:
    """The sets of ids behind every number, by place."""

    def __init__(self, folder: Path) -> None:
        self.found: dict[tuple[str, Asked], set[str]] = {}
        families = table(folder, "family")
        people = table(folder, "person")
        self._totals(families, people)
        self._pairs(folder, [row for row in families if row["members"] > 0], people)
        for row in table(folder, "gap"):
            self._add(place(row), Asked(Theme.GAP, row["kind"], row["agency"]), row["gap_id"])
        for row in table(folder, "freshness"):
            self._add(place(row), Asked(Theme.FRESH, row["attribute"], row["state"]), row["subject_id"])

    def _add(self, area: str, asked: Asked, identity: str) -> None:
        self.found.setdefault((area, asked), set()).add(identity)

    def _totals(self, families: list[Row], people: list[Row]) -> None:
        for row in families:
            item = Total.FAMILY if row["members"] else Total.EMPTIED
            self._add(place(row), Asked(Theme.TOTAL, item), row["family_id"])
        for row in people:
            self._add(place(row), Asked(Theme.TOTAL, Total.PERSON), row["person_id"])

    def _pairs(self, folder: Path, families: list[Row], people: list[Row]) -> None:
        old = self._old(folder)
        contradicting = self._contradicting(folder, {row["person_id"]: row["family_id"] for row in people})
        for row in families:
            area, family, known = place(row), row["family_id"], set(row["sources"])
            for a, b in combinations(LISTS, 2):
                key = f"{a}+{b}"
                state = {(True, True): "both", (True, False): "first", (False, True): "second"}.get(
                    (a in known, b in known), "neither"
                )
                self._add(area, Asked(Theme.PAIR, key, state), family)
                if (family, key) in contradicting:
                    self._add(area, Asked(Theme.PAIR, key, "contradicting"), family)
                if any(each in known and (family, each) in old for each in (a, b)):
                    self._add(area, Asked(Theme.PAIR, key, "stale"), family)

    @staticmethod
    def _old(folder: Path) -> set[tuple[str, str]]:
        as_of = read_manifest(folder).as_of
        newest: dict[tuple[str, str], Any] = {}
        for row in table(folder, "record"):
            key = (row["family_id"], row["source"])
            if row["true_at"] <= as_of and (key not in newest or row["true_at"] > newest[key]):
                newest[key] = row["true_at"]
        return {
            key for key, day in newest.items()
            if key[1] in cycles() and (as_of - day).days > cycles()[key[1]].stale_after_days
        }  # fmt: skip

    @staticmethod
    def _contradicting(folder: Path, family_of: dict[str, str]) -> set[tuple[str, str]]:
        found = set()
        for row in table(folder, "gap"):
            if row["kind"] not in SAID:
                continue
            for one, other in combinations(json.loads(row["evidence"])[SAID[row["kind"]]], 2):
                homes = {family_of.get(each.get("person_id"), row["family_id"]) for each in (one, other)}
                for pair in PAIRS:
                    a, b = (set(each["sources"]) for each in (one, other))
                    if (pair.first in a and pair.second in b) or (pair.second in a and pair.first in b):
                        found |= {(home, pair.key) for home in homes}
        return found


@pytest.fixture(scope="module")
def twin(folder: Path) -> Twin:
    return Twin(folder)


@pytest.fixture(scope="module")
def ours(folder: Path) -> Counts:
    return counts(folder, REGENCY)


@pytest.fixture(scope="module")
def behind(folder: Path) -> Rows:
    return rows(folder, REGENCY)


def test_every_number_of_every_village_is_that_of_the_twin(ours: Counts, twin: Twin) -> None:
    counted = {(leaf, asked): number for leaf in ours.leaves() for asked, number in ours.of(leaf).items()}
    assert counted == {key: len(ids) for key, ids in twin.found.items()}
    themes = Counter(asked.theme for _leaf, asked in counted)
    assert all(themes[theme] > 20 for theme in Theme), "the small release has some of everything"
    assert {asked.state for _leaf, asked in counted if asked.theme is Theme.PAIR} == set(Known)
    assert {asked.state for _leaf, asked in counted if asked.theme is Theme.FRESH} == set(Fresh)


def test_villages_make_a_kecamatan_and_those_the_regency_and_it_the_province(ours: Counts, twin: Twin) -> None:
    every = {asked for _leaf, asked in twin.found}
    for area in ("64", REGENCY, *ours.parts(REGENCY)):
        parts = ours.parts(area)
        for asked in every if parts else ():
            assert ours.number(area, asked) == sum(ours.number(part, asked) for part in parts), (area, asked)
    for asked in every:
        whole = set().union(*(ids for (_leaf, each), ids in twin.found.items() if each == asked))
        assert ours.number("64", asked) == ours.number(REGENCY, asked) == len(whole), asked


def test_every_list_of_names_is_as_long_as_its_number_and_the_twins(ours: Counts, behind: Rows, twin: Twin) -> None:
    listed = {key: ids for key, ids in twin.found.items() if key[1].theme is not Theme.TOTAL}
    for (leaf, asked), ids in listed.items():
        found = behind.listed(Scope((leaf,)), asked, start=0, most=10_000)
        assert sorted(row["id"] for row in found) == sorted(ids), (leaf, asked)
        assert {row["area"] for row in found} == {leaf}
        assert len(found) == ours.number(leaf, asked)
    for asked in {each for _leaf, each in listed}:
        assert len(behind.listed(EVERYWHERE, asked, start=0, most=10_000)) == ours.number(REGENCY, asked), asked


def test_a_number_without_a_state_is_that_of_all_states(ours: Counts, behind: Rows, twin: Twin) -> None:
    for asked in {Asked(each.theme, each.item) for _leaf, each in twin.found if each.theme is not Theme.TOTAL}:
        assert ours.number(REGENCY, asked) == len(behind.ids(EVERYWHERE, asked)), asked
    assert ours.number(REGENCY, Asked(Theme.PAIR, Pair("dtsen", "krs").key)) == len(
        [each for each in twin.found.items() if each[0][1] == Asked(Theme.TOTAL, Total.FAMILY) for _id in each[1]]
    )
