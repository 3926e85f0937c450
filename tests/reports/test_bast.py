"""The record of handing over: what counts stands in it with who took it, what is owed beside, and the totals agree."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, SAMBOJA, TANJUNG, WONOTIRTO, rice, tell
from tests.reports.documents_kit import kept_by

from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.registry.models import Family
from padan.reports import bast
from padan.reports.documents import Document
from padan.reports.watermark import Watermark
from padan.rules.delivery import Checked, Evidence, Taker

pytestmark = pytest.mark.django_db
HERE = Scope((WONOTIRTO,))
MARK = Watermark("Rina", "rina@contoh.example", datetime(2026, 12, 7, 9, 0, tzinfo=UTC))


@pytest.fixture
def held() -> Round:
    """Of two families one has received everything in two parts, the other something by a proxy, and once too much."""
    held = kit.begun()
    first, second = kit.in_wonotirto(held), kit.in_wonotirto(held, 1)
    for family, name, rt in ((first, "Budi", "02"), (second, "Ani", "01")):
        Family.objects.create(
            release=held.release, family_id=family, area=WONOTIRTO, head_name=name, rt=rt, rw="01", members=1,
            sources="dtsen",
        )  # fmt: skip
    head = kit.person(first, "head", date(1970, 1, 1))
    tell(
        rice(held, first, 4, taker_id=head.person_id), rice(held, first, 6, 1, taker_id=head.person_id),
        rice(held, first, 1, 2), rice(held, first, month=JANUARY, minute=3),
        rice(
            held, second, 6, 4, item="jagung", instead_of="beras", taker=Taker.PROXY, taker_name="Sri",
            checked=Checked.KNOWN, proofs={Evidence.LETTER: "a" * 64, Evidence.PHOTO: "b" * 64},
        ),
    )  # fmt: skip
    return held


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that were made, before they became PDF."""
    return kept_by(monkeypatch, bast)


def test_by_recipient(held: Round, made: list[Document]) -> None:
    bast.by_recipient(HERE, held, WONOTIRTO, DECEMBER, MARK)
    (document,) = made
    totals, people = document.parts
    assert len(people.rows) == 20
    rows = {row[1].split("\n")[0]: row for row in people.rows}
    assert rows["Ani"][2:6] == (
        "10 kg beras", "6 kg jagung", "Sri (wakil dengan surat kuasa), 5 Des 2026",
        "dikenal dua saksi, foto, surat kuasa",
    )  # fmt: skip
    assert rows["Budi"][1:6] == (
        "Budi\nRT 02, RW 01", "10 kg beras", "10 kg beras", "Head (penerima), 5 Des 2026", "KTP",
    )  # fmt: skip
    assert rows["tanpa nama"][3:6] == ("", "", "")
    assert list(totals.facts) == [
        ("Keluarga yang berhak", "20"), ("Keluarga yang sudah menerima", "2"), ("Hak seluruhnya", "200 kg beras"),
        ("Diserahkan seluruhnya", "10 kg beras; 6 kg jagung"),
        ("Catatan yang belum diselesaikan, tidak dihitung di sini", "1"),
    ]  # fmt: skip
    assert "Wonotirto" in document.under
    assert "bulan mulai 1 Des 2026" in document.under


def test_by_village_the_totals_are_those_of_the_villages(held: Round, made: list[Document]) -> None:
    bast.by_village(Scope((SAMBOJA,)), held, DECEMBER, MARK)
    (document,) = made
    totals, villages = document.parts
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in villages.rows] == [
        ("20", "2", "200 kg beras", "10 kg beras; 6 kg jagung", "1"), ("30", "0", "300 kg beras", "", "0"),
    ]  # fmt: skip
    assert dict(totals.facts)["Hak seluruhnya"] == "500 kg beras"


def test_before_anything_is_handed_out_the_record_says_so(held: Round, made: list[Document]) -> None:
    bast.by_recipient(Scope((TANJUNG,)), held, TANJUNG, JANUARY, MARK)
    assert dict(made[0].parts[0].facts)["Diserahkan seluruhnya"] == "0"
    assert aid.PACKAGE[0].item in made[0].parts[1].rows[0][2]


def test_both_are_pdfs(held: Round) -> None:
    assert bast.by_recipient(HERE, held, WONOTIRTO, DECEMBER, MARK).startswith(b"%PDF-")
    assert bast.by_village(HERE, held, DECEMBER, MARK).startswith(b"%PDF-")
