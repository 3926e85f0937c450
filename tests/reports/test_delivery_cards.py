"""Recipients' cards: what each says, for whom there is one, that all of it has its room, and that its QR is right."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

import pytest
import qrcode
import typst
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, WONOTIRTO
from tests.reports.delivery_papers_kit import MARK, TODAY, code_of, leaves, lives
from tests.reports.delivery_papers_kit import held as held
from tests.reports.delivery_papers_kit import planned as planned

from padan.kernel.codes import grouped
from padan.kernel.texts import answering_in
from padan.office.aid.models import Round
from padan.office.delivery.cards import card_code
from padan.office.delivery.models import Day, Queued
from padan.reports import delivery_cards, portions
from padan.reports.decree.joining import pages_in
from padan.reports.decree.pdf import qr_of
from padan.reports.delivery_cards import RecipientCard, cards_of
from padan.reports.portions import Layout

pytestmark = pytest.mark.django_db
AT = "padan.contoh.example/pengaduan/"


def test_a_card_says_whose_it_is_and_when_it_is_called(held: Round, planned: Day) -> None:
    cards = cards_of(held, WONOTIRTO, TODAY)
    assert cards[-1] == RecipientCard(
        "Siti Aminah", "Jl. Melati, RT 02, RW 09", "Kelurahan Wonotirto, Kec. Samboja",
        ("Dibagikan di Balai desa: 10 Des 2026 nomor\u00a020",), code_of(held, 0),
        qr_of(f"PADAN-{card_code(held.pk, kit.in_wonotirto(held))}"),
    )  # fmt: skip
    assert len({card.code for card in cards}) == len(cards)


def test_families_whose_head_is_not_known_are_named_after_who_may_take_it(held: Round) -> None:
    named, nameless = kit.in_wonotirto(held), kit.in_wonotirto(held, 1)
    lives(held, named, None, "01")
    kit.person(named, "spouse", date(1980, 1, 1))
    names = {card.code: card.name for card in cards_of(held, WONOTIRTO, TODAY)}
    assert names[code_of(held, 0)] == "Spouse"
    assert names[grouped(card_code(held.pk, nameless))] == "tanpa nama"


def test_a_card_names_the_next_days_alone(held: Round) -> None:
    point, family = kit.point(), kit.in_wonotirto(held)
    for month in range(1, 8):
        day = Day.objects.create(
            round=held, point=point, area=WONOTIRTO, month=date(2026, 11, month),
            on_day=date(2026, 11, 28 + month // 4), made_by=kit.operator(), made_at=kit.NOW,
        )  # fmt: skip
        Queued.objects.create(day=day, family_id=family, number=1_000 + month)
    cards = {card.code: card.days for card in cards_of(held, WONOTIRTO, date(2026, 11, 29))}
    called = ", ".join(f"29 Nov 2026 nomor\u00a01.00{number}" for number in (4, 5, 6, 7))
    assert cards[code_of(held, 0)] == (f"Dibagikan di Balai desa: {called}",)
    assert cards[code_of(held, 1)] == ("Hari dan tempat pembagian diumumkan di desa.",)


def test_who_left_before_its_first_month_has_no_card(held: Round) -> None:
    leaves(held, kit.in_wonotirto(held, 0), DECEMBER)
    leaves(held, kit.in_wonotirto(held, 1), JANUARY)
    codes = {card.code for card in cards_of(held, WONOTIRTO, TODAY)}
    assert len(codes) == 19
    assert code_of(held, 0) not in codes
    assert code_of(held, 1) in codes


def test_a_card_is_in_indonesian_whoever_prints_it(held: Round, planned: Day) -> None:
    before = cards_of(held, WONOTIRTO, TODAY)
    with answering_in("en"):
        assert cards_of(held, WONOTIRTO, TODAY) == before


def test_files_of_cards_follow_each_other(held: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cards_of(held, WONOTIRTO, TODAY)
    monkeypatch.setattr(delivery_cards, "MOST", 8)
    parts = [cards_of(held, WONOTIRTO, TODAY, first) for first in (0, 8, 16, 24)]
    assert [len(part) for part in parts] == [8, 8, 4, 0]
    assert [card for part in parts for card in part] == whole


LONG = RecipientCard(
    "WAHYUNINGSIH MAHAKAMWATI KARTANEGARAWATI BINTI HAJI MUHAMMAD WIRAKUSUMA " * 2, "Jl. Jenderal Sudirman " * 8,
    "Kelurahan Wonotirto, Kec. Samboja", (f"Dibagikan di {'Balai pertemuan umum ' * 6}: 10 Des 2026 nomor 1.012",) * 4,
    "ABCDE-FGHJK", qr_of("PADAN-ABCDEFGHJK"),
)  # fmt: skip


@pytest.mark.parametrize(("cards", "pages"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_ten_cards_are_a_page_however_long_their_words(
    held: Round, monkeypatch: pytest.MonkeyPatch, cards: int, pages: int
) -> None:
    monkeypatch.setattr(delivery_cards, "_LAYOUT", Layout("delivery_cards.typ", on_page=10, at_once=10))
    made = delivery_cards.as_pdf(held, [LONG] * cards, AT, MARK)
    assert pages_in(made) == pages


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({}, True),
        ({"days": LONG.days[:1]}, True),
        ({"lives": ""}, True),
        ({"name": "M" * 24}, True),
        ({"name": "M" * 60}, False),
        ({"name": "M " * 500}, False),
    ],
)
def test_all_that_a_card_says_has_its_room(
    held: Round, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], fits: bool
) -> None:
    def asked(data: str, template: str) -> bytes:
        source = resources.files("padan.reports").joinpath(template).read_bytes()
        found = typst.query(source, "<fitted>", field="value", sys_inputs={"data": data}, ignore_system_fonts=True)
        assert json.loads(found) == [fits]
        return b""

    monkeypatch.setattr(portions, "typeset", asked)
    monkeypatch.setattr(portions, "joined", lambda made: b"")
    delivery_cards.as_pdf(held, [replace(LONG, **changed)], AT, MARK)


def squares(drawn: str, size: int) -> list[list[bool]]:
    """The dark squares of a QR drawn as SVG, its edge of one square left out."""
    found = [[False] * size for _ in range(size)]
    x = y = 0.0
    for step, a, b in re.findall(r"([MmhH])\s*(-?[\d.]+)(?:[ ,](-?[\d.]+))?", re.search(r' d="([^"]+)"', drawn)[1]):
        if step == "M":
            x, y = float(a), float(b)
        elif step == "m":
            x, y = x + float(a), y + float(b)
        else:
            for column in range(int(x), int(x + float(a))):
                found[int(y) - 1][column - 1] = True
            x += float(a)
    return found


@pytest.mark.parametrize("code", ["0123456789", "ABCDEFGHJK", "ZZZZZZZZZZ", "7N2QXV5K0C"])
def test_the_squares_of_a_card_are_those_that_another_program_draws(code: str) -> None:
    text, mine = f"PADAN-{code}", squares(qr_of(f"PADAN-{code}"), 21)
    others = []
    for mask in range(8):
        drawn = qrcode.QRCode(1, qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=mask)
        drawn.add_data(text)
        drawn.make(fit=False)
        others.append(drawn.get_matrix())
    assert mine in others
