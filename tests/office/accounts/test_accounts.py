"""Accounts, posts and what they let somebody see."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account, Place, Post
from padan.office.accounts.operations import appoint, dismiss, invite
from padan.office.accounts.permissions import may_appoint
from padan.office.accounts.policies import LONGEST, Appointment, NotAllowedError, can_be_appointed
from padan.office.accounts.queries import posts_of, scope_of
from padan.office.accounts.roles import FACTS, INCOMPATIBLE, Role, agree
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.scoping import within

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
REGENCY, DISTRICT, VILLAGE, OTHER_VILLAGE, PROVINCE = "64.02", "64.02.13", "64.02.13.1008", "64.02.07.2002", "64"
#: An area for each role.
AREA = {"province": PROVINCE, "regency": REGENCY, "district": DISTRICT, "village": VILLAGE}

pytestmark = pytest.mark.django_db


def somebody(name: str = "rina") -> Account:
    return invite(f"{name}@kukar.example", name.title(), by=None, on=NOW)


def areas_for(role: Role) -> tuple[str, ...]:
    return (AREA[FACTS[role].levels[0]],) if FACTS[role].levels else ()


def wanted(account: Account, role: Role, *areas: str, days: int = 365) -> Appointment:
    return Appointment(account, role, areas or areas_for(role), DAY, DAY + timedelta(days=days))


def given(account: Account, role: Role, *areas: str, by: Account | None = None) -> Post:
    return appoint(wanted(account, role, *areas), by=by, on=NOW, reason="SK Bupati 12/2026")


def test_an_invited_account_cannot_sign_in_before_it_has_a_password() -> None:
    account = somebody()
    assert not account.has_usable_password()
    assert not posts_of(account, DAY).exists()
    assert not scope_of(account, DAY)
    entry = Entry.objects.get()
    assert (entry.by, entry.action, entry.subject) == ("padan", "accounts.invited", f"account:{account.pk}")


@pytest.mark.parametrize("again", ["rina@kukar.example", " Rina@KUKAR.example "])
def test_an_address_has_one_account(again: str) -> None:
    somebody()
    with pytest.raises(InvalidValueError, match="sudah mempunyai akun"):
        invite(again, "Rina", by=None, on=NOW)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_given_in_its_area(role: Role) -> None:
    account = somebody()
    post = given(account, role)
    assert scope_of(account, DAY) == Scope.of(areas_for(role)) == post.scope


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=365), True),
        (DAY + timedelta(days=366), False),
    ],
)
def test_a_post_holds_from_its_first_day_to_its_last(day: date, held: bool) -> None:
    account = somebody()
    given(account, Role.DATA_OFFICER)
    assert bool(scope_of(account, day)) is held


def test_a_shut_account_holds_nothing() -> None:
    account = somebody()
    given(account, Role.DATA_OFFICER)
    Account.objects.update(is_active=False)
    account.refresh_from_db()
    assert not scope_of(account, DAY)


def test_posts_add_up_and_can_be_asked_for_one_by_one() -> None:
    account = somebody()
    given(account, Role.NUTRITION_OFFICER, VILLAGE, OTHER_VILLAGE)
    given(account, Role.VILLAGE_OPERATOR, VILLAGE)
    assert scope_of(account, DAY).codes == (OTHER_VILLAGE, VILLAGE)
    assert scope_of(account, DAY, Role.VILLAGE_OPERATOR).codes == (VILLAGE,)
    assert not scope_of(account, DAY, Role.INSPECTOR)


REFUSED = {
    "ends before it begins": ({"until": DAY - timedelta(days=1)}, "berakhir sebelum"),
    "too long": ({"until": DAY + LONGEST + timedelta(days=1)}, "paling lama dua tahun"),
    "no area": ({"areas": ()}, "memerlukan wilayah"),
    "no region": ({"areas": ("64.99",)}, "tidak dikenal"),
    "another level": ({"areas": (DISTRICT,)}, "tidak diberikan untuk"),
    "an area for a giver": ({"role": Role.GIVER}, "tidak mempunyai wilayah"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_appointed(how: str) -> None:
    changes, told = REFUSED[how]
    asked = replace(wanted(somebody(), Role.DATA_OFFICER), **changes)
    assert not can_be_appointed(asked)
    with pytest.raises(NotAllowedError, match=told):
        appoint(asked, by=None, on=NOW, reason="")
    assert not Post.objects.exists()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other"), [(a, b) for n, a in enumerate(Role) for b in list(Role)[n:]], ids=lambda role: role.value
)
def test_roles_that_one_person_may_hold_together(one: Role, other: Role) -> None:
    account = somebody()
    given(account, one)
    assert can_be_appointed(wanted(account, other)) is agree(one, other)
    # Not at once is something else.
    later = replace(wanted(account, other), since=DAY + timedelta(days=366), until=DAY + timedelta(days=400))
    assert can_be_appointed(later)


def test_the_inspector_stands_alone() -> None:
    assert {role for pair in INCOMPATIBLE if Role.INSPECTOR in pair for role in pair} == set(Role)


def test_only_who_keeps_the_accounts_of_an_area_gives_posts_in_it() -> None:
    keeper, officer, neighbour = somebody("keeper"), somebody("officer"), somebody("neighbour")
    given(keeper, Role.ADMINISTRATOR)
    given(neighbour, Role.ADMINISTRATOR, "64.03")
    post = given(officer, Role.VILLAGE_OPERATOR, by=keeper)
    assert Entry.objects.last().by == f"account:{keeper.pk}"
    for who, why in ((neighbour, "di luar wewenang"), (officer, "jabatannya sendiri")):
        with pytest.raises(NotAllowedError, match=why):
            given(officer, Role.NUTRITION_OFFICER, by=who)
        with pytest.raises(NotAllowedError, match=why):
            dismiss(post, by=who, on=NOW, reason="")
    assert not may_appoint(keeper, officer, (VILLAGE, "64.03.01.2001"), DAY)
    assert not may_appoint(keeper, keeper, (VILLAGE,), DAY)
    assert not may_appoint(keeper, officer, (VILLAGE,), DAY + timedelta(days=366))


def test_a_post_ends_the_day_before() -> None:
    account = somebody()
    post = given(account, Role.DATA_OFFICER)
    after = NOW + timedelta(days=10)
    dismiss(post, by=None, on=after, reason="pindah tugas")
    assert scope_of(account, DAY + timedelta(days=9))
    assert not scope_of(account, DAY + timedelta(days=10))
    told = Entry.objects.last()
    assert (told.action, told.reason, told.area) == ("accounts.dismissed", "pindah tugas", REGENCY)
    assert json.loads(told.before)["until"] == "2027-11-28"
    assert json.loads(told.after)["until"] == "2026-12-07"


def test_a_post_that_has_not_begun_is_taken_back() -> None:
    account = somebody()
    dismiss(given(account, Role.DATA_OFFICER), by=None, on=NOW, reason="keliru")
    assert not Post.objects.exists()
    assert not Place.objects.exists()
    assert Entry.objects.last().after is None
    assert trail.broken() == ()


@pytest.mark.parametrize("changes", [{"until": DAY - timedelta(days=1)}, {"role": "king"}])
def test_the_database_refuses_an_impossible_post(changes: dict) -> None:
    usual = {"account": somebody(), "role": "data_officer", "since": DAY, "until": DAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(**{**usual, **changes})


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ((), []),
        ((REGENCY,), [VILLAGE, OTHER_VILLAGE]),
        ((DISTRICT,), [VILLAGE]),
        (("64.02.1",), []),
        ((OTHER_VILLAGE, DISTRICT), [VILLAGE, OTHER_VILLAGE]),
        (("64.03",), []),
    ],
)
def test_a_scope_in_a_query_finds_what_it_covers(codes: tuple[str, ...], found: list[str]) -> None:
    post = given(somebody(), Role.NUTRITION_OFFICER, VILLAGE, OTHER_VILLAGE)
    scope = Scope.of(codes)
    places = Place.objects.filter(within(scope, "code"))
    assert sorted(place.code for place in places) == sorted(found)
    assert {p.code for p in places} == {p.code for p in post.places.all() if scope.covers(p.code)}
    # No scope, no rows: also where it is combined with others.
    assert not Place.objects.filter(within(Scope(), "code") & Q(code=VILLAGE)).exists()


def test_scopes_take_one_query_for_posts_and_one_for_places(django_assert_num_queries) -> None:
    account = somebody()
    for role in (Role.NUTRITION_OFFICER, Role.VILLAGE_OPERATOR, Role.COORDINATOR):
        given(account, role)
    with django_assert_num_queries(2, connection=connection):
        assert scope_of(account, DAY).codes == (REGENCY,)
