"""Whatever officers exclude, bring back and amend, in any order: nobody excluded is named by an amendment, nobody gets
a place out of turn, and every seal still fits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import NOW, SAMBOJA, TANJUNG, WONOTIRTO, candidates, family
from tests.office.decrees import decree_kit as kit

from padan.kernel.errors import PadanError
from padan.office.aid.listing import draw, lift, set_quotas
from padan.office.aid.models import Excluded, Round
from padan.office.aid.operations import move
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State as RoundState
from padan.office.decrees.models import Decree
from padan.office.decrees.queries import newest_of
from padan.office.decrees.snapshot import excluded_on, head_of, lines_of, seal_of
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db

FAMILIES, PLACES, INNER = 10, 5, 3


class Chains(RuleBasedStateMachine):
    """A round of five places among ten families, and what becomes of its decree."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        by = aid_kit.maker()
        held = set_quotas(aid_kit.opened(), {SAMBOJA: PLACES, WONOTIRTO: INNER}, by=by, on=NOW)
        held = set_package(held, aid_kit.PACKAGE, by=by, on=NOW)
        areas = [(WONOTIRTO, TANJUNG)[number % 2] for number in range(FAMILIES)]
        held = draw(held, candidates(areas, [number // 2 for number in range(FAMILIES)]), by=by, on=NOW)
        for to in (RoundState.VERIFYING, RoundState.CORRECTING, RoundState.PROPOSED):
            held = move(held, to, by=by, on=NOW, reason=aid_kit.UNHEARD)
        self.hours = 0
        self.made = [kit.sealed(held)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def now(self) -> datetime:
        self.hours += 1
        return NOW + timedelta(hours=self.hours)

    @rule(number=st.integers(0, FAMILIES - 1), reason=st.sampled_from(list(Exclusion)))
    def excludes(self, number: int, reason: Exclusion) -> None:
        if not Excluded.objects.filter(family_id=family(number), lifted_on=None).exists():
            kit.out(self.made[0], number, reason, on=self.now())

    @rule(place=st.integers(0, 4))
    def brings_back(self, place: int) -> None:
        for each in Excluded.objects.filter(lifted_on=None)[place : place + 1]:
            lift(each, by=aid_kit.officer("budi"), on=self.now(), why="keliru")

    @rule()
    def amends(self) -> None:
        last = self.made[-1]
        by_hand = replaced_by_hand(last.round)
        try:
            with transaction.atomic():
                amended = kit.amend(last, f"400.9/{10 + len(self.made)}", on=self.now())
        except PadanError:
            assert not by_hand
            return
        assert amended.replaced == by_hand
        names = {line["family_id"] for line in lines_of(amended)}
        out = set(Excluded.objects.filter(lifted_on=None).values_list("family_id", flat=True))
        assert not names & out, "an excluded family is named"
        came = {row[1] for row in amended.replaced} - {None}
        gone = {row[0] for row in amended.replaced}
        assert names == {line["family_id"] for line in lines_of(last)} - gone | came
        assert gone <= out, "somebody lost the place without being excluded"
        self.made.append(amended)

    @invariant()
    def every_seal_fits(self) -> None:
        for each in Decree.objects.filter(pk__in=[made.pk for made in self.made]):
            assert seal_of(head_of(each, excluded_on(each)), lines_of(each)) == each.seal

    @invariant()
    def the_list_is_that_of_the_newest(self) -> None:
        held = self.made[0].round
        newest = newest_of(held.pk)
        assert newest == self.made[-1]
        chosen = set(held.listed.filter(standing=Standing.CHOSEN).values_list("family_id", flat=True))
        assert chosen == {line["family_id"] for line in lines_of(self.made[-1])}
        assert len(chosen) <= PLACES
        assert held.listed.filter(standing=Standing.CHOSEN, area=WONOTIRTO).count() <= INNER


def replaced_by_hand(held: Round) -> list[list[str | None]]:
    """Who falls out and who follows, the slow way: all who are barred leave, then by rank each place that became free
    goes to the first who waits and still fits the village."""
    out = dict(Excluded.objects.filter(lifted_on=None).values_list("family_id", "reason"))
    rows = list(held.listed.order_by("rank"))
    chosen = [row for row in rows if row.standing == Standing.CHOSEN]
    waiting = [row for row in rows if row.standing == Standing.RESERVE and row.family_id not in out]
    found: list[list[str | None]] = []
    for gone in [row for row in chosen if row.family_id in out]:
        chosen.remove(gone)
        crowded = sum(row.area == WONOTIRTO for row in chosen) >= INNER
        came = next((row for row in waiting if not (crowded and row.area == WONOTIRTO)), None)
        if came is not None:
            waiting.remove(came)
            chosen.append(came)
        found.append([gone.family_id, came.family_id if came else None, out[gone.family_id]])
    return found


def test_chains_of_decrees() -> None:
    assert settings.PADAN_KEY_FILE.exists()
    run_state_machine_as_test(
        Chains, settings=hypothesis_settings(max_examples=12, stateful_step_count=10, deadline=None)
    )  # fmt: skip
