"""The tables ``growth`` and ``growth_state``: children drawn by hand, and the rules again child by child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.pipeline.assess.families_kit import assess_again, assessed_register, child_id, household, weighings
from tests.pipeline.register_kit import Register, Row

from padan.pipeline.home import Home
from padan.rules.growth.child import growth_of
from padan.rules.growth.children import BOY, GIRL, LYING, STANDING

BORN = "2024-08-20"
SEX = {"L": BOY, "P": GIRL, None: 0}
POSITION = {"lying": LYING, "standing": STANDING, None: 0}
AXES = {"stunted": "stunting", "wasted": "wasting", "underweight": "underweight", "overweight": "overweight"}
INDICATORS = ("length_for_age", "weight_for_age", "weight_for_length", "bmi_for_age", "head_for_age", "arm_for_age")


def alone(measurement: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    """What the rules say of one measurement of one child, in the columns of ``growth``."""
    found = growth_of(
        sex=SEX[person["sex"]],
        born=person["birth_date"],
        measured_on=measurement["measured_on"] or measurement["true_at"],
        weight=measurement["weight"],
        length=measurement["height"],
        position=POSITION[measurement["position"]],
        head=measurement["head"],
        arm=measurement["muac"],
    )
    why = found.readings["length_for_age"].missing
    return {
        **{name: found.readings[name].z for name in INDICATORS},
        "flagged": [name for name in INDICATORS if found.readings[name].flagged],
        "age_days": found.age and found.age.days,
        "age_months": found.age and found.age.full_months,
        "length": found.length,
        "why_unknown": why.name.lower() if why else None,
        **{name: (judged.key if (judged := found.axes[axis].found) else "unknown") for name, axis in AXES.items()},
        "arm_class": found.arm.found and found.arm.found.key,
    }


def test_every_measurement_of_the_small_register_is_judged_as_if_alone(small_release: Home) -> None:
    folder = small_release.current_release()
    people = {row["person_id"]: row for row in pq.read_table(folder / "person.parquet").to_pylist()}
    measured = {row["measurement_id"]: row for row in pq.read_table(folder / "measurement.parquet").to_pylist()}
    growth = pq.read_table(folder / "growth.parquet").to_pylist()
    assert len(growth) > 300
    for row in growth:
        measurement = measured[row["measurement_id"]]
        assert row["person_id"] == measurement["person_id"]
        expected = alone(measurement, people[row["person_id"]])
        assert {name: row[name] for name in expected} == expected, row["measurement_id"]
    left_out = {row["measurement_id"] for row in measured.values()} - {row["measurement_id"] for row in growth}
    assert all(measured[one]["weight"] is measured[one]["height"] is None for one in left_out)


def on(day: str, weight: float | None = 9.1, height: float | None = 78.0, **values: Any) -> dict[str, Any]:
    """One visit of a child."""
    return {"measured_on": day, "weight": weight, "height": height, **values}


#: A boy born on 20 August 2024 (unless ``born`` or ``sex`` says otherwise), one visit, and what the row says.
DRAWN: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("stunted", on("2026-06-09"), {},
     {"length_for_age": -2.65, "stunted": "moderate", "age_days": 658, "age_months": 21, "counts": True,
      "why_unknown": None, "gain": "B", "gain_grams": None, "twice_not_gained": False, "doubt": None,
      "label_hides": False}),
    ("severely stunted", on("2026-06-09", 9.1, 74.0), {}, {"length_for_age": -4.02, "stunted": "severe"}),
    ("standing before two years: 0.7 cm more", on("2026-06-09", 9.1, 78.0, position="standing"), {},
     {"length": 78.7, "length_for_age": -2.4}),
    ("only weighed", on("2026-06-09", 9.1, None), {},
     {"length_for_age": None, "stunted": "unknown", "why_unknown": "not_measured", "wasted": "unknown",
      "underweight": "moderate"}),
    ("only measured", on("2026-06-09", None, 78.0), {},
     {"stunted": "moderate", "underweight": "unknown", "gain": None, "twice_not_gained": None}),
    ("a length that cannot be", on("2026-06-09", 9.1, 50.0), {},
     {"flagged": ["length_for_age", "weight_for_length", "bmi_for_age"], "stunted": "unknown", "why_unknown": None,
      "length_for_age": -12.26}),
    ("a girl is judged by the girls' table", on("2026-06-09"), {"sex": "P"},
     {"length_for_age": -2.02, "stunted": "moderate"}),
    ("sex unknown", on("2026-06-09"), {"sex": None},
     {"length_for_age": None, "stunted": "unknown", "why_unknown": "sex_unknown", "weight_for_length": None}),
    ("weight 0 has no z", on("2026-06-09", 0.0, 78.0), {},
     {"weight_for_age": None, "underweight": "unknown", "weight_for_length": None, "stunted": "moderate"}),
    ("a weight that is no number", on("2026-06-09", float("nan"), 78.0), {},
     {"weight_for_age": None, "underweight": "unknown", "stunted": "moderate"}),
    ("a weight without end", on("2026-06-09", float("inf"), 78.0), {},
     {"underweight": "unknown", "stunted": "moderate"}),
    ("a weight below nothing", on("2026-06-09", -9.1, 78.0), {}, {"underweight": "unknown", "stunted": "moderate"}),
    ("a length that is no number", on("2026-06-09", 9.1, float("nan")), {},
     {"length": None, "stunted": "unknown", "why_unknown": "not_measured", "underweight": "moderate"}),
    ("five years old on the day", on("2026-06-09", 15.0, 100.0), {"born": "2021-05-09"},
     {"length_for_age": None, "stunted": "unknown", "why_unknown": "age_out_of_range", "age_months": 61}),
    ("measured before its birth", on("2024-08-19"), {},
     {"length_for_age": None, "stunted": "unknown", "why_unknown": "age_invalid", "age_days": -1, "age_months": None}),
    ("arm and head", on("2026-06-09", 9.1, 78.0, muac=11.4, head=46.0), {}, {"arm_class": "severely_wasted"}),
    ("metres for centimetres", on("2026-06-09", 9.1, 0.78), {}, {"doubt": "length_unit", "doubt_length": 78.0}),
    ("grams for kilograms", on("2026-06-09", 9100.0, 78.0), {}, {"doubt": "weight_unit", "doubt_weight": 9.1}),
    ("swapped", on("2026-06-09", 78.0, 9.1), {}, {"doubt": "swapped", "doubt_weight": 9.1, "doubt_length": 78.0}),
    ("called normal", on("2026-06-09", claimed_height_for_age="Normal"), {}, {"label_hides": True}),
    ("called normal, and it is", on("2026-06-09", 11.0, 84.0, claimed_height_for_age="Normal"), {},
     {"label_hides": False, "stunted": "none"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def drawn_rows() -> Iterator[list[dict[str, Any]]]:
    """The row of each drawn visit."""
    rows: list[Row | list[Row]] = []
    for number, (_why, visit, about, _expected) in enumerate(DRAWN, 1):
        born, sex = about.get("born", BORN), about.get("sex", "L")
        rows.append(weighings(number, 2, born, visit, sex=sex, **({} if sex else {"nik": None})))
    with assessed_register(*rows) as (register, tables):
        ids = dict(register.rows("SELECT record_id, measurement_id FROM measurement"))
        by_id = {row["measurement_id"]: row for row in tables["growth"]}
        assert len(by_id) == len(DRAWN)
        yield [by_id[ids[row["record_id"]]] for row in rows if isinstance(row, dict)]


@pytest.mark.parametrize("place", range(len(DRAWN)), ids=[drawn[0] for drawn in DRAWN])
def test_a_drawn_visit(drawn_rows: list[dict[str, Any]], place: int) -> None:
    expected = DRAWN[place][3]
    assert {name: drawn_rows[place][name] for name in expected} == expected


def test_a_birth_date_that_nobody_knows(register: Register) -> None:
    row = {**weighings(1, 2, BORN, on("2026-06-09")), "birth_date": None, "birth_date_quality": "missing", "nik": None}
    register.resolve(row)
    (found,) = assess_again(register)["growth"]
    assert (found["age_days"], found["age_months"], found["why_unknown"]) == (None, None, "age_unknown")
    assert (found["stunted"], found["underweight"], found["length_for_age"]) == ("unknown", "unknown", None)
    assert found["wasted"] == "none", "weight for length asks for no age"


#: What several rows of one child and day hold; the row that counts.
SAME_DAY: list[tuple[str, list[dict[str, Any]], int]] = [
    ("weight and length before weight alone", [on("2026-06-09", 9.0, None), on("2026-06-09", 9.2, 78.0)], 1),
    ("with the position before without", [on("2026-06-09"), on("2026-06-09", position="lying")], 1),
    ("of equals the first", [on("2026-06-09", 9.3), on("2026-06-09", 9.1)], 0),
    ("length alone and weight alone", [on("2026-06-09", None), on("2026-06-09", 9.1, None)], 0),
]


def test_of_several_rows_of_one_day_the_fullest_counts() -> None:
    rows: list[Row | list[Row]] = []
    for number, (_why, visits, _place) in enumerate(SAME_DAY, 1):
        rows += [weighings(number, 2, BORN, visit, receipt=f"eppgbm-{place}") for place, visit in enumerate(visits)]
    with assessed_register(*rows) as (register, tables):
        counts = {row["measurement_id"]: row["counts"] for row in tables["growth"]}
        for number, (why, visits, chosen) in enumerate(SAME_DAY, 1):
            ids = [f"eppgbm-{place}.1.{number * 20 + 2}.child.1" for place in range(len(visits))]
            assert [counts[one] for one in ids] == [place == chosen for place in range(len(visits))], why
        letters = {row["measurement_id"]: row["gain"] for row in tables["growth"]}
        assert letters["eppgbm-0.1.22.child.1"] is None, "a row that does not count has no history"
        assert {row["measured_times"] for row in _states(register, tables).values()} == {1}


def _states(register: Register, tables: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    return {row["person_id"]: row for row in tables["growth_state"]}


def monthly(*weights: float | None, heights: tuple[float | None, ...] = ()) -> list[dict[str, Any]]:
    """A visit on the fifth of each month of 2026; a weight of None was a month without a visit."""
    visits = []
    for place, weight in enumerate(weights):
        if weight is not None:
            visits.append(on(f"2026-{place + 1:02}-05", weight, heights[place] if heights else None))
    return visits


#: A boy of 16 months in January, whose KBM is 200 g a month: weights of January and on; the letters; 2T at the end.
GAINS: list[tuple[str, list[float | None], str, bool]] = [
    ("gained 200 g each month", [9.0, 9.2, 9.4], "BNN", False),
    ("gained 199 g is not enough", [9.0, 9.199], "BT", False),
    ("not weighed in February", [9.0, None, 9.4, 9.6], "BON", False),
    ("not gained once", [9.0, 9.1, 9.4], "BTN", False),
    ("not gained twice in a row", [9.0, 9.1, 9.2], "BTT", True),
    ("lost", [9.4, 9.0, 8.8, 8.7], "BTTT", True),
    ("twice, but not in a row", [9.0, 9.1, 9.4, 9.5], "BTNT", False),
]


def test_the_letters_of_the_posyandus_register() -> None:
    rows: list[Row | list[Row]] = [
        row
        for number, (_why, weights, _letters, _twice) in enumerate(GAINS, 1)
        for row in (household(number, children=(BORN,)), weighings(number, 2, BORN, *monthly(*weights)))
    ]
    with assessed_register(*rows) as (register, tables):
        for number, (why, _weights, letters, twice) in enumerate(GAINS, 1):
            person = child_id(register, number, 2, BORN, "L")
            visits = sorted((r for r in tables["growth"] if r["person_id"] == person), key=lambda r: r["measured_on"])
            assert "".join(visit["gain"] for visit in visits) == letters, why
            assert visits[-1]["twice_not_gained"] is twice, why
            assert all(v["gain_needed"] == (200 if v["gain"] in "NT" else None) for v in visits), why
            state = _states(register, tables)[person]
            assert (state["gain"], state["twice_not_gained"]) == (letters[-1], twice), why
            assert ("not_gained_again" in state["faltering"]) is twice, why
            assert state["faltering"] == visits[-1]["faltering"]


#: Heights of January to June 2026 (None: not measured; 50.0: a mistake) and how the child stands on 1 July.
STATES: list[tuple[str, list[float | None], dict[str, Any]]] = [
    ("stunted since the first visit", [73.0, 74.0, 75.0, 76.0, 77.0, 78.0],
     {"stunted": "moderate", "stunted_since": date(2026, 1, 5), "days_stunted": 151, "recovered": [],
      "measured_on": date(2026, 6, 5), "last_measured": date(2026, 6, 5), "days_since": 26, "measured_times": 6}),
    ("became stunted in April", [76.5, 77.0, 77.5, 75.0, 76.0, 77.0],
     {"stunted": "moderate", "stunted_since": date(2026, 4, 5)}),
    ("recovered", [73.0, 74.0, 81.0, 82.0, 83.0, 84.0],
     {"stunted": "none", "stunted_since": None, "recovered": ["stunted"]}),
    ("better once is not recovered yet", [73.0, 74.0, 75.0, 76.0, 76.5, 84.0],
     {"stunted": "none", "stunted_since": None, "recovered": []}),
    ("the last two visits only weighed", [73.0, 74.0, 75.0, 76.0, None, None],
     {"stunted": "moderate", "measured_on": date(2026, 4, 5), "last_measured": date(2026, 6, 5), "measured_times": 6,
      "stunted_since": date(2026, 1, 5)}),
    ("the last length is a mistake", [73.0, 74.0, 75.0, 76.0, 77.0, 50.0],
     {"stunted": "moderate", "measured_on": date(2026, 5, 5), "last_measured": date(2026, 6, 5), "flagged": []}),
    ("never a length", [None] * 6,
     {"stunted": "unknown", "measured_on": date(2026, 6, 5), "length_for_age": None, "stunted_since": None,
      "days_stunted": 0, "underweight": "moderate"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def states() -> Iterator[list[dict[str, Any]]]:
    """How each drawn child stands."""
    weights = (8.6, 8.8, 9.0, 9.2, 9.4, 9.0)
    rows: list[Row | list[Row]] = []
    for number, (_why, heights, _expected) in enumerate(STATES, 1):
        visits = monthly(*weights, heights=tuple(heights))
        rows += [household(number, children=(BORN,)), weighings(number, 2, BORN, *visits, posyandu="Pos. Melati 1")]
    with assessed_register(*rows) as (register, tables):
        found = _states(register, tables)
        assert len(found) == len(STATES)
        yield [found[child_id(register, number, 2, BORN, "L")] for number in range(1, len(STATES) + 1)]


@pytest.mark.parametrize("place", range(len(STATES)), ids=[state[0] for state in STATES])
def test_how_a_child_stands(states: list[dict[str, Any]], place: int) -> None:
    expected = STATES[place][2]
    assert {name: states[place][name] for name in expected} == expected
    assert (states[place]["posyandu"], states[place]["oedema"]) == ("MELATI 1", False)


@pytest.mark.parametrize(
    ("why_not", "child", "born"),
    [
        ("dead", {"status": "dead"}, BORN),
        ("moved", {"status": "moved"}, BORN),
        ("five years old", {}, "2021-07-01"),
    ],
)
def test_of_whom_nothing_is_said(register: Register, why_not: str, child: dict[str, Any], born: str) -> None:
    home = household(1, children=(born,))
    home[-1] |= child
    register.resolve(*home, weighings(1, 2, born, on("2026-06-09", 15.0, 100.0)))
    tables = assess_again(register)
    assert tables["growth_state"] == [], why_not
    assert len(tables["growth"]) == 1, "the measurement is judged all the same"


def test_whether_the_rows_come_in_one_order_or_another(register: Register) -> None:
    """Every row is judged by itself and its own child's rows."""
    visits = [weighings(n, 2, BORN, *monthly(9.0, 9.1, 9.3, heights=(75.0, 76.0, 78.0))) for n in range(1, 5)]
    register.resolve(*visits)
    first = assess_again(register)["growth"]
    register.con.execute("CREATE OR REPLACE TABLE measurement AS FROM measurement ORDER BY measurement_id DESC")
    register.con.execute("CREATE OR REPLACE TABLE person AS FROM person ORDER BY person_id DESC")
    assert assess_again(register)["growth"] == first
    register.con.execute("DELETE FROM measurement WHERE record_id LIKE '%.1.42.child'")
    assert assess_again(register)["growth"] == [row for row in first if ".1.42.child" not in row["measurement_id"]]
