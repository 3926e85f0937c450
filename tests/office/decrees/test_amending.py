"""Amendments and withdrawals: who falls out is replaced by the rule alone, and a decree is changed by another one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import DAY, NOW, REGENCY, family
from tests.office.decrees import decree_kit as kit

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.listing import lift
from padan.office.aid.models import Listed, Round
from padan.office.aid.operations import move
from padan.office.aid.states import State as RoundState
from padan.office.audit.models import Entry
from padan.office.decrees import queries
from padan.office.decrees.models import Decree
from padan.office.decrees.operations import decree
from padan.office.decrees.permissions import may_sign
from padan.office.decrees.policies import can_be_changed
from padan.office.decrees.states import Status
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db

ALL = Scope((REGENCY,))


def names(of: Decree) -> list[str]:
    return sorted(each.family_id for each in queries.recipients(ALL, of))


def chosen(held: Round) -> list[str]:
    return sorted(held.listed.filter(standing=Standing.CHOSEN).values_list("family_id", flat=True))


def test_an_amendment_replaces_by_the_rule_and_names_what_it_changes() -> None:
    first = kit.sealed()
    before = names(first)
    gone = before[0]
    following = first.round.listed.filter(standing=Standing.RESERVE).order_by("rank")[0].family_id
    kit.out(first, int(gone[1:], 16), Exclusion.DECEASED)
    assert chosen(first.round) == before, "nothing moves before the amendment"
    amended = kit.amend(first)
    assert names(first) == before, "what was sealed stays"
    assert names(amended) == sorted({*before, following} - {gone}) == chosen(first.round)
    assert amended.replaced == [[gone, following, "deceased"]]
    assert amended.changes == first
    assert amended.seal != first.seal
    assert [queries.status_of(each) for each in (first, amended)] == [Status.AMENDED, Status.IN_FORCE]
    assert queries.newest_of(first.round_id) == amended
    assert not can_be_changed(first)
    entry = json.loads(Entry.objects.filter(action="decrees.drafted").order_by("-number")[0].after)
    assert entry["changes"] == str(first)


def test_who_waits_and_is_excluded_does_not_move_up() -> None:
    first = kit.sealed()
    waiting = [row.family_id for row in first.round.listed.filter(standing=Standing.RESERVE).order_by("rank")[:2]]
    kit.out(first, int(waiting[0][1:], 16))
    kit.out(first, int(names(first)[0][1:], 16))
    amended = kit.amend(first)
    assert [came for _gone, came, _why in amended.replaced] == [waiting[1]]
    assert Listed.objects.get(family_id=waiting[0]).standing == Standing.EXCLUDED


def test_who_comes_back_displaces_nobody_who_was_decreed() -> None:
    first = kit.sealed()
    gone = names(first)[0]
    said = kit.out(first, int(gone[1:], 16))
    amended = kit.amend(first)
    lift(said, by=aid_kit.officer("budi"), on=NOW + timedelta(hours=1), why="ternyata masih ada")
    kit.out(amended, int(names(amended)[0][1:], 16), on=NOW + timedelta(hours=2))
    again = kit.amend(amended, "400.9/4", on=NOW + timedelta(hours=3))
    assert gone not in names(again)
    assert len(names(again)) == 50


def test_an_amendment_without_anybody_to_replace_is_none() -> None:
    first = kit.sealed()
    with pytest.raises(InvalidValueError, match="Tidak ada penerima"):
        kit.amendment(first)


def test_who_excluded_somebody_does_not_sign_the_amendment() -> None:
    first = kit.sealed()
    kit.out(first, 0, by=aid_kit.checker())
    made = kit.amendment(first)
    assert not may_sign(aid_kit.checker(), made, DAY)
    other = aid_kit.officer("ika", role=Role.COORDINATOR)
    assert decree(made, kit.tell, by=other, on=NOW).seal


def test_when_the_reserve_is_empty_a_place_stays_free() -> None:
    held = aid_kit.drawn(families=50)
    for to in (RoundState.VERIFYING, RoundState.CORRECTING, RoundState.PROPOSED):
        held = move(held, to, by=aid_kit.maker(), on=NOW, reason=aid_kit.UNHEARD)
    first = kit.sealed(held)
    kit.out(first, 0)
    amended = kit.amend(first)
    assert amended.replaced == [[family(0), None, "moved"]]
    assert len(names(amended)) == 49


def test_a_withdrawal_ends_the_round_and_needs_a_reason() -> None:
    first = kit.sealed()
    with pytest.raises(InvalidValueError, match="Alasan"):
        kit.withdrawal(first, " ")
    made = decree(kit.withdrawal(first), kit.tell, by=aid_kit.checker(), on=NOW)
    first.round.refresh_from_db()
    assert first.round.state == RoundState.CANCELLED
    assert queries.status_of(first) is Status.WITHDRAWN
    assert names(made) == []
    assert not can_be_changed(made)
    with pytest.raises(NotAllowedError, match="tidak dapat diubah lagi"):
        kit.withdrawal(made, number="400.9/9")
