"""The account of a round, against a second and simpler way to every number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, NOW, SAMBOJA, WONOTIRTO
from tests.reports.four_rights.account_kit import put_release, whole_round

from padan.kernel.scope import Scope
from padan.office.aid.listing import exclude
from padan.office.aid.models import Listed, Round
from padan.office.aid.operations import open_round
from padan.office.delivery.models import Entitlement, Event
from padan.office.sealing import make_keys
from padan.pipeline.home import Home
from padan.reports.four_rights import account_of, claims_of
from padan.rules.delivery import Evidence
from padan.rules.four_rights import Right, Wrong
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db
SCOPE = Scope((SAMBOJA,))
END = date(2027, 2, 5)
SIGNED = ((Evidence.SIGNATURE, "a" * 64),)


@pytest.fixture(autouse=True)
def _release(tmp_path: Path, settings: Any, small_release: Home) -> None:
    settings.PADAN_KEY_FILE = tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    settings.PADAN_HOME = tmp_path
    put_release(tmp_path, small_release)


def plainly(held: Round, right: Right) -> tuple[int, int]:
    """Claims that kept a right and that were asked, by one loop over families and months."""
    kept = asked = 0
    for family, month in set(Entitlement.objects.filter(round=held).values_list("family_id", "month")):
        of_it = Event.objects.filter(round=held, family_id=family, month=month)
        events = [each for each in of_it if each.verdict.label == "counted"]
        unsettled = [each for each in of_it if each.verdict.label in ("conflict", "waits")]
        last = date(2026, 12, 31) if month == DECEMBER else date(2027, 1, 31)
        units = {True: sum(each.amount for each in events if each.day <= last), False: sum(e.amount for e in events)}
        if right in (Right.TIME, Right.AMOUNT):
            asked += 1
            kept += units[right is Right.TIME] == 10
        elif right is Right.TARGET and events:
            checked = all(each.checked != "not" for each in events)
            if family == aid.family(1) and checked:
                continue  # nobody can tell whether it was entitled
            asked += 1
            kept += checked and family not in (aid.family(1), aid.family(2))
        elif right is Right.ADMINISTRATION and (events or unsettled):
            asked += 1
            papers = ["signature" in e.proofs and (e.taker != "proxy" or "letter" in e.proofs) for e in events]
            kept += all(papers) and not unsettled
    return kept, asked


def test_every_number_is_what_one_plain_loop_counts() -> None:
    held = whole_round()
    found = account_of(SCOPE, held, END)
    whole = found.regions[SAMBOJA]
    for right in Right:
        assert (whole.kept[right], whole.asked[right]) == plainly(held, right), right
        assert 0 < whole.kept[right] < whole.asked[right]
    assert whole.claims == 100 == sum(found.regions[each].claims for each in (WONOTIRTO, kit.TANJUNG))
    assert whole.wrongs[Right.ADMINISTRATION, Wrong.UNSETTLED] == 1
    counted = [each.amount for each in Event.objects.filter(round=held) if each.verdict.label == "counted"]
    assert whole.handed["beras", "kg"] == sum(counted)
    assert found.cost == sum(counted) * 15_000
    assert whole.owed["beras", "kg"] == 100 * 10
    assert found.cost_of_a_right_delivery == Fraction(found.cost, whole.all_four)


def test_what_was_handed_out_later_is_not_known_yet() -> None:
    held = whole_round()
    found = account_of(SCOPE, held, date(2026, 12, 31)).regions[SAMBOJA]
    assert (found.claims, found.asked[Right.TIME]) == (50, 50)
    until = [e.amount for e in Event.objects.filter(round=held, day__lte=date(2026, 12, 31), month=DECEMBER)
             if e.verdict.label == "counted"]  # fmt: skip
    assert found.handed["beras", "kg"] == sum(until)


def test_a_scope_sees_its_own_villages_only() -> None:
    held = whole_round()
    found = account_of(Scope((WONOTIRTO,)), held, END)
    assert found.regions[SAMBOJA].claims == found.regions[WONOTIRTO].claims == 40
    assert list(claims_of(Scope.of(()), held, END)) == []
    assert account_of(Scope.of(()), held, END).cost_of_a_right_delivery is None


def test_who_waits_for_want_of_places_is_left_out() -> None:
    held = kit.begun()
    left = account_of(SCOPE, held, END).left[SAMBOJA]
    assert (left.waiting, left.excluded) == (10, 0)


def test_who_was_excluded_by_that_day_was_no_longer_entitled() -> None:
    held = kit.begun()
    family = kit.in_wonotirto(held, 5)
    kit.tell(kit.rice(held, family), kit.rice(held, family, month=JANUARY, handed_at=datetime(2027, 1, 3, tzinfo=UTC)),
             on=datetime(2027, 1, 4, tzinfo=UTC))  # fmt: skip
    exclude(held.programme, (family, WONOTIRTO), Exclusion.MOVED, by=aid.maker(), on=NOW, why="pindah ke kota")
    handed = {claim.month: claim.handed[0].eligible for claim in claims_of(SCOPE, held, END) if claim.handed}
    assert handed == {DECEMBER: True, JANUARY: False}


def test_a_family_of_two_rounds_at_once_is_counted() -> None:
    held = kit.begun()
    assert account_of(SCOPE, held, END).also_in == {}
    cash = aid.rule(of=aid.programme(code="tunai", name="Tunai"))
    other = open_round(cash, aid.release(), replace(aid.PLANNED, name="tunai"), by=aid.maker(), on=NOW)
    Listed.objects.create(
        round=other, family_id=kit.in_wonotirto(held), area=WONOTIRTO, standing=Standing.CHOSEN, rank=1
    )
    assert account_of(SCOPE, held, END).also_in == {other.pk: 1}
