"""What is yes, no and unknown of a family that a release tells little of; and what is refused."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from padan.contracts.release import table
from padan.kernel.errors import RegisterError
from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.reports.arranged import arranged_for
from padan.reports.eligible import columns, facts_copy, family, row
from padan.rules.eligibility import judge, read_rule, tell
from padan.rules.eligibility.catalogue import known_facts

Row = dict[str, Any]
DAY = date(2026, 11, 21)
TABLES = (
    "family", "person", "growth_state", "welfare", "dwelling", "screening", "risk", "priority", "claim", "gap"
)  # fmt: skip
VILLAGE = "64.02.01.2001"
BORN = {"infant": date(2026, 10, 30), "toddler": date(2025, 1, 15), "child": date(2018, 5, 5), "unborn": None}


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.fixture
def empty(small_release: Home, tmp_path: Path) -> Path:
    """A release with a manifest and not one row."""
    current = small_release.current_release()
    folder = tmp_path / "home" / "releases" / current.name
    folder.mkdir(parents=True)
    shutil.copy(current / "manifest.json", folder)
    assert read_manifest(folder).as_of == DAY
    for name in TABLES:
        put(folder, name, [])
    return folder


def put(folder: Path, name: str, rows: list[Row]) -> None:
    """The rows of a table; columns that a row leaves out are null. A release never changes, so this is another: what
    was worked out of it goes."""
    shutil.rmtree(arranged_for(folder), ignore_errors=True)
    schema = pa.schema([pa.field(each.name, each.type) for each in table(name).columns])
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"{name}.parquet")


def lives(folder: Path, *people: Row, sources: tuple[str, ...] = ("opensid",), target: str = "unknown") -> None:
    """One family with its people, of which the rule knows no more than whether it is a target."""
    members = [{"family_id": "f", "person_id": f"p{n}", "relation": "child", **each} for n, each in enumerate(people)]
    one = {"family_id": "f", "members": max(1, len(people)), "village_code": VILLAGE, "sources": list(sources)}
    put(folder, "family", [{**one, "head_person_id": "p0"}])
    put(folder, "person", members)
    risk = {"target": target, "at_risk": "unknown", "contraception": "unknown", "targets": [], "factors": []}
    put(folder, "risk", [{"family_id": "f", **risk}])


def state(n: int, **values: Any) -> Row:
    """How a child stands that was measured five days ago, unless said otherwise."""
    unknown = dict.fromkeys(("stunted", "wasted", "underweight"), "unknown")
    return {
        "person_id": f"p{n}", "family_id": "f", "village_code": VILLAGE, "measured_on": ago(5), "last_measured": ago(5),
        "measured_times": 2, "faltering": [], **unknown, **values,
    }  # fmt: skip


@pytest.mark.parametrize(
    # The family's children, which lists know it, how its measured children stand, whether a child is stunted.
    ("children", "sources", "stands", "answer"),
    [
        ([], ["opensid"], {}, False),
        ([], ["krs"], {}, None),  # BKKBN's list names no child
        (["child"], ["opensid"], {}, False),
        (["toddler"], ["opensid"], {}, None),
        (["toddler"], ["opensid"], {1: "unknown"}, None),
        (["toddler"], ["opensid"], {1: "none"}, False),
        (["toddler"], ["opensid"], {1: "moderate"}, True),
        (["toddler"], ["eppgbm"], {1: "none"}, None),  # there may be another child
        (["toddler"], ["eppgbm"], {1: "severe"}, True),
        (["toddler", "infant"], ["dtsen"], {1: "none"}, None),
        (["toddler", "infant"], ["dtsen"], {1: "none", 2: "none"}, False),
        (["toddler", "infant"], ["dtsen"], {2: "severe"}, True),
        (["child", "unborn"], ["opensid"], {}, None),  # nobody knows how old
    ],
)
def test_whether_a_child_is_stunted(
    empty: Path, children: list[str], sources: list[str], stands: dict[int, str], answer: bool | None
) -> None:
    people = [{"relation": "head", "birth_date": date(1990, 1, 1)}, *({"birth_date": BORN[each]} for each in children)]
    lives(empty, *people, sources=tuple(sources))
    put(empty, "growth_state", [state(n, stunted=word) for n, word in stands.items()])
    assert family(empty, "f")["stunted"] is answer


@pytest.mark.parametrize(
    ("known", "wasted", "severely", "faltering", "unmeasured"),
    [
        ({"wasted": "none"}, False, False, False, False),
        ({"wasted": "moderate"}, True, False, False, False),
        ({"wasted": "severe"}, True, True, False, False),
        ({"wasted": "none", "arm_class": "wasted"}, True, False, False, False),
        ({"arm_class": "severely_wasted"}, True, True, False, False),
        ({"arm_class": "normal"}, None, None, False, False),  # the arm alone excludes nothing
        ({"wasted": "severe", "measured_on": ago(183)}, True, True, False, False),
        ({"wasted": "severe", "measured_on": ago(184)}, None, None, False, False),
        ({"wasted": "none", "measured_times": 1}, False, False, None, False),
        ({"wasted": "none", "faltering": ["weight_slow"]}, False, False, False, False),
        ({"wasted": "none", "faltering": ["weight_slow", "length_slow"]}, False, False, True, False),
        ({"wasted": "none", "faltering": ["length_fell"]}, False, False, True, False),
        ({"measured_on": ago(61), "last_measured": date(2026, 9, 21)}, None, None, False, False),
        ({"measured_on": ago(62), "last_measured": date(2026, 9, 20)}, None, None, False, True),
        ({"measured_on": ago(300), "last_measured": ago(300), "wasted": "none"}, None, None, None, True),
    ],
)
def test_what_a_measuring_tells_and_for_how_long(
    empty: Path, known: Row, wasted: bool | None, severely: bool | None, faltering: bool | None, unmeasured: bool
) -> None:
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)}, {"birth_date": BORN["toddler"]})
    put(empty, "growth_state", [state(1, **known)])
    told = family(empty, "f")
    assert (told["wasted"], told["severely_wasted"]) == (wasted, severely)
    assert (told["faltering"], told["unmeasured"]) == (faltering, unmeasured)


def test_a_child_is_called_unmeasured_only_where_lists_of_measurings_come_from(empty: Path) -> None:
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)}, {"birth_date": BORN["toddler"]})
    assert family(empty, "f")["unmeasured"] is None
    put(empty, "growth_state", [{**state(8), "family_id": "of others"}])
    assert family(empty, "f")["unmeasured"] is True
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)}, {"birth_date": BORN["infant"]})
    assert family(empty, "f")["unmeasured"] is False


def test_the_dead_and_the_moved_are_no_children_of_the_family(empty: Path) -> None:
    gone = [{"birth_date": BORN["toddler"], "status": status} for status in ("dead", "moved")]
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)}, *gone, {"birth_date": BORN["infant"]})
    told = family(empty, "f")
    assert (told["under_five"], told["under_two"], told["six_to_59"]) == (1, 1, 0)


@pytest.mark.parametrize(
    # Born; counted among those of 0-59, 0-23 and 6-59 months on 21 November 2026.
    ("born", "five", "two", "fed"),
    [
        (date(2026, 11, 22), None, None, None),  # in the future: no birth date
        (DAY, 1, 1, 0),
        (date(2026, 5, 22), 1, 1, 0),
        (date(2026, 5, 21), 1, 1, 1),
        (date(2024, 11, 22), 1, 1, 1),
        (date(2024, 11, 21), 1, 0, 1),
        (date(2021, 11, 22), 1, 0, 1),
        (date(2021, 11, 21), 0, 0, 0),
    ],
)
def test_in_which_months_a_child_is_counted(
    empty: Path, born: date, five: int | None, two: int | None, fed: int | None
) -> None:
    lives(empty, {"relation": "head"}, {"birth_date": born})
    told = family(empty, "f")
    assert (told["under_five"], told["under_two"], told["six_to_59"]) == (five, two, fed)


@pytest.mark.parametrize(
    # Programmes that the list names of this family and of another, and when; PKH and any aid.
    ("ours", "others", "day", "pkh", "anything"),
    [
        (["pkh"], [], ago(10), True, True),
        ([], ["pkh"], ago(10), False, False),
        (["pbi"], ["pbi"], ago(10), None, True),  # the list tells of PBI only
        ([], [], ago(10), None, None),
        (None, ["pkh"], ago(10), None, None),
        (["pkh"], ["pkh"], ago(366), None, None),
    ],
)
def test_a_list_that_has_no_column_for_a_programme_denies_it_to_nobody(
    empty: Path, ours: list[str] | None, others: list[str], day: date, pkh: bool | None, anything: bool | None
) -> None:
    lives(empty, {"relation": "head"})
    said = {"source": "dtsen", "true_at": day}
    put(empty, "welfare", [
        {"family_id": "f", "record_id": "r1", "programmes": ours, **said},
        {"family_id": "g", "record_id": "r2", "programmes": others, **said},
    ])  # fmt: skip
    told = family(empty, "f")
    assert (told["gets_pkh"], told["gets_any"]) == (pkh, anything)


def test_a_range_of_deciles_is_no_decile(empty: Path) -> None:
    one = {"members": 2, "village_code": VILLAGE, "sources": ["dtsen"]}
    put(empty, "family", [
        {"family_id": "a", "desil_low": 3, "desil_high": 3, **one},
        {"family_id": "b", "desil_low": 6, "desil_high": 10, **one},
        {"family_id": "c", **one},
    ])  # fmt: skip
    told = [family(empty, each) for each in "abc"]
    assert [[each[name] for name in ("decile", "decile_low", "decile_high")] for each in told] == [
        [3, 3, 3], [None, 6, 10], [None, None, None],
    ]  # fmt: skip


def test_a_family_is_not_on_a_list_only_where_the_list_knows_its_village(empty: Path) -> None:
    rows = [("a", "dtsen", "1"), ("b", "krs", "1"), ("c", "krs", "2"), ("d", "krs", None)]
    put(empty, "family", [
        {"family_id": name, "members": 1, "village_code": village and f"64.02.01.200{village}", "sources": [source]}
        for name, source, village in rows
    ])  # fmt: skip
    ids, areas, found = columns(empty, ["on_poor_list"])
    assert ids.tolist() == ["a", "b", "c", "d"]
    assert areas.tolist() == ["64.02.01.2001", "64.02.01.2001", "64.02.01.2002", ""]
    assert found["on_poor_list"].tolist() == [1, 0, -1, -1]


def test_both_families_of_a_disputed_person_are_disputed_and_so_is_one_of_whom_some_say_dead(empty: Path) -> None:
    put(empty, "family", [{"family_id": name, "members": 1, "sources": []} for name in "abcde"])
    put(empty, "gap", [
        {"gap_id": "1", "kind": "person_in_two_families", "family_id": "a",
         "evidence": json.dumps({"families": [{"family_id": "a"}, {"family_id": "c"}]})},
        {"gap_id": "2", "kind": "conflicting_values", "family_id": "d", "evidence": '{"attribute": "status"}'},
        {"gap_id": "3", "kind": "conflicting_values", "family_id": "e", "evidence": '{"attribute": "name"}'},
    ])  # fmt: skip
    _ids, _areas, found = columns(empty, ["members_disputed"])
    assert found["members_disputed"].tolist() == [1, 0, 1, 1, 0]
    assert [family(empty, each)["members_disputed"] for each in "abcde"] == [True, False, True, True, False]


def test_extreme_poverty_and_the_house_are_by_the_newest_word_that_says_anything(empty: Path) -> None:
    lives(empty, {"relation": "head"})
    put(empty, "welfare", [
        {"family_id": "f", "record_id": "r1", "source": "dtsen", "true_at": ago(300), "extreme_poverty": False},
        {"family_id": "f", "record_id": "r2", "source": "dtsen", "true_at": ago(20), "extreme_poverty": True},
        {"family_id": "f", "record_id": "r3", "source": "dtsen", "true_at": ago(10)},
    ])  # fmt: skip
    put(empty, "dwelling", [
        {"family_id": "f", "record_id": "r1", "true_at": ago(40), "water": "piped", "floor": "earth"},
        {"family_id": "f", "record_id": "r2", "true_at": ago(20), "water": "unknown"},
        {"family_id": "f", "record_id": "r3", "true_at": ago(-1), "water": "rain", "floor": "wood"},
    ])  # fmt: skip
    told = family(empty, "f")
    assert (told["extreme_poverty"], told["water"], told["floor"]) == (True, "piped", "earth")
    assert (told["water_unsafe"], told["latrine_unsafe"], told["wall"]) == (False, None, None)


def test_families_in_which_nobody_lives_do_not_count(empty: Path) -> None:
    put(empty, "family", [{"family_id": "a", "members": 0, "sources": []}])
    ids, areas, found = columns(empty, ["members", "at_risk"])
    assert (len(ids), len(areas), len(found["members"]), len(found["at_risk"])) == (0, 0, 0, 0)
    with pytest.raises(KeyError):
        family(empty, "a")


def test_a_fact_that_nobody_knows_and_a_damaged_release_are_refused(empty: Path) -> None:
    with pytest.raises(KeyError):
        columns(empty, ["village"])
    (empty / "gap.parquet").unlink()
    with pytest.raises(RegisterError, match="rusak"):
        columns(empty, ["members"])


def test_a_rule_answers_alike_for_the_column_and_for_one_family(small_release: Home) -> None:
    facts = known_facts()
    rule = read_rule("desil <= 4\nada_balita\nbukan menerima_pkh\nair_minum = ledeng atau air_tidak_layak", facts)
    codes = ["decile", "has_under_five", "gets_pkh", "water", "water_unsafe"]
    ids, _areas, found = columns(small_release.current_release(), codes)
    answers = judge(rule, found, facts).answer
    assert set(answers.tolist()) == {-1, 0, 1}
    assert [tell(rule, row(found, place), facts).answer for place in range(len(ids))] == answers.tolist()


def test_what_is_worked_out_once_is_read_from_then_on_and_half_of_it_is_never_seen(empty: Path) -> None:
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)})
    copy = facts_copy(empty)
    made = copy.stat().st_mtime_ns
    assert family(empty, "f")["members"] == 1
    assert facts_copy(empty).stat().st_mtime_ns == made
    copy.unlink()
    (empty / "risk.parquet").write_bytes(b"half a file")
    with pytest.raises(RegisterError, match="risk"):
        family(empty, "f")
    assert list(copy.parent.iterdir()) == []


def test_facts_that_are_worked_out_in_another_way_are_worked_out_anew(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives(empty, {"relation": "head", "birth_date": date(1990, 1, 1)})
    before = facts_copy(empty)
    fewer = {code: fact for code, fact in known_facts().items() if code != "members"}
    monkeypatch.setattr("padan.reports.eligible.known_facts", lambda: fewer)
    assert facts_copy(empty) != before
    assert "members" not in family(empty, "f")
