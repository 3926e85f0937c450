"""What a release got wrong, by name: people merged into one, and one person split into several."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from padan.demo.answers import KEY, Answers, answers
from padan.demo.truth import PEOPLE, RECORDS


@dataclass(frozen=True, slots=True)
class Place:
    """A written record, who it truly is, and as whom the release has it."""

    file: str
    sheet: str
    row: int
    role: str
    person: int
    cluster: str


@dataclass(frozen=True, slots=True)
class Merge:
    """One person of the release whose records are of several true people."""

    cluster: str
    people: tuple[int, ...]
    records: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """One true person whose records the release gives to several."""

    person: int
    clusters: tuple[str, ...]
    records: tuple[Place, ...]


def _places(found: Answers, *, rows_only: bool) -> list[Place]:
    """Records that the release holds; without the parents whom rows only name if ``rows_only``."""
    kept = found.flags("held")
    if rows_only:
        kept &= ~found.named_only
    table = found.table.filter(pa.array(kept)).select([*KEY, "person", "person_id"])
    return [Place(*row.values()) for row in table.to_pylist()]


def wrong_merges(release: Path, truth: Path, *, rows_only: bool = False) -> tuple[Merge, ...]:
    """People of the release that hold more than one true person, by id; their number is the wrong merges'.

    ``rows_only`` leaves out the roles mother and father: parents whom a row only names.
    """
    places = sorted(_places(answers(release, truth), rows_only=rows_only), key=lambda place: place.cluster)
    found = []
    for cluster, group in groupby(places, key=lambda place: place.cluster):
        records = tuple(group)
        people = tuple(sorted({place.person for place in records}))
        if len(people) > 1:
            found.append(Merge(cluster, people, records))
    return tuple(found)


def wrong_splits(release: Path, truth: Path, *, rows_only: bool = False) -> tuple[Split, ...]:
    """True people whose records the release gives to more than one person, by number."""
    places = sorted(_places(answers(release, truth), rows_only=rows_only), key=lambda place: place.person)
    found = []
    for person, group in groupby(places, key=lambda place: place.person):
        records = tuple(group)
        clusters = tuple(sorted({place.cluster for place in records}))
        if len(clusters) > 1:
            found.append(Split(person, clusters, records))
    return tuple(found)


def twin_pairs(truth: Path) -> tuple[tuple[int, int], ...]:
    """True people born of one mother on one day who both stand in some list; within a pair by number."""
    written = set(pq.read_table(truth / RECORDS, columns=["person"])["person"].unique().to_pylist())
    people = pq.read_table(truth / PEOPLE, columns=["person", "mother", "born"]).to_pylist()
    known = sorted((row["mother"], row["born"], row["person"]) for row in people if row["mother"] is not None)
    pairs = ((a[2], b[2]) for a, b in pairwise(known) if a[:2] == b[:2])
    return tuple(pair for pair in pairs if written.issuperset(pair))


def merged_twins(release: Path, truth: Path) -> tuple[Merge, ...]:
    """The wrong merges in which both twins of a pair stand."""
    twin = dict(twin_pairs(truth))
    return tuple(
        merge
        for merge in wrong_merges(release, truth)
        if any(twin.get(person) in merge.people for person in merge.people)
    )
