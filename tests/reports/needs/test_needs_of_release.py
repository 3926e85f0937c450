"""The needs of a release, against the rule asked of one child and one family at a time."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from padan.contracts.release import table
from padan.kernel.errors import RegisterError
from padan.kernel.scope import Scope
from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.reference.giving_costs import terms_on
from padan.reports.arranged import arranged_for
from padan.reports.counting.suppressing import LEAST as LEAST_COUNTED
from padan.reports.eligible import columns, facts_copy, row
from padan.reports.needs import ids_that_went_over, needs_copy, needs_in, needs_of, numbers_of, subjects_of
from padan.rules.giving.cells import LEAST, cells_of
from padan.rules.giving.needs import ChildFacts, FamilyFacts, Found, Known, Need, needs_of_child, needs_of_family

Row = dict[str, Any]
DAY = date(2026, 11, 21)
GONE = {"dead", "moved", "missing", "left", "invalid"}
GROWN = {"head", "husband", "wife", "spouse", "parent"}
FACTS = ("at_risk", "poverty_group", "pregnant", "latrine_unsafe", "water_unsafe", "gets_pbi", "urgency")


@pytest.fixture(scope="module")
def folder(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release with children drawn so that every fact comes with every other: its own are mostly well."""
    current = small_release.current_release()
    found = tmp_path_factory.mktemp("needs") / "releases" / current.name
    shutil.copytree(current, found)
    draw = random.Random(64_02)
    families = rows(found, "family")
    grown = [each for each in rows(found, "person") if each["relation"] != "child"]
    children = [child(draw, home, number) for home in families for number in range(6)]
    put(found, "person", [*grown, *children])
    put(found, "growth_state", [state(draw, each) for each in children if draw.random() < 0.8])
    risks = rows(found, "risk")
    for each in risks:
        each["at_risk"] = draw.choice(["yes", "yes", "no", "unknown"])
        each["poverty"] = draw.choice([None, 1, 3, 4, 5])
        each["targets"] = draw.choice([[], ["pregnant"], ["under_five"]])
    put(found, "risk", risks)
    put(found, "claim", [said for each in families for said in insured(draw, each, [*grown, *children])])
    return found


def insured(draw: random.Random, home: Row, people: list[Row]) -> Iterator[Row]:
    """What lists tell of who insures the people of a family: of all or of some, and not all of it believed."""
    noted, payers, believed = draw.choice([1, 0.3]), draw.choice([["none"], ["pbi"], ["none", "other"]]), draw.random()
    for each in people:
        if each["family_id"] == home["family_id"] and draw.random() <= noted:
            yield {
                "subject_id": each["person_id"], "subject": "person", "attribute": "health_insurance",
                "value": draw.choice(payers), "chosen": believed > 0.2 or draw.random() < 0.5, "record_id": "r",
                "source": "opensid", "true_at": DAY,
            }  # fmt: skip


def child(draw: random.Random, home: Row, number: int) -> Row:
    """A child of a family, of any age up to a little over five years, or of none that could be."""
    return {
        "person_id": f"P{home['family_id'][1:-1]}{number}", "family_id": home["family_id"], "relation": "child",
        "village_code": home["village_code"], "status": draw.choice([None, "alive", "alive", "dead"]), "sources": [],
        "birth_date": draw.choice([None, *(DAY - timedelta(days=draw.randint(-40, 1_900)) for _time in range(9))]),
        "record_count": 1,
    }  # fmt: skip


def state(draw: random.Random, child: Row) -> Row:
    """How a child stands, by lot: also on the last day on which a measuring tells of it, and on the day after."""
    measured, last = sorted(DAY - timedelta(days=draw.choice([3, 60, 183, 184, 400])) for _time in range(2))
    words = ["none", "none", "none", "moderate", "severe", "unknown"]
    return {
        "person_id": child["person_id"], "family_id": child["family_id"], "village_code": child["village_code"],
        "measurement_id": "m", "measured_on": measured, "last_measured": last,
        "measured_times": draw.choice([1, 2, 5]), "days_since": (DAY - last).days, "days_stunted": 0, "oedema": False,
        **{axis: draw.choice(words) for axis in ("stunted", "wasted", "underweight", "overweight")},
        "arm_class": draw.choice([None, None, "normal", "wasted", "severely_wasted"]), "flagged": [], "recovered": [],
        "twice_not_gained": draw.choice([None, True, False]),
        "faltering": draw.choice([[], [], ["weight_slow"], ["length_fell"], ["weight_slow", "length_slow"]]),
    }  # fmt: skip


def rows(folder: Path, name: str) -> list[Row]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def put(folder: Path, name: str, told: list[Row]) -> None:
    """The rows of a table; what was worked out of the release goes."""
    shutil.rmtree(arranged_for(folder), ignore_errors=True)
    schema = pa.schema([pa.field(each.name, each.type) for each in table(name).columns])
    pq.write_table(pa.Table.from_pylist(told, schema), folder / f"{name}.parquet")


class Twin:
    """What the rule finds of every child and family of a release, one after the other."""

    def __init__(self, folder: Path) -> None:
        ids, areas, found = columns(folder, FACTS)
        told = [(ids[place], areas[place], row(found, place)) for place in range(len(ids))]
        self.people = rows(folder, "person")
        self.insurers = {each["subject_id"]: each["value"] for each in rows(folder, "claim") if each["chosen"]}
        self.families = {key: self.family(key, area, facts) for key, area, facts in told}
        self.grown = {each["person_id"]: each for each in rows(folder, "growth_state")}

    def family(self, key: str, area: str, facts: Row) -> FamilyFacts:
        group = facts["poverty_group"]
        return FamilyFacts(
            key, area, facts["at_risk"], None if group is None else group < 5, facts["pregnant"],
            False if facts["pregnant"] is False else None, facts["latrine_unsafe"], facts["water_unsafe"],
            0 if facts["gets_pbi"] else self.uninsured(key), int(facts["urgency"]),
        )  # fmt: skip

    def uninsured(self, key: str) -> int | None:
        told = [
            self.insurers.get(each["person_id"]) for each in self.people
            if each["family_id"] == key and (each["status"] or "alive") not in GONE
        ]  # fmt: skip
        return told.count("none") or (None if not told or None in told else 0)

    def child(self, person: Row) -> ChildFacts | None:
        born = person["birth_date"]
        age = None
        if born and born <= DAY:
            age = (DAY.year - born.year) * 12 + DAY.month - born.month - (DAY.day < born.day)
        if (person["status"] or "alive") in GONE or (age is None and person["relation"] in GROWN):
            return None
        told = self.grown.get(person["person_id"])
        return ChildFacts(person["person_id"], age, *(self.stands(told) if told else [None] * 7))

    @staticmethod
    def stands(told: Row) -> list[Known]:
        weighed, seen = ((DAY - told[name]).days <= 183 for name in ("measured_on", "last_measured"))
        steps = ("none", "moderate", "severe")

        def of(axis: str, least: str, known: bool) -> Known:
            word = told[axis] if known else "unknown"
            return None if word == "unknown" else steps.index(word) >= steps.index(least)

        thin = {"wasted": 1, "severely_wasted": 2}.get(told["arm_class"], 0) if seen else 0
        firm = "length_fell" in told["faltering"] or len(told["faltering"]) >= 2
        several = seen and told["measured_times"] > 1
        return [
            True if thin >= 1 else of("wasted", "moderate", weighed),
            True if thin == 2 else of("wasted", "severe", weighed),
            of("underweight", "moderate", weighed), told["twice_not_gained"] if several else None,
            of("stunted", "moderate", True), of("stunted", "severe", True),
            True if seen and firm else False if several else None,
        ]  # fmt: skip

    def found(self) -> Iterator[tuple[FamilyFacts, bool, Found]]:
        """Each family, whether what follows is of a child of it, and what was found."""
        terms = terms_on(DAY)
        for family in self.families.values():
            yield family, False, needs_of_family(family, terms)
        for person in self.people:
            child, home = self.child(person), self.families.get(person["family_id"])
            if child and home:
                yield home, True, needs_of_child(child, home, terms)


def test_every_need_is_as_the_rule_says_of_one_at_a_time(folder: Path) -> None:
    assert read_manifest(folder).as_of == DAY
    twins = {
        each.need_id: (*astuple(each), each.value) for *_home, found in Twin(folder).found() for each in found.needs
    }
    found = {each["need_id"]: tuple(each.values()) for each in needs_of(folder).to_pylist()}
    assert found == twins
    kinds = Counter((each[3], each[4]) for each in twins.values())
    assert len(twins) > 100
    assert {each[7] for each in twins.values() if each[2]} == set(range(1, 8))
    assert {kind for kind, _cause in kinds} == {"pmt", "counselling", "latrine", "water", "premium"}
    assert {each[9] for each in twins.values() if each[3] == "premium"} >= {12, 24, 36}
    assert {"wasted", "underweight", "weight_faltering", "at_risk", "pregnant_at_risk", "stunted"} <= {
        cause for _kind, cause in kinds
    }


def test_what_is_unknown_is_counted_beside(folder: Path) -> None:
    unknown: Counter[tuple[str, str, bool]] = Counter()
    needs: Counter[tuple[str, str, bool, int]] = Counter()
    worth: Counter[tuple[str, str, bool, int]] = Counter()
    for home, of_child, found in Twin(folder).found():
        unknown.update((home.area, kind, of_child) for kind in found.unknown)
        for each in found.needs:
            key = (each.area, each.kind, of_child, each.tier)
            needs[key] += 1
            worth[key] += each.value or 0
    told = numbers_of(folder).to_pylist()
    place = ("area", "kind", "of_child")
    assert {tuple(each[name] for name in place): each["unknown"] for each in told if each["tier"] is None} == unknown
    known = {tuple(each[name] for name in (*place, "tier")): each for each in told if each["tier"] is not None}
    assert {key: each["needs"] for key, each in known.items()} == needs
    assert {key: each["value"] or 0 for key, each in known.items()} == worth
    assert all(each["needs"] == each["without_cost"] for each in known.values() if each["kind"] == "counselling")
    assert {each["kind"] for each in known.values()} == {each["kind"] for each in told}
    assert any(kind == "premium" for _area, kind, _child in unknown)


def test_every_cell_that_a_giver_can_be_shown_holds_five_who_need_that_kind(folder: Path) -> None:
    offered = ("pmt", "latrine")
    subjects = subjects_of(folder, offered)
    wanted = {
        (each.person_id or each.family_id, each.kind) for *_home, found in Twin(folder).found() for each in found.needs
        if each.kind in offered
    }  # fmt: skip
    assert {(each.subject_id, kind) for each in subjects for kind in each.kinds} == wanted
    assert len({each.subject_id for each in subjects}) == len(subjects)
    shown = cells_of(subjects, {})
    held = Counter((shown[each.subject_id], kind) for each in subjects for kind in each.kinds)
    assert all(number >= LEAST for (cell, _kind), number in held.items() if cell is not None)
    assert sum(number for (cell, _kind), number in held.items() if cell is not None) > 50


def test_an_officer_is_told_the_needs_of_its_scope_the_most_urgent_first(folder: Path) -> None:
    everything = [Need(**{k: v for k, v in each.items() if k != "value"}) for each in needs_of(folder).to_pylist()]
    villages = sorted({each.area for each in everything})
    assert needs_in(folder, Scope()) == []
    for scope in (Scope((villages[0],)), Scope(tuple(villages[1:3])), Scope((villages[-1][:8],)), Scope(("64.02",))):
        inside = needs_in(folder, scope)
        assert {each.need_id for each in inside} == {each.need_id for each in everything if scope.covers(each.area)}
        assert [each.tier for each in inside] == sorted(each.tier for each in inside)
    assert needs_in(folder, Scope(("64.0",))) == []


def test_a_need_keeps_its_id_in_another_release(small_release: Home, folder: Path) -> None:
    """The two have the same families: what one lacks in both is one need."""
    releases = (small_release.current_release(), folder)
    one, other = ({(n["family_id"], n["kind"]): n["need_id"] for n in needs_of(f).to_pylist()} for f in releases)
    both = {key for key in one.keys() & other.keys() if key[1] in ("latrine", "water")}
    assert len(both) > 20
    assert all(one[key] == other[key] for key in both)


def test_ids_under_what_was_merged_go_over(folder: Path) -> None:
    assert ids_that_went_over(folder) == {}
    change = {"because": "model", "decided_by": [], "receipts": [], "release_before": "r", "records": 1}
    put(folder, "change", [
        {"subject": "family", "kind": "merged", "from_id": "F0A", "to_id": "F0B", **change},
        {"subject": "person", "kind": "split", "from_id": "P0A", "to_id": "P0B", **change},
    ])  # fmt: skip
    ids = ids_that_went_over(folder)
    assert len(ids) == len(terms_on(DAY))

    def name(text: str) -> str:
        return "N" + hashlib.sha256(text.encode()).hexdigest()[:15].upper()

    assert ids[name("F0A|latrine|no_latrine")] == name("F0B|latrine|no_latrine")


def test_the_copy_is_made_once_and_holds_no_name(folder: Path) -> None:
    made = needs_copy(folder)
    before = made.stat().st_mtime_ns
    assert needs_copy(folder).stat().st_mtime_ns == before
    assert made.parent == facts_copy(folder).parent
    assert not {"name", "nik", "kk"} & set(pq.read_schema(made).names)


def test_a_damaged_release_is_told_of(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "releases" / folder.name
    shutil.copytree(folder, broken)
    (broken / "growth_state.parquet").write_bytes(b"no table")
    with pytest.raises(RegisterError, match="growth_state"):
        needs_copy(broken)


def test_five_is_five_everywhere() -> None:
    assert LEAST == LEAST_COUNTED == 5
