"""Months of a round, heads of a family, who takes it after whom, what a family came to, and what an event must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from padan.reference.aid import AidForm
from padan.rules.delivery import (
    LONGEST,
    Fate,
    Member,
    Outcome,
    Said,
    Taker,
    fate,
    faults,
    heads_on,
    months_of,
    outcome_words,
    takers,
)
from padan.rules.package import Whom

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("since", "months", "firsts"),
    [
        (date(2026, 12, 1), 2, [date(2026, 12, 1), date(2027, 1, 1)]),
        (date(2026, 11, 15), 3, [date(2026, 11, 15), date(2026, 12, 15), date(2027, 1, 15)]),
        (date(2027, 1, 31), 2, [date(2027, 1, 31), date(2027, 2, 28)]),
    ],
)
def test_months(since: date, months: int, firsts: list[date]) -> None:
    assert list(months_of(since, months)) == firsts


@pytest.mark.parametrize(
    ("born", "member", "five", "two"),
    [
        (date(2021, 12, 2), 1, 1, 0),
        (date(2021, 12, 1), 1, 0, 0),
        (date(2024, 12, 2), 1, 1, 1),
        (date(2024, 12, 1), 1, 1, 0),
        (date(2026, 12, 1), 1, 1, 1),
        (date(2026, 12, 2), 0, 0, 0),
        (None, 1, 0, 0),
    ],
)
def test_heads(born: date | None, member: int, five: int, two: int) -> None:
    """On the day of the second or fifth birthday a child is no longer below it; one that is not born is not there."""
    assert heads_on([born], DAY) == {Whom.MEMBER: member, Whom.UNDER_FIVE: five, Whom.UNDER_TWO: two}


HEAD, WIFE = Member("ayah", "head", date(1980, 1, 1), "alive"), Member("ibu", "wife", date(1984, 1, 1), "")
ELDER, YOUNGER = Member("sulung", "child", date(2004, 5, 1), ""), Member("tengah", "child", date(2008, 12, 1), "alive")
MINOR = Member("bungsu", "child", date(2008, 12, 2), "")
AUNT, UNKNOWN = Member("bibi", "relative", date(1990, 1, 1), ""), Member("anu", "other", None, "")
FAMILY = (UNKNOWN, AUNT, MINOR, YOUNGER, ELDER, WIFE, HEAD)


def gone(member: Member, status: str = "dead") -> Member:
    return replace(member, status=status)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (FAMILY, ["head ayah", "spouse ibu", "child sulung", "child tengah", "adult bibi"]),
        ((WIFE, gone(HEAD), ELDER), ["spouse ibu", "child sulung"]),
        ((gone(WIFE, "moved"), gone(HEAD), YOUNGER, ELDER), ["child sulung", "child tengah"]),
        ((gone(HEAD), MINOR, AUNT, UNKNOWN), ["adult bibi"]),
        ((gone(HEAD), MINOR, UNKNOWN), []),
        ((), []),
    ],
)
def test_who_takes_it_after_whom(members: tuple[Member, ...], expected: list[str]) -> None:
    assert [f"{turn} {person}" for turn, person in takers(members, DAY)] == expected


def test_where_no_grown_up_is_left_the_guardian_takes_it() -> None:
    assert takers([gone(HEAD), MINOR], DAY, guardian=True) == (("guardian", ""),)
    assert takers([WIFE, MINOR], DAY, guardian=True) == (("spouse", "ibu"),)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), Fate.UNKNOWN),
        (("dead", "alive"), Fate.STAYS),
        (("dead", ""), Fate.STAYS),
        (("dead", "dead"), Fate.DIED_OUT),
        (("dead", "moved"), Fate.MOVED_OUT),
        (("left",), Fate.MOVED_OUT),
        (("dead", "missing"), Fate.UNKNOWN),
    ],
)
def test_what_became_of_a_family(statuses: tuple[str, ...], expected: Fate) -> None:
    assert fate([Member(str(number), "", None, status) for number, status in enumerate(statuses)]) is expected


GOODS = Said(Outcome.HANDED, "beras", "kg", 10, Taker.RECIPIENT, has_point=True)
MONEY = replace(GOODS, item="uang", unit="rupiah", has_point=False, reference="TRX-1")
NOBODY = Said(Outcome.ABSENT, "", "", 0, None, has_point=False)


@pytest.mark.parametrize(
    ("said", "form", "wrong"),
    [
        (GOODS, AidForm.GOODS, []),
        (replace(GOODS, outcome=Outcome.PARTIAL, amount=1), AidForm.GOODS, []),
        (replace(GOODS, item=" "), AidForm.GOODS, ["item"]),
        (replace(GOODS, unit=""), AidForm.GOODS, ["item"]),
        (replace(GOODS, amount=0), AidForm.GOODS, ["amount"]),
        (replace(GOODS, amount=3_000_000_000), AidForm.GOODS, ["amount"]),
        (replace(GOODS, taker=None), AidForm.GOODS, ["taker"]),
        (replace(GOODS, has_point=False), AidForm.GOODS, ["point"]),
        (replace(GOODS, note="a" * (LONGEST + 1)), AidForm.GOODS, ["note"]),
        (MONEY, AidForm.MONEY, []),
        (replace(MONEY, reference="a" * (LONGEST + 1)), AidForm.SERVICE, ["reference"]),
        *((replace(MONEY, reference=" "), form, ["reference"]) for form in AidForm if form is not AidForm.GOODS),
        (NOBODY, AidForm.GOODS, []),
        (replace(NOBODY, amount=1), AidForm.GOODS, ["amount"]),
        (replace(NOBODY, outcome=Outcome.REFUSED), AidForm.MONEY, ["note"]),
        (replace(NOBODY, outcome=Outcome.REFUSED, note="sudah cukup"), AidForm.MONEY, []),
    ],
)
def test_what_an_event_must_say(said: Said, form: AidForm, wrong: list[str]) -> None:
    assert list(faults(said, form)) == wrong


def test_outcomes_have_words_in_the_terms_of_each_form() -> None:
    words = {form: [outcome_words(outcome, form) for outcome in Outcome] for form in AidForm}
    assert words[AidForm.GOODS] == ["diserahkan", "sebagian", "ditolak keluarga", "tidak hadir"]
    assert len({first for first, *_others in words.values()}) == len(AidForm)
