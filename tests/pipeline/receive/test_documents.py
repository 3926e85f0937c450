"""Lists that come as JSON: one document is one row, whatever keys it has."""

from __future__ import annotations

import pytest
from tests.pipeline.receive.receive_kit import CHILD, MOTHER, Inbox

from padan.kernel.errors import UnknownSourceError, UnreadableFileError
from padan.pipeline.receive import feed

ROW = {"nik": MOTHER, "nama": "SITI", "desil": 1}


@pytest.mark.parametrize("size", [1, 2, 20_000])
def test_rows_come_in_chunks_and_all_of_them_count(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, size: int):
    monkeypatch.setattr(feed, "DOCUMENTS_PER_CHUNK", size)
    got = inbox.ndjson("d.ndjson", [ROW, 7, ROW, {"resourceType": "Patient"}, ROW | {"nama": {"a": 1}, "nik": ""}, ROW])
    assert [r["row"] for r in got.records] == [1, 3, 6]
    assert got.reasons == [(2, "", "bad_json"), (4, "", "not_a_row"), (5, "", "nobody")]


def test_a_key_may_first_occur_in_the_last_document(inbox: Inbox):
    got = inbox.json("d.json", [ROW, ROW | {"catatan": "pindah"}])
    assert [r["other"] for r in got.records] == [None, '{"catatan":"pindah"}']


def test_of_two_sources_that_know_it_the_one_that_knows_more_of_it_has_it(inbox: Inbox):
    weighed = ROW | {"nik": CHILD, "berat": "9,1", "tinggi": "82", "tanggal ukur": "2026-11-05", "bb/u": "Normal"}
    assert inbox.json("a.json", [weighed]).outcome.receipt.source == "eppgbm"
    poor = ROW | {"berat": "", "tinggi": "", "nama ortu": "", "pkh": 1, "bpnt": 1, "pbi": 0, "cut_off": "2026-03-31"}
    poor |= {"id_lantai_terluas": 1, "id_dinding_terluas": 1, "id_atap_terluas": 1}
    assert inbox.json("b.json", [poor]).outcome.receipt.source == "dtsen"


def test_a_list_whose_keys_are_its_data_is_refused(inbox: Inbox):
    with pytest.raises(UnreadableFileError, match="kolom"):
        inbox.json("d.json", [{f"orang-{n}": "x"} for n in range(2_100)])


def test_a_list_that_is_forced_to_be_another(inbox: Inbox):
    with pytest.raises(UnknownSourceError, match="paling mirip dengan KRS"):
        inbox.json("d.json", [ROW], source="krs")


def test_a_list_of_two_columns(inbox: Inbox):
    got = inbox.csv("d.csv", [["nik", "desil"], [MOTHER, "1"], ["nik", "desil"]])
    assert got.reasons == [(3, "", "repeated_header")]
    assert got.only(row=2)["desil_low"] == 1
