"""Who is who and which posyandu make figures up, held against the truth of invented regencies."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from padan.demo import Rates, invent
from padan.demo.quality_scoring import Key, QualityScore, key_of, kinds, score_quality
from padan.demo.scoring import Measures, Score, score
from padan.demo.twins import many_twins
from padan.demo.wrong import merged_twins, twin_pairs
from padan.kernel.errors import UnreadableFileError
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build

AS_OF = date(2026, 11, 21)


@dataclass(frozen=True)
class Judged:
    """A regency's release held against its answer key: who is who, and whose figures were doubted."""

    people: Score
    posyandu: QualityScore

    def __str__(self) -> str:
        return f"{self.people}\n{self.posyandu}"


def scored(folder: Path, families: int, seed: int) -> Judged:
    """An invented regency, received, released and scored."""
    release, truth = released(folder, families, seed)
    return Judged(score(release, truth), score_quality(kinds(truth), doubted(release)))


def released(folder: Path, families: int, seed: int, rates: Rates | None = None) -> tuple[Path, Path]:
    """An invented regency's release, and its answer key."""
    made = invent(folder, families=families, seed=seed, rates=rates or Rates())
    home = Home.at(folder / "home").make()
    with reading_desk(home) as desk:
        for path in made.paths:
            with suppress(UnreadableFileError):  # so few families leave some centre's month without a child
                receive(home, Request(path, AS_OF), desk=desk)
    return build(home, AS_OF).folder, made.truth


def doubted(release: Path) -> list[Key]:
    """The posyandu that a release asks to measure again."""
    rows = pq.read_table(release / "measurement_quality.parquet").to_pylist()
    again = [row for row in rows if row["level"] == "posyandu" and not row["month"] and row["remeasure"]]
    return [key_of(row["village_code"], row["posyandu"]) for row in again]


def shortfalls(found: Measures, bounds: dict[str, float]) -> dict[str, float]:
    """The measures that stay below their bounds."""
    reached = {
        "precision": found.everybody.precision,
        "recall": found.everybody.recall,
        "children's recall": found.children.recall,
        "families": found.families.ratio,
    }
    return {name: reached[name] for name, bound in bounds.items() if reached[name] < bound}


SEEDS = (101, 202, 303)


@pytest.mark.slow
def test_people_and_families_of_regencies_are_found(tmp_path: Path):
    found = {seed: scored(tmp_path / str(seed), 2_000, seed) for seed in SEEDS}

    told = "\n".join(f"seed {seed}\n{one}" for seed, one in found.items())
    print(f"\n{told}")
    # A child's months repeat its parents, so that one couple not settled counts twenty pairs: recall of all records
    # differs by a point between regencies of this size, and its bound is for the three together.
    bounds = {"precision": 0.99, "recall": 0.96, "children's recall": 0.95, "families": 0.97}
    assert {seed: shortfalls(one.people.release, bounds) for seed, one in found.items()} == {
        seed: {} for seed in SEEDS
    }, told
    pairs = [one.people.release.everybody for one in found.values()]
    assert sum(pair.right for pair in pairs) / sum(pair.true for pair in pairs) >= 0.97, told
    # The rest are rows sent back for an impossible weight or length, and parents in one cell whose names nobody bears.
    assert all(one.people.missing <= one.people.records // 500 for one in found.values()), told
    planted = sum(len(one.posyandu.found) + len(one.posyandu.missed) for one in found.values())
    assert sum(len(one.posyandu.found) for one in found.values()) >= 0.9 * planted > 0, told
    assert [one.posyandu.falsely for one in found.values()] == [(), (), ()], told


@pytest.mark.slow
def test_a_thousand_pairs_of_twins_stay_two_people(tmp_path: Path):
    """Every birth is of twins, most of them called alike and with numbers one apart, some typed for both."""
    release, truth = released(tmp_path, 1_000, 1, many_twins())

    assert len(twin_pairs(truth)) > 1_000
    assert merged_twins(release, truth) == ()


@pytest.mark.slow
def test_people_and_families_of_a_few_villages_are_found(tmp_path: Path):
    found = scored(tmp_path, 300, 7).people

    bounds = {"precision": 0.985, "recall": 0.93, "children's recall": 0.92, "families": 0.90}
    assert shortfalls(found.release, bounds) == {}, str(found)
    assert found.release.everybody.recall > found.equal_niks.everybody.recall + 0.2


def test_the_small_register_is_better_than_equal_niks(small_release: Home):
    found = score(small_release.current_release(), small_release.root.parent / "demo" / "truth")

    assert found.release.everybody.precision >= 0.98, str(found)
    assert found.release.everybody.recall > found.equal_niks.everybody.recall + 0.2
    assert found.release.families.ratio > found.equal_niks.families.ratio + 0.2
