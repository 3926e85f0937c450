"""Why a need is met and why not, drawn."""

from __future__ import annotations

import pytest
from tests.rules.allocation.allocation_kit import SAMBOJA, SUMBER, TANJUNG, WIS, WONOTIRTO, Row, needs

from padan.reference.regions import name_of
from padan.rules.allocation import Pledge, plan, tell


def told(rows: list[Row], pledges: list[Pledge]) -> dict[str, str]:
    found = plan(needs(rows), pledges)
    return {row.need_id: tell(found, number, "jamban", name_of) for number, row in enumerate(rows)}


LATRINE = Row("A", kind="latrine", area=WIS, value=4_500_000, units=1, unit="unit", age=-1)
KINDS = frozenset({"latrine"})


@pytest.mark.parametrize(
    ("pledge", "said"),
    [
        (Pledge("P", "G", 9_000_000, kinds=frozenset({"pmt"})), "Tidak ada janji yang membolehkan jamban."),
        (Pledge("P", "G", 9_000_000, areas=(SAMBOJA,)), "Tidak ada janji yang membolehkan jamban di Muara Wis."),
        (
            Pledge("P", "G", 9_000_000, ages=(6, 24)),
            "Tidak ada janji di Muara Wis yang membolehkan jamban untuk umur ini.",
        ),
        (
            Pledge("P", "G", 4_000_000),
            "Nilai kebutuhan ini lebih besar daripada setiap janji yang membolehkannya.",
        ),
        (
            Pledge("P", "G", 5_000_000),
            "Dipenuhi dari janji P: tingkat kepentingan 1. Hanya janji ini yang membolehkannya.",
        ),
    ],
)
def test_what_one_pledge_says_to_a_latrine(pledge: Pledge, said: str) -> None:
    assert told([LATRINE], [pledge]) == {"A": said}


def test_used_up_by_the_more_urgent_or_by_equals() -> None:
    rows = [Row("A"), Row("B", tier=3), Row("C", tier=1, area=SUMBER, value=400_000)]
    pledges = [Pledge("P", "G", 500_000, areas=(SAMBOJA,)), Pledge("Q", "H", 500_000, areas=(SUMBER,))]
    assert told(rows, pledges)["B"] == (
        "Janji yang membolehkannya habis untuk kebutuhan yang lebih mendesak (sampai tingkat 1)."
    )
    equals = told([Row("A"), Row("B", value=440_000)], [Pledge("P", "G", 500_000)])
    assert equals["B"] == "Janji yang membolehkannya sudah terpakai; sisanya lebih kecil daripada kebutuhan ini."


def test_what_sets_a_pledge_apart() -> None:
    rows = [Row("A", family="F"), Row("B", family="F", value=900_000), Row("C", area=TANJUNG, value=450_001)]
    pledges = [Pledge("P", "G", 1_350_000, site=WONOTIRTO), Pledge("Q", "H", 500_000, site=WIS)]
    said = told(rows, pledges)
    assert said["A"] == "Dipenuhi dari janji P: tingkat kepentingan 1. Pemberi ini sudah membantu keluarga yang sama."
    assert said["C"] == "Dipenuhi dari janji Q: tingkat kepentingan 1."
    near = told([Row("A")], [Pledge("P", "G", 500_000, site=WONOTIRTO), Pledge("Q", "H", 500_000, site=WIS)])
    assert near["A"] == "Dipenuhi dari janji P: tingkat kepentingan 1. Lokasi pemberi ini termasuk yang terdekat."


def test_a_giver_of_before_is_named() -> None:
    said = told([Row("A", giver="H")], [Pledge("P", "G", 500_000), Pledge("Q", "H", 500_000)])
    assert said["A"] == "Dipenuhi dari janji Q: tingkat kepentingan 1. Pemberi ini sudah membantu keluarga yang sama."


def test_a_limit_is_said_to_be_reached() -> None:
    rows = [Row("A", family="F"), Row("B", family="F", value=400_000)]
    said = told(rows, [Pledge("P", "G", 5_000_000, per_family=500_000)])
    assert said["B"] == (
        "Janji yang membolehkannya masih bersisa, tetapi batas per keluarga atau jumlahnya sudah tercapai."
    )
