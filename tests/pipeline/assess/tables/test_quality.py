"""The table ``measurement_quality`` and its gap: posyandu whose figures were measured, and one whose were copied."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from tests.pipeline.assess.families_kit import assess_again, assessed_register, child_id, weighings
from tests.pipeline.assess.gap_kit import Gap, found
from tests.pipeline.register_kit import TANJUNG_HARAPAN, WONOTIRTO, Register, Row

from padan.reference.quality import score_classes
from padan.rules.growth.credibility.doubt import PARTS

MONTHS = (2, 3, 4, 5, 6)
CHILDREN = 14
#: One posyandu as three lists write it.
SPELLINGS = ("POSYANDU MELATI 1", "Pos. Melati-1", "melati  1")
Found = tuple[Register, dict[str, list[dict[str, Any]]], list[Gap]]


def children(first: int, posyandu: tuple[str | None, ...], village: str, centre: str | None, copied: bool) -> list[Row]:
    """Fourteen children of one posyandu, weighed each month: measured, or written off from the month before."""
    draw, rows = random.Random(first), []
    for place in range(CHILDREN):
        born = date(2024, 1, 3) + timedelta(days=draw.randrange(500))
        tall, heavy = draw.gauss(0, 3), draw.gauss(0, 0.9)
        visits: list[dict[str, Any]] = []
        for month in MONTHS:
            age = (date(2026, month, 5) - born).days
            height = 50 + 25 * (age / 365) ** 0.5 + tall + draw.gauss(0, 0.4)
            weight = 9.3 * (height / 75) ** 2 + heavy + draw.gauss(0, 0.15)
            measured = {"weight": round(weight, 1), "height": round(height, 1)}
            again = {name: visits[0][name] for name in measured} if copied and visits else measured
            visits.append({"measured_on": f"2026-{month:02}-05", **again})
        rows.append(weighings(first + place, 2, born.isoformat(), *visits, posyandu=posyandu[place % len(posyandu)],
                              health_centre=centre, village_code_written=village))  # fmt: skip
    return rows


ROWS = [
    *children(1, SPELLINGS, WONOTIRTO, "Samboja", copied=True),
    *children(21, ("Mawar",), WONOTIRTO, "Samboja", copied=False),
    *children(41, ("Melati 1",), TANJUNG_HARAPAN, "Samboja", copied=False),
    *children(61, (None,), TANJUNG_HARAPAN, None, copied=False),
]
COPIED, HONEST, NAMESAKE = f"{WONOTIRTO} MELATI 1", f"{WONOTIRTO} MAWAR", f"{TANJUNG_HARAPAN} MELATI 1"


@pytest.fixture(scope="module")
def made() -> Iterator[Found]:
    """The register of these posyandu, its tables and its gaps."""
    with assessed_register(*ROWS) as (register, tables):
        yield register, tables, found(register, "posyandu_untrusted")


def units(made: Found, level: str, month: str = "") -> dict[str, dict[str, Any]]:
    rows = made[1]["measurement_quality"]
    return {row["unit"]: row for row in rows if row["level"] == level and row["month"] == month}


def test_each_unit_is_there_once_however_it_is_spelled(made: Found) -> None:
    assert set(units(made, "posyandu")) == {COPIED, HONEST, NAMESAKE}
    assert set(units(made, "village")) == {WONOTIRTO, TANJUNG_HARAPAN}
    assert set(units(made, "health_centre")) == {"Samboja"}
    melati = units(made, "posyandu")[COPIED]
    assert (melati["village_code"], melati["posyandu"], melati["health_centre"]) == (WONOTIRTO, "MELATI 1", "Samboja")
    village = units(made, "village")[WONOTIRTO]
    assert (village["posyandu"], village["health_centre"]) == (None, "Samboja")
    assert units(made, "health_centre")["Samboja"]["village_code"] is None


def test_rows_and_children_are_counted(made: Found) -> None:
    counted = {name: (row["measurements"], row["children"]) for name, row in units(made, "posyandu").items()}
    assert counted == dict.fromkeys((COPIED, HONEST, NAMESAKE), (CHILDREN * len(MONTHS), CHILDREN))
    assert units(made, "village")[TANJUNG_HARAPAN]["measurements"] == 2 * CHILDREN * len(MONTHS)
    assert units(made, "health_centre")["Samboja"]["children"] == 3 * CHILDREN


def test_all_months_together_hold_each_month(made: Found) -> None:
    months = {row["month"] for row in made[1]["measurement_quality"]}
    assert months == {"", *(f"2026-{month:02}" for month in MONTHS)}
    for level in ("posyandu", "village", "health_centre"):
        for unit, row in units(made, level).items():
            by_month = [units(made, level, month)[unit]["measurements"] for month in sorted(months - {""})]
            assert sum(by_month) == row["measurements"]


def test_only_the_copied_figures_are_doubted(made: Found) -> None:
    doubted = {unit: row["suspicions"] for unit, row in units(made, "posyandu").items() if row["remeasure"]}
    assert set(doubted) == {COPIED}
    assert "copied" in doubted[COPIED]
    assert set(doubted[COPIED]) <= set(PARTS)
    by_month = {
        (row["unit"], row["month"]) for row in made[1]["measurement_quality"] if row["month"] and row["remeasure"]
    }
    assert by_month == {(COPIED, f"2026-{month:02}") for month in MONTHS[1:]}, "the first month copies nothing yet"


def test_the_score_has_a_class_and_its_parts(made: Found) -> None:
    names = {kind.name for kind in score_classes()} | {"not_judged"}
    for row in made[1]["measurement_quality"]:
        assert row["quality"] in names
        assert (row["score"] is None) == (row["quality"] == "not_judged")
        parts = json.loads(row["parts"])
        assert {"flagged", "sd_weight_for_length", "boys", "girls", "p_copied", "points_flagged"} <= set(parts)
        assert row["remeasure"] == bool(row["suspicions"])
    honest = json.loads(units(made, "posyandu")[HONEST]["parts"])
    assert (honest["boys"], honest["girls"], honest["missing_weight"]) == (CHILDREN, 0, 0.0)


def test_the_gap_asks_to_measure_again(made: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    register, _tables, (gap,) = made
    assert (gap.village, gap.family, gap.people, gap.records, gap.agency) == (WONOTIRTO, None, [], [], "dinkes")
    assert (gap.evidence["posyandu"], gap.evidence["measurements"], gap.evidence["children"]) == ("MELATI 1", 70, 14)
    assert gap.text.startswith("Posyandu Melati 1, 70 pengukuran 14 anak: ")
    assert "berat dan tinggi banyak anak sama persis." in gap.text
    monkeypatch.setenv("PADAN_LANG", "en")
    (english,) = found(register, "posyandu_untrusted")
    assert english.text.startswith("Posyandu Melati 1, 70 measurements of 14 children: ")
    assert english.id == gap.id


def test_few_children_and_unmeasured_months_are_never_doubted(register: Register) -> None:
    few = children(1, SPELLINGS, WONOTIRTO, "Samboja", copied=True)[:9]
    register.resolve(*few)
    rows = assess_again(register)["measurement_quality"]
    assert [row for row in rows if row["remeasure"]] == []
    assert {row["children"] for row in rows if not row["month"]} == {9}
    assert found(register, "posyandu_untrusted") == []


WRITTEN = [
    ("Posyandu Kasih Ibu", "KASIH IBU"),
    ("POS KASIH-IBU", "KASIH IBU"),
    (" kasih  ibu ", "KASIH IBU"),
    ("Posko Melati", "POSKO MELATI"),
    ("Posyandu", "POSYANDU"),
    ("-", None),
    (None, None),
]


def test_how_a_posyandu_is_written(register: Register) -> None:
    visit = {"measured_on": "2026-06-09", "weight": 9.1}
    rows = [weighings(n, 2, "2024-08-20", visit, posyandu=written) for n, (written, _name) in enumerate(WRITTEN, 1)]
    register.resolve(*rows)
    tables = assess_again(register)
    names = {row["person_id"]: row["posyandu"] for row in tables["growth_state"]}
    of_child = [names[child_id(register, n, 2, "2024-08-20", "L")] for n in range(1, len(WRITTEN) + 1)]
    assert of_child == [name for _written, name in WRITTEN]
    judged = {row["posyandu"] for row in tables["measurement_quality"] if row["level"] == "posyandu"}
    assert judged == {"KASIH IBU", "POSKO MELATI", "POSYANDU"}
