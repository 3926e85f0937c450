"""The account of a round, against a second and simpler way to every number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, NOW, SAMBOJA, WONOTIRTO
from tests.reports.four_rights.account_kit import GOODS, put_release, visited, whole_round, with_goods

from padan.kernel.scope import Scope
from padan.office.aid.listing import exclude
from padan.office.aid.models import Listed, Round
from padan.office.aid.operations import open_round
from padan.office.checking import queries as checking
from padan.office.checking.models import Finding
from padan.office.delivery.models import Entitlement, Event
from padan.office.delivery.stock import Seen
from padan.office.sealing import make_keys
from padan.pipeline.home import Home
from padan.reports.four_rights import account_of, claims_of
from padan.rules.delivery import Evidence
from padan.rules.four_rights import FOUR, Right, Wrong
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
    away = ("counted", "conflict", "lost")
    gone = list(Event.objects.exclude(item="").filter(verdict__label__in=away))
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
        elif right in (Right.PRICE, Right.QUALITY) and events:
            answer = further_plainly(right, family, events, gone)
            asked += answer is not None
            kept += answer is True
    return kept, asked


def further_plainly(right: Right, family: str, events: list[Event], gone: list[Event]) -> bool | None:
    """Whether price or quality was right, by what lay at the hall when each was handed out, and by the visit."""
    wrong = unknown = False
    for event in events:
        lying = at_the_hall(event.day, gone)
        unknown |= not lying or any(seen is None for seen in lying)
        for seen in filter(None, lying):
            if right is Right.PRICE:
                wrong |= (seen.price or 0) > 15_000
            elif seen.day > event.day:
                unknown = True
            else:
                wrong |= seen.unfit > 0 or (seen.last_day is not None and seen.last_day < event.day)
    for found in Finding.objects.filter(visit__family_id=family):
        if min(event.day for event in events) <= found.visited_on:
            wrong |= found.paid == 1 if right is Right.PRICE else (found.good, found.received) == (0, 1)
    return False if wrong else None if unknown else True


def at_the_hall(day: date, gone: list[Event]) -> list[Seen | None]:
    """What was found of the deliveries of which something lay there that day, kilogram by kilogram; None besides where
    more had gone than came."""
    queue = [seen for came, amount, seen in GOODS if came <= day for _kilogram in range(amount)]
    before, until = (sum(e.amount for e in gone if e.day < last) for last in (day, day + timedelta(days=1)))
    return queue[before:] + [None] * (until > len(queue))


def test_every_number_is_what_one_plain_loop_counts() -> None:
    held = whole_round()
    with_goods()
    visited(held)
    found = account_of(SCOPE, held, END)
    whole = found.regions[SAMBOJA]
    assert found.rights == tuple(Right)
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


SAYS_YES = {
    Right.TARGET: lambda f: None if f.needy < 0 and f.received else f.received == f.needy == 1,
    Right.TIME: lambda f: f.received == f.in_time == 1,
    Right.AMOUNT: lambda f: f.received == f.whole == 1,
    Right.PRICE: lambda f: False if f.paid else None if not f.received else True,
    Right.QUALITY: lambda f: f.good == 1 if f.received else None,
}


def test_what_visits_found_is_weighed_by_village_and_stands_beside_the_records() -> None:
    held = whole_round()
    sample = visited(held)
    found = account_of(SCOPE, held, END)
    assert found.sampled is not None
    places = [line.split(" ")[1] for line in sample.frame.splitlines()]
    findings = Finding.objects.filter(visit__sample=sample, met="met").select_related("visit")
    for right, says in SAYS_YES.items():
        share = 0.0
        for village in set(places):
            said = [says(each) for each in findings if each.visit.stratum == village]
            answers = [each for each in said if each is not None]
            share += places.count(village) / len(places) * sum(answers) / len(answers)
        assert found.sampled.shares[right].share == pytest.approx(share), right
        assert 0 < share < 1
        interval, office = found.sampled.shares[right].interval, found.sampled.office[right]
        outside = office is not None and not interval.low <= office <= interval.high
        assert found.sampled.is_contradicted(right) == outside
    whole = found.regions[SAMBOJA]
    assert {right: found.sampled.office[right] for right in FOUR[:3]} == {each: whole.share(each) for each in FOUR[:3]}
    # Nobody wrote down a price or looked at the goods: what visits found is no record of the office.
    assert found.sampled.office[Right.PRICE] is found.sampled.office[Right.QUALITY] is None
    assert whole.share(Right.PRICE) == 0
    assert found.sampled.not_needy.share == pytest.approx(1 - checking.results(sample)["needy"].share)
    assert account_of(Scope((WONOTIRTO,)), held, END).sampled is None


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
