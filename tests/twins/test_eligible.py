"""Every fact of every family of the small release, worked out again in plain Python from the tables, by what each fact
is said to mean."""

from __future__ import annotations

import calendar
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.reports.eligible import columns, families, row
from padan.rules.eligibility import FactKind
from padan.rules.eligibility.catalogue import known_facts

Row = dict[str, Any]
GONE = {"dead", "moved", "missing", "left", "invalid"}
GROWN = {"head", "husband", "wife", "spouse", "parent"}
SAFE_WATER = {"bottled", "refilled", "bottled_or_refilled", "piped", "borehole", "protected_well"}
SAFE_TANK = {"septic_tank", "treatment_plant"}
FOUR = ("too_young", "too_old", "too_close", "too_many")
AXES = ("stunted", "severely_stunted", "wasted", "severely_wasted", "underweight", "faltering", "unmeasured")
HOUSE = ("floor", "wall", "roof", "water", "latrine", "disposal", "ownership")


def months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_old(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def yes_no(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


def any_of(answers: list[bool | None]) -> bool | None:
    """Kleene's "or"."""
    return True if True in answers else None if None in answers else False


class Twin:
    """The tables by family, and the facts of one."""

    def __init__(self, folder: Path) -> None:
        self.day = read_manifest(folder).as_of
        names = ("person", "welfare", "dwelling", "screening", "risk", "priority", "growth_state", "claim", "gap")
        tables = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in ("family", *names)}
        self.families = [each for each in tables["family"] if each["members"]]
        self.of: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in names}
        for name in names:
            for each in tables[name]:
                self.of[name][each.get("subject_id") or each["family_id"]].append(each)
        self.grown = {each["person_id"]: each for each in tables["growth_state"]}
        self.listed_villages = {each["village_code"] for each in tables["family"] if "dtsen" in each["sources"]}
        self.measured_villages = {each["village_code"] for each in tables["growth_state"]}
        self.tells = defaultdict(set)
        for each in tables["welfare"]:
            self.tells[each["source"], each["true_at"]] |= set(each["programmes"] or ())
        self.disputed = set()
        for gap in tables["gap"]:
            said = json.loads(gap["evidence"])
            if gap["kind"] == "person_in_two_families":
                self.disputed |= {each["family_id"] for each in said["families"]}
            elif gap["kind"] == "conflicting_values" and said["attribute"] == "status":
                self.disputed.add(gap["family_id"])

    def facts(self, family: Row) -> Row:
        self.living = [p for p in self.of["person"][family["family_id"]] if (p["status"] or "alive") not in GONE]
        self.whole = bool({"opensid", "dtsen"} & set(family["sources"]))
        children = self.children(family)
        return {
            **self.welfare(family), **self.head(family), **children, **self.growth(family, children),
            **self.dwelling(family), **self.risk(family),
            "members": family["members"], "members_disputed": family["family_id"] in self.disputed,
        }  # fmt: skip

    def welfare(self, family: Row) -> Row:
        key, low, high = family["family_id"], family["desil_low"], family["desil_high"]
        chosen = [c for c in self.of["claim"][key] if c["attribute"] == "desil" and c["chosen"]]
        said = [w for w in self.of["welfare"][key] if w["true_at"] <= self.day]
        lately = [w for w in said if w["true_at"] > months_before(self.day, 12) and w["programmes"] is not None]

        def gets(*names: str) -> bool | None:
            wanted = set(names)
            if any(wanted & set(w["programmes"]) for w in lately):
                return True
            return False if any(wanted & self.tells[w["source"], w["true_at"]] for w in lately) else None

        extreme = [w for w in said if w["extreme_poverty"] is not None]
        on_list = "dtsen" in family["sources"]
        return {
            "decile": low if low == high else None, "decile_low": low, "decile_high": high,
            "decile_age": (self.day - chosen[0]["true_at"]).days if chosen else None,
            "on_poor_list": on_list or (False if family["village_code"] in self.listed_villages else None),
            "extreme_poverty": max(extreme, key=newest)["extreme_poverty"] if extreme else None,
            "gets_pkh": gets("pkh"), "gets_sembako": gets("sembako", "bpnt"), "gets_pbi": gets("pbi"),
            "gets_any": gets(*{name for names in self.tells.values() for name in names}),
        }  # fmt: skip

    def head(self, family: Row) -> Row:
        head = next((p for p in self.living if p["person_id"] == family["head_person_id"]), None)
        sex = head["sex"] if head else None
        born = head["birth_date"] if head else None
        return {
            "head_age": years_old(born, self.day) if born else None,
            "head_sex": {"L": "male", "P": "female"}.get(sex), "head_woman": sex == "P" if sex else None,
        }  # fmt: skip

    def younger(self, months: int) -> list[Row]:
        after = months_before(self.day, months)
        return [p for p in self.living if p["birth_date"] and after < p["birth_date"] <= self.day]

    def children(self, family: Row) -> Row:
        risk = self.of["risk"][family["family_id"]][0]
        sure = self.whole and all(p["birth_date"] or p["relation"] in GROWN for p in self.living)
        five, two = self.younger(60), self.younger(24)
        fed = [p for p in five if p["birth_date"] <= months_before(self.day, 6)]

        def has(found: list[Row], targets: set[str]) -> bool | None:
            if found or targets & set(risk["targets"]):
                return True
            return False if sure or risk["target"] == "no" else None

        return {
            "under_five": len(five) if sure else None, "under_two": len(two) if sure else None,
            "six_to_59": len(fed) if sure else None,
            "has_under_five": has(five, {"under_two", "under_five"}), "has_under_two": has(two, {"under_two"}),
        }  # fmt: skip

    def growth(self, family: Row, children: Row) -> Row:
        told = [self.child(p, family["village_code"]) for p in self.younger(60)]
        hidden = [] if children["under_five"] is not None else [None]
        return {
            axis: False if children["has_under_five"] is False else any_of([each[axis] for each in told] + hidden)
            for axis in AXES
        }

    def child(self, person: Row, village: str) -> Row:
        state = self.grown.get(person["person_id"])
        due = months_before(self.day, 2)
        found: Row = dict.fromkeys(AXES)
        if state is None:
            late = person["birth_date"] < due
            return found | {"unmeasured": (True if village in self.measured_villages else None) if late else False}
        half_year = self.day - timedelta(days=183)
        weighed, seen = state["measured_on"] >= half_year, state["last_measured"] >= half_year
        arm = state["arm_class"] if seen else None

        def below(axis: str, *classes: str) -> bool | None:
            return None if state[axis] == "unknown" else state[axis] in classes

        found["stunted"] = below("stunted", "moderate", "severe")
        found["severely_stunted"] = below("stunted", "severe")
        if weighed:
            found["wasted"] = below("wasted", "moderate", "severe")
            found["severely_wasted"] = below("wasted", "severe")
            found["underweight"] = below("underweight", "moderate", "severe")
        found["wasted"] = arm in ("wasted", "severely_wasted") or found["wasted"]
        found["severely_wasted"] = arm == "severely_wasted" or found["severely_wasted"]
        if seen:
            firm = "length_fell" in state["faltering"] or len(state["faltering"]) >= 2
            found["faltering"] = firm or (False if state["measured_times"] > 1 else None)
        return found | {"unmeasured": state["last_measured"] < due}

    def dwelling(self, family: Row) -> Row:
        said = [d for d in self.of["dwelling"][family["family_id"]] if d["true_at"] <= self.day]
        found: Row = {}
        for name in (*HOUSE, "floor_area"):
            known = [d for d in said if d[name] not in (None, "unknown")]
            found[name] = max(known, key=newest)[name] if known else None
        return found

    def risk(self, family: Row) -> Row:
        risk = self.of["risk"][family["family_id"]][0]
        yes = dict.fromkeys(risk["factors"], True)
        no = self.absent(family, risk)
        told = {
            name: yes.get(name, False if name in no else None) for name in (*FOUR, "water_unsafe", "latrine_unsafe")
        }
        screened = self.screened(family)
        lately = screened and (self.day - screened["true_at"]).days <= 280
        not_pregnant = risk["target"] == "no" or (lately and screened["pregnant_wife"] is False)
        return told | {
            "at_risk": yes_no(risk["at_risk"]), "krs_target": yes_no(risk["target"]),
            "no_modern_contraception": yes_no(risk["contraception"]), "poverty_group": risk["poverty"],
            "pregnant": True if "pregnant" in risk["targets"] else False if not_pregnant else None,
            "urgency": self.of["priority"][family["family_id"]][0]["tier"],
        }  # fmt: skip

    def screened(self, family: Row) -> Row | None:
        said = [s for s in self.of["screening"][family["family_id"]] if s["true_at"] <= self.day]
        return min(said, key=lambda s: (-s["true_at"].toordinal(), s["record_id"])) if said else None

    def absent(self, family: Row, risk: Row) -> set[str]:
        """The factors that are known not to be there."""
        if risk["target"] == "yes" and risk["at_risk"] == "no":
            return {*FOUR, "water_unsafe", "latrine_unsafe"}
        found = self.safe_house(family)
        screened = self.screened(family)
        if screened:
            found |= {name for name in ("water_unsafe", "latrine_unsafe") if screened[name] is False}
            if (self.day - screened["true_at"]).days <= 184 + 184:
                stated = {name: screened[name] for name in FOUR}
                found |= {n for n, s in stated.items() if (screened["four_too"] if s is None else s) is False}
        return found | self.of_wife()

    def safe_house(self, family: Row) -> set[str]:
        said = [d for d in self.of["dwelling"][family["family_id"]] if d["true_at"] <= self.day]
        water = [d for d in said if d["water"] not in (None, "unknown")]
        latrine = [d for d in said if (d["latrine"] or "unknown", d["disposal"] or "unknown") != ("unknown", "unknown")]
        found = set()
        if water and max(water, key=newest)["water"] in SAFE_WATER:
            found.add("water_unsafe")
        if latrine:
            last = max(latrine, key=newest)
            if last["latrine"] == "own_septic" or last["disposal"] in SAFE_TANK:
                found.add("latrine_unsafe")
        return found

    def of_wife(self) -> set[str]:
        wives = [
            p for p in self.living
            if p["relation"] == "wife" or (p["relation"], p["sex"] or "P") in {("spouse", "P"), ("head", "P")}
        ]  # fmt: skip
        wives = [p for p in wives if p["relation"] != "head" or p["sex"]]
        found = set()
        if self.whole and not wives:
            return set(FOUR)
        if self.whole and len([p for p in self.living if p["relation"] == "child"]) < 3:
            found.add("too_many")
        if wives:
            beside = [p for p in wives if p["relation"] != "head"] or wives
            dated = [p for p in beside if p["birth_date"]]
            if dated:
                years = years_old(max(p["birth_date"] for p in dated), self.day)
                found |= {"too_young"} if years >= 20 else set()
                found |= {"too_old"} if not 35 <= years <= 40 else set()
                found |= {"too_close", "too_many"} if not 15 <= years <= 49 else set()
        return found


def newest(row: Row) -> tuple[date, str]:
    return row["true_at"], row["record_id"]


@pytest.fixture(scope="module")
def folder(small_release: Home) -> Path:
    return small_release.current_release()


def test_every_fact_of_every_family_is_that_of_the_twin(folder: Path) -> None:
    ids, areas, found = columns(folder, list(known_facts()))
    twin = Twin(folder)
    assert [each["family_id"] for each in twin.families] == ids.tolist() == sorted(ids)
    assert [each["village_code"] or "" for each in twin.families] == areas.tolist()
    for place, family in enumerate(twin.families):
        expected = twin.facts(family)
        assert row(found, place) == expected, family["family_id"]
        assert set(expected) == set(known_facts())


def test_the_small_release_has_some_of_most_things(folder: Path) -> None:
    _ids, _areas, found = columns(folder, list(known_facts()))
    for code, fact in known_facts().items():
        if fact.kind is FactKind.YES_NO and code not in ("extreme_poverty", "members_disputed"):
            assert set(np.unique(found[code])) == {-1, 0, 1}, code


def test_one_family_is_told_what_its_column_says(folder: Path) -> None:
    ids, _areas, found = columns(folder, list(known_facts()))
    told = list(families(folder, ids))
    assert told == [row(found, place) for place in range(len(ids))]
    assert len(told) > 100
