"""Codes of recipients' cards: of a family and a round, found only within a scope, telling nothing without the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import SAMBOJA, TANJUNG, WONOTIRTO

from padan.kernel.codes import LETTERS, grouped
from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.delivery.cards import LENGTH, card_code, family_of_card, qr_text
from padan.office.delivery.models import Entitlement
from padan.office.sealing import make_keys

HERE = Scope((WONOTIRTO,))


def test_a_code_is_of_a_round_and_a_family_and_stays() -> None:
    codes = {card_code(number, f"F{family:015X}") for number in range(1, 21) for family in range(200)}
    assert len(codes) == 4_000
    assert {len(code) for code in codes} == {LENGTH}
    assert {letter for code in codes for letter in code} == set(LETTERS)
    assert card_code(3, "F000000000000007") == card_code(3, "F000000000000007")
    # Where the number of a round ends and a family begins is said.
    assert card_code(1, "1F") != card_code(11, "F")


def test_who_has_another_key_makes_other_codes(tmp_path: Path, settings: Any) -> None:
    before = card_code(1, "F000000000000001")
    settings.PADAN_KEY_FILE = tmp_path / "other.keys"
    make_keys(settings.PADAN_KEY_FILE)
    assert card_code(1, "F000000000000001") != before


@pytest.fixture
def held(db: None) -> Round:
    return kit.begun()


@pytest.mark.parametrize(
    "written",
    [str, str.lower, grouped, qr_text, lambda code: f" {grouped(code).lower()} ", lambda code: f"padan-{code}"],
)
def test_a_family_is_found_by_its_code_however_it_is_written(held: Round, written: Any) -> None:
    family = kit.in_wonotirto(held, 3)
    assert family_of_card(held, written(card_code(held.pk, family)), HERE) == family


def test_a_family_is_found_in_its_round_and_within_the_scope_alone(held: Round) -> None:
    family = kit.in_wonotirto(held)
    code = card_code(held.pk, family)
    for codes, found in (((TANJUNG,), None), ((), None), ((SAMBOJA,), family), ((WONOTIRTO, TANJUNG), family)):
        assert family_of_card(held, code, Scope(codes)) == found
    assert family_of_card(held, card_code(held.pk + 1, family), HERE) is None
    assert family_of_card(held, card_code(held.pk, "F-not-listed"), HERE) is None


def test_every_family_of_a_list_has_a_card_of_its_own(held: Round) -> None:
    families = set(Entitlement.objects.filter(round=held, area=WONOTIRTO).values_list("family_id", flat=True))
    assert len(families) == 20
    assert {family_of_card(held, card_code(held.pk, family), HERE) for family in families} == families


def test_a_code_that_two_have_is_nobodys(held: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.office.delivery.cards.card_code", lambda _round, _family: "0123456789")
    assert family_of_card(held, "0123456789", HERE) is None


@given(st.text(max_size=30))
def test_what_is_no_code_finds_nobody(written: str) -> None:
    listed = ["F000000000000001", "F000000000000002"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("padan.office.delivery.cards._listed", lambda _held, _scope: listed)
        assert family_of_card(Round(pk=1), written, HERE) is None
