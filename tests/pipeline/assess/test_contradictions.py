"""Gaps of lists that contradict each other or themselves."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.assess.gap_kit import KK, child, couple, gaps, nik_of, person, weighed
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN, Register, Row, record

OTHER_KK = "6402130101150009"
DEWI = {"name": "DEWI LESTARI", "born": "2004-02-17", "sex": "P"}


def parents_and_dewi(receipt: str, on: str, **values: Any) -> list[Row]:
    """Dewi as a child on her parents' card."""
    return [*couple(receipt, true_at=on), child(receipt, 5, DEWI["name"], DEWI["born"], "P", true_at=on, **values)]


def own_card(receipt: str, on: str, **values: Any) -> list[Row]:
    """Dewi as a wife on a card of her own."""
    return [
        person(receipt, 20, "JOKO SUSILO", "2001-09-30", "L", "head", OTHER_KK, true_at=on),
        person(receipt, 21, DEWI["name"], DEWI["born"], "P", "wife", OTHER_KK, true_at=on, **values),
    ]


def test_lists_of_one_day_show_her_in_two_families(register: Register) -> None:
    (gap,) = gaps(register, "person_in_two_families", parents_and_dewi("dtsen-a", "2026-06-01"),
                  own_card("opensid-a", "2026-06-01"))  # fmt: skip
    assert gap.people == [register.people()["dtsen-a.1.5.person"]]
    assert gap.records == ["dtsen-a.1.5.person", "opensid-a.1.21.person"]
    assert gap.agency == "dinsos", "the owner of the list that shows the other family"
    assert [(f["head"], f["current"]) for f in gap.evidence["families"]] == [
        ("JOKO SUSILO", True),
        ("BAMBANG HERMANTO", False),
    ]
    assert "DEWI LESTARI tercatat di keluarga JOKO SUSILO" in gap.text


@pytest.mark.parametrize(
    ("why", "rows", "expected"),
    [
        ("she moved: the parents' card is older",
         [parents_and_dewi("dtsen-a", "2026-05-31"), own_card("opensid-a", "2026-06-01")], 0),
        ("the newer list shows her with her parents still",
         [parents_and_dewi("dtsen-a", "2026-06-02"), own_card("opensid-a", "2026-06-01")], 1),
        ("the parents' list shows her before and after",
         [parents_and_dewi("dtsen-a", "2026-03-01"), parents_and_dewi("dtsen-b", "2026-06-20"),
          own_card("opensid-a", "2026-06-01")], 1),
        ("the parents' list says that she moved",
         [parents_and_dewi("opensid-b", "2026-06-02", status="moved"),
          own_card("opensid-a", "2026-06-01", status="alive")], 0),
        ("one family", [parents_and_dewi("dtsen-a", "2026-06-01"), parents_and_dewi("opensid-a", "2026-06-01")], 0),
    ],
)  # fmt: skip
def test_two_families_or_a_move(register: Register, why: str, rows: list[Any], expected: int) -> None:
    assert len(gaps(register, "person_in_two_families", *rows)) == expected, why


def test_one_nik_on_two_people(register: Register) -> None:
    nik = nik_of("1990-03-12", "L")
    (gap,) = gaps(register, "same_nik_different_people", couple("opensid-a"),
                  person("dtsen-b", 9, "YOHANES TANDI", "1979-11-02", "L", "head", OTHER_KK, nik=nik))  # fmt: skip
    people = register.people()
    assert set(gap.people) == {people["opensid-a.1.2.person"], people["dtsen-b.1.9.person"]}
    assert gap.evidence["niks"] == [nik]
    assert gap.agency == "dinsos", "the number fits the other: DTSEN has it wrong"
    assert not gap.evidence["alike"]
    assert "mungkin satu orang" not in gap.text


def test_one_nik_on_two_of_one_name_may_be_one_person(register: Register) -> None:
    nik = nik_of("1990-03-12", "L")
    (gap,) = gaps(register, "same_nik_different_people",
                  person("dtsen-b", 9, "BAMBANG HERMANTO", "1962-11-02", "L", "head", OTHER_KK, nik=nik,
                         village_code_written=SEBULU),
                  person("dtsen-b", 12, "BAMBANG HERMANTI", "2004-08-25", "P", "head", KK, nik=nik))  # fmt: skip
    assert gap.evidence["alike"]
    assert (gap.agency, "mungkin satu orang" in gap.text) == ("dinsos", True)


def test_a_number_that_fits_nobody_is_for_the_registry(register: Register) -> None:
    nik = nik_of("1955-01-09", "L")
    (gap,) = gaps(register, "same_nik_different_people",
                  person("dtsen-b", 9, "YOHANES TANDI", "1979-11-02", "L", "head", OTHER_KK, nik=nik),
                  person("opensid-a", 4, "SRI WAHYUNI", "1981-07-30", "P", "head", KK, nik=nik))  # fmt: skip
    assert gap.agency == "disdukcapil"


@pytest.mark.parametrize(
    ("why_not", "rows"),
    [
        ("one person in two lists", [couple("opensid-a"), couple("dtsen-a")]),
        ("the mother's number typed for the child is another gap",
         [couple("opensid-a"), weighed("eppgbm-a", 5, "RIZKY", "2024-08-20", "2026-06-09",
                                       nik=nik_of("1994-05-21", "P"))]),
    ],
)  # fmt: skip
def test_no_gap_of_a_shared_nik(register: Register, why_not: str, rows: list[Any]) -> None:
    assert gaps(register, "same_nik_different_people", *rows) == [], why_not


def test_the_mothers_nik_on_a_child(register: Register) -> None:
    mothers = nik_of("1994-05-21", "P")
    (gap,) = gaps(register, "nik_contradicts_birth", couple("opensid-a"),
                  weighed("eppgbm-a", 5, "RIZKY", "2024-08-20", "2026-06-09", nik=mothers))  # fmt: skip
    assert gap.evidence["verdict"] == "parent"
    assert gap.evidence["nik_date"] == "21-05-94"
    assert gap.agency == "dinkes"
    assert gap.people[0] == register.people()["eppgbm-a.1.5.child"]
    assert "Kemungkinan NIK ibunya (SITI ROHMAH)" in gap.text


@pytest.mark.parametrize(
    ("born", "sex", "nik", "verdict"),
    [
        ("1990-03-12", "L", nik_of("1990-03-12", "L"), None),
        ("1990-03-12", "L", nik_of("1990-03-13", "L"), "birth_date"),
        ("1990-03-12", "L", nik_of("1990-03-12", "P"), "sex"),
        ("1990-01-01", "L", nik_of("1990-08-25", "L"), None),
        ("1990-12-31", "L", nik_of("1990-08-25", "L"), None),
        ("1991-01-01", "L", nik_of("1990-08-25", "L"), "birth_date"),
        ("1990-03-12", None, nik_of("1990-03-12", "P"), None),
        (None, "L", nik_of("1990-03-12", "L"), None),
        (None, "L", nik_of("1990-03-12", "P"), "sex"),
    ],
)
def test_a_nik_against_a_birth_date_and_sex(
    register: Register, born: str | None, sex: str | None, nik: str, verdict: str | None
) -> None:
    row = record("dtsen-a", 2, name="HASAN", sex=sex, nik=nik, kk=KK, relation="head")
    if born is not None:
        row = record("dtsen-a", 2, name="HASAN", birth_date=born, sex=sex, nik=nik, kk=KK, relation="head")
    made = gaps(register, "nik_contradicts_birth", row)
    assert [gap.evidence["verdict"] for gap in made] == ([] if verdict is None else [verdict])


def test_a_nik_that_fits_another_person(register: Register) -> None:
    nik = nik_of("1990-03-12", "L")
    made = gaps(register, "nik_contradicts_birth", couple("opensid-a"),
                person("dtsen-b", 9, "YOHANES TANDI", "1979-11-02", "L", "head", OTHER_KK, nik=nik))  # fmt: skip
    assert [(g.evidence["verdict"], g.evidence["owner"]) for g in made] == [("other_person", "BAMBANG HERMANTO")]
    assert "cocok dengan BAMBANG HERMANTO" in made[0].text


def test_two_agencies_with_one_wrong_number_copied_the_card(register: Register) -> None:
    nik = nik_of("1990-03-13", "L")
    rows = [person(f"{s}-a", 2, "BAMBANG HERMANTO", "1990-03-12", "L", "head", nik=nik) for s in ("dtsen", "opensid")]
    (gap,) = gaps(register, "nik_contradicts_birth", rows)
    assert (gap.agency, gap.evidence["sources"]) == ("disdukcapil", ["dtsen", "opensid"])


def test_the_dead_are_not_asked_for_their_nik(register: Register) -> None:
    row = person("opensid-a", 2, "HASAN", "1990-03-12", "L", "head", nik=nik_of("1990-03-13", "L"), status="dead")
    assert gaps(register, "nik_contradicts_birth", row) == []


def said(attribute: str, first: Any, second: Any) -> list[Row]:
    """One man in two lists, joined by his NIK, with one value different."""
    shared = {"name": "BAMBANG HERMANTO", "birth_date": "1990-03-12", "sex": "L", "nik": nik_of("1990-03-12", "L"),
              "kk": KK, "relation": "head"}  # fmt: skip
    return [record(f"{source}-a", 2, **{**shared, attribute: value})
            for source, value in (("opensid", first), ("dtsen", second))]  # fmt: skip


@pytest.mark.parametrize(
    ("attribute", "first", "second", "agency"),
    [
        ("birth_date", "1990-03-12", "1990-12-03", "dinsos"),
        ("birth_date", "1990-03-12", "1991-01-01", "dinsos"),
        ("sex", "L", "P", "dinsos"),
        ("name", "BAMBANG HERMANTO", "WIDODO", "dinsos"),
    ],
)
def test_two_values_of_one_person(register: Register, attribute: str, first: str, second: str, agency: str) -> None:
    (gap,) = gaps(register, "conflicting_values", said(attribute, first, second))
    assert gap.evidence["attribute"] == attribute
    assert [(v["value"], v["sources"], v["chosen"]) for v in gap.evidence["said"]] == [
        (first, ["opensid"], True),
        (second, ["dtsen"], False),
    ]
    assert gap.agency == agency
    assert gap.records == ["dtsen-a.1.2.person", "opensid-a.1.2.person"]


@pytest.mark.parametrize(
    ("attribute", "first", "second"),
    [
        ("birth_date", "1990-03-12", "1990-01-01"),
        ("birth_date", "1990-03-12", "1990-03-12"),
        ("sex", "L", None),
        ("name", "BAMBANG HERMANTO", "HERMANTO BAMBANG"),
        ("name", "BAMBANG HERMANTO", "BAMBANG"),
        ("name", "BAMBANG HERMANTO", "BAMBNG HERMANTOO"),
    ],
)
def test_values_that_do_not_conflict(register: Register, attribute: str, first: str, second: str | None) -> None:
    assert gaps(register, "conflicting_values", said(attribute, first, second)) == []


def test_a_third_name_like_both_settles_it(register: Register) -> None:
    rows = said("name", "BAMBANG", "HERMANTO")
    assert len(gaps(register, "conflicting_values", rows)) == 1
    whole = record("krs-a", 2, "head", name="BAMBANG HERMANTO", nik=nik_of("1990-03-12", "L"), kk=KK, relation="head")
    assert gaps(register, "conflicting_values", rows, whole) == []


@pytest.mark.parametrize(
    ("why", "dead_on", "alive_on", "expected"),
    [
        ("died in between", "2026-06-01", "2026-03-01", 0),
        ("alive after the list that says dead", "2026-03-01", "2026-06-01", 1),
        ("both on one day", "2026-06-01", "2026-06-01", 1),
    ],
)
def test_dead_in_one_list_and_alive_in_another(
    register: Register, why: str, dead_on: str, alive_on: str, expected: int
) -> None:
    rows = [
        couple("opensid-a", true_at=alive_on, status="alive"),
        couple("opensid-b", true_at=dead_on, status="dead")[:1],
    ]
    made = gaps(register, "conflicting_values", *rows)
    assert [gap.evidence["attribute"] for gap in made] == ["status"] * expected, why
    assert [gap.agency for gap in made] == ["desa"] * expected


def test_weighed_after_a_list_called_it_dead(register: Register) -> None:
    born = "2024-08-20"
    dead = [*couple("opensid-a"), child("opensid-a", 4, "RIZKY", born, status="dead", true_at="2026-03-01")]
    later = weighed("eppgbm-a", 5, "RIZKY", born, "2026-06-09")
    (gap,) = gaps(register, "conflicting_values", dead, later)
    assert gap.evidence["last_measured"] == "2026-06-09"
    assert "Terakhir diukur 9 Juni 2026" in gap.text
    earlier = weighed("eppgbm-a", 5, "RIZKY", born, "2026-02-09")
    assert gaps(register, "conflicting_values", dead, earlier) == []


@pytest.mark.parametrize(
    ("why", "old", "new", "expected"),
    [
        ("moved", {"true_at": "2026-05-31"}, {}, 0),
        ("two villages on one day", {}, {}, 1),
        ("the former village says: moved", {"status": "moved"}, {"status": "alive"}, 0),
        ("only guessed", {"village_code_written": None, "village_written": "Tanjug Harapn",
                          "district_written": "Samboja"}, {}, 0),
    ],
)  # fmt: skip
def test_two_villages_of_one_family(
    register: Register, why: str, old: dict[str, Any], new: dict[str, Any], expected: int
) -> None:
    former = couple("dtsen-a", **{"village_code_written": TANJUNG_HARAPAN, **old})
    made = gaps(register, "conflicting_values", former, couple("opensid-a", **new))
    assert [gap.evidence["attribute"] for gap in made] == ["village"] * expected, why
    assert all(gap.agency == "desa" and len(gap.people) == 2 for gap in made)


def test_a_village_only_guessed_is_asked_once_for_each_writing(register: Register) -> None:
    guess = {"village_code_written": None, "village_written": "Wonotirt", "district_written": "Samboja"}
    unsaid = {"village_code_written": None, "village_written": "Bukit Biru", "district_written": None}
    sure = {"village_code_written": None, "village_written": "Wonotirto", "district_written": "Samboja"}
    made = gaps(register, "village_guessed", couple("dtsen-a", **guess), couple("opensid-a", **sure),
                couple("krs-a", 9, OTHER_KK, **unsaid))  # fmt: skip
    found = {gap.evidence["village_written"]: gap for gap in made}
    assert set(found) == {"Wonotirt", "Bukit Biru"}
    gap = found["Wonotirt"]
    assert (gap.village, gap.agency, gap.people) == ("64.02.13.1008", "dinsos", [])
    assert (gap.evidence["rows"], gap.evidence["how"]) == (2, "similar")
    assert gap.records == ["dtsen-a.1.2.person", "dtsen-a.1.3.person"]
    assert '"Wonotirt, Samboja" di DTSEN (2 baris) dianggap Wonotirto, Samboja' in gap.text
    assert (found["Bukit Biru"].agency, found["Bukit Biru"].evidence["how"]) == ("dp2kb", "regency")
