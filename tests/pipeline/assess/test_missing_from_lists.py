"""Gaps of people who stand in one list and are missing from another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.pipeline.assess.gap_kit import AS_OF, child, couple, gaps, nik_of, person, poor, screened, weighed
from tests.pipeline.register_kit import SEBULU, WONOTIRTO, Register, Row, record

OTHER_KK = "6402130101990009"
#: A measured child elsewhere, so that a list of measurements has been received.
ELSEWHERE = weighed("eppgbm-z", 9, "ZULFA", "2024-04-04", "2026-06-10", "P", mother_name="RATNA", father_name="UDIN")
#: A screened family elsewhere.
OTHERS = [
    record("krs-z", 9, "head", name="UDIN SALEH", kk=OTHER_KK, relation="head", sex="L"),
]


def dtsen(*children: Row, desil: dict[str, Any] | None = None, **shared: Any) -> list[Row]:
    welfare = poor() if desil is None else desil
    return [*couple("dtsen-a", **welfare, **shared), *children]


MOTHER = nik_of("1994-05-21", "P")
RIZKY = child("dtsen-a", 4, "RIZKY", "2024-08-20")


def test_a_poor_familys_child_in_no_list_of_weighings(register: Register) -> None:
    (gap,) = gaps(register, "poor_child_unmeasured", dtsen(RIZKY), ELSEWHERE)
    people, families = register.people(), register.families()
    assert gap.people == [people["dtsen-a.1.4.person"]]
    assert gap.family == families["dtsen-a.1.4.person"]
    assert (gap.village, gap.agency) == (WONOTIRTO, "dinkes")
    assert "dtsen-a.1.4.person" in gap.records
    (named,) = gap.evidence["children"]
    assert (named["name"], named["age_months"], named["resembles"]) == ("RIZKY", 22, None)
    assert (gap.evidence["desil_high"], gap.evidence["desil_at"]) == (2, "2026-06-01")
    assert "RIZKY (22 bulan)" in gap.text


@pytest.mark.parametrize(
    ("why_not", "rows"),
    [
        ("decile 5", [dtsen(RIZKY, desil=poor(5))]),
        ("decile 3-6 may be poor, which is not known", [dtsen(RIZKY, desil={**poor(6), "desil_low": 3})]),
        ("decile unknown", [dtsen(RIZKY, desil={"desil_quality": "unknown"})]),
        ("measured", [dtsen(RIZKY), weighed("eppgbm-a", 5, "RIZKY", "2024-08-20", "2026-06-09")]),
        ("five years old on that very day", [dtsen(child("dtsen-a", 4, "RIZKY", "2021-07-01"))]),
        ("birth date unknown", [dtsen(record("dtsen-a", 4, name="RIZKY", kk="6402130101100001", relation="child"))]),
        ("dead", [dtsen(child("dtsen-a", 4, "RIZKY", "2024-08-20", status="dead"))]),
        ("moved", [dtsen(child("dtsen-a", 4, "RIZKY", "2024-08-20", status="moved"))]),
        ("born after the day of the release", [dtsen(child("dtsen-a", 4, "RIZKY", "2026-07-02"))]),
    ],
)
def test_no_gap_of_an_unmeasured_child(register: Register, why_not: str, rows: list[Any]) -> None:
    assert gaps(register, "poor_child_unmeasured", ELSEWHERE, *rows) == [], why_not


def test_one_day_short_of_five_years_is_under_five(register: Register) -> None:
    assert gaps(register, "poor_child_unmeasured", ELSEWHERE, dtsen(child("dtsen-a", 4, "RIZKY", "2021-07-02")))


def test_nobody_is_unmeasured_while_no_weighing_was_received(register: Register) -> None:
    assert gaps(register, "poor_child_unmeasured", dtsen(RIZKY)) == []


def test_it_is_said_when_no_weighing_came_from_the_village(register: Register) -> None:
    (gap,) = gaps(register, "poor_child_unmeasured", dtsen(RIZKY), {**ELSEWHERE, "village_code_written": SEBULU})
    assert gap.evidence["measuring_rows_of_village"] == 0
    assert gap.text.endswith("Dari desa ini belum ada daftar penimbangan yang diterima.")


def test_a_row_without_weight_and_length_measures_nothing(register: Register) -> None:
    empty = weighed("eppgbm-a", 5, "RIZKY", "2024-08-20", "2026-06-09", measurements=[{"measured_on": AS_OF}])
    assert gaps(register, "poor_child_unmeasured", dtsen(RIZKY), ELSEWHERE, empty)


def test_a_sibling_under_another_name_is_pointed_out(register: Register) -> None:
    unnamed = weighed("eppgbm-a", 5, "BY NY SITI ROHMAH", "2024-09-02", "2026-06-09", nik=None, mother_nik=MOTHER)
    (gap,) = gaps(register, "poor_child_unmeasured", dtsen(RIZKY), unnamed)
    assert gap.evidence["children"][0]["resembles"]["name"] == "BY NY SITI ROHMAH"
    assert "RIZKY mungkin sama dengan BY NY SITI ROHMAH" in gap.text


def test_a_measured_child_that_no_list_of_residents_knows(register: Register) -> None:
    baby = weighed("eppgbm-a", 5, "ALYA", "2026-02-03", "2026-06-09", "P")
    (gap,) = gaps(register, "measured_child_unlisted", couple("opensid-a"), baby)
    assert gap.people == [register.people()["eppgbm-a.1.5.child"]]
    assert gap.agency == "desa"
    assert gap.records == ["eppgbm-a.1.5.child"]
    assert (gap.evidence["age_months"], gap.evidence["last_measured"]) == (4, "2026-06-09")
    assert gap.evidence["register_rows_of_village"] == 2
    assert "belum ada buku penduduk" not in gap.text


def test_it_is_said_when_the_village_sent_no_register(register: Register) -> None:
    (gap,) = gaps(register, "measured_child_unlisted", ELSEWHERE)
    assert gap.evidence["register_rows_of_village"] == 0
    assert "belum ada buku penduduk" in gap.text


def test_a_listed_sibling_under_another_name_is_pointed_out(register: Register) -> None:
    unnamed = weighed("eppgbm-a", 5, "BY NY SITI ROHMAH", "2024-09-02", "2026-06-09", nik=None, mother_nik=MOTHER)
    (gap,) = gaps(register, "measured_child_unlisted", dtsen(RIZKY), unnamed)
    assert gap.evidence["resembles"]["name"] == "RIZKY"
    assert "Mungkin sama dengan RIZKY" in gap.text


@pytest.mark.parametrize(
    ("why_not", "rows"),
    [
        ("on the village's list", [child("opensid-a", 4, "ALYA", "2026-02-03", "P")]),
        ("on the poor list", [child("dtsen-a", 4, "ALYA", "2026-02-03", "P")]),
    ],
)
def test_no_gap_of_a_listed_child(register: Register, why_not: str, rows: list[Row]) -> None:
    baby = weighed("eppgbm-a", 5, "ALYA", "2026-02-03", "2026-06-09", "P")
    assert gaps(register, "measured_child_unlisted", couple("opensid-a"), baby, *rows) == [], why_not


@pytest.mark.parametrize(("born", "expected"), [("2021-07-01", 0), ("2021-07-02", 1), (None, 1)])
def test_a_child_known_to_be_five_is_not_asked_about(register: Register, born: str | None, expected: int) -> None:
    old = weighed("eppgbm-a", 5, "ALYA", born or "2025-01-01", "2026-06-09", "P")
    if born is None:
        old |= {"birth_date": None, "nik": None}
    assert len(gaps(register, "measured_child_unlisted", old)) == expected


RISK = {"has_under_five": True, "latrine_unsafe": True, "water_unsafe": False}


def test_a_family_at_risk_that_no_poor_list_knows(register: Register) -> None:
    other = person("dtsen-b", 2, "UDIN SALEH", "1980-01-05", "L", "head", OTHER_KK)
    (gap,) = gaps(register, "at_risk_not_poor_list", screened("krs-a", 7, **RISK), other)
    assert gap.agency == "dinsos"
    assert gap.records == ["krs-a.1.7.head"]
    assert gap.evidence["factors"] == ["latrine_unsafe"]
    assert set(gap.people) == set(register.people().values()) - {register.people()["dtsen-b.1.2.person"]}
    assert "jamban tidak layak" in gap.text
    assert "belum ada baris DTSEN" not in gap.text


def test_a_member_listed_with_another_family_is_told(register: Register) -> None:
    parents = person("dtsen-b", 2, "SALEH", "1961-01-05", "L", "head", OTHER_KK)
    herself = person("dtsen-b", 3, "SITI ROHMAH", "1994-05-21", "P", "child", OTHER_KK)
    (gap,) = gaps(register, "at_risk_not_poor_list", screened("krs-a", 7, **RISK), [parents, herself])
    assert gap.evidence["members_listed_with_others"] == 1
    assert "1 anggotanya tercatat di DTSEN pada keluarga lain" in gap.text


def test_it_is_said_when_the_poor_list_has_no_row_of_the_village(register: Register) -> None:
    other = person("dtsen-b", 2, "UDIN SALEH", "1980-01-05", "L", "head", OTHER_KK, village_code_written=SEBULU)
    (gap,) = gaps(register, "at_risk_not_poor_list", screened("krs-a", 7, **RISK), other)
    assert "belum ada baris DTSEN" in gap.text


@pytest.mark.parametrize(
    ("why_not", "rows"),
    [
        ("on the poor list", [screened("krs-a", 7, **RISK), couple("dtsen-a")]),
        ("safe by the newest screening",
         [screened("krs-a", 7, **RISK), screened("krs-b", 7, true_at="2026-06-20", has_under_five=True,
                                                 latrine_unsafe=False, water_unsafe=False)]),
        ("nothing known", [screened("krs-a", 7, has_under_five=True)]),
        ("contraception alone", [screened("krs-a", 7, couple=True, no_modern_contraception=True)]),
        ("no target at all",
         [screened("krs-a", 7, has_under_two=False, has_under_five=False, couple=False, pregnant_wife=False,
                   latrine_unsafe=True)]),
        ("screened after the day of the release", [screened("krs-a", 7, true_at="2026-07-02", **RISK)]),
    ],
)  # fmt: skip
def test_no_gap_of_a_family_at_risk(register: Register, why_not: str, rows: list[Any]) -> None:
    other = person("dtsen-b", 2, "UDIN SALEH", "1980-01-05", "L", "head", OTHER_KK)
    assert gaps(register, "at_risk_not_poor_list", other, *rows) == [], why_not


def test_nobody_is_missing_from_a_poor_list_that_was_not_received(register: Register) -> None:
    assert gaps(register, "at_risk_not_poor_list", screened("krs-a", 7, **RISK)) == []


@pytest.mark.parametrize("fields", [{"risk_claimed": True}, {"four_too": True}, {"too_old": True, "four_too": True}])
def test_what_makes_a_family_one_at_risk(register: Register, fields: dict[str, bool]) -> None:
    other = person("dtsen-b", 2, "UDIN SALEH", "1980-01-05", "L", "head", OTHER_KK)
    assert len(gaps(register, "at_risk_not_poor_list", screened("krs-a", 7, **fields), other)) == 1


def test_a_poor_family_with_a_wife_of_childbearing_age_was_not_screened(register: Register) -> None:
    (gap,) = gaps(register, "poor_not_screened", dtsen(RIZKY), OTHERS)
    assert gap.agency == "dp2kb"
    assert [(t["name"], t["because"]) for t in gap.evidence["targets"]] == [
        ("RIZKY", "under_five"),
        ("SITI ROHMAH", "wife"),
    ]
    assert gap.evidence["last_screened"] is None
    assert "belum pernah ditapis" in gap.text
    assert "belum ada daftar KRS" not in gap.text


def test_it_is_said_when_no_screening_came_from_the_village(register: Register) -> None:
    elsewhere = record("krs-z", 9, "head", name="UDIN SALEH", kk=OTHER_KK, village_code_written=SEBULU)
    (gap,) = gaps(register, "poor_not_screened", dtsen(RIZKY), elsewhere)
    assert "belum ada daftar KRS" in gap.text


def test_a_screening_older_than_its_cycle_counts_no_more(register: Register) -> None:
    # KRS: 184 days and 184 more.
    on_limit, past = AS_OF - timedelta(days=368), AS_OF - timedelta(days=369)
    assert gaps(register, "poor_not_screened", dtsen(), screened("krs-a", 7, true_at=on_limit.isoformat())) == []
    (gap,) = gaps(register, "poor_not_screened", dtsen(), screened("krs-a", 7, true_at=past.isoformat()))
    assert gap.evidence["last_screened"] == past.isoformat()


@pytest.mark.parametrize(
    ("wife", "expected"),
    [
        ({"birth_date": date(2011, 7, 1)}, 1),  # 15 on that day
        ({"birth_date": date(2011, 7, 2)}, 0),
        ({"birth_date": date(1976, 7, 2)}, 1),  # 50 the day after
        ({"birth_date": date(1976, 7, 1)}, 0),
        ({"birth_date": None, "pregnant": True}, 1),
        ({"birth_date": date(1976, 7, 1), "pregnant": True, "true_at": AS_OF - timedelta(days=281)}, 0),
        ({"birth_date": None}, 0),
        ({"relation": "relative"}, 0),
        ({"status": "dead"}, 0),
    ],
)
def test_who_is_a_target_of_the_screening(register: Register, wife: dict[str, Any], expected: int) -> None:
    rows = dtsen()
    rows[1] |= {"nik": None, **wife}
    assert len(gaps(register, "poor_not_screened", OTHERS, rows)) == expected


def test_nobody_is_unscreened_while_no_screening_was_received(register: Register) -> None:
    assert gaps(register, "poor_not_screened", dtsen(RIZKY)) == []
