"""What people decided comes back as a list like any other."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pipeline.receive.receive_kit import CHILD, KK, Inbox, columns

from padan.reference.codes import code_list

HEADERS = columns("nomor_jawaban,nama,nik,no_kk,tanggal_lahir,status_penduduk,diputuskan_oleh,diputuskan_pada")


def test_answers_of_the_office(inbox: Inbox):
    got = inbox.csv(
        "jawaban.csv",
        [
            HEADERS,
            ["J-1", "RARA", CHILD, KK, "2024-02-14", "1", "Ani", "2026-11-01"],
            ["J-2", "RARA", CHILD, KK, "2024-02-14", "", "Ani", ""],
            ["J-3", "RARA", CHILD, KK, "2024-02-14", "", "Ani", "2027-11-01"],
            ["J-4", "", "", "", "", "", "Ani", "2026-11-01"],
        ],
    )
    record = got.only(row=2)
    assert (record["source"], record["answer"], record["true_at"]) == ("office", "J-1", date(2026, 11, 1))
    # One answer may be of several people, so its number is not the list's own id of a person.
    assert (record["local_id"], record["decided_by"], record["entered_at"]) == (None, "Ani", date(2026, 11, 1))
    assert got.reasons == [
        (3, "diputuskan_pada", "needed"),
        (4, "diputuskan_pada", "in_future"),
        (5, "", "nobody"),
    ]


#: What the office writes beside the person and who answered, and what is read of it.
SAID = (
    ("hubungan", "wife", "relation", "wife"),
    ("hubungan", "istri", "relation", "wife"),
    ("status", "moved", "status", "moved"),
    ("status_penduduk", "pindah domisili", "status", "moved"),
    ("air_minum", "unprotected_well", "water", "unprotected_well"),
    ("jamban", "own_septic", "latrine", "own_septic"),
    ("usulan", "proposed", "proposal", "proposed"),
    ("usulan", "tidak diusulkan", "proposal", "not_proposed"),
    ("usulan", "entah", "proposal", None),
    ("masih_tinggal", "ya", "lives_here", True),
    ("hamil", "tidak", "pregnant", False),
    ("tinggal_bersama", "abc.1.2.person", "lives_with", "abc.1.2.person"),
    ("keluarga_baru", "K-1", "new_family", "K-1"),
    ("catatan", "rumah kosong", "note", "rumah kosong"),
    ("berlaku_sejak", "2026-10-15", "true_at", date(2026, 10, 15)),
)


@pytest.mark.parametrize(("header", "cell", "column", "value"), SAID)
def test_what_an_answer_may_say(inbox: Inbox, header: str, cell: str, column: str, value: object):
    got = inbox.csv(
        "jawaban.csv",
        [
            ["nomor_jawaban", "tentang", header, "diputuskan_oleh", "diputuskan_pada"],
            ["J-1", "abc.1.1.person", cell, "Ani", "2026-11-01"],
        ],
    )

    record = got.only(row=2)
    assert (record["anchor"], record[column]) == ("abc.1.1.person", value)


def test_a_measuring_needs_its_day_and_an_answer_its_number_and_its_name(inbox: Inbox):
    got = inbox.csv(
        "jawaban.csv",
        [
            ["nomor_jawaban", "tentang", "berat", "tanggal_ukur", "diputuskan_oleh", "diputuskan_pada"],
            ["J-1", "abc.1.1.person", "11,2", "", "Ani", "2026-11-01"],
            ["", "abc.1.1.person", "11,2", "2026-11-01", "Ani", "2026-11-01"],
            ["J-3", "abc.1.1.person", "11,2", "2026-11-01", "", "2026-11-01"],
        ],
    )

    assert got.reasons == [
        (2, "tanggal_ukur", "date_needed"),
        (3, "nomor_jawaban", "needed"),
        (4, "diputuskan_oleh", "needed"),
    ]


@pytest.mark.parametrize("name", ["relation", "status", "water", "latrine", "disposal", "proposal"])
def test_the_office_writes_the_register_s_own_words(name: str):
    found = code_list(name)

    assert [found.meaning("office", word) for word in found.meanings] == list(found.meanings)
