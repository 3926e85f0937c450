"""The copy of what a release says of its tasks: each task that is asked has its row, and nothing is made twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from padan.pipeline.home import Home
from padan.reports.arranged import arranged_for
from padan.reports.register import open_register
from padan.reports.task_copy import task_copy
from padan.reports.wanted import wanted

REGENCY = "64.02"


def test_every_task_that_is_asked_has_its_facts(small_release: Home, tmp_path: Path) -> None:
    folder = _own(small_release, tmp_path)
    asked = list(wanted(folder, REGENCY))
    found = task_copy(folder, REGENCY).of({each.key for each in asked})
    assert found.keys() == {each.key for each in asked}
    for each in asked:
        assert found[each.key]["kind"] == each.kind


def test_whole_lists_are_counted_in_full(small_release: Home, tmp_path: Path) -> None:
    folder = _own(small_release, tmp_path)
    asked = [each for each in wanted(folder, REGENCY) if each.kind == "value_stale"]
    found = task_copy(folder, REGENCY).of({each.key for each in asked})
    with open_register(Home.at(folder.resolve().parents[1])) as register:
        [row] = register.rows("SELECT count(*) AS gaps FROM gap WHERE kind = 'value_stale'")
    assert sum(each["rows"] for each in found.values()) == row["gaps"] > len(found) > 0
    assert all(len(each["evidence"]) <= 3 for each in found.values())


def test_nothing_is_told_of_what_nobody_asked(small_release: Home, tmp_path: Path) -> None:
    copy = task_copy(_own(small_release, tmp_path), REGENCY)
    assert copy.of({"no such task"}) == copy.of(()) == {}


def test_days_are_days(small_release: Home, tmp_path: Path) -> None:
    folder = _own(small_release, tmp_path)
    found = task_copy(folder, REGENCY).of({each.key for each in wanted(folder, REGENCY)})
    with open_register(Home.at(folder.resolve().parents[1])) as register:
        rows = register.rows("SELECT DISTINCT last_at FROM freshness WHERE state <> 'fresh' AND last_at IS NOT NULL")
    days = {row["last_at"] for row in rows}
    told = {each["last_at"] for each in found.values()} - {None}
    assert told
    assert told <= days
    houses = [known for each in found.values() for known in (each["water"], each["latrine"]) if known is not None]
    assert houses
    assert all(type(known["true_at"]) is date for known in houses)


def test_it_is_made_once_and_again_when_it_is_gone(small_release: Home, tmp_path: Path) -> None:
    folder = _own(small_release, tmp_path)
    task_copy(folder, REGENCY)
    [file] = arranged_for(folder).glob("tasks-*.sqlite3")
    made = file.stat().st_mtime_ns
    task_copy(folder, REGENCY)
    assert file.stat().st_mtime_ns == made
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    shutil.rmtree(file.parent)
    one = next(each for each in wanted(folder, REGENCY) if each.area != REGENCY)
    assert task_copy(folder, REGENCY).of({one.key}).keys() == {one.key}


def _own(small_release: Home, tmp_path: Path) -> Path:
    """The release in a home of the test's own: copies lie beside it."""
    shutil.copytree(small_release.releases, tmp_path / "home" / "releases", symlinks=True)
    return (tmp_path / "home" / "releases" / "current").resolve()
