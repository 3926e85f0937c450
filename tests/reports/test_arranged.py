"""Copies of a release's tables for the pages: the same rows as the release's own, whatever the size of a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from padan.pipeline.home import Home
from padan.reports import arranged
from padan.reports.arranged import BY, arrange, arranged_for, forget_others, rows_to_arrange, table_of
from padan.reports.holdings import Holdings


@pytest.fixture
def folder(small_release: Home, tmp_path: Path) -> Path:
    """The small release in a home of the test's own."""
    current = small_release.current_release()
    target = tmp_path / "releases" / current.name
    shutil.copytree(current, target)
    return target


def everything(held: Holdings, people: list[str], families: list[str]) -> list[object]:
    """All that pages ask of a release."""
    of_people = [
        (held.claims(each), held.records(each), held.measurements(each), held.growth(each), held.gaps(each))
        for each in people
    ]
    of_families = [
        [asked(each) for asked in (held.claims, held.memberships, held.said_of_family, held.risk, held.owed)]
        for each in families
    ]
    of_both = [(held.children(each), held.gaps(each)) for each in families]
    joined = held.rows("SELECT * FROM faltering ORDER BY ALL")
    return [of_people, of_families, of_both, held.homes(people), joined]


@pytest.mark.parametrize("rows", [3, 100, 10**9], ids=["many files", "some files", "one file"])
def test_a_copy_holds_what_the_release_holds(folder: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Holdings(folder)
    people = [row["person_id"] for row in plain.rows("SELECT person_id FROM person ORDER BY ALL")][::12]
    families = [row["family_id"] for row in plain.rows("SELECT family_id FROM family ORDER BY ALL")][::12]
    wanted = everything(plain, people, families)
    monkeypatch.setattr(arranged, "ROWS_OF_FILE", rows)

    target = arrange(folder)

    files = list(target.glob("claim/*.parquet"))
    assert len(files) == {3: 512, 100: 512, 10**9: 2}[rows]
    assert everything(Holdings(folder), people, families) == wanted
    for table in BY:
        whole = read(table_of(folder, table))
        copied = pq.read_table(target / table).to_pylist()
        assert sorted(map(repr, about(whole, BY[table]))) == sorted(map(repr, copied)), table


def read(source: Path) -> list[dict[str, object]]:
    return list(pq.read_table(source).to_pylist())


def about(rows: list[dict[str, object]], column: str) -> list[dict[str, object]]:
    """The rows of somebody; of a gap, which is about a family and people, one for each of them."""
    if column == "about":
        return [
            {**row, "about": each} for row in rows for each in {*row["people"], row["family_id"]} if each is not None
        ]  # type: ignore[misc]
    return [row for row in rows if row[column] is not None]


@pytest.mark.parametrize("unknown", ["P000000000000000", "FFFFFFFFFFFFFFFF", "", "../../../etc", "P"])
def test_who_is_not_there_has_nothing(folder: Path, unknown: str) -> None:
    arrange(folder)
    assert everything(Holdings(folder), [unknown], [unknown]) == everything(
        Holdings(_without_copies(folder)), [unknown], [unknown]
    )


def _without_copies(folder: Path) -> Path:
    shutil.rmtree(arranged_for(folder))
    return folder


def test_a_copy_is_made_once_and_never_seen_by_halves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_arguments: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(arranged, "_copy", dies)
        with pytest.raises(KeyboardInterrupt):
            arrange(folder)
    assert arranged.arranged(folder) is None
    first = arrange(folder)
    made = (first / "arranged.json").stat().st_mtime_ns
    assert arrange(folder) == first
    assert (first / "arranged.json").stat().st_mtime_ns == made


def test_copies_of_other_releases_are_removed(folder: Path) -> None:
    target = arrange(folder)
    other = target.with_name("2026-01-01-older")
    shutil.copytree(target, other)
    home = folder.parents[1]
    forget_others(home, {target.name})
    assert (target.is_dir(), other.exists()) == (True, False)
    forget_others(home / "nowhere", set())


def test_every_table_that_is_copied_is_asked_by_its_column(folder: Path) -> None:
    for table, column in BY.items():
        asked = f"DESCRIBE {rows_to_arrange(folder, table)}"
        assert column in [row["column_name"] for row in Holdings(folder).rows(asked)]


def test_copies_of_a_version_that_knew_fewer_tables_are_made_again(folder: Path) -> None:
    target = arrange(folder)
    note = target / "arranged.json"
    letters = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps({name: letters[name] for name in letters if name != "gap"}), "utf-8")
    shutil.rmtree(target / "gap")

    assert arranged.arranged(folder) is None
    assert arrange(folder) == target
    assert (target / "gap").is_dir()
