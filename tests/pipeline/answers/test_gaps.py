"""Gaps that an answer ends, and those that it only tells of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pipeline.answers import answers_kit as kit
from tests.pipeline.answers.answers_kit import anchor_of, answers, line, released, rows
from tests.pipeline.assess.gap_kit import couple, gaps, nik_of, poor, screened
from tests.pipeline.register_kit import Register, record
from tests.pipeline.release.release_kit import write

from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive

_WEIGHED = """NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran
6402136507230001,RARA,P,2023-07-25,SITI RAHMAH,Samboja,Wonotirto,"11,2",88,2026-02-10
"""

#: What a visit to a child who was not weighed found, and whether it is still to be weighed.
VISITS = (
    ({"catatan": "tidak ada orang di rumah"}, True),
    ({"tanggal_ukur": "2026-11-09", "berat": 11.9, "tinggi": 90}, False),
    ({"status": "moved"}, False),
    ({"status": "dead"}, False),
)


@pytest.mark.parametrize(("said", "still"), VISITS, ids=lambda value: str(value))
def test_a_visit_to_a_child_who_was_not_weighed(known: Home, said: dict[str, Any], still: bool):
    receive(known, Request(write(known.root.parent / "sent", "gizi.csv", _WEIGHED), kit.RECEIVED))
    before = released(known)
    answers(known, line("J-1", tentang=anchor_of(before, "RARA"), **said))

    folder = released(known)

    assert len(rows(before, "gap", kind="child_not_measured")) == 1
    assert bool(rows(folder, "gap", kind="child_not_measured")) == still
    assert [row["note"] for row in rows(folder, "answer")] == [said.get("catatan")]


def proposal(day: str, verdict: str) -> dict[str, Any]:
    """What the village meeting said of the wife's family."""
    woman = {"name": "SITI ROHMAH", "nik": nik_of("1994-05-21", "P"), "birth_date": "1994-05-21", "sex": "P"}
    said = {"answer": f"M-{day}", "proposal": verdict, "decided_by": "Musyawarah", "decided_on": day, "true_at": day}
    return record("office-1", int(day[-2:]), **woman, **said)


VERDICTS = (
    ("proposed", "Musyawarah desa mengusulkannya ke DTSEN (20 Juni 2026)."),
    ("not_proposed", "Musyawarah desa tidak mengusulkannya ke DTSEN (20 Juni 2026)."),
    ("postponed", "Musyawarah desa menunda usulannya ke DTSEN (20 Juni 2026)."),
)


@pytest.mark.parametrize(("verdict", "text"), VERDICTS)
def test_the_last_verdict_on_a_proposal_is_told_and_the_gap_stays(register: Register, verdict: str, text: str):
    elsewhere = record("dtsen-1", 2, name="ORANG LAIN", relation="head", kk="6402130101109999", **poor())

    (gap,) = gaps(
        register, "at_risk_not_poor_list", couple("opensid-1"), screened("krs-1", 2, water_unsafe=True, couple=True),
        elsewhere, proposal("2026-06-10", "postponed"), proposal("2026-06-20", verdict),
    )  # fmt: skip

    assert gap.evidence["proposal"] == {"verdict": verdict, "day": "2026-06-20", "decided_by": "Musyawarah"}
    assert gap.text.endswith(text)
    said = register.rows("SELECT proposal, decided_by, decided_on FROM answer ORDER BY decided_on")
    assert said == [("postponed", "Musyawarah", date(2026, 6, 10)), (verdict, "Musyawarah", date(2026, 6, 20))]
