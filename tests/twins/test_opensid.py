"""Corrections for villages' registers against a plain one that goes through every claim."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from padan.pipeline.home import Home
from padan.reports.holdings import holdings
from padan.reports.opensid_cells import BY_HAND, CHANGED, as_opensid, folded
from padan.reports.opensid_corrections import corrections

Rows = list[dict[str, Any]]
#: Before every other list, so that there is something to correct.
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(scope="module")
def folder(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release as it would be if villages had sent their registers years ago, with wrong days and names."""
    found = tmp_path_factory.mktemp("old") / "release"
    shutil.copytree(small_release.current_release(), found)
    for name in ("record", "claim"):
        table = pq.read_table(found / f"{name}.parquet")
        own = pc.equal(table["source"], "opensid")
        table = _changed(table, "true_at", own, LONG_AGO)
        if name == "claim":
            for attribute, wrong in (("birth_date", "1950-01-01"), ("name", "SALAH KETIK"), ("kk", "6402132003150099")):
                table = _changed(table, "value", pc.and_(own, pc.equal(table["attribute"], attribute)), wrong)
        pq.write_table(table, found / f"{name}.parquet")
    return found


def _changed(table: pa.Table, column: str, where: Any, value: object) -> pa.Table:
    place = table.schema.get_field_index(column)
    return table.set_column(place, table.schema.field(place), pc.if_else(where, pa.scalar(value), table[column]))


def rows(folder: Path, name: str) -> Rows:
    found: Rows = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return found


def said_by_person(folder: Path) -> dict[str, Rows]:
    of = {each["record_id"]: each["person_id"] for each in rows(folder, "record")}
    said: dict[str, Rows] = defaultdict(list)
    for claim in rows(folder, "claim"):
        said[of[claim["record_id"]]].append(claim)
    return said


def plainly(records: Rows, said: dict[str, Rows], village: str) -> set[tuple[str, str, str]]:
    """What the village's register should say otherwise: of whom (by record), what, and the value as compared."""
    own: dict[str, dict[str, Any]] = {}
    for each in sorted(records, key=lambda row: (-row["true_at"].toordinal(), row["record_id"])):
        if each["source"] == "opensid" and each["role"] == "person" and each["village_code"] == village:
            own.setdefault(each["person_id"], each)
    found = set()
    for person, row in own.items():
        for attribute in (*CHANGED, *BY_HAND):
            told = [each for each in said[person] if each["attribute"] == attribute]
            here = next((each["value"] for each in told if each["record_id"] == row["record_id"]), "")
            value = agreed(attribute, [each for each in told if each["true_at"] > row["true_at"]], row["sex"])
            if value and value != compared(attribute, here, row["sex"]):
                found.add((row["record_id"], attribute, value))
    return found


def agreed(attribute: str, told: Rows, sex: str | None) -> str:
    """The one value that at least two lists give with their newest rows; empty where there is none, or two."""
    lists: dict[str, set[str]] = defaultdict(set)
    for source in {each["source"] for each in told} - {"opensid", "office"}:
        own = [each for each in told if each["source"] == source]
        newest = min(own, key=lambda row: (-row["true_at"].toordinal(), row["record_id"]))
        if value := compared(attribute, newest["value"], sex):
            lists[value].add(source)
    several = [value for value, sources in lists.items() if len(sources) > 1]
    return several[0] if len(several) == 1 else ""


def compared(attribute: str, value: str, sex: str | None) -> str:
    written = as_opensid(attribute, value, sex)
    return folded(attribute, written) if written else ""


def test_both_find_the_same_corrections_in_every_village(folder: Path) -> None:
    held = holdings(folder)
    records, said = rows(folder, "record"), said_by_person(folder)
    names = {row["record_id"]: row["name"] for row in records}
    villages = {row["village_code"] for row in records if row["source"] == "opensid"} - {None}
    many = 0
    for village in sorted(villages):
        told = corrections(held, village).told
        mine = sorted(
            (each.name, each.attribute, folded(each.attribute, each.written)) for each in told if each.attribute
        )
        plain = sorted((names[record] or "", *more) for record, *more in plainly(records, said, village))
        assert mine == plain, village
        many += len(plain)
    assert many > 10


def test_nobody_is_told_of_whom_the_register_neither_has_nor_should_have(folder: Path) -> None:
    held, people = holdings(folder), {row["person_id"]: row for row in rows(folder, "person")}
    records = rows(folder, "record")
    for village in sorted({row["village_code"] for row in records if row["source"] == "opensid"} - {None}):
        listed = {
            row["nik_written"] for row in records if row["source"] == "opensid" and row["village_code"] == village
        }
        living = {row["nik"] for row in people.values() if row["village_code"] == village}
        for each in corrections(held, village).told:
            assert not each.nik or each.nik in listed | living
