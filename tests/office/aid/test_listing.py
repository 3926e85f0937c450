"""Lists of recipients: drawn, changed by exclusions, and never with an excluded family, whatever is done in which
order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.examples import examples
from tests.office.aid import aid_kit as kit
from tests.office.aid.aid_kit import NOW, PLANNED, SAMBOJA, TANJUNG, WONOTIRTO, candidates, family

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import Scope
from padan.office import bulk
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid import queries
from padan.office.aid.listing import draw, exclude, lift, set_quotas
from padan.office.aid.models import Excluded, Listed, Round
from padan.office.aid.operations import move, open_round, set_apart
from padan.office.aid.packaging import set_package
from padan.office.aid.permissions import may_exclude, may_lift
from padan.office.aid.policies import LIVE
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db
ALL = Scope((SAMBOJA,))


def chosen(held: Round) -> list[str]:
    return list(queries.chosen(ALL, held).values_list("family_id", flat=True))


def standing(held: Round, number: int) -> tuple[str, int, str]:
    row = Listed.objects.get(round=held, family_id=family(number))
    return Standing(row.standing).name, row.place, row.reason


def small(places: int = 2, **quotas: int) -> Round:
    """Four families of Wonotirto and Tanjung, the poorest first, in a round of so many places."""
    held = set_quotas(kit.opened(), {SAMBOJA: places, **quotas}, by=kit.maker(), on=NOW)
    return draw(held, candidates([WONOTIRTO, TANJUNG, WONOTIRTO, TANJUNG], [1, 2, 3, 4]), by=kit.maker(), on=NOW)


def out(held: Round, number: int, by: Any = None, area: str = WONOTIRTO) -> Excluded:
    return exclude(
        held.programme, (family(number), area), Exclusion.MOVED, by=by or kit.maker(), on=NOW, why="pindah ke Bontang"
    )


def test_a_list_is_drawn_by_rank_within_the_quotas() -> None:
    held = small()
    assert chosen(held) == [family(0), family(1)]
    assert [standing(held, number) for number in (2, 3)] == [("RESERVE", 1, ""), ("RESERVE", 2, "")]
    entry = Entry.objects.get(action="aid.list_drawn")
    assert '"chosen":2' in entry.after
    assert '"reserve":2' in entry.after


def test_a_list_drawn_again_takes_the_place_of_the_one_before() -> None:
    held = small()
    draw(held, candidates([TANJUNG], [1]), by=kit.maker(), on=NOW)
    assert chosen(held) == [family(0)]
    assert held.listed.count() == 1


def test_ties_are_settled_by_the_seed_that_the_round_had_from_the_first() -> None:
    """The same families in another order of rows give the same list."""
    lists, by_rule = [], kit.rule()
    for name, turn in (("satu", 1), ("dua", -1)):
        planned = replace(PLANNED, name=name, since=date(2027 + turn, 1, 1))
        rounds = open_round(by_rule, kit.release(), planned, by=kit.maker(), on=NOW)
        Round.objects.filter(pk=rounds.pk).update(seed="a" * 32)
        held = set_quotas(rounds, {SAMBOJA: 10}, by=kit.maker(), on=NOW)
        drawn = candidates([WONOTIRTO] * 40, [1] * 40)
        drawn = replace(drawn, family_id=drawn.family_id[::turn])
        lists.append(chosen(draw(held, drawn, by=kit.maker(), on=NOW)))
    assert lists[0] == lists[1]
    assert lists[0] != sorted(lists[0])


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.CORRECTING)])
def test_a_list_that_others_look_at_is_not_drawn_again(state: State) -> None:
    held = kit.at(state)
    with pytest.raises(NotAllowedError, match="tahap sekarang"):
        draw(held, candidates([TANJUNG], [1]), by=kit.maker(), on=NOW)


def test_no_list_without_quotas_or_by_a_stranger() -> None:
    held = kit.opened()
    with pytest.raises(InvalidValueError, match="belum punya kuota"):
        draw(held, candidates([TANJUNG], [1]), by=kit.maker(), on=NOW)
    with pytest.raises(NotAllowedError):
        draw(held, candidates([TANJUNG], [1]), by=kit.checker(), on=NOW)


def test_who_is_excluded_leaves_and_the_next_in_line_comes() -> None:
    held = small()
    out(held, 0)
    assert chosen(held) == [family(1), family(2)]
    assert standing(held, 0) == ("EXCLUDED", 0, "moved")
    assert standing(held, 3) == ("RESERVE", 1, "")


def test_who_comes_back_comes_back_at_its_own_rank() -> None:
    held = small()
    said = out(held, 0)
    lift(said, by=kit.officer("budi"), on=NOW, why="pindahnya batal")
    assert chosen(held) == [family(0), family(1)]
    assert standing(held, 2) == ("RESERVE", 1, "")


def test_a_village_that_is_full_keeps_its_own_line() -> None:
    held = small(3, **{WONOTIRTO: 1})
    assert chosen(held) == [family(0), family(1), family(3)]
    assert Listed.objects.get(round=held, family_id=family(2)).line == WONOTIRTO
    out(held, 0)
    assert chosen(held) == [family(1), family(2), family(3)]


def test_what_the_register_knows_is_not_lifted_by_people() -> None:
    held = set_quotas(kit.opened(), {SAMBOJA: 2}, by=kit.maker(), on=NOW)
    known = {Exclusion.DECEASED: [0]}
    draw(held, candidates([WONOTIRTO] * 3, [1, 2, 3], known), by=kit.maker(), on=NOW)
    assert standing(held, 0) == ("EXCLUDED", 0, "deceased")
    said = out(held, 0)
    lift(said, by=kit.officer("budi"), on=NOW, why="salah orang")
    assert standing(held, 0) == ("EXCLUDED", 0, "deceased")
    assert chosen(held) == [family(1), family(2)]


def test_the_database_itself_takes_no_excluded_family_on_a_list() -> None:
    held = small()
    for reason, stands in (("moved", Standing.CHOSEN), ("moved", Standing.RESERVE), ("", Standing.EXCLUDED)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Listed.objects.filter(round=held, family_id=family(0)).update(reason=reason, standing=stands)
    with pytest.raises(IntegrityError), transaction.atomic():
        Listed.objects.create(round=held, family_id=family(0), standing=Standing.RESERVE, rank=9)


def test_an_exclusion_holds_for_every_round_of_its_programme_and_no_other() -> None:
    held = small()
    other = kit.programme(code="lain", name="Lain")
    rounds = [
        held,
        open_round(
            held.rule, kit.release(), replace(PLANNED, name="lain", since=date(2027, 2, 1)), by=kit.maker(), on=NOW
        ),
        open_round(kit.rule(of=other), kit.release(), PLANNED, by=kit.maker(), on=NOW),
    ]
    out(held, 0)
    for each in rounds[1:]:
        set_quotas(each, {SAMBOJA: 2}, by=kit.maker(), on=NOW)
        draw(each, candidates([WONOTIRTO] * 4, [1, 2, 3, 4]), by=kit.maker(), on=NOW)
    assert [family(0) in chosen(each) for each in rounds] == [False, False, True]


@pytest.mark.parametrize("state", [State.DRAFT, State.VERIFYING, State.CORRECTING, State.PROPOSED])
def test_until_the_decree_an_exclusion_changes_the_list(state: State) -> None:
    held = kit.at(state)
    first = chosen(held)[0]
    exclude(held.programme, (first, SAMBOJA), Exclusion.DECEASED, by=kit.maker(), on=NOW, why="meninggal")
    assert first not in chosen(held)
    assert len(chosen(held)) == 50


@pytest.mark.parametrize("state", [State.DECREED, State.DELIVERING, State.CLOSED, State.CANCELLED])
def test_a_decreed_list_stays_as_it_was_signed(state: State) -> None:
    held = kit.at(state)
    before = chosen(held)
    exclude(held.programme, (before[0], SAMBOJA), Exclusion.DECEASED, by=kit.maker(), on=NOW, why="meninggal")
    assert chosen(held) == before


def test_who_may_exclude_and_who_may_lift() -> None:
    held = small()
    village = kit.officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR)
    assert not may_exclude(village, TANJUNG, kit.DAY)
    with pytest.raises(NotAllowedError, match="di luar wilayah"):
        out(held, 1, village, TANJUNG)
    said = out(held, 0, village)
    assert not may_lift(village, said, kit.DAY)
    own = out(held, 1, area=TANJUNG)
    assert may_lift(kit.maker(), said, kit.DAY)
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        lift(own, by=kit.maker(), on=NOW, why="batal")
    with pytest.raises(NotAllowedError):
        lift(own, by=village, on=NOW, why="batal")


def test_exclusions_say_why_and_hold_once() -> None:
    held = small()
    with pytest.raises(InvalidValueError, match="Alasan"):
        exclude(held.programme, (family(0), WONOTIRTO), Exclusion.REFUSED, by=kit.maker(), on=NOW, why=" ")
    said = out(held, 0)
    with pytest.raises(InvalidValueError, match="sudah dikeluarkan"):
        out(held, 0)
    with pytest.raises(InvalidValueError, match="Alasan"):
        lift(said, by=kit.officer("budi"), on=NOW, why="")
    lift(said, by=kit.officer("budi"), on=NOW, why="batal")
    with pytest.raises(InvalidValueError, match="sudah dikembalikan"):
        lift(said, by=kit.officer("budi"), on=NOW, why="batal")
    out(held, 0)
    assert [each.family_id for each in queries.excluded(ALL, held.programme)] == [family(0)]
    assert not queries.excluded(Scope((TANJUNG,)), held.programme).exists()


def test_who_excludes_during_the_check_had_a_hand_in_the_list() -> None:
    """A coordinator who takes a family out changes the list, and no longer checks it."""
    held = kit.at(State.PROPOSED)
    out(held, 1, kit.checker())
    with pytest.raises(NotAllowedError, match="ikut menyusun"):
        move(held, State.DECREED, by=kit.checker(), on=NOW, act=kit.SEAL)
    by = kit.officer("ika", role=Role.COORDINATOR)
    assert move(held, State.DECREED, by=by, on=NOW, act=kit.SEAL).state == State.DECREED


FAMILIES, PEOPLE = 8, ("rina", "budi", "sari", "ika")


class Lists(RuleBasedStateMachine):
    """Officers and checkers do whatever they can think of to two rounds of one programme, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        kit.checker(), kit.officer("budi"), kit.officer("ika", role=Role.COORDINATOR)
        programme = kit.programme()
        rule = kit.rule(of=programme)
        self.programme = programme
        self.rounds = [
            open_round(rule, kit.release(), replace(PLANNED, name=name), by=kit.maker(), on=NOW).pk
            for name in ("satu", "dua")
        ]
        self.signed: dict[int, list[str]] = {}
        self.hands: dict[int, set[str]] = {pk: {"rina"} for pk in self.rounds}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def round(self, which: int) -> Round:
        return Round.objects.get(pk=self.rounds[which])

    @rule(which=st.integers(0, 1), places=st.integers(1, 6), inner=st.integers(0, 3), who=st.sampled_from(PEOPLE))
    def quotas(self, which: int, places: int, inner: int, who: str) -> None:
        quotas = {SAMBOJA: places, **({WONOTIRTO: inner} if inner else {})}
        self.tried(who, which, lambda: set_quotas(self.round(which), quotas, by=kit.officer(who), on=NOW))

    @rule(which=st.integers(0, 1), many=st.integers(1, FAMILIES), dead=st.sets(st.integers(0, FAMILIES), max_size=2),
          who=st.sampled_from(PEOPLE))  # fmt: skip
    def draws(self, which: int, many: int, dead: set[int], who: str) -> None:
        areas = [(WONOTIRTO, TANJUNG)[number % 2] for number in range(many)]
        found = candidates(areas, [number // 3 for number in range(many)], {Exclusion.DECEASED: sorted(dead)})
        if self.tried(who, which, lambda: draw(self.round(which), found, by=kit.officer(who), on=NOW)):
            gone = set(self.round(which).listed.exclude(registered="").values_list("family_id", flat=True))
            assert gone == {family(number) for number in dead if number < many}

    @rule(number=st.integers(0, FAMILIES), reason=st.sampled_from(list(Exclusion)), who=st.sampled_from(PEOPLE))
    def excludes(self, number: int, reason: Exclusion, who: str) -> None:
        said = (family(number), (WONOTIRTO, TANJUNG)[number % 2])
        self.tried(who, None, lambda: exclude(self.programme, said, reason, by=kit.officer(who), on=NOW, why="sebab"))

    @rule(place=st.integers(0, 3), who=st.sampled_from(PEOPLE))
    def lifts(self, place: int, who: str) -> None:
        found = Excluded.objects.order_by("pk")[place : place + 1]
        for each in found:
            self.tried(who, None, lambda each=each: lift(each, by=kit.officer(who), on=NOW, why="sebab"))

    @rule(which=st.integers(0, 1), to=st.sampled_from(list(State)), who=st.sampled_from(PEOPLE))
    def moves(self, which: int, to: State, who: str) -> None:
        before, hands = self.round(which).state, set(self.hands[self.rounds[which]])
        said = {"on": NOW, "reason": "sebab", "act": kit.SEAL}
        if self.tried(None, which, lambda: move(self.round(which), to, by=kit.officer(who), **said)):
            if before == State.PROPOSED and to in (State.DECREED, State.CORRECTING):
                assert who not in hands, "who had a hand in a list checked it"
            else:
                self.hands[self.rounds[which]].add(who)
            if to is State.DECREED:
                self.signed[which] = chosen(self.round(which))

    def tried(self, who: str | None, which: int | None, act: Any) -> bool:
        """Whether it was let; what is refused changes nothing."""
        before = list(Listed.objects.order_by("pk").values()), Counter(Round.objects.values_list("pk", "state"))
        try:
            with transaction.atomic():
                act()
        except PadanError:
            now = list(Listed.objects.order_by("pk").values()), Counter(Round.objects.values_list("pk", "state"))
            assert now == before
            return False
        live = [each.pk for each in Round.objects.filter(state__in=LIVE) if each.listed.exists()]
        touched = [self.rounds[which]] if which is not None else live
        for pk in touched if who else ():
            self.hands[pk].add(str(who))
        return True

    @invariant()
    def nobody_excluded_is_on_a_list_that_can_change(self) -> None:
        gone = set(Excluded.objects.filter(lifted_on=None).values_list("family_id", flat=True))
        for which in (0, 1):
            held = self.round(which)
            if held.state in LIVE:
                on = Listed.objects.filter(round=held, standing__in=(Standing.CHOSEN, Standing.RESERVE))
                assert gone.isdisjoint(on.values_list("family_id", flat=True))
                assert not on.exclude(registered="").exists()

    @invariant()
    def no_quota_is_exceeded_and_no_place_is_left_while_somebody_waits_for_it(self) -> None:
        for which in (0, 1):
            held = self.round(which)
            places, taken = queries.quotas_of(held), Counter(queries.chosen(ALL, held).values_list("area", flat=True))
            taken[SAMBOJA] = sum(taken.values())
            full = {area for area, many in places.items() if taken[area] >= many}
            assert all(taken[area] <= many for area, many in places.items())
            for waiting in held.listed.filter(standing=Standing.RESERVE):
                assert full & {SAMBOJA, waiting.area}

    @invariant()
    def nobody_is_given_twice_at_once(self) -> None:
        one, other = ([] if (held := self.round(which)).state == State.CANCELLED else chosen(held) for which in (0, 1))
        assert not set(one) & set(other)

    @invariant()
    def what_was_signed_stays(self) -> None:
        for which, signed in self.signed.items():
            assert chosen(self.round(which)) == signed


def test_whatever_people_do_excluded_stays_excluded_and_signed_stays_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_TURN", 0)
    run_state_machine_as_test(
        Lists,
        settings=settings(
            max_examples=examples(30), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_list_follows_its_quotas() -> None:
    held = small(1)
    assert chosen(held) == [family(0)]
    set_quotas(held, {SAMBOJA: 4, TANJUNG: 1}, by=kit.maker(), on=NOW)
    assert chosen(held) == [family(0), family(1), family(2)]
    assert Listed.objects.get(round=held, family_id=family(3)).line == TANJUNG


def beside(held: Round, since: date, programme: Any = None, name: str = "lain") -> Round:
    """Another round, of the same programme where none is named, with the same families."""
    by_rule = kit.rule(of=programme) if programme else held.rule
    made = open_round(by_rule, kit.release(), replace(PLANNED, name=name, since=since), by=kit.maker(), on=NOW)
    made = set_quotas(made, {SAMBOJA: 2}, by=kit.maker(), on=NOW)
    return draw(made, candidates([WONOTIRTO] * 4, [1, 2, 3, 4]), by=kit.maker(), on=NOW)


@pytest.mark.parametrize(
    ("since", "twice"),
    [(date(2026, 10, 1), False), (date(2026, 10, 2), True), (date(2027, 1, 31), True), (date(2027, 2, 1), False)],
)
def test_one_family_is_not_given_the_same_twice_at_once(since: date, twice: bool) -> None:
    held = small()
    other = beside(held, since)
    assert chosen(other) == ([family(2), family(3)] if twice else [family(0), family(1)])
    assert standing(other, 0)[2] == ("served" if twice else "")


def test_programmes_set_apart_serve_nobody_together_and_others_may() -> None:
    cash, training = kit.programme(code="tunai", name="Tunai"), kit.programme(code="latih", name="Latih")
    held = set_package(small(), kit.PACKAGE, by=kit.maker(), on=NOW)
    with pytest.raises(InvalidValueError, match="sedang disusun"):
        set_apart(cash, [held.programme], by=kit.maker(), on=NOW)
    for to in (State.VERIFYING, State.CORRECTING, State.PROPOSED):
        move(held, to, by=kit.maker(), on=NOW, reason=kit.UNHEARD)
        held.refresh_from_db()
    move(held, State.DECREED, by=kit.checker(), on=NOW, act=kit.SEAL)
    set_apart(cash, [held.programme, cash], by=kit.maker(), on=NOW)
    assert list(held.programme.apart.all()) == [cash]
    assert chosen(beside(held, PLANNED.since, cash)) == [family(2), family(3)]
    assert chosen(beside(held, PLANNED.since, training)) == [family(0), family(1)]
    with pytest.raises(NotAllowedError):
        set_apart(training, [], by=kit.checker(), on=NOW)


def test_a_cancelled_round_serves_nobody() -> None:
    held = small()
    move(held, State.CANCELLED, by=kit.maker(), on=NOW, reason="anggaran dialihkan")
    assert chosen(beside(held, PLANNED.since)) == [family(0), family(1)]


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        (date(2026, 12, 1), 2, date(2027, 1, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
        (date(2027, 1, 31), 1, date(2027, 2, 27)),
        (date(2028, 1, 31), 1, date(2028, 2, 28)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_round(since: date, months: int, until: date) -> None:
    assert kit.opened(since=since, months=months).until == until
