"""For what a pledge may be used, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.rules.giving.pledging import ENDED, Refusal, Restrictions, Status, Terms, Told, standing_on
from padan.rules.giving.schedule import Instalment, Schedule
from padan.rules.giving.units import amount_in

WONOTIRTO, ELSEWHERE = "64.02.13.1008", "64.02.07.2002"
TERMS = Terms(grace=14, lapse=90)
SCHEDULE = Schedule.of([Instalment(date(2027, 1, 10), 40), Instalment(date(2027, 2, 10), 60)])
BEGUN = date(2027, 1, 1)


@dataclass(frozen=True)
class Need:
    kind: str = "pmt"
    area: str = WONOTIRTO
    age_months: int | None = 12


SAMBOJA = Scope.of(["64.02.13"])


@pytest.mark.parametrize(
    ("restrictions", "need", "refused"),
    [
        (Restrictions(), Need(age_months=None), ""),
        (Restrictions(SAMBOJA), Need(), ""),
        (Restrictions(SAMBOJA), Need(area=ELSEWHERE), "area"),
        (Restrictions(SAMBOJA), Need(area=""), "area"),
        (Restrictions(kinds=frozenset({"pmt", "food"})), Need(), ""),
        (Restrictions(kinds=frozenset({"latrine"})), Need(), "kind"),
        (Restrictions(ages=(6, 23)), Need(age_months=6), ""),
        (Restrictions(ages=(6, 23)), Need(age_months=23), ""),
        (Restrictions(ages=(6, 23)), Need(age_months=24), "age"),
        (Restrictions(ages=(6, 23)), Need(age_months=5), "age"),
        (Restrictions(ages=(6, 23)), Need(age_months=None), "age_unknown"),
        (Restrictions(SAMBOJA, frozenset({"food"}), (0, 5)), Need(area=ELSEWHERE), "area kind age"),
    ],
)
def test_why_a_pledge_is_not_for_a_need(restrictions: Restrictions, need: Need, refused: str) -> None:
    found = restrictions.refusals(need)
    assert " ".join(found) == refused
    assert restrictions.allows(need) is (not refused)


def test_ages_that_are_none() -> None:
    for ages in ((24, 6), (-1, 6)):
        with pytest.raises(InvalidValueError, match="umur"):
            Restrictions(ages=ages)


def at(day: str, given: int = 0, confirmed: date | None = BEGUN, **ends: date) -> str:
    found = standing_on(SCHEDULE, Told(confirmed, given=given, **ends), TERMS, date.fromisoformat(day))
    return f"{found.status} {found.owed}"


@pytest.mark.parametrize(
    ("day", "given", "stands"),
    [
        ("2027-01-09", 0, "confirmed 0"),
        ("2027-01-10", 0, "due 40"),
        ("2027-01-24", 0, "due 40"),
        ("2027-01-25", 0, "overdue 40"),
        ("2027-01-25", 39, "overdue 1"),
        ("2027-01-25", 40, "partial 0"),
        ("2027-01-05", 40, "partial 0"),
        ("2027-02-10", 40, "due 60"),
        ("2027-02-24", 39, "overdue 61"),
        ("2027-02-25", 99, "overdue 1"),
        ("2027-05-11", 99, "overdue 1"),
        ("2027-05-12", 99, "lapsed 0"),
        ("2027-05-12", 100, "fulfilled 0"),
        ("2027-01-02", 100, "fulfilled 0"),
        ("2027-01-02", 130, "fulfilled 0"),
    ],
)
def test_drawn(day: str, given: int, stands: str) -> None:
    assert at(day, given) == stands


def test_ends() -> None:
    assert at("2026-12-30", confirmed=None) == "offered 0"
    assert at("2026-12-30") == "offered 0"
    assert at("2027-06-01", confirmed=None) == "lapsed 0"
    assert at("2027-01-20", withdrawn=date(2027, 1, 21)) == "due 40"
    assert at("2027-01-21", withdrawn=date(2027, 1, 21)) == "withdrawn 0"
    assert at("2027-01-21", replaced=date(2027, 1, 20)) == "replaced 0"
    assert at("2027-01-21", replaced=date(2027, 1, 20), withdrawn=date(2027, 1, 19)) == "withdrawn 0"
    assert at("2027-01-21", given=100, withdrawn=date(2027, 1, 19)) == "fulfilled 0"


def test_the_reason_is_said_in_words() -> None:
    found = standing_on(SCHEDULE, Told(BEGUN, given=10), TERMS, date(2027, 1, 30))
    assert (found.since, found.reason) == (date(2027, 1, 10), "30 jatuh tempo 10 Jan 2027 dan belum diberikan.")
    assert standing_on(SCHEDULE, Told(BEGUN), TERMS, BEGUN).reason == "Angsuran berikutnya 10 Jan 2027."
    assert standing_on(SCHEDULE, Told(BEGUN, given=4), TERMS, BEGUN).reason == "4 dari 100 sudah diberikan."
    assert standing_on(SCHEDULE, Told(), TERMS, date(2028, 1, 1)).reason.startswith("Waktunya habis 12 Mei 2027")
    assert all(each.words for each in (*Status, *Refusal))


def test_the_reason_tells_an_amount_in_the_unit_of_the_pledge() -> None:
    for unit, words in (("rupiah", "Rp30"), ("kg", "30 kg"), ("day", "30 hari")):
        found = standing_on(SCHEDULE, Told(BEGUN, given=10), TERMS, date(2027, 1, 30), partial(amount_in, unit))
        assert found.reason == f"{words} jatuh tempo 10 Jan 2027 dan belum diberikan."


DAYS = st.dates(date(2026, 12, 1), date(2027, 8, 1))


@given(DAYS, st.integers(0, 120), st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
def test_once_ended_it_stays_so_and_more_given_never_owes_more(
    day: date, amount: int, confirmed: date | None, withdrawn: date | None, replaced: date | None
) -> None:
    now = standing_on(SCHEDULE, Told(confirmed, withdrawn, replaced, amount), TERMS, day)
    later = standing_on(SCHEDULE, Told(confirmed, withdrawn, replaced, amount), TERMS, day + timedelta(days=30))
    more = standing_on(SCHEDULE, Told(confirmed, withdrawn, replaced, amount + 1), TERMS, day)
    assert now.status not in ENDED or (later.status, later.since) == (now.status, now.since)
    assert more.owed <= now.owed
    assert (now.status in (Status.DUE, Status.OVERDUE)) == (now.owed > 0)
