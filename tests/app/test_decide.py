"""``padan decide``: the evidence is shown and kept, the word is written, and contradictions are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.app.app_kit import FATHER, MEASURED, MOTHER, Padan, write_list

from padan.pipeline.decisions import APART, OPEN, SAME, read
from padan.pipeline.home import Home

CHILD = "RAISA PUTRI,,6402132003150004,20-10-2022,2,3,Wonotirto,Samboja,2\n"
WHO = ("--by", "Ani", "--reason", "KK asli dilihat")


@pytest.fixture
def listed(padan: Padan, tmp_path: Path) -> Padan:
    """A welfare list with a family, and a measured child of the same name."""
    measured = tmp_path / "gizi.csv"
    row = ',RAISA PUTRI,P,2022-10-20,AHMAD SALIM / SITI RAHMAH,Samboja,Wonotirto,"11,2","88,0",2026-10-05\n'
    measured.write_text(MEASURED + row, "utf-8")
    padan("receive", write_list(tmp_path, rows=FATHER + MOTHER + CHILD), measured)
    padan("release")
    return padan


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_evidence_is_shown_and_kept_with_who_and_why(listed: Padan):
    told = listed("decide", "kes.csv:4", "gizi.csv:2", "--apart", *WHO)

    assert told.code == 0
    assert told.out.startswith("Satu orang?")
    assert "orang yang berbeda, menurut Ani pada" in one_line(told.out)
    assert "Berlaku sejak rilis berikutnya" in told.out
    (decision,) = read(Home.at(listed.home))
    assert (decision.verdict, decision.by, decision.reason) == (APART, "Ani", "KK asli dilihat")
    seen = json.loads(decision.seen)
    assert seen["release"] == Home.at(listed.home).current_release().name
    assert seen["levels"]
    assert {"model", "same", "verdict", "weight", "probability"} <= seen.keys()


def test_a_contradiction_is_told_with_what_it_overrules(listed: Padan):
    listed("decide", "kes.csv:2", "kes.csv:3", "--apart", *WHO)
    assert "bertentangan" not in listed("decide", "kes.csv:2", "kes.csv:4", "--same", *WHO).out

    told = one_line(listed("decide", "kes.csv:3", "kes.csv:4", "--same", "--by", "Budi", "--reason", "x").out)

    assert "bertentangan dengan putusan lama" in told
    assert "AHMAD SALIM (kes.csv, baris 2) dan SITI RAHMAH (kes.csv, baris 3) orang yang berbeda" in told
    assert "menurut Budi" in told


def test_a_decision_is_taken_back(listed: Padan):
    listed("decide", "kes.csv:2", "kes.csv:3", "--same", *WHO)

    told = listed("decide", "kes.csv:3", "kes.csv:2", "--open", *WHO)

    assert "terbuka lagi" in told.out
    assert [d.verdict for d in read(Home.at(listed.home))] == [SAME, OPEN]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("kes.csv:2", "kes.csv:2", "--same", *WHO), 1, "Keduanya catatan yang sama"),
        (("kes.csv:2", "kes.csv:99", "--same", *WHO), 1, "Tidak ada catatan di kes.csv:99"),
        (("kes.csv:2", "kes.csv:3", *WHO), 2, "sebut satu dari --same, --apart atau --open"),
        (("kes.csv:2", "kes.csv:3", "--same", "--apart", *WHO), 2, "sebut satu dari"),
        (("kes.csv:2", "kes.csv:3", "--same", "--by", "Ani"), 2, "--reason belum disebut"),
        (("kes.csv:2", "kes.csv:3", "--same", "--by", " ", "--reason", "x"), 1, "siapa yang memutuskan"),
        (("kes.csv:2", "kes.csv:3", "--open", *WHO), 1, "Belum ada putusan"),
        (("kes.csv:3", "gizi.csv:2:mother", "--apart", *WHO), 1, "hanya disebut di baris anaknya"),
    ],
)
def test_what_cannot_be_decided_is_said_and_not_written(
    listed: Padan, arguments: tuple[str, ...], code: int, said: str
):
    told = listed("decide", *arguments)

    assert told.code == code
    assert said in one_line(told.err)
    assert read(Home.at(listed.home)) == ()
