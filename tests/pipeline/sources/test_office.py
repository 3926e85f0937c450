"""What people decided comes back as a list like any other."""

from __future__ import annotations

from datetime import date

from tests.pipeline.receive.receive_kit import CHILD, KK, Inbox, columns

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
    assert (record["source"], record["local_id"], record["true_at"]) == ("office", "J-1", date(2026, 11, 1))
    assert got.reasons == [
        (3, "diputuskan_pada", "needed"),
        (4, "diputuskan_pada", "in_future"),
        (5, "", "nobody"),
    ]
