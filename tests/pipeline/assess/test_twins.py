"""The trickier queries again, one person at a time, over a small invented release."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest

from padan.pipeline.home import Home

Rows = list[dict[str, Any]]
GONE = {"dead", "moved", "missing", "left", "invalid"}


class Tables:
    """A release's tables as rows of plain Python."""

    def __init__(self, home: Home) -> None:
        self.folder = home.current_release()
        self.as_of = date.fromisoformat(json.loads((self.folder / "manifest.json").read_text())["as_of"])

    def __getattr__(self, name: str) -> Rows:
        rows = pq.read_table(self.folder / f"{name}.parquet").to_pylist()
        setattr(self, name, rows)
        return rows

    def gaps(self, kind: str) -> Rows:
        return [{**row, "evidence": json.loads(row["evidence"])} for row in self.gap if row["kind"] == kind]

    def residents(self) -> dict[str, dict[str, Any]]:
        return {p["person_id"]: p for p in self.person if p["status"] not in GONE}


@pytest.fixture(scope="module")
def tables(small_release: Home) -> Tables:
    return Tables(small_release)


def five_years_before(day: date) -> date:
    return day.replace(year=day.year - 5)


def test_unmeasured_children(tables: Tables) -> None:
    poor = {f["family_id"] for f in tables.family if (f["desil_high"] or 10) <= 4}
    measured = {m["person_id"] for m in tables.measurement if m["weight"] is not None or m["height"] is not None}
    expected = {
        p["person_id"]
        for p in tables.residents().values()
        if p["birth_date"] and five_years_before(tables.as_of) < p["birth_date"] <= tables.as_of
        if p["family_id"] in poor and p["person_id"] not in measured
    }
    found = {person for gap in tables.gaps("poor_child_unmeasured") for person in gap["people"]}
    assert found == expected


def test_unlisted_children(tables: Tables) -> None:
    measured = {m["person_id"] for m in tables.measurement if m["weight"] is not None or m["height"] is not None}
    expected = {
        p["person_id"]
        for p in tables.residents().values()
        if p["birth_date"] is None or p["birth_date"] > five_years_before(tables.as_of)
        if p["person_id"] in measured and not {"dtsen", "opensid"} & set(p["sources"])
    }
    assert {gap["people"][0] for gap in tables.gaps("measured_child_unlisted")} == expected
    assert expected


def test_shared_niks(tables: Tables) -> None:
    kin = {s["record_id"]: s["kin_nik"] for s in tables.standard}
    bearers = defaultdict(set)
    for record in tables.record:
        if record["nik"] and kin.get(record["record_id"]) != record["nik"]:
            bearers[record["nik"]].add(record["person_id"])
    expected: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for nik, people in bearers.items():
        if len(people) > 1:
            expected[tuple(sorted(people))].add(nik)
    found = {tuple(gap["people"]): set(gap["evidence"]["niks"]) for gap in tables.gaps("same_nik_different_people")}
    assert found == expected


def nik_agrees(nik: str, born: date) -> bool:
    if int(nik[10:12]) != born.year % 100:
        return False
    return (born.month, born.day) in {(1, 1), (12, 31)} or (int(nik[6:8]) % 40, int(nik[8:10])) == (
        born.day,
        born.month,
    )


def test_niks_that_contradict(tables: Tables) -> None:
    residents = tables.residents()
    expected = set()
    for record in tables.record:
        person, nik = residents.get(record["person_id"]), record["nik"]
        if person is None or nik is None:
            continue
        dates = [d for d in (record["birth_date"], person["birth_date"]) if d]
        sex = record["sex"] or person["sex"]
        wrong_date = bool(dates) and not any(nik_agrees(nik, day) for day in dates)
        wrong_sex = sex is not None and sex != ("P" if int(nik[6:8]) > 40 else "L")
        if wrong_date or wrong_sex:
            expected.add((record["person_id"], nik))
    found = {(gap["people"][0], gap["evidence"]["nik"]) for gap in tables.gaps("nik_contradicts_birth")}
    assert found == expected
    assert expected


def conflicts_in_birth(values: list[tuple[str, str | None]]) -> bool:
    """``values``: the date and how it was read."""
    vague = [v for v, quality in values if v[5:] in ("01-01", "12-31") or quality not in ("exact", "serial", None)]
    exact = {v for v, _quality in values if v not in vague}
    return len(exact) > 1 or len({v[:4] for v, _quality in values}) > 1


def test_conflicting_birth_dates_and_sexes(tables: Tables) -> None:
    quality = {r["record_id"]: r["birth_date_quality"] for r in tables.record}
    residents = tables.residents()
    said: dict[tuple[str, str], list[tuple[str, str | None]]] = defaultdict(list)
    for claim in tables.claim:
        if claim["attribute"] in ("birth_date", "sex") and claim["subject_id"] in residents:
            said[claim["subject_id"], claim["attribute"]].append((claim["value"], quality[claim["record_id"]]))
    expected = {
        key
        for key, values in said.items()
        if (conflicts_in_birth(values) if key[1] == "birth_date" else len({v for v, _q in values}) > 1)
    }
    gaps = tables.gaps("conflicting_values")
    found = {(g["people"][0], g["evidence"]["attribute"]) for g in gaps}
    assert {key for key in found if key[1] in ("birth_date", "sex")} == expected
    assert expected


def test_people_in_two_families(tables: Tables) -> None:
    away = {c["record_id"] for c in tables.claim if c["attribute"] == "status" and c["value"] != "alive"}
    in_a_list = {s["record_id"] for s in tables.standard if s["family_key"] is not None}
    person_of = {r["record_id"]: r["person_id"] for r in tables.record}
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for claim in tables.claim:
        if claim["subject"] == "family" and claim["record_id"] in in_a_list - away:
            days[person_of[claim["record_id"]], claim["subject_id"]].add(claim["true_at"])
    home = {m["person_id"]: m["family_id"] for m in tables.membership if m["current"]}
    residents = tables.residents()
    expected = {
        person
        for (person, family), seen in days.items()
        if person in residents and family != home[person] and (person, home[person]) in days
        if max(seen) >= min(days[person, home[person]])
    }
    assert {gap["people"][0] for gap in tables.gaps("person_in_two_families")} == expected
