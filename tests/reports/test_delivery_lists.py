"""Lists of a day on which aid is handed out, and a record for each family: what they add up to is counted again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, WONOTIRTO, rice, tell
from tests.reports.delivery_papers_kit import MARK, code_of, lives
from tests.reports.delivery_papers_kit import held as held
from tests.reports.delivery_papers_kit import planned as planned
from tests.reports.documents_kit import kept_by

from padan.kernel.codes import grouped
from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.delivery import queries
from padan.office.delivery.cards import card_code
from padan.office.delivery.models import Day, Entitlement
from padan.office.delivery.stock import plan_day
from padan.reports import bast_sheets, delivery_queue
from padan.reports.decree.joining import pages_in
from padan.reports.decree.pdf import qr_of
from padan.reports.documents import Document
from padan.reports.portions import Layout

pytestmark = pytest.mark.django_db
HERE = Scope((WONOTIRTO,))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The lists that were made, before they became PDF."""
    return kept_by(monkeypatch, delivery_queue)


def comes_later(held: Round, family: str) -> None:
    """A family that an amendment brought into the list after the day was set."""
    Entitlement.objects.create(
        round=held, family_id=family, area=WONOTIRTO, month=DECEMBER, number=1, item="beras", unit="kg", amount=7
    )


def kilograms(text: str) -> int:
    return int(text.removesuffix(" kg beras") or 0)


def test_the_list_of_a_point_adds_up_to_what_its_area_is_entitled_to(held: Round, planned: Day, made: Any) -> None:
    comes_later(held, "F-new")
    delivery_queue.point_list(held, planned, MARK)
    *rows, whole_row, gone_row, left_row = made[0].parts[1].rows
    claims = Entitlement.objects.filter(round=held, area=WONOTIRTO, month=DECEMBER)
    whole = sum(each.amount for each in claims)
    gone = sum(each.amount for each in claims if each.family_id == kit.in_wonotirto(held, 1))
    assert len(rows) == len({each.family_id for each in claims}) == 21
    assert sum(kilograms(row[3]) for row in rows if "beras" in row[3]) == whole - gone
    assert [row[1:4] for row in (whole_row, gone_row, left_row)] == [
        ("Hak seluruhnya", "", f"{whole} kg beras"), ("Tidak berhak lagi", "", f"{gone} kg beras"),
        ("Untuk dibagikan", "", f"{whole - gone} kg beras"),
    ]  # fmt: skip
    assert dict(made[0].parts[0].facts)["Keluarga"] == "21"


def test_where_nobody_left_the_total_of_each_item_is_said_once(held: Round, made: Any) -> None:
    for place, eggs in ((0, 30), (1, 60)):
        Entitlement.objects.create(
            round=held, family_id=kit.in_wonotirto(held, place), area=WONOTIRTO, month=JANUARY, number=2, item="telur",
            unit="butir", amount=eggs,
        )  # fmt: skip
    day = plan_day(held, kit.point(), JANUARY, WONOTIRTO, date(2027, 1, 10), by=kit.operator(), on=kit.NOW)
    delivery_queue.point_list(held, day, MARK)
    *rows, whole = made[0].parts[1].rows
    assert whole == ("", "Hak seluruhnya", "", "200 kg beras; 90 butir telur", "–", "–")
    assert Counter(row[3] for row in rows) == {
        "10 kg beras": 18, "10 kg beras; 30 butir telur": 1, "10 kg beras; 60 butir telur": 1,
    }  # fmt: skip


def test_the_list_of_a_point_says_who_is_who_and_leaves_room_to_sign(held: Round, planned: Day, made: Any) -> None:
    comes_later(held, "F-new")
    delivery_queue.point_list(held, planned, MARK)
    rows = made[0].parts[1].rows
    assert rows[19] == ("20", "Siti Aminah\nJl. Melati, RT 02, RW 09", code_of(held, 0), "10 kg beras", "", "")
    assert rows[20] == ("–", "tanpa nama", grouped(card_code(held.pk, "F-new")), "7 kg beras", "", "")
    left = [row for row in rows if row[3].startswith("tidak berhak lagi")]
    assert [(row[1], row[2], row[4]) for row in left] == [("tanpa nama", "", "–")]
    assert made[0].parts[1].tall
    assert made[0].signers == ("Petugas titik bagi", "Mengetahui, kepala desa")


def test_the_list_of_a_point_draws_the_code_of_each_card_unless_it_is_long(
    held: Round, planned: Day, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery_queue.point_list(held, planned, MARK)
    table = made[0].parts[1]
    for row, drawn in zip(table.rows, table.codes, strict=True):
        assert drawn == (qr_of(f"PADAN-{row[2].replace(' ', '').replace('-', '')}") if row[2] else "")
    assert sum(map(bool, table.codes)) == 19
    monkeypatch.setattr(delivery_queue, "CODED", 19)
    delivery_queue.point_list(held, planned, MARK)
    assert made[1].parts[1].codes == ()


def test_the_list_to_be_put_up_tells_no_code_and_calls_nobody_who_left(held: Round, planned: Day, made: Any) -> None:
    delivery_queue.queue_list(held, planned, MARK)
    rows = made[0].parts[1].rows
    assert len(rows) == 19
    assert rows[-1] == ("20", "Siti Aminah", "Jl. Melati, RT 02, RW 09", "10 kg beras", "")
    codes = {code_of(held, place) for place in range(20)}
    assert not codes & {cell for row in rows for cell in row}
    assert dict(made[0].parts[0].facts)["Keluarga"] == "19"


def test_lists_are_pdfs(held: Round, planned: Day) -> None:
    for each in (delivery_queue.queue_list, delivery_queue.point_list):
        assert each(held, planned, MARK).startswith(b"%PDF-")


@pytest.fixture
def handed(held: Round) -> Round:
    first, second = kit.in_wonotirto(held), kit.in_wonotirto(held, 1)
    lives(held, first, "Budi", "01")
    tell(
        rice(held, first, 4), rice(held, first, 6, 1), rice(held, first, 3, 2), rice(held, second, 2, 3),
        rice(held, second, 9, 4, month=JANUARY),
    )  # fmt: skip
    return held


def test_who_received_has_a_record_and_all_of_them_add_up(handed: Round) -> None:
    rows = bast_sheets.handed_to(WONOTIRTO, handed, DECEMBER)
    assert [(row.name, sum(row.handed.values())) for row in rows] == [("tanpa nama", 2), ("Budi", 10)]
    told = next(each for each in queries.progress(HERE, handed) if each.month == DECEMBER)
    assert sum((row.handed for row in rows), Counter()) == Counter(told.handed)
    assert len(rows) == told.reached


def test_a_record_says_what_when_and_who(handed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Any] = []
    monkeypatch.setattr(bast_sheets, "laid_out", lambda *given: found.append(given) or b"")
    bast_sheets.sheets(handed, WONOTIRTO, DECEMBER, bast_sheets.handed_to(WONOTIRTO, handed, DECEMBER), MARK)
    ((_layout, common, items),) = found
    assert dict(items[1]["facts"]) == {
        "Keluarga": "Budi", "Alamat": "Jl. Melati, RT 02, RW 01\nKelurahan Wonotirto, Kec. Samboja",
        "Bulan": "mulai 1 Des 2026", "Hak": "10 kg beras", "Diterima": "10 kg beras",
        "Yang menerima": "penerima, 5 Des 2026", "Pemeriksaan dan bukti": "KTP",
    }  # fmt: skip
    assert common["signers"] == ["Yang menyerahkan", "Yang menerima", "Mengetahui, kepala desa"]


def test_each_record_is_a_page(handed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bast_sheets, "_LAYOUT", Layout("bast_sheets.typ", on_page=1, at_once=1))
    rows = bast_sheets.handed_to(WONOTIRTO, handed, DECEMBER)
    assert pages_in(bast_sheets.sheets(handed, WONOTIRTO, DECEMBER, rows * 2, MARK)) == 4
