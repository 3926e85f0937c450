"""What people decided, through whole releases: it binds, it is told, and taking it back is exact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.pipeline.decisions.decisions_kit import said
from tests.pipeline.release.release_kit import AS_OF, WELFARE, hashes, ids, table, take_in

from padan.pipeline.decisions import APART, OPEN, SAME, append
from padan.pipeline.home import Home
from padan.pipeline.release import build, read_manifest
from padan.pipeline.release.changes import changes_between, moment_before, moment_of

#: What holds people and families: the rest of a release may tell of the decision itself.
OF_PEOPLE = ("person.parquet", "family.parquet", "record.parquet", "membership.parquet", "claim.parquet")


@pytest.fixture
def twice(home: Home) -> Home:
    """The same family in two lists, released."""
    take_in(home, "lagi.csv", WELFARE.replace("Samboja,2", "Samboja,4"))
    build(home, AS_OF)
    return home


def pair(folder: Path, name: str = "AHMAD SALIM") -> list[str]:
    """The two records of a person."""
    return sorted(row["record_id"] for row in table(folder, "record").to_pylist() if row["name"] == name)


def tables(folder: Path) -> dict[str, str]:
    return {name: told for name, told in hashes(folder).items() if name in OF_PEOPLE}


def test_apart_binds_and_taking_it_back_is_exact(twice: Home):
    before = twice.current_release()
    one, other = pair(before)
    assert ids(before)[one] == ids(before)[other]

    append(twice, [said(one, other, APART)])
    apart = build(twice, AS_OF).folder
    append(twice, [said(one, other, OPEN)])
    back = build(twice, AS_OF).folder

    assert ids(apart)[one][0] != ids(apart)[other][0]
    assert ids(before)[one][0] in {ids(apart)[one][0], ids(apart)[other][0]}
    assert back != before
    assert tables(back) == tables(before)


def test_same_binds_against_proved_numbers_and_is_un_merged_exactly(twice: Home):
    before = twice.current_release()
    (one, _), (other, _) = pair(before), pair(before, "JOKO")

    append(twice, [said(one, other, SAME)])
    merged = build(twice, AS_OF).folder
    append(twice, [said(one, other, APART)])
    after = build(twice, AS_OF).folder

    assert ids(merged)[one][0] == ids(merged)[other][0]
    assert tables(after) == tables(before)


def test_the_manifest_and_the_changes_tell_of_it(twice: Home):
    one, other = pair(twice.current_release())
    append(twice, [said(one, other, APART, by="Budi"), said("0" * 16 + ".1.2.person", one, SAME)])

    built = build(twice, AS_OF)

    manifest = read_manifest(built.folder)
    assert (manifest.decisions, manifest.linking["decided_apart"], manifest.linking["decided_missing"]) == (2, 1, 1)
    change = table(built.folder, "change").to_pylist()
    assert [(c["kind"], c["because"], c["decided_by"]) for c in change if c["subject"] == "person"] == [
        ("split", "decision", ["Budi"])
    ]
    before = moment_before(twice, built.manifest.release_id, manifest.ledger)
    assert before is not None
    told = changes_between(twice, before, moment_of(twice, built.manifest.release_id))
    assert [(c.subject, c.kind, c.from_id, c.to_id) for c in told] == [
        (c["subject"], c["kind"], c["from_id"], c["to_id"]) for c in change
    ]


def test_a_decision_makes_another_release_and_the_same_decisions_the_same(twice: Home):
    one, other = pair(twice.current_release())
    append(twice, [said(one, other, SAME)])

    built = build(twice, AS_OF)

    assert not built.known
    assert build(twice, AS_OF).known
    assert ids(built.folder) == ids(build(twice, date(2026, 12, 1)).folder)


def test_a_damaged_release_without_news_is_built_again(twice: Home):
    silent = build(twice, date(2026, 12, 1)).folder
    before = hashes(silent)
    (silent / "manifest.json").unlink()

    assert hashes(build(twice, date(2026, 12, 1)).folder) == before
