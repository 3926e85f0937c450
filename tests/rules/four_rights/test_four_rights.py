"""Each right of one claim as a drawn table; and all of them counted again in the plainest way."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.delivery import Checked, Evidence, Line, Taker
from padan.rules.four_rights import FOUR, UNKNOWN, Claim, Handed, Lot, Right, Wrong, account, judge, lateness

MONTH, DUE, TODAY = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 29)
RICE = Line("beras", "kg", 10, {("jagung", "kg"): Fraction(12, 10)})
EGGS = Line("telur", "butir", 30)


def handed(amount: int = 10, item: str = "beras", unit: str = "kg", **changes: Any) -> Handed:
    """Ten kilograms of rice on the tenth, to the head, by the KTP, with a signature."""
    usual = {"day": date(2026, 10, 10), "taker": Taker.RECIPIENT, "checked": Checked.KTP,
             "proofs": frozenset({Evidence.SIGNATURE})}  # fmt: skip
    return Handed(item=item, unit=unit, amount=amount, **{**usual, **changes})


def claim(*events: Handed, lines: tuple[Line, ...] = (RICE,), **changes: Any) -> Claim:
    return Claim("F1", "64.02.13.1008", MONTH, DUE, lines, events, **changes)


LATE = date(2026, 11, 3)
FURTHER = frozenset({Right.PRICE, Right.QUALITY})
PLANNED = {("beras", "kg"): 15_000}
GOOD = Lot(fit=True, last_day=date(2026, 10, 10), price=15_000)
LOTS = (UNKNOWN, GOOD, Lot(fit=False), Lot(fit=True, last_day=MONTH), Lot(fit=True, price=16_000))


def food(*events: Handed, **changes: Any) -> Claim:
    """A claim to food, which has to be right in price and quality too."""
    return claim(*events, **{"further": FURTHER, "planned": PLANNED, **changes})


def of(*lots: Lot, **changes: Any) -> Handed:
    """Rice of these goods."""
    return handed(lots=frozenset(lots), **changes)


@pytest.mark.parametrize(
    ("right", "what", "kept", "wrong"),
    [
        # What was handed out                                     kept, and what was wrong
        (Right.TARGET, claim(handed()), True, None),
        (Right.TARGET, claim(), None, None),
        (Right.TARGET, claim(handed(checked=Checked.NOT)), False, Wrong.UNCHECKED),
        (Right.TARGET, claim(handed(eligible=False)), False, Wrong.NOT_ELIGIBLE),
        (Right.TARGET, claim(handed(eligible=None)), None, Wrong.UNKNOWN_ELIGIBILITY),
        (Right.TARGET, claim(handed(4), handed(6, checked=Checked.NOT)), False, Wrong.UNCHECKED),
        (Right.TARGET, claim(handed(eligible=None, checked=Checked.NOT)), False, Wrong.UNCHECKED),
        (Right.TIME, claim(handed()), True, None),
        (Right.TIME, claim(handed(day=DUE)), True, None),
        (Right.TIME, claim(handed(day=LATE)), False, Wrong.LATE),
        (Right.TIME, claim(handed(4), handed(6, day=LATE)), False, Wrong.LATE),
        (Right.TIME, claim(handed(4)), False, Wrong.LESS),
        (Right.TIME, claim(), False, Wrong.NOTHING),
        (Right.AMOUNT, claim(handed()), True, None),
        (Right.AMOUNT, claim(handed(day=LATE)), True, None),
        (Right.AMOUNT, claim(handed(9)), False, Wrong.LESS),
        (Right.AMOUNT, claim(), False, Wrong.NOTHING),
        (Right.AMOUNT, claim(handed(12, "jagung", instead_of="beras")), True, None),
        (Right.AMOUNT, claim(handed(6, "jagung", instead_of="beras"), handed(5)), True, None),
        (Right.AMOUNT, claim(handed(10, "jagung", instead_of="beras")), False, Wrong.LESS),
        (Right.AMOUNT, claim(handed(), lines=(RICE, EGGS)), False, Wrong.LESS),
        (Right.AMOUNT, claim(handed(), handed(30, "telur", "butir"), lines=(RICE, EGGS)), True, None),
        (Right.ADMINISTRATION, claim(handed()), True, None),
        (Right.ADMINISTRATION, claim(), None, None),
        (Right.ADMINISTRATION, claim(unsettled=1), False, Wrong.UNSETTLED),
        (Right.ADMINISTRATION, claim(handed(), unsettled=1), False, Wrong.UNSETTLED),
        (Right.ADMINISTRATION, claim(handed(proofs=frozenset())), False, Wrong.NO_SIGNATURE),
        (Right.ADMINISTRATION, claim(handed(proofs=frozenset({Evidence.LETTER}))), False, Wrong.NO_SIGNATURE),
        (Right.ADMINISTRATION, claim(handed(taker=Taker.PROXY)), False, Wrong.NO_LETTER),
        (
            Right.ADMINISTRATION,
            claim(handed(taker=Taker.PROXY, proofs=frozenset({Evidence.THUMBPRINT, Evidence.LETTER}))), True, None,
        ),
        (Right.ADMINISTRATION, claim(handed(has_reference=True, proofs=frozenset()), is_goods=False), True, None),
        (Right.ADMINISTRATION, claim(handed(), is_goods=False), False, Wrong.NO_REFERENCE),
    ],
)  # fmt: skip
def test_a_right_of_one_claim(right: Right, what: Claim, kept: bool | None, wrong: Wrong | None) -> None:
    answer = judge(what, TODAY)[right]
    assert (answer.kept, wrong is None or wrong in answer.wrongs, not answer.wrongs) == (kept, True, wrong is None)


@pytest.mark.parametrize(
    ("right", "what", "kept", "wrong"),
    [
        # What was handed out                                     kept, and what was wrong
        (Right.QUALITY, food(of(GOOD)), True, None),
        (Right.QUALITY, food(of(Lot(fit=True))), True, None),
        (Right.QUALITY, food(), None, None),
        (Right.QUALITY, food(handed()), None, Wrong.UNEXAMINED),
        (Right.QUALITY, food(of(GOOD, UNKNOWN)), None, Wrong.UNEXAMINED),
        (Right.QUALITY, food(of(Lot(fit=False))), False, Wrong.UNFIT),
        (Right.QUALITY, food(of(GOOD, Lot(fit=False))), False, Wrong.UNFIT),
        (Right.QUALITY, food(of(GOOD, day=date(2026, 10, 11))), False, Wrong.EXPIRED),
        (Right.QUALITY, food(of(Lot(last_day=MONTH))), False, Wrong.EXPIRED),
        (Right.QUALITY, food(of(GOOD, amount=4), handed(6)), None, Wrong.UNEXAMINED),
        (Right.QUALITY, food(of(GOOD), found=frozenset({Right.QUALITY})), False, Wrong.FOUND_BAD),
        (Right.QUALITY, food(handed(), found=frozenset({Right.QUALITY})), False, Wrong.FOUND_BAD),
        (Right.QUALITY, food(of(GOOD), found=frozenset({Right.PRICE})), True, None),
        (Right.PRICE, food(of(GOOD)), True, None),
        (Right.PRICE, food(of(Lot(price=14_000))), True, None),
        (Right.PRICE, food(), None, None),
        (Right.PRICE, food(of(Lot(fit=True))), None, Wrong.PRICE_UNKNOWN),
        (Right.PRICE, food(of(GOOD), planned={}), None, Wrong.PRICE_UNKNOWN),
        (Right.PRICE, food(of(GOOD), planned={("beras", "kg"): 0}), None, Wrong.PRICE_UNKNOWN),
        (Right.PRICE, food(of(Lot(price=15_001))), False, Wrong.TOO_DEAR),
        (Right.PRICE, food(of(GOOD, Lot(price=15_001), UNKNOWN)), False, Wrong.TOO_DEAR),
        (Right.PRICE, food(of(GOOD), found=frozenset({Right.PRICE})), False, Wrong.ASKED_TO_PAY),
        (Right.PRICE, food(found=FURTHER), None, None),
        # Twelve kilograms of maize stand for ten of rice at 15,000: one is planned at 12,500.
        (Right.PRICE, food(of(Lot(price=12_500), amount=12, item="jagung", instead_of="beras")), True, None),
        (Right.PRICE, food(of(Lot(price=12_501), amount=12, item="jagung", instead_of="beras")), False, Wrong.TOO_DEAR),
    ],
)  # fmt: skip
def test_price_and_quality_of_a_claim_to_food(
    right: Right, what: Claim, kept: bool | None, wrong: Wrong | None
) -> None:
    answer = judge(what, TODAY)[right]
    assert (answer.kept, wrong is None or wrong in answer.wrongs, not answer.wrongs) == (kept, True, wrong is None)


def test_records_alone_say_nothing_of_what_visits_found() -> None:
    good = judge(food(of(GOOD), found=FURTHER), TODAY)
    assert [(good[each].kept, good[each].by_records.kept) for each in (Right.PRICE, Right.QUALITY)] == [
        (False, True)
    ] * 2
    dark = judge(food(handed(), found=FURTHER), TODAY)
    assert [(dark[each].kept, dark[each].by_records.kept) for each in (Right.PRICE, Right.QUALITY)] == [
        (False, None)
    ] * 2


def test_price_and_quality_are_asked_of_no_other_aid_and_leave_the_four_as_they_are() -> None:
    bad = {"lots": frozenset({Lot(fit=False, price=99_000)})}
    assert set(judge(claim(handed(**bad), found=FURTHER), TODAY)) == set(FOUR)
    found, _behind = account([food(handed(**bad))], TODAY, regions)
    counted = found["64.02"]
    assert (counted.all_four, counted.kept[Right.QUALITY], counted.asked[Right.QUALITY]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("what", "asked"),
    [(claim(), False), (claim(handed(4)), False), (claim(handed()), True)],
)
def test_time_and_amount_are_not_asked_before_the_last_day_unless_all_is_there(what: Claim, asked: bool) -> None:
    answers = judge(what, DUE - timedelta(days=1))
    assert {answers[Right.TIME].asked, answers[Right.AMOUNT].asked} == {asked}
    assert judge(what, DUE)[Right.TIME].asked


@pytest.mark.parametrize(
    ("what", "days"),
    [(claim(handed()), 0), (claim(handed(day=LATE)), 3), (claim(handed(4)), 29), (claim(), 29)],
)
def test_days_late(what: Claim, days: int) -> None:
    assert lateness(what, TODAY) == days


def test_rights_and_wrongs_have_words_of_their_own() -> None:
    assert len({each.words for each in (*Right, *Wrong)}) == len(Right) + len(Wrong)


def regions(village: str) -> list[str]:
    return [village[:5], village[:8], village]


EVENTS = st.builds(
    handed, st.integers(1, 10), day=st.dates(MONTH, TODAY), taker=st.sampled_from(Taker),
    checked=st.sampled_from(Checked), proofs=st.frozensets(st.sampled_from(Evidence)),
    eligible=st.sampled_from([True, False, None]), lots=st.frozensets(st.sampled_from(LOTS), min_size=1),
)  # fmt: skip
CLAIMS = st.builds(
    Claim, st.text("F0123", min_size=2), st.sampled_from(["64.02.13.1008", "64.02.13.1009", "64.02.07.2002"]),
    st.just(MONTH), st.dates(MONTH, date(2026, 12, 20)), st.just((RICE,)), st.lists(EVENTS, max_size=3).map(tuple),
    st.integers(0, 1), st.booleans(), st.sampled_from([frozenset(), FURTHER]), st.just(PLANNED),
    st.frozensets(st.sampled_from(sorted(FURTHER))),
)  # fmt: skip


@given(st.lists(CLAIMS, max_size=8))
def test_what_is_counted_is_what_stands_behind_it(claims: list[Claim]) -> None:
    found, behind = account(claims, TODAY, regions)
    assert [each for each, _answers in behind] == claims
    for region, counted in found.items():
        of_region = [(c, a) for c, a in behind if c.area.startswith(region)]
        assert counted.claims == len(of_region)
        assert counted.all_four == sum(all(a[right].kept for right in FOUR) for _c, a in of_region)
        for right in Right:
            kept = [a[right].kept for c, a in of_region if right in (*FOUR, *c.further)]
            unknown = [a[right] for _c, a in of_region if right in a and a[right].asked and a[right].kept is None]
            assert counted.unknown[right] == len(unknown)
            assert (counted.kept[right], counted.asked[right]) == (kept.count(True), len(kept) - kept.count(None))
            assert counted.share(right) == (kept.count(True) / len([k for k in kept if k is not None])
                                            if any(k is not None for k in kept) else None)  # fmt: skip
        asked = [c for c, a in of_region if a[Right.AMOUNT].asked]
        rice = sum(each.amount for c in asked for each in c.handed)
        assert (counted.owed["beras", "kg"], counted.handed.get(("beras", "kg"), 0)) == (10 * len(asked), rice)
        assert sorted(counted.late) == sorted(days for c in asked if (days := lateness(c, TODAY)))
    assert sum(counted.claims for region, counted in found.items() if len(region) == 5) == len(claims)
