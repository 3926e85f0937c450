"""A puskesmas's FHIR resources: one resource a line, a Bundle, or one file for each kind of resource."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import CHILD, FATHER, KK, MOTHER, TODAY, Inbox

from padan.kernel.errors import UnknownSourceError
from padan.pipeline.sources.puskesmas_fhir import flatten

ID = "https://fhir.kemkes.go.id/id/"


def _identifier(kind: str, value: str) -> dict[str, str]:
    return {"use": "official", "system": ID + kind, "value": value}


PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "P1",
    "identifier": [_identifier("nik", CHILD), _identifier("nik-ibu", MOTHER), _identifier("kk", KK), {"system": "x"}],
    "name": [{"use": "official", "text": "RARA"}],
    "gender": "female",
    "birthDate": "2024-02-14",
    "managingOrganization": {"display": "Puskesmas Samboja"},
    "address": [
        {
            "line": ["Jl. Mawar"],
            "city": "Kutai Kartanegara",
            "district": "Samboja",
            "extension": [
                {
                    "url": "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode",
                    "extension": [
                        {"url": "village", "valueCode": "6402131008"},
                        {"url": "rt", "valueCode": "3"},
                        {"url": "other", "valueCode": "9"},
                    ],
                }
            ],
        }
    ],
}
PARENT = {
    "resourceType": "RelatedPerson",
    "id": "R1",
    "patient": {"reference": "Patient/P1"},
    "relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "MTH"}]}],
    "identifier": [_identifier("nik", MOTHER)],
    "name": [{"given": ["SITI"], "family": "AMINAH"}],
    "birthDate": "1992-05-12",
}


def _observation(code: str, value: Any, unit: str, subject: str = "Patient/P1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": subject},
        "effectiveDateTime": "2026-11-05T02:00:00+00:00",
        "valueQuantity": {"value": value, "unit": unit},
        **more,
    }


WEIGHT = _observation("29463-7", 9.1, "kg")


def test_ndjson_of_a_puskesmas(inbox: Inbox):
    father = PARENT | {
        "id": "R2",
        "relationship": [{"coding": [{"code": "FTH"}]}],
        "identifier": [_identifier("nik", FATHER)],
    }
    got = inbox.ndjson("p.ndjson", [PATIENT, PARENT, father, WEIGHT])
    child = got.only(row=1)
    assert (child["source"], child["layout"], child["role"]) == ("puskesmas_fhir", "fhir-r4", "child")
    assert (child["name"], child["nik"], child["mother_nik"], child["kk"]) == ("RARA", CHILD, MOTHER, KK)
    assert (child["sex"], child["birth_date"], child["local_id"]) == ("P", date(2024, 2, 14), "Patient/P1")
    assert (child["address"], child["rt"], child["village_code_written"]) == ("Jl. Mawar", "3", "6402131008")
    assert (child["regency_written"], child["health_centre"]) == ("Kutai Kartanegara", "Puskesmas Samboja")
    mother = got.only(row=2)
    assert (mother["role"], mother["name"], mother["nik"], mother["sex"]) == ("mother", "SITI AMINAH", MOTHER, "P")
    assert (mother["child_ref"], mother["local_id"]) == ("Patient/P1", "RelatedPerson/R1")
    assert mother["birth_date"] == date(1992, 5, 12)
    assert (got.only(row=3)["role"], got.only(row=3)["sex"]) == ("father", "L")
    measured = got.only(row=4)
    assert (measured["role"], measured["local_id"], measured["name"]) == ("child", "Patient/P1", None)
    assert measured["measurements"][0]["weight"] == 9.1
    assert (measured["true_at"], measured["collected_at"]) == (date(2026, 11, 5), date(2026, 11, 5))


@pytest.mark.parametrize("kind", ["transaction", "searchset", "collection"])
def test_a_bundle(inbox: Inbox, kind: str):
    entries = [{"fullUrl": f"urn:uuid:{n}", "resource": r} for n, r in enumerate([PATIENT, WEIGHT])]
    got = inbox.json("b.json", {"resourceType": "Bundle", "type": kind, "total": 2, "entry": entries})
    assert [r["row"] for r in got.records] == [1, 2]
    assert got.outcome.receipt.rows_in == 2


@pytest.mark.parametrize(
    ("address", "has_id", "reference"),
    [
        ("urn:uuid:7f-1", True, "urn:uuid:7f-1"),
        ("urn:uuid:7f-1", False, "urn:uuid:7f-1"),
        ("https://fhir.example/r4/Patient/P1", True, "https://fhir.example/r4/Patient/P1"),
        ("https://fhir.example/r4/Patient/P1", False, "Patient/P1"),
        ("https://fhir.example/r4/Patient/P1", True, "https://fhir.example/r4/Patient/P1/_history/3"),
        ("", True, "Patient/P1"),
        (None, True, "Patient/P1"),
    ],
)
def test_a_reference_finds_its_patient(inbox: Inbox, address: str | None, has_id: bool, reference: str):
    patient = PATIENT if has_id else {k: v for k, v in PATIENT.items() if k != "id"}
    weight = _observation("29463-7", 9.1, "kg", reference)
    entries = [{"fullUrl": address, "resource": patient}, {"resource": weight}]
    got = inbox.json("b.json", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert len({r["local_id"] for r in got.records}) == 1


def test_one_file_for_each_kind_of_resource(inbox: Inbox):
    patients = inbox.ndjson("Patient.ndjson", [PATIENT])
    weights = inbox.ndjson("Observation.ndjson", [WEIGHT, _observation("8302-2", 82.5, "cm")])
    assert {r["local_id"] for r in (*patients.records, *weights.records)} == {"Patient/P1"}
    assert len(weights.records) == 2


@pytest.mark.parametrize(
    ("code", "value", "unit", "expected"),
    [
        ("29463-7", 9.1, "kg", {"weight": 9.1}),
        ("29463-7", "9,1", "Kg", {"weight": 9.1}),
        ("29463-7", 9100, "g", {"weight": 9.1, "weight_note": "gram"}),
        ("8302-2", 82.5, "cm", {"height": 82.5}),
        ("8306-3", 82.5, "cm", {"height": 82.5, "position": "lying"}),
        ("8308-9", 82.5, "cm", {"height": 82.5, "position": "standing"}),
        ("8302-2", 9.1, "kg", {"weight": 9.1}),
        ("29463-7", 82.5, "cm", {"height": 82.5}),
        ("9843-4", 46.2, "cm", {"head": 46.2}),
    ],
)
def test_measurements(inbox: Inbox, code: str, value: Any, unit: str, expected: dict[str, Any]):
    got = inbox.ndjson("o.ndjson", [_observation(code, value, unit)])
    (measured,) = got.only(row=1)["measurements"]
    assert {k: v for k, v in measured.items() if v is not None} == expected | {"measured_on": date(2026, 11, 5)}


@pytest.mark.parametrize(("value", "unit"), [(3100, "g"), (3.1, "kg"), ("3,1", "kg"), ("3100", "gram")])
def test_birth_weight(inbox: Inbox, value: Any, unit: str):
    record = inbox.ndjson("o.ndjson", [_observation("8339-4", value, unit)]).only(row=1)
    assert (record["birth_weight"], record["measurements"]) == (3100, [])


@pytest.mark.parametrize(
    ("written", "offset", "day"),
    [
        ("2026-11-05T17:30:00+00:00", None, date(2026, 11, 6)),
        ("2026-11-05T17:30:00Z", None, date(2026, 11, 6)),
        ("2026-11-05T15:59:59Z", None, date(2026, 11, 5)),
        ("2026-11-05T15:59:59Z", "9", date(2026, 11, 6)),
        ("2026-11-05T16:30:00Z", "7", date(2026, 11, 5)),
        ("2026-11-05T23:30:00+08:00", None, date(2026, 11, 5)),
        ("2026-11-05T23:30:00", None, date(2026, 11, 5)),
        ("2026-11-05", None, date(2026, 11, 5)),
    ],
)
def test_the_day_is_the_day_where_the_child_lives(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, written: str, offset: str | None, day: date
):
    if offset is not None:
        monkeypatch.setenv("PADAN_UTC_OFFSET", offset)
    record = inbox.ndjson("o.ndjson", [WEIGHT | {"effectiveDateTime": written}]).only(row=1)
    assert record["measurements"][0]["measured_on"] == day


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ({"effectivePeriod": {"start": "2026-11-05"}}, date(2026, 11, 5)),
        ({"effectiveInstant": "2026-11-05T01:00:00Z"}, date(2026, 11, 5)),
        ({"issued": "2026-11-05T01:00:00Z"}, date(2026, 11, 5)),
    ],
)
def test_other_ways_to_say_when(inbox: Inbox, times: dict[str, Any], day: date):
    observation = {k: v for k, v in WEIGHT.items() if k != "effectiveDateTime"} | times
    assert inbox.ndjson("o.ndjson", [observation]).only(row=1)["collected_at"] == day


def test_masked_numbers_and_what_is_about_nobody(inbox: Inbox):
    masked = PATIENT | {"identifier": [_identifier("nik", "################")]}
    nameless = {"resourceType": "Patient", "name": [{"text": "BAYI NY SITI"}]}
    organisation = {"resourceType": "Organization", "id": "O1"}
    encounter = {"resourceType": "Encounter", "subject": {"reference": "Patient/P1"}}
    aunt = PARENT | {"relationship": [{"coding": [{"code": "AUNT"}]}]}
    got = inbox.ndjson("p.ndjson", [masked, nameless, organisation, encounter, aunt, [1]])
    assert (got.only(row=1)["nik"], got.only(row=1)["nik_quality"]) == (None, "masked")
    assert got.only(row=2)["local_id"] == "BAYI NY SITI"
    assert got.only(row=4)["local_id"] == "Patient/P1"
    assert got.reasons == [(3, "", "nobody"), (5, "", "nobody"), (6, "", "bad_json")]


def test_refused_measurements(inbox: Inbox):
    undated = {k: v for k, v in WEIGHT.items() if k != "effectiveDateTime"}
    late = WEIGHT | {"effectiveDateTime": "2027-01-01"}
    odd = WEIGHT | {"effectiveDateTime": "0001-01-01T00:00:00+14:00"}
    got = inbox.ndjson("p.ndjson", [WEIGHT, undated, late, _observation("29463-7", -9, "kg"), odd])
    assert got.reasons == [
        (2, "measured_on", "date_needed"),
        (3, "measured_on", "in_future"),
        (4, "weight", "out_of_range"),
        (5, "measured_on", "date_needed"),
    ]


def test_json_that_is_no_fhir_at_all(inbox: Inbox):
    with pytest.raises(UnknownSourceError):
        inbox.json("x.json", [{"judul": "bukan daftar"}])
    with pytest.raises(UnknownSourceError):
        inbox.json("x.json", [{"judul": "bukan daftar"}], source="puskesmas_fhir")


@pytest.mark.parametrize(
    "document",
    [
        [],
        "Patient",
        {"resourceType": 3},
        {"resource": {"id": "x"}},
    ],
)
def test_what_is_no_resource(document: object):
    assert flatten(document) is None


@pytest.mark.parametrize(
    "document",
    [
        {"resourceType": "Patient", "identifier": "x", "name": "x", "address": "x", "gender": ["x"], "id": 7},
        {"resourceType": "Observation", "code": "x", "valueQuantity": 9, "subject": "P1", "effectiveDateTime": "Tx"},
        {"resourceType": "Observation", "code": {"coding": [{"code": "1-1"}, {}]}, "subject": {"reference": "P1"}},
        {"resourceType": "RelatedPerson", "relationship": [{"coding": [{"code": "MTH"}]}], "name": [{}]},
    ],
)
def test_a_resource_of_the_wrong_shape_loses_only_what_is_wrong(document: dict[str, Any]):
    row = flatten(document)
    assert row is not None
    assert row["resource_type"] == document["resourceType"]


def test_today_is_the_day_of_a_patient(inbox: Inbox):
    assert inbox.ndjson("p.ndjson", [PATIENT, PARENT]).only(row=1)["true_at"] == TODAY
