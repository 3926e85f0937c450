"""Gaps of children who are stunted, who are called normal although stunted, and who are not weighed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.pipeline.assess.families_kit import (
    assessed_register,
    child_id,
    family_of,
    gaps_by_family,
    household,
    weighings,
)
from tests.pipeline.assess.gap_kit import AS_OF, child, couple, found, gaps, person, poor, screened, weighed
from tests.pipeline.register_kit import SEBULU, WONOTIRTO, Register, Row, record

OTHER_KK = "6402130101990009"
BORN, WEIGHED_ON = "2024-08-20", "2026-06-09"
RIZKY = "opensid-a.1.4.person"
#: Rizky, a boy of 21 months on that day: 78 cm is -2.65, 74 cm -4.02, 84 cm -0.58, 50 cm a mistake (-12.26).
STUNTED, SEVERELY, NOT_STUNTED, MISTAKEN = 78.0, 74.0, 84.0, 50.0
#: A poor family and a screened one elsewhere, so that such lists have been received.
POOR_ELSEWHERE = person("dtsen-z", 2, "UDIN SALEH", "1980-01-05", "L", "head", OTHER_KK, **poor())
SCREENED_ELSEWHERE = record("krs-z", 2, "head", name="UDIN SALEH", kk=OTHER_KK, relation="head", sex="L")
MEASURED_ELSEWHERE = weighed("eppgbm-z", 9, "ZULFA", "2024-04-04", "2026-06-10", "P", mother_name="RATNA",
                             father_name="UDIN")  # fmt: skip


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def family(*, receipt: str = "opensid-a", **about_rizky: Any) -> list[Row]:
    """Rizky and his parents on the village's list."""
    about = {"name": "RIZKY", "born": BORN, **about_rizky}
    return [*couple(receipt), child(receipt, 4, about.pop("name"), about.pop("born"), **about)]


def rizky(
    height: float | None, on: str = WEIGHED_ON, receipt: str = "eppgbm-a", born: str = BORN, **values: Any
) -> Row:
    """Rizky on a list of weighings; ``label`` is the file's own class of his length."""
    visit = {"measured_on": date.fromisoformat(on), "weight": values.pop("weight", 9.1), "height": height}
    visit |= {"claimed_height_for_age": values.pop("label", None)}
    return weighed(receipt, 5, "RIZKY", born, on, measurements=[visit], **values)


#: What is changed in the child's row on the village's list, its visits (day, height), and whether it is called stunted.
CALLED_STUNTED: list[tuple[str, dict[str, Any], list[tuple[str, float | None]], bool]] = [
    ("stunted", {}, [(WEIGHED_ON, STUNTED)], True),
    ("stunted by the last length, only weighed since", {}, [("2026-05-09", STUNTED), (WEIGHED_ON, None)], True),
    ("not stunted", {}, [(WEIGHED_ON, NOT_STUNTED)], False),
    ("a length that cannot be", {}, [(WEIGHED_ON, MISTAKEN)], False),
    ("only weighed", {}, [(WEIGHED_ON, None)], False),
    ("no longer stunted", {}, [("2026-03-09", 75.0), (WEIGHED_ON, NOT_STUNTED)], False),
    ("measured after the day of the release", {}, [("2026-07-02", STUNTED)], False),
    ("dead", {"status": "dead"}, [(WEIGHED_ON, STUNTED)], False),
    ("moved", {"status": "moved"}, [(WEIGHED_ON, STUNTED)], False),
    ("five years old today", {"born": "2021-07-01"}, [(WEIGHED_ON, 90.0)], False),
    ("five years old tomorrow", {"born": "2021-07-02"}, [(WEIGHED_ON, 90.0)], True),
    ("sex unknown", {"sex": None, "nik": None}, [(WEIGHED_ON, STUNTED)], False),
    ("birth date unknown", {"birth_date": None, "birth_date_quality": "missing", "nik": None},
     [(WEIGHED_ON, STUNTED)], False),
]  # fmt: skip


def test_who_is_called_stunted() -> None:
    rows: list[Row | list[Row]] = [POOR_ELSEWHERE, SCREENED_ELSEWHERE]
    for number, (_why, about, measured, _expected) in enumerate(CALLED_STUNTED, 1):
        changed = dict(about)
        born = changed.pop("born", BORN)
        home = household(number, receipt="opensid-a", children=(born,))
        visits = [{"measured_on": on, "weight": 9.1, "height": height} for on, height in measured]
        of_child = {name: value for name, value in changed.items() if name != "status"}
        home[-1] |= changed
        rows += [home, {**weighings(number, 2, born, *visits), **of_child}]
    with assessed_register(*rows) as (register, _tables):
        of_kind = [gaps_by_family(register, code) for code in ("stunted_not_poor_list", "stunted_not_screened")]
        for number, (why, _about, _measured, expected) in enumerate(CALLED_STUNTED, 1):
            family = family_of(register, number)
            assert [family in made for made in of_kind] == [expected, expected], why


def test_a_stunted_child_in_a_family_that_no_poor_list_has(register: Register) -> None:
    (gap,) = gaps(register, "stunted_not_poor_list", family(), rizky(STUNTED), POOR_ELSEWHERE)
    people, families = register.people(), register.families()
    assert (gap.people, gap.records) == ([people[RIZKY]], ["eppgbm-a.1.5.child"])
    assert (gap.family, gap.village, gap.agency) == (families[RIZKY], WONOTIRTO, "dinsos")
    (named,) = gap.evidence["children"]
    assert (named["name"], named["z"], named["degree"]) == ("RIZKY", -2.65, "moderate")
    assert gap.text == (
        "Keluarga BAMBANG HERMANTO: RIZKY (22 bulan) pendek, -2,65 SD pada 9 Juni 2026. "
        "Keluarga ini tidak ada di daftar keluarga miskin."
    )


def test_the_worst_of_two_stunted_children_leads(register: Register) -> None:
    alya = weighed("eppgbm-a", 6, "ALYA", "2023-01-19", WEIGHED_ON, "P",
                   measurements=[{"measured_on": date(2026, 6, 9), "weight": 10.1, "height": 82.0}])  # fmt: skip
    rows = [*family(), child("opensid-a", 5, "ALYA", "2023-01-19", "P")]
    (gap,) = gaps(register, "stunted_not_poor_list", rows, rizky(STUNTED), alya, POOR_ELSEWHERE)
    assert [(c["name"], c["degree"], c["z"]) for c in gap.evidence["children"]] == [
        ("ALYA", "severe", -4.03),
        ("RIZKY", "moderate", -2.65),
    ]
    assert gap.records == ["eppgbm-a.1.6.child", "eppgbm-a.1.5.child"]
    assert "ALYA (41 bulan) sangat pendek, -4,03 SD pada 9 Juni 2026 dan RIZKY (22 bulan) pendek" in gap.text


def test_it_is_said_when_the_village_has_no_poor_list(register: Register) -> None:
    elsewhere = {**POOR_ELSEWHERE, "village_code_written": SEBULU}
    (gap,) = gaps(register, "stunted_not_poor_list", family(), rizky(STUNTED), elsewhere)
    assert gap.evidence["poor_list_rows_of_village"] == 0
    assert gap.text.endswith("Dari desa ini belum ada daftar keluarga miskin yang diterima.")


def test_a_family_on_the_poor_list(register: Register) -> None:
    assert gaps(register, "stunted_not_poor_list", family(receipt="dtsen-a"), rizky(STUNTED)) == []


def test_no_family_is_missing_from_a_poor_list_that_was_not_received(register: Register) -> None:
    assert gaps(register, "stunted_not_poor_list", family(), rizky(STUNTED)) == []


def test_a_stunted_child_in_a_family_never_screened(register: Register) -> None:
    (gap,) = gaps(register, "stunted_not_screened", family(), rizky(SEVERELY), SCREENED_ELSEWHERE)
    assert (gap.people, gap.records) == ([register.people()[RIZKY]], ["eppgbm-a.1.5.child"])
    assert (gap.agency, gap.evidence["last_screened"], gap.evidence["screening_rows_of_village"]) == ("dp2kb", None, 1)
    assert gap.text == (
        "Keluarga BAMBANG HERMANTO: RIZKY (22 bulan) sangat pendek, -4,02 SD pada 9 Juni 2026. "
        "Keluarga ini tidak ada di penapisan KRS."
    )


def test_it_is_said_when_the_village_has_no_screening(register: Register) -> None:
    elsewhere = {**SCREENED_ELSEWHERE, "village_code_written": SEBULU}
    (gap,) = gaps(register, "stunted_not_screened", family(), rizky(STUNTED), elsewhere)
    assert gap.text.endswith("Dari desa ini belum ada daftar penapisan yang diterima.")


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (368, 0), (369, 1), (-1, 1)])
def test_a_screening_past_its_cycle_is_none(register: Register, days: int, expected: int) -> None:
    """KRS: 184 days and 184 more; one dated after the day of the release is not yet there."""
    rows = [SCREENED_ELSEWHERE, family(), rizky(STUNTED), screened("krs-a", 7, true_at=ago(days))]
    made = gaps(register, "stunted_not_screened", *rows)
    assert len(made) == expected
    if days == 369:
        assert made[0].evidence["last_screened"] == ago(369)
        assert made[0].text.endswith("Penapisan KRS terakhir 27 Juni 2025, sudah lewat siklusnya.")


def test_nobody_is_left_out_of_a_screening_that_was_not_received(register: Register) -> None:
    assert gaps(register, "stunted_not_screened", family(), rizky(STUNTED)) == []
    to_come = {**SCREENED_ELSEWHERE, "true_at": date(2026, 7, 2)}
    assert gaps(register, "stunted_not_screened", family(), rizky(STUNTED), to_come) == []


#: The height and the label of a boy like Rizky, visit by visit, and how stunted the gap calls him.
LABELLED: list[tuple[str, list[tuple[str, float | None, str | None]], str | None]] = [
    ("called normal, stunted", [(WEIGHED_ON, STUNTED, "Normal")], "moderate"),
    ("called tall, severely stunted", [(WEIGHED_ON, SEVERELY, "Tinggi")], "severe"),
    ("called stunted", [(WEIGHED_ON, STUNTED, "Pendek")], None),
    ("called severely stunted though moderately", [(WEIGHED_ON, STUNTED, "Sangat Pendek")], None),
    ("not called anything", [(WEIGHED_ON, STUNTED, None)], None),
    ("called an outlier", [(WEIGHED_ON, STUNTED, "outlier")], None),
    ("normal", [(WEIGHED_ON, NOT_STUNTED, "Normal")], None),
    ("a length that cannot be", [(WEIGHED_ON, MISTAKEN, "Normal")], None),
    ("in capitals, as some type it", [(WEIGHED_ON, STUNTED, "NORMAL ")], "moderate"),
    ("not settled", [(WEIGHED_ON, STUNTED, "Outlier")], None),
    ("a word that no list of codes has", [(WEIGHED_ON, STUNTED, "bagus")], None),
    ("an older label has been overtaken",
     [(WEIGHED_ON, STUNTED, "Normal"), ("2026-06-20", NOT_STUNTED, "Normal")], None),
    ("overtaken by a right one", [(WEIGHED_ON, STUNTED, "Normal"), ("2026-06-20", STUNTED, "Pendek")], None),
    ("a weighing alone says nothing of the length",
     [(WEIGHED_ON, STUNTED, "Normal"), ("2026-06-20", None, None)], "moderate"),
    ("a length that cannot be says nothing either",
     [(WEIGHED_ON, STUNTED, "Normal"), ("2026-06-20", MISTAKEN, None)], "moderate"),
]  # fmt: skip


def test_a_file_that_calls_a_stunted_child_normal() -> None:
    rows = []
    for number, (_why, visits, _expected) in enumerate(LABELLED, 1):
        measured = [
            {"measured_on": on, "weight": 9.1, "height": height, "claimed_height_for_age": label}
            for on, height, label in visits
        ]
        rows += [household(number, children=(BORN,)), weighings(number, 2, BORN, *measured)]
    with assessed_register(*rows) as (register, _tables):
        made = gaps_by_family(register, "label_hides_stunting")
        degrees = {family: gap.evidence["degree"] for family, gap in made.items()}
        assert all((gap.agency, len(gap.records)) == ("dinkes", 1) for gap in made.values())
        for number, (why, _visits, expected) in enumerate(LABELLED, 1):
            assert degrees.get(family_of(register, number)) == expected, why


def test_the_label_in_words(register: Register) -> None:
    (gap,) = gaps(register, "label_hides_stunting", family(), rizky(STUNTED, label="Normal"))
    assert gap.people == [register.people()[RIZKY]]
    assert gap.text == (
        "RIZKY (22 bulan): 78,0 cm pada 9 Juni 2026; e-PPGBM menulis normal, hitungannya pendek (-2,65 SD)."
    )


#: The child's birth, when it was last weighed, its row's status, whether the family is poor; whether it makes a gap.
LAST_WEIGHED: list[tuple[str, str | None, str | None, dict[str, Any], bool]] = [
    ("two months ago to the day", BORN, "2026-05-01", {}, False),
    ("a day more", BORN, "2026-04-30", {}, True),
    ("the dead are not weighed", BORN, "2026-04-30", {"status": "dead"}, False),
    ("the moved are weighed elsewhere", BORN, "2026-04-30", {"status": "moved"}, False),
    ("five years old today", "2021-07-01", "2026-04-30", {}, False),
    ("five years old tomorrow", "2021-07-02", "2026-04-30", {}, True),
    ("never weighed, two months old to the day", "2026-05-01", None, {}, False),
    ("never weighed, a day older", "2026-04-30", None, {}, True),
    ("never weighed, birth date unknown", None, None, {}, False),
    ("a poor family's child never weighed is another gap", BORN, None, poor(), False),
    ("a poor family's child weighed long ago", BORN, "2026-04-30", poor(), True),
    ("a weighing to come has not been", BORN, "2026-07-02", {}, True),
]


def test_a_child_not_weighed_for_two_months() -> None:
    rows: list[Row | list[Row]] = []
    for number, (_why, born, last, values, _expected) in enumerate(LAST_WEIGHED, 1):
        status = {"status": values["status"]} if "status" in values else {}
        home = household(number, children=((born, "child"),), **{k: v for k, v in values.items() if k != "status"})
        home[-1] |= status
        rows.append(home)
        if born and last:
            rows.append(weighings(number, 2, born, {"measured_on": last, "weight": 9.1, "height": STUNTED}))
    with assessed_register(*rows) as (register, _tables):
        made = gaps_by_family(register, "child_not_measured")
        for number, (why, born, _last, _values, expected) in enumerate(LAST_WEIGHED, 1):
            gap = made.get(family_of(register, number))
            assert (gap is not None) == expected, why
            if gap is not None and born is not None:
                assert (gap.agency, gap.people) == ("dinkes", [child_id(register, number, 2, born, "L")])


def test_a_row_without_weight_and_length_weighs_nothing(register: Register) -> None:
    (gap,) = gaps(register, "child_not_measured", family(), rizky(None, weight=None))
    assert [(c["last_measured"], gap.records) for c in gap.evidence["children"]] == [(None, [])]


def test_no_child_is_missed_where_no_list_of_weighings_came_from(register: Register) -> None:
    elsewhere = {**MEASURED_ELSEWHERE, "village_code_written": SEBULU}
    assert gaps(register, "child_not_measured", family(), elsewhere) == []


def test_children_not_weighed_make_one_gap_of_their_family(register: Register) -> None:
    rows = [*family(), child("opensid-a", 5, "ALYA", "2022-01-19", "P"), child("opensid-a", 6, "NAUFAL", "2025-02-02")]
    (gap,) = gaps(register, "child_not_measured", rows, rizky(STUNTED, "2026-04-09"),
                  weighed("eppgbm-a", 6, "ALYA", "2022-01-19", "2026-06-20", "P"))  # fmt: skip
    assert [(c["name"], c["last_measured"]) for c in gap.evidence["children"]] == [
        ("NAUFAL", None),
        ("RIZKY", "2026-04-09"),
    ]
    assert gap.records == ["eppgbm-a.1.5.child"]
    assert gap.text == (
        "Keluarga BAMBANG HERMANTO: penimbangan RIZKY (22 bulan) terakhir 9 April 2026 dan NAUFAL (16 bulan) "
        "belum pernah."
    )


def test_in_english(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    told = [*family(), rizky(SEVERELY, "2026-04-09", label="Normal"), POOR_ELSEWHERE]
    (gap,) = gaps(register, "stunted_not_poor_list", *told, SCREENED_ELSEWHERE)
    assert gap.text.endswith(
        "RIZKY (22 months) severely stunted, -3.52 SD on 9 April 2026. No list of poor families has this family."
    )
    (gap,) = found(register, "stunted_not_screened")
    assert gap.text.endswith("The screening does not have this family.")
    (gap,) = found(register, "label_hides_stunting")
    assert gap.text == (
        "RIZKY (22 months): 74.0 cm on 9 April 2026; e-PPGBM says normal, computed severely stunted (-3.52 SD)."
    )
    (gap,) = found(register, "child_not_measured")
    assert gap.text.endswith("weighing of RIZKY (22 months) last on 9 April 2026.")
    (gap,) = gaps(register, "child_not_measured", family(), MEASURED_ELSEWHERE)
    assert gap.text.endswith("weighing of RIZKY (22 months) never.")
    (gap,) = gaps(register, "stunted_not_screened", *told, screened("krs-a", 7, true_at="2025-06-27"))
    assert gap.text.endswith("Last screened on 27 June 2025, past its cycle.")


def test_the_same_difference_keeps_its_id_in_a_later_release_that_knows_more(register: Register) -> None:
    codes = ("stunted_not_poor_list", "stunted_not_screened", "label_hides_stunting", "child_not_measured")
    told = [*family(), rizky(SEVERELY, "2026-03-09", label="Normal"), POOR_ELSEWHERE, SCREENED_ELSEWHERE]
    gaps(register, codes[0], told)
    first = {code: found(register, code) for code in codes}
    later = rizky(SEVERELY, "2026-04-09", "eppgbm-b", label="Normal")
    ledger = register.rows("SELECT record_id, person_id, family_id FROM record")
    register.resolve(*told, later, ledger=ledger)
    again = {code: found(register, code) for code in codes}
    for code in codes:
        assert [gap.id for gap in again[code]] == [gap.id for gap in first[code]], code
        assert [gap.records for gap in first[code]] == [["eppgbm-a.1.5.child"]], code
        assert [gap.records for gap in again[code]] == [[later["record_id"]]], code
