"""Of which holds givers are told: never of one of fewer than five, once for all, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.office.aid.aid_kit import release
from tests.office.giving import giving_kit as kit
from tests.office.giving.giving_kit import DAY, NOW, SAMBOJA, TANJUNG, WONOTIRTO

from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.models import Entry
from padan.office.giving.models import Hold
from padan.office.giving.operations import release as let_go
from padan.office.registry.models import Release
from padan.office.registry.states import State
from padan.office.showing.models import Drawn, Member, Shown, Told
from padan.office.showing.operations import Register, draw
from padan.office.showing.queries import groups, is_drawn, is_waited_for, told_holds
from padan.rules.giving.cells import Cell
from padan.rules.giving.needs import Need, need_id
from padan.rules.giving.pledging import Restrictions

pytestmark = pytest.mark.django_db


def needs(many: int, area: str = WONOTIRTO, first: int = 1, **changes: object) -> tuple[Need, ...]:
    """Children of 14 months who need feeding for 56 days."""
    return tuple(kit.need(number, area=area, **changes) for number in range(first, first + many))


def shown(found: tuple[Need, ...], becomes: dict[str, str] | None = None, of: Release | None = None) -> int:
    register = Register(of or release(), found, becomes or {})
    return draw(register, by=kit.giving_account(), on=NOW)


def cells() -> dict[str, Cell]:
    return {each.need_id: each.cell for each in Shown.objects.all()}


def later(number: int) -> Release:
    return Release.objects.create(
        name=f"rilis-{number}", as_of=DAY, state=State.PAST, people=1, families=1,
        offered_at=NOW + timedelta(days=number),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("many", "cell"),
    [(4, None), (5, Cell(WONOTIRTO, (12, 23)))],
)
def test_five_who_need_the_same_make_a_cell(many: int, cell: Cell | None) -> None:
    held = kit.held(kit.confirmed())
    assert shown(needs(many)) == (cell is not None)
    assert cells() == ({held.need_id: cell} if cell else {})


def test_a_course_of_another_length_is_another_thing() -> None:
    """Five to be fed, of whom two for 14 days only: what it pays would tell the giver which of them it feeds."""
    kit.held(kit.confirmed())
    assert shown((*needs(3), *needs(2, first=4, units=14))) == 0


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({}, True),
        ({"areas": Scope((SAMBOJA,))}, True),
        ({"areas": Scope((WONOTIRTO,))}, False),
        ({"ages": (6, 59)}, True),
        ({"ages": (14, 14)}, False),
    ],
)
def test_what_a_pledge_is_restricted_to_is_known_too(limits: dict[str, object], told: bool) -> None:
    """Three in one village and three, a month older, in the next: together they are a cell of the kecamatan."""
    held = kit.held(kit.confirmed(restrictions=Restrictions(**limits)))  # type: ignore[arg-type]
    found = (*needs(3), *needs(3, TANJUNG, first=4, age_months=15))
    assert shown(found) == told
    assert list(told_holds(held.pledge.giver)) == ([held] if told else [])


def test_it_is_decided_once_for_a_release_and_its_holds() -> None:
    first = kit.held(kit.confirmed())
    assert shown(needs(9)) == 1
    assert is_drawn(release())
    assert shown(needs(9)) == 0
    second = kit.held(first.pledge, kit.need(2))
    assert not is_drawn(release())
    assert shown(needs(9)) == 1
    assert set(Told.objects.values_list("hold_id", flat=True)) == {first.pk, second.pk}
    assert [each.last_hold for each in Drawn.objects.all()] == [first.pk, second.pk]
    assert Entry.objects.filter(action="showing.drawn").count() == 2


def test_a_cell_stays_and_another_need_has_another() -> None:
    pledge = kit.confirmed()
    first = kit.held(pledge, units=10)
    shown(needs(9))
    # A year later the nine are two, live next door, and need something else too, as nine others do.
    moved = needs(18, TANJUNG, age_months=26)
    another = tuple(
        replace(each, need_id=need_id(each.person_id, "pmt", "underweight"), cause="underweight", units=14)
        for each in moved
    )
    again, other = kit.held(pledge, moved[0], 10), kit.held(pledge, another[0], 10)
    # Of the need that was shown no five are left that were shown in its cell.
    assert shown((*moved, *another)) == 1
    assert cells() == {first.need_id: Cell(WONOTIRTO, (12, 23)), other.need_id: Cell(TANJUNG, (24, 35))}
    assert not Told.objects.filter(hold=again).exists()


def test_another_giver_sees_the_same_cell_or_nothing() -> None:
    one, other = kit.confirmed(), kit.confirmed(kit.vetted(kit.giving_account("tono"), name="PT Lain"))
    for number in range(1, 6):
        kit.held(one, kit.need(number), 28)
    assert shown(needs(6)) == 5
    second = kit.held(other, kit.need(1), 28)
    # Of the five who were shown in that cell one needs nothing any more: four are left.
    assert shown(needs(1) + needs(4, first=3)) == 0
    assert shown(needs(6), of=later(1)) == 1
    assert Told.objects.get(hold=second).shown.cell == Cell(WONOTIRTO, (12, 23))


def test_a_need_is_told_again_only_where_that_adds_nothing() -> None:
    giver = kit.vetted()
    free, village = kit.confirmed(giver), kit.confirmed(giver, restrictions=Restrictions(Scope((WONOTIRTO,))))
    kit.held(free, units=10)
    kit.held(village, units=10)
    kit.held(free, units=10)
    assert shown(needs(9)) == 2
    assert set(Told.objects.values_list("hold__pledge", flat=True)) == {free.pk}


def test_what_was_let_go_or_is_needed_no_more_is_not_told() -> None:
    pledge = kit.confirmed()
    gone, left = kit.held(pledge), kit.held(pledge, kit.need(2))
    let_go(gone, "Keliru", by=kit.confirmer(), on=NOW)
    assert shown(needs(9, first=3)) == 0
    assert shown(needs(9), of=later(1)) == 1
    assert Told.objects.get().hold_id == left.pk


def test_merged_children_keep_what_was_shown() -> None:
    kit.held(kit.confirmed())
    shown(needs(9))
    was, now = kit.need(1), kit.need(77)
    becomes = {was.person_id: now.person_id, was.need_id: now.need_id}
    merged = (*needs(8, first=2), kit.need(77, area=TANJUNG))
    shown(merged, becomes, later(1))
    assert cells() == dict.fromkeys((was.need_id, now.need_id), Cell(WONOTIRTO, (12, 23)))
    assert Shown.objects.get(pk=now.need_id).subject_id == now.person_id
    # A later draw does not write it twice.
    shown(merged, becomes, later(2))
    assert len(cells()) == 2


def test_a_hold_on_a_need_that_went_over_is_told_under_the_new_one() -> None:
    kit.held(kit.confirmed())
    old, new = kit.need(1), kit.need(77)
    found = (*needs(8, first=2), new)
    assert shown(found, {old.need_id: new.need_id, old.person_id: new.person_id}) == 1
    assert set(cells()) == {new.need_id}


def test_a_child_that_was_merged_is_in_one_group() -> None:
    pledge = kit.confirmed()
    for number in range(1, 6):
        kit.held(pledge, kit.need(number), 10)
    shown(needs(20))
    becomes = {kit.need(1).person_id: kit.need(77).person_id, kit.need(1).need_id: kit.need(77).need_id}
    for number in (77, *range(6, 10)):
        kit.held(pledge, kit.need(number), 10)
    shown((*needs(19, first=2), kit.need(77)), becomes)
    assert Member.objects.count() == 5


def test_groups_are_made_of_five_and_keep_their_members() -> None:
    one, other = kit.confirmed(), kit.confirmed(kit.vetted(kit.giving_account("tono"), name="PT Lain"))
    holds = [kit.held(one if number % 2 else other, kit.need(number), 10) for number in range(1, 5)]
    shown(needs(20))
    assert not Member.objects.exists()
    holds += [kit.held(one, kit.need(number), 10) for number in range(5, 10)]
    shown(needs(20))
    people = [each.need.person_id for each in Hold.objects.order_by("pk").select_related("need")]
    found = groups("pmt", {people[0]})
    assert [[each.subject_id for each in group] for group in found] == [people]
    assert {each.began for each in found[0]} == {DAY}
    for number in range(10, 15):
        kit.held(other, kit.need(number), 10)
    shown(needs(20))
    assert [len(group) for group in groups("pmt", [people[0], kit.need(12).person_id])] == [9, 5]
    assert groups("food", {people[0]}) == []


def test_a_family_is_in_no_group_and_has_no_age() -> None:
    pledge = kit.confirmed()
    homes = tuple(
        replace(
            kit.need(number), need_id=need_id(kit.need(number).family_id, "latrine", "no_latrine"), person_id="",
            kind="latrine", age_months=None, unit="house", units=1, unit_cost=100_000,
        )
        for number in range(1, 9)
    )  # fmt: skip
    for each in homes[:6]:
        kit.held(pledge, each, 1)
    assert shown(homes) == 6
    assert set(cells().values()) == {Cell(WONOTIRTO, None)}
    assert not Member.objects.exists()


def test_only_a_giver_sets_it_off() -> None:
    with pytest.raises(NotAllowedError):
        draw(Register(release(), needs(5), {}), by=kit.writer(), on=NOW)


def test_the_program_decides_what_nobody_looked_at_before_a_need_leaves() -> None:
    before = release()
    assert not is_waited_for(before)
    held = kit.held(kit.confirmed())
    assert is_waited_for(before)
    assert draw(Register(before, needs(5), {}), by=None, on=NOW) == 1
    assert not is_waited_for(before)
    assert shown(needs(4, first=2), of=later(1)) == 0
    assert Told.objects.get().hold_id == held.pk


def test_what_was_shown_is_written_once() -> None:
    kit.held(kit.confirmed())
    shown(needs(5))
    for model in (Shown, Told, Drawn):
        with pytest.raises(RuntimeError):
            model.objects.get().save()
