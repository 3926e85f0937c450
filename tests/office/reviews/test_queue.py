"""Who is given which question next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.office.reviews.reviews_kit import NOW, OTHER, REGENCY, VILLAGE, ask, officer, question

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.reviews import queries
from padan.office.reviews.models import Pair
from padan.office.reviews.operations import LEASE, decide, lease, lease_next, undo
from padan.office.reviews.queries import Answered, Counts, Progress
from padan.office.reviews.question import Drawn
from padan.office.reviews.states import Verdict

pytestmark = pytest.mark.django_db

ALL = Scope.of([REGENCY])


@pytest.fixture
def rina() -> Account:
    return officer("rina")


@pytest.fixture
def budi() -> Account:
    return officer("budi")


@pytest.fixture
def three() -> list[Pair]:
    """Three questions, the second in another village; their places are not the order in which they were asked."""
    ask(question(1, place=3), question(2, place=1, area_b=OTHER), question(3, place=2))
    return list(Pair.objects.order_by("record_a"))


def following(by: Account, scope: Scope = ALL, minutes: float = 0, but: tuple[int, ...] = ()) -> int | None:
    found = lease_next(scope, by=by, on=NOW + timedelta(minutes=minutes), but=but)
    return None if found is None else int(found.record_a.partition(".")[0], 16)


def test_the_first_place_comes_first_and_the_next_one_beside_it(three: list[Pair], rina: Account) -> None:
    assert following(rina) == following(rina) == 2
    assert following(rina, but=(three[1].pk,)) == 3
    assert following(rina, but=tuple(pair.pk for pair in three)) is None


def test_what_one_looks_at_another_is_not_given_for_a_while(three: list[Pair], rina: Account, budi: Account) -> None:
    assert (following(rina), following(budi)) == (2, 3)
    assert following(budi, minutes=LEASE.total_seconds() / 60, but=(three[2].pk,)) == 2


def test_a_page_that_was_opened_is_kept_from_others_too(three: list[Pair], rina: Account, budi: Account) -> None:
    assert lease(three[1], by=rina, on=NOW).leased_to == rina
    assert lease(three[1], by=budi, on=NOW).leased_to == rina
    assert following(budi) == 3


@pytest.mark.parametrize(
    ("codes", "found"), [([REGENCY], [2, 3, 1]), ([VILLAGE], [3, 1]), ([OTHER], []), (["64.02.13"], [3, 1]), ([], [])]
)
def test_both_records_lie_in_the_scope(three: list[Pair], rina: Account, codes: list[str], found: list[int]) -> None:
    scope, given, seen = Scope.of(codes), [], []
    while (number := following(rina, scope, but=tuple(seen))) is not None:
        given.append(number)
        seen.append(three[number - 1].pk)
    assert given == found
    assert queries.left(scope, rina) == len(found)


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.UNSURE])
def test_what_somebody_answered_is_asked_of_others_only(rina: Account, budi: Account, verdict: Verdict) -> None:
    ask(question(1, growth=True))
    pair = Pair.objects.get()
    decide(pair, verdict, by=rina, on=NOW)
    assert (following(rina), following(budi)) == (None, 1)
    assert (queries.left(ALL, rina), queries.left(ALL, budi)) == (0, 1)
    undo(pair, by=rina, on=NOW)
    assert following(rina) == queries.left(ALL, rina) == 1


@pytest.mark.parametrize(("most", "told"), [(None, 3), (1, 1), (2, 2), (3, 3), (4, 3)])
def test_what_is_left_is_counted_up_to_a_number(rina: Account, budi: Account, most: int | None, told: int) -> None:
    ask(*(question(n, growth=True) for n in range(1, 6)))
    for pair in Pair.objects.order_by("place")[:2]:
        decide(pair, Verdict.SAME, by=rina, on=NOW)
    assert queries.left(ALL, rina, most) == told
    assert queries.left(ALL, budi) == 5


def test_an_answer_lets_go_of_the_question(rina: Account) -> None:
    ask(question(1, growth=True))
    following(rina)
    decide(Pair.objects.get(), Verdict.SAME, by=rina, on=NOW)
    assert Pair.objects.get().leased_to is None


def test_how_the_queue_stands(three: list[Pair], rina: Account, budi: Account) -> None:
    ask(*(question(n, growth=n == 2) for n in range(1, 7)))
    one, high, _third, fourth, fifth, _sixth = Pair.objects.order_by("record_a")
    decide(one, Verdict.SAME, by=rina, on=NOW)
    decide(high, Verdict.SAME, by=rina, on=NOW)
    decide(fourth, Verdict.APART, by=rina, on=NOW)
    for by in (rina, budi):
        decide(fifth, Verdict.UNSURE, by=by, on=NOW)
    assert queries.counts(ALL) == Counts(second=1, disputed=0, same=1, apart=1, aside=1, changed=0)


def test_the_usual_time_is_known_after_twenty_answers(rina: Account) -> None:
    ask(*(question(n) for n in range(1, 21)))
    for number, pair in enumerate(Pair.objects.order_by("pk")):
        assert queries.usual_seconds() is None
        decide(pair, Verdict.SAME, by=rina, on=NOW, seconds=number + 1)
    assert queries.usual_seconds() == 10.5


def test_the_answers_to_the_sample_and_how_far_it_is(rina: Account, budi: Account) -> None:
    drawn = Drawn(1, "2 dtsen × krs", 0.5, 3)
    ask(question(1, drawn=drawn), question(2, drawn=drawn), question(3, drawn=drawn), question(4))
    one, two, _three, four = Pair.objects.order_by("record_a")
    decide(one, Verdict.APART, by=rina, on=NOW)
    decide(four, Verdict.SAME, by=rina, on=NOW)
    for by in (rina, budi):
        decide(two, Verdict.UNSURE, by=by, on=NOW)
    assert queries.sample_answers() == [Answered(one.record_a, one.record_b, False, 0.5, 3)]
    assert queries.sample_progress() == Progress(drawn=3, settled=1, aside=1)


def test_the_next_question_takes_few_queries_however_many_there_are(
    rina: Account, django_assert_max_num_queries: Any
) -> None:
    ask(*(question(n) for n in range(1, 301)))
    with django_assert_max_num_queries(6):
        following(rina)
    with django_assert_max_num_queries(1):
        queries.counts(ALL)
    with django_assert_max_num_queries(3):
        queries.left(ALL, rina)
    pair = Pair.objects.order_by("place").first()
    with django_assert_max_num_queries(14):
        decide(pair, Verdict.SAME, by=rina, on=NOW)
