"""Recipients, a day and those who left, for papers of handing out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, WONOTIRTO

from padan.kernel.codes import grouped
from padan.office.aid.models import Round
from padan.office.delivery.cards import card_code
from padan.office.delivery.models import Day, Freed
from padan.office.delivery.stock import plan_day
from padan.office.registry.models import Family
from padan.reports.watermark import Watermark

TODAY = date(2026, 12, 1)
MARK = Watermark("Rina", "rina@contoh.example", datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def held() -> Round:
    return kit.begun()


@pytest.fixture
def planned(held: Round) -> Day:
    """The day of December; the first family lives at the end of the queue, the second left its place afterwards."""
    lives(held, kit.in_wonotirto(held), "Siti Aminah", "09")
    day = plan_day(held, kit.point(), DECEMBER, WONOTIRTO, date(2026, 12, 10), by=kit.operator(), on=kit.NOW)
    leaves(held, kit.in_wonotirto(held, 1), DECEMBER)
    return day


def lives(held: Round, family: str, name: str | None, rw: str) -> None:
    Family.objects.create(
        release=held.release, family_id=family, area=WONOTIRTO, head_name=name, address="Jl. Melati", rt="02", rw=rw,
        members=1, sources="dtsen",
    )  # fmt: skip


def leaves(held: Round, family: str, month: date) -> None:
    Freed.objects.create(
        round=held, family_id=family, area=WONOTIRTO, fate="died_out", month=month, why="uji", by=kit.operator(),
        on=kit.NOW,
    )  # fmt: skip


def code_of(held: Round, place: int) -> str:
    return grouped(card_code(held.pk, kit.in_wonotirto(held, place)))
