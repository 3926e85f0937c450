"""Phones without a network and an office that goes on: whatever arrives, in whatever order, however often, ends in the
same totals; nobody is given more than the claim, who is excluded is given nothing, and no unit of stock is lost.

Everything that arrived is kept in plain lists beside the office; a simple twin works out from them what must be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.examples import examples
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, MORNING, NOW, SAMBOJA, rice

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.aid.models import Listed, Round
from padan.office.delivery import queries
from padan.office.delivery.given import Given
from padan.office.delivery.models import Event, Movement, Point, Relabelled, Settled, Verdict
from padan.office.delivery.operations import free, settle
from padan.office.delivery.stock import Moved, move_goods
from padan.office.delivery.taking import take
from padan.rules.delivery import Ending, Fate, Label, Outcome, Way
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db
ALL = Scope((SAMBOJA,))
#: What is handed out: the item, how many units of it are worth one of rice, and what it stands for.
GOODS = (("beras", Fraction(1), ""), ("jagung", Fraction(12, 10), "beras"), ("gula", Fraction(0), ""))


def twin(office: World) -> dict[str, str]:
    """What each event must come to, by its key and content, worked out by hand from all that was told."""
    told = sorted(office.arrived.values(), key=lambda each: (each.handed_at, each.key, each.digest(office.teller.pk)))
    ended = {each.event_id: each.ending for each in Settled.objects.all()}
    void = {event.key for event in Event.objects.all() if ended.get(event.pk) == "void"}
    found: dict[str, str] = {}
    given: Counter[tuple[str, Any]] = Counter()
    keys: set[str] = set()
    for each in told:
        digest = each.digest(office.teller.pk)
        if digest in ended:
            found[digest] = ended[digest]
        elif each.key in keys:
            found[digest] = "conflict"
        elif each.corrects and each.corrects not in void:
            found[digest] = "waits"
        elif each.outcome is Outcome.ABSENT:
            found[digest] = "noted"
        else:
            worth = office.worth(each)
            room = Fraction(10) - given[each.family_id, each.month]
            fits = worth is not None and office.is_entitled(each) and worth <= room
            found[digest] = "counted" if fits else "conflict"
            given[each.family_id, each.month] += worth if fits and worth else 0
        if digest not in ended:
            keys.add(each.key)
    return found


class World(RuleBasedStateMachine):
    """Phones that tell, lose and repeat; officers who settle, free places and move stock."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.held = kit.begun()
        listed = Listed.objects.filter(round=self.held, area=kit.WONOTIRTO).order_by("family_id")
        chosen = [each.family_id for each in listed if each.standing == Standing.CHOSEN]
        waiting = [each.family_id for each in listed if each.standing != Standing.CHOSEN]
        self.families = (*chosen[:2], waiting[0])
        self.excluded = waiting[0]
        self.teller: Account = kit.operator()
        self.points = (kit.point(), kit.point(name="Posyandu"))
        self.written: list[Given] = []
        self.arrived: dict[str, Given] = {}
        self.freed: dict[str, Any] = {}
        self.bought = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def worth(self, told: Given) -> Fraction | None:
        rate = next(rate for item, rate, _stands in GOODS if item == told.item)
        return told.amount / rate if rate else None

    def is_entitled(self, told: Given) -> bool:
        left = self.freed.get(told.family_id)
        return told.family_id != self.excluded and not (left and told.month >= left)

    @rule(
        family=st.integers(0, 2), month=st.sampled_from([DECEMBER, JANUARY]), goods=st.sampled_from(GOODS),
        amount=st.integers(1, 12), minute=st.integers(0, 5), absent=st.integers(0, 5), point=st.integers(0, 1),
        key=st.integers(0, 9), corrects=st.integers(0, 9),
    )  # fmt: skip
    def writes(
        self, family: int, month: Any, goods: Any, amount: int, minute: int, absent: int, point: int, key: int,
        corrects: int,
    ) -> None:  # fmt: skip
        """A phone writes down a hand-over, now and then under a key that is taken, or as a correction."""
        item, _rate, stands_for = goods
        told = rice(
            self.held, self.families[family], amount, minute, month=month, item=item, instead_of=stands_for,
            point=self.points[point].pk,
        )  # fmt: skip
        if absent == 0:
            told = replace(told, outcome=Outcome.ABSENT, amount=0, item=GOODS[0][0], instead_of="")
        if self.written and key == 0:
            told = replace(told, key=self.written[-1].key)
        if self.written and corrects == 0:
            told = replace(told, corrects=self.written[0].key)
        self.written.append(told)

    @rule(which=st.lists(st.integers(0, 30), min_size=1, max_size=6), reply=st.booleans(), days=st.integers(0, 30))
    def sends(self, which: list[int], reply: bool, days: int) -> None:
        """A request with some of what was ever written, in any order, also what was sent before."""
        told = [self.written[each] for each in which if each < len(self.written)]
        results = take(told, by=self.teller, on=NOW + timedelta(days=days))
        assert not any(each.refused for each in results)
        assert [each.key for each in results] == [each.key for each in told]
        self.arrived |= {each.digest(self.teller.pk): each for each in told}

    @rule(which=st.integers(0, 20), ending=st.sampled_from(list(Ending)), who=st.sampled_from(["checker", "teller"]))
    def settles(self, which: int, ending: Ending, who: str) -> None:
        event = Event.objects.order_by("handed_at", "digest")[which : which + 1].first()
        if event is None:
            return
        by = kit.checker() if who == "checker" else self.teller
        label = Verdict.objects.get(pk=event.pk).label
        if self.tried(lambda: settle(event, ending, by=by, on=NOW, reason="sebab")):
            assert who == "checker", "maker never checks"
            assert ending is Ending.VOID or label == Label.CONFLICT

    @rule(family=st.integers(0, 1), month=st.sampled_from([DECEMBER, JANUARY]), stays=st.booleans())
    def frees(self, family: int, month: Any, stays: bool) -> None:
        by, who = (aid.maker() if stays else self.teller), self.families[family]
        fate = Fate.STAYS if stays else Fate.MOVED_OUT
        if self.tried(lambda: free(self.held, who, fate, month, by=by, on=NOW, why="sebab")):
            self.freed[who] = None if stays else month

    @rule(way=st.sampled_from(list(Way)), amount=st.integers(1, 30), point=st.integers(0, 1), key=st.integers(0, 6))
    def moves(self, way: Way, amount: int, point: int, key: int) -> None:
        here, there = self.points[point], self.points[1 - point]
        source = None if way is Way.RECEIVED else here
        target = here if way is Way.RECEIVED else there if way is Way.MOVED else None
        told = Moved(f"pindah-{key}", way, "beras", "kg", amount, source, target, note="sebab")
        before = Movement.objects.count()
        if self.tried(lambda: move_goods(told, by=aid.maker(), on=NOW)) and Movement.objects.count() > before:
            self.bought += {Way.RECEIVED: amount, Way.RETURNED: -amount}.get(way, 0)

    def tried(self, act: Callable[[], Any]) -> bool:
        """Whether it was let; what is refused changes nothing."""
        before = list(Verdict.objects.order_by("pk").values()), Movement.objects.count()
        try:
            with transaction.atomic():
                act()
        except PadanError:
            assert (list(Verdict.objects.order_by("pk").values()), Movement.objects.count()) == before
            return False
        return True

    @invariant()
    def every_event_is_there_once_and_comes_to_what_the_twin_says(self) -> None:
        assert dict(Verdict.objects.values_list("event_id", "label")) == twin(self)

    @invariant()
    def nobody_is_given_more_than_the_claim_and_who_is_excluded_nothing(self) -> None:
        worth: Counter[tuple[str, Any]] = Counter()
        for (family, month, (item, _unit), _instead_of), units in queries.received(ALL, self.held).items():
            assert family != self.excluded
            rate = next(rate for each, rate, _stands in GOODS if each == item)
            worth[family, month] += units / rate  # type: ignore[assignment]
        assert all(each <= 10 for each in worth.values())

    @invariant()
    def no_unit_of_stock_appears_or_is_lost(self) -> None:
        stands = queries.stands_at([each.pk for each in self.points])
        rice = {point: found for (point, item, _unit), found in stands.items() if item == "beras"}
        assert all(each.held >= 0 for each in rice.values())
        held, short = sum(each.held for each in rice.values()), sum(each.short for each in rice.values())
        gone = sum(each.handed + each.disputed + each.lost + each.written_off for each in rice.values())
        assert self.bought + short == held + gone
        counted = Event.objects.filter(verdict__label=Label.COUNTED, item="beras")
        assert sum(each.handed for each in rice.values()) == sum(each.amount for each in counted)

    @invariant()
    def what_an_event_came_to_before_is_written_down(self) -> None:
        last: dict[str, str] = {}
        for each in Relabelled.objects.order_by("pk"):
            assert last.get(each.event_id, each.before) == each.before
            assert each.before != each.after
            last[each.event_id] = each.after
        now = dict(Verdict.objects.filter(pk__in=last).values_list("event_id", "label"))
        assert now == last


def test_whatever_arrives_in_whatever_order_the_totals_are_those_of_the_twin() -> None:
    run_state_machine_as_test(
        World,
        settings=settings(
            max_examples=examples(24), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.fixture
def held() -> Round:
    return kit.begun()


def summed(held: Round) -> tuple[Any, ...]:
    """All that events come to: totals, labels with their reasons, and stock."""
    labels = sorted(Verdict.objects.values_list("event_id", "label", "why"))
    points: list[int] = list(Point.objects.values_list("pk", flat=True))
    return sorted(queries.received(ALL, held).items()), labels, sorted(queries.stands_at(points).items())


_TOLD = st.tuples(st.integers(0, 2), st.integers(1, 12), st.integers(0, 4), st.integers(0, 3), st.booleans())


@given(
    st.lists(_TOLD, min_size=1, max_size=10),
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4), max_size=8),
    st.randoms(use_true_random=False),
)
@settings(max_examples=examples(45), deadline=None, suppress_health_check=list(HealthCheck))
def test_one_set_of_events_ends_alike_in_any_order_duplicated_lost_and_sent_again(
    held: Round, drawn: list[tuple[int, int, int, int, bool]], before: list[list[int]], chance: Any
) -> None:
    """Once all at once in the order of writing; and once in pieces, some twice, then the whole in a random order."""
    families, by = (kit.in_wonotirto(held), kit.in_wonotirto(held, 1), "F0000000000ABCDE"), kit.operator()
    told: list[Given] = []
    for family, amount, minute, shared, correction in drawn:
        one = rice(held, families[family], amount, minute)
        one = replace(one, key=f"{shared:08}") if shared else one
        told.append(replace(one, corrects="00000001") if correction and shared != 1 else one)
    ends: list[tuple[Any, ...]] = []
    for parts in ([told], [*([told[n] for n in part if n < len(told)] for part in before), shuffled(told, chance)]):
        with transaction.atomic():
            for part in parts:
                take(part, by=by, on=moment(chance))
            ends.append(summed(held))
            transaction.set_rollback(True)
    assert ends[0] == ends[1]


def shuffled(told: list[Given], chance: Any) -> list[Given]:
    found = list(told)
    chance.shuffle(found)
    return found


def moment(chance: Any) -> datetime:
    """An hour of arrival."""
    return MORNING + timedelta(days=chance.randint(1, 60))
