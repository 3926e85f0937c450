"""What answers say of people and families: what of it the register shows, and which gaps it ends."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.pipeline.answers import answers_kit as kit
from tests.pipeline.answers.answers_kit import anchor_of, answers, claims, line, person, records_of, released, rows
from tests.pipeline.release.release_kit import write

from padan.pipeline.decisions import APART, Decision, append
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.release import build

#: What an answer may say of Siti besides; whatever it is, the row is she.
ANYTHING: tuple[dict[str, Any], ...] = (
    {"air_minum": "piped"},
    {"nama": "ZULAIKHA", "nik": "6402134804920008", "tanggal_lahir": "1992-04-08"},
    {"nik": "6402130707750001", "tanggal_lahir": "1975-07-07"},
    {"hamil": "ya", "catatan": "sedang di rumah ibunya"},
    {"kode_desa": "64.02.07.2002", "status": "moved"},
    {"no_kk": kit.OTHER_CARD, "hubungan": "head"},
)


@pytest.mark.parametrize("said", ANYTHING, ids=lambda said: "+".join(said))
def test_a_row_with_an_anchor_is_that_person_whatever_it_says(known: Home, said: dict[str, Any]):
    before = known.current_release()
    siti = person(before, "SITI RAHMAH")["person_id"]
    answers(known, line("J-1", tentang=anchor_of(before, "SITI RAHMAH"), **said))

    folder = released(known)

    (answer,) = rows(folder, "answer")
    assert (answer["person_id"], answer["anchor_held"], answer["move_held"]) == (siti, True, None)
    assert rows(folder, "person", person_id=siti)[0]["record_count"] == 2
    assert len(rows(folder, "person")) == len(rows(before, "person"))
    assert len(rows(folder, "family")) == len(rows(before, "family"))


def test_two_answers_of_one_file_about_two_records_of_one_person(known: Home):
    kit.village_list(known, "november.csv", "2026-11-01")
    before = released(known)
    first, second = kit.records_of(before, "SITI RAHMAH")
    answers(known, line("J-1", tentang=first, hamil="ya"), line("J-2", tentang=second, air_minum="piped"))

    assert person(released(known), "SITI RAHMAH")["record_count"] == 4


#: Children whose mothers no list has but one, who is Ayu of the village's register.
_WEIGHED = """NIK,Nama,JK,Tgl Lahir,Nama Ibu,NIK Ibu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran
,BAGAS,L,2023-07-25,MURNI,,Samboja,Wonotirto,"11,2",88,2026-11-08
,TONO,L,2024-01-02,AYU LESTARI,6402134809790002,Samboja,Wonotirto,"10,9",84,2026-11-08
"""


@pytest.mark.parametrize("mother", ["MURNI", "AYU LESTARI"])
def test_an_answer_may_stand_on_a_parent_whom_a_child_only_names(known: Home, mother: str):
    receive(known, Request(write(known.root.parent / "sent", "gizi.csv", _WEIGHED), kit.RECEIVED))
    before = released(known)
    named = records_of(before, mother, "eppgbm")[0]
    answers(known, line("J-1", tentang=named, hamil="ya"), line("J-2", tentang=named, nama="SRI MURNIATI"))

    folder = released(known)

    known_as = person(before, mother)
    (told,) = rows(folder, "person", person_id=known_as["person_id"])
    assert (told["name"], told["record_count"]) == ("SRI MURNIATI", known_as["record_count"] + 2)
    assert told["family_id"] == known_as["family_id"]
    assert [row["anchor_held"] for row in rows(folder, "answer")] == [True, True]
    assert len(rows(folder, "person")) == len(rows(before, "person"))


def test_an_anchor_that_is_gone_leaves_the_row_to_what_it_says(known: Home):
    answers(
        known,
        line("J-1", tentang="0000.1.1.person", nama="JOKO WIDAGDO", nik="6402130707750001", tanggal_lahir="1975-07-07"),
        line("J-2", tentang="0000.1.2.person", air_minum="piped"),
    )

    built = build(known, kit.AS_OF)

    said = {row["answer"]: row for row in rows(built.folder, "answer")}
    assert said["J-1"]["person_id"] == person(built.folder, "JOKO WIDAGDO")["person_id"]
    assert [said[number]["anchor_held"] for number in ("J-1", "J-2")] == [False, False]
    assert built.manifest.linking["decided_missing"] == 2


def test_a_newer_apart_outrules_the_anchor(known: Home):
    before = known.current_release()
    siti = anchor_of(before, "SITI RAHMAH")
    answers(known, line("J-1", tentang=siti, air_minum="piped"))
    (row,) = rows(released(known), "answer")
    moment = kit.RECEIVED_AT
    append(known, [Decision.about(row["record_id"], siti, APART, by="Budi", on=moment, reason="orang lain")])

    folder = released(known)

    (row,) = rows(folder, "answer")
    assert (row["anchor_held"], row["person_id"] == person(folder, "SITI RAHMAH")["person_id"]) == (False, False)


#: What is answered on the tenth, what a list says on the day after each is given, and what the register shows before
#: and after that list.
CHOSEN = (
    # subject, attribute, answered, shown, shown when a newer list came
    ("person", "name", {"nama": "SITI RAHMA"}, "SITI RAHMA", "SITI RAHMA"),
    ("person", "nik", {"nik": "6402135508880005"}, "6402135508880005", "6402135508880005"),
    ("person", "birth_date", {"tanggal_lahir": "1988-08-16"}, "1988-08-16", "1988-08-16"),
    ("person", "mother_name", {"nama_ibu": "SUPARMI"}, "SUPARMI", "SUPARMI"),
    ("person", "status", {"status": "moved"}, "moved", "alive"),
    ("person", "relation", {"hubungan": "head"}, "head", "wife"),
    ("family", "village", {"kode_desa": "64.02.13.1009"}, "64.02.13.1009", kit.VILLAGE),
    ("family", "water", {"air_minum": "rain"}, "rain", "rain"),
    ("family", "rt", {"rt": "004"}, "004", "004"),
)


@pytest.mark.parametrize(("subject", "attribute", "said", "shown", "later"), CHOSEN, ids=lambda value: str(value))
def test_an_answered_value_is_chosen_by_precedence(
    known: Home, subject: str, attribute: str, said: dict[str, Any], shown: str, later: str
):
    before = known.current_release()
    siti = person(before, "SITI RAHMAH")
    answers(known, line("J-1", tentang=anchor_of(before, "SITI RAHMAH"), **said))
    answered = released(known)
    kit.village_list(known, "november.csv", "2026-11-20")
    listed = released(known)

    found = [
        [value for _source, value, chosen in claims(folder, siti[f"{subject}_id"], attribute) if chosen]
        for folder in (answered, listed)
    ]
    assert found == [[shown], [later]]


def test_a_blank_says_nothing_and_a_claim_has_its_dates(known: Home):
    before = known.current_release()
    said = line("J-1", tentang=anchor_of(before, "SITI RAHMAH"), hamil="ya", nama=None, berlaku_sejak="2026-11-05")
    answers(known, said)

    folder = released(known)

    siti = person(folder, "SITI RAHMAH")
    (claim,) = rows(folder, "claim", source="office")
    told = {
        "subject_id": siti["person_id"], "attribute": "pregnant", "value": "true", "true_at": date(2026, 11, 5),
        "entered_at": date(2026, 11, 10), "received_at": kit.RECEIVED,
    }  # fmt: skip
    assert {name: claim[name] for name in told} == told


def test_who_leads_the_family_may_be_answered(known: Home):
    before = known.current_release()
    answers(
        known,
        line("J-1", tentang=anchor_of(before, "AHMAD SALIM"), status="dead"),
        line("J-2", tentang=anchor_of(before, "SITI RAHMAH"), hubungan="head"),
    )

    folder = released(known)

    (family,) = rows(folder, "family", family_id=person(before, "SITI RAHMAH")["family_id"])
    assert (family["head_name"], family["members"]) == ("SITI RAHMAH", 3)
    assert person(folder, "SITI RAHMAH")["relation"] == "head"


def test_facts_of_the_family_stay_with_it_when_the_person_moves(known: Home):
    before = known.current_release()
    dodo = anchor_of(before, "DODO")
    answers(
        known,
        line("J-1", day="2026-11-05", tentang=dodo, air_minum="rain"),
        line("J-2", tentang=dodo, tinggal_bersama=anchor_of(before, "JOKO WIDAGDO")),
        line("J-3", day="2026-11-12", tentang=dodo, air_minum="piped"),
    )

    folder = released(known)

    found = {row["family_id"]: row["water"] for row in rows(folder, "dwelling", source="office")}
    assert found == {person(before, "DODO")["family_id"]: "rain", person(before, "JOKO WIDAGDO")["family_id"]: "piped"}


#: What is answered, of which subject the obligation is, and the day since when it is fresh.
FRESH = (
    ("register", {"masih_tinggal": "ya"}, date(2026, 11, 10)),
    ("register", {"masih_tinggal": "tidak"}, date(2026, 10, 1)),
    ("dwelling", {"air_minum": "rain", "jamban": "own_septic"}, date(2026, 11, 10)),
    ("pregnancy", {"hamil": "ya"}, date(2026, 11, 10)),
    ("measurement", {"tanggal_ukur": "2026-11-08", "berat": "11,2", "tinggi": "88"}, date(2026, 11, 8)),
)


@pytest.mark.parametrize(("obligation", "said", "fresh"), FRESH, ids=lambda value: str(value))
def test_an_answer_makes_an_obligation_fresh(known: Home, obligation: str, said: dict[str, Any], fresh: date):
    before = known.current_release()
    name = "RARA" if obligation == "measurement" else "SITI RAHMAH"
    answers(known, line("J-1", tentang=anchor_of(before, name), **said))

    folder = released(known)

    subject = person(folder, name)
    family = obligation in ("register", "dwelling")
    (owed,) = rows(
        folder, "freshness", attribute=obligation, subject_id=subject["family_id" if family else "person_id"]
    )
    assert owed["last_at"] == fresh


def test_what_the_office_said_of_a_conflict_ends_it_until_a_newer_word(known: Home):
    kit.village_list(
        known, "november.csv", "2026-11-01", [kit.SITI.replace("15-08-1988", "15-09-1988").replace(",3,1,", ",3,2,")]
    )
    kit.village_list(known, "lagi.csv", "2026-11-02")
    before = released(known)
    siti = anchor_of(before, "SITI RAHMAH")
    conflicts = {tuple(_attribute(gap)) for gap in rows(before, "gap", kind="conflicting_values")}
    answers(known, line("J-1", tentang=siti, status="alive"), line("J-2", tentang=siti, tanggal_lahir="1988-08-15"))

    answered = released(known)
    kit.village_list(known, "akhir.csv", "2026-11-20", [kit.SITI.replace(",3,1,", ",3,2,")])
    kit.village_list(known, "terakhir.csv", "2026-11-21")
    later = released(known)

    assert conflicts == {("birth_date",), ("status",)}
    assert rows(answered, "gap", kind="conflicting_values") == []
    assert [_attribute(gap) for gap in rows(later, "gap", kind="conflicting_values")] == [["status"]]


def _attribute(gap: dict[str, Any]) -> list[str]:
    return [json.loads(gap["evidence"])["attribute"]]
