"""Who keeps which accounts, and what keeping does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import (
    appoint,
    change,
    close,
    invitation_sent,
    invite,
    remove_second_factor,
    reopen,
    unlocked,
)
from padan.office.accounts.permissions import may_invite, may_keep
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.queries import accounts, ending, like, names, posts_in, posts_of, waiting
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
REGENCY, VILLAGE, OTHER, FOREIGN = "64.02", "64.02.13.1008", "64.02.07.2002", "64.03.01.2001"

pytestmark = pytest.mark.django_db


def somebody(name: str, role: Role | None = None, *areas: str, since: date = DAY, days: int = 300) -> Account:
    account = invite(f"{name}@kukar.example", name.title(), by=None, on=NOW)
    if role is not None:
        wanted = Appointment(account, role, areas, since, since + timedelta(days=days))
        appoint(wanted, by=None, on=NOW, reason="uji")
    return account


@pytest.fixture
def keeper() -> Account:
    return somebody("keeper", Role.ADMINISTRATOR, REGENCY)


LONG_AGO = date(2024, 1, 1)
#: Who is kept by an administrator of the regency: (posts, is seen, is kept).
DRAWN = {
    "in the area": ([(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY)], True, True),
    "without a post": ([], True, True),
    "without an area": ([(Role.GIVER, (), DAY)], True, True),
    "elsewhere": ([(Role.VILLAGE_OPERATOR, (FOREIGN,), DAY)], False, False),
    "of the province": ([(Role.PROVINCE, ("64",), DAY)], False, False),
    "here and elsewhere": ([(Role.VILLAGE_OPERATOR, (VILLAGE, FOREIGN), DAY)], True, False),
    "here, once elsewhere": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.NUTRITION_OFFICER, (FOREIGN,), LONG_AGO)], True, True,
    ),
    "here, elsewhere to come": (
        [(Role.VILLAGE_OPERATOR, (VILLAGE,), DAY), (Role.NUTRITION_OFFICER, (FOREIGN,), date(2027, 6, 1))], True, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", DRAWN)
def test_whom_an_administrator_sees_and_keeps(keeper: Account, who: str) -> None:
    posts, seen, kept = DRAWN[who]
    account = somebody("rina")
    for role, areas, since in posts:
        wanted = Appointment(account, role, areas, since, since + timedelta(days=100))
        appoint(wanted, by=None, on=NOW, reason="uji")
    assert accounts(Scope((REGENCY,))).filter(pk=account.pk).exists() is seen
    assert may_keep(keeper, account, DAY) is kept
    for act in (close, reopen, remove_second_factor, unlocked):
        before = Entry.objects.count()
        if not kept:
            with pytest.raises(NotAllowedError, match="di luar wewenang"):
                act(account, by=keeper, on=NOW, reason="uji")
            assert Entry.objects.count() == before


def test_nobody_keeps_themselves_and_nobody_else_without_a_post(keeper: Account) -> None:
    officer = somebody("officer", Role.DATA_OFFICER, REGENCY)
    assert not may_keep(keeper, keeper, DAY)
    assert not may_keep(officer, somebody("rina"), DAY)
    assert not may_keep(keeper, officer, DAY + timedelta(days=301))
    assert (may_invite(keeper, DAY), may_invite(officer, DAY)) == (True, False)
    with pytest.raises(NotAllowedError, match="mengundang"):
        invite("baru@kukar.example", "Baru", by=officer, on=NOW)


def test_a_closed_account_keeps_its_posts_but_holds_none(keeper: Account) -> None:
    rina = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    shut = close(rina, by=keeper, on=NOW, reason="pensiun")
    assert not posts_of(shut, DAY).exists()
    assert posts_of(reopen(shut, by=keeper, on=NOW, reason="kembali"), DAY).count() == 1
    with pytest.raises(NotAllowedError, match="sudah terbuka"):
        reopen(shut, by=keeper, on=NOW, reason="kembali")
    told = Entry.objects.get(action="accounts.closed")
    assert (told.by, told.area, told.reason, told.after) == (
        f"account:{keeper.pk}", VILLAGE, "pensiun", '{"open":false}',
    )  # fmt: skip


def test_a_change_that_changes_nothing_is_not_told(keeper: Account) -> None:
    rina = somebody("rina")
    before = Entry.objects.count()
    change(rina, name="Rina", language="id", by=keeper, on=NOW)
    assert Entry.objects.count() == before
    with pytest.raises(NotAllowedError):
        change(rina, name="Ratu Rina", language="id", by=rina, on=NOW)


def test_an_account_with_a_password_is_sent_no_invitation(keeper: Account) -> None:
    rina = somebody("rina")
    invitation_sent(rina, shown=True, by=keeper, on=NOW)
    rina.set_password("sungai-mahakam-26")
    with pytest.raises(NotAllowedError, match="sudah mempunyai kata sandi"):
        invitation_sent(rina, shown=True, by=keeper, on=NOW)


def test_lists_of_accounts(keeper: Account) -> None:
    rina, lama = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE), somebody("lama", Role.GIVER, days=10)
    every = accounts(Scope((REGENCY,)))
    assert set(every) == {keeper, rina, lama}
    assert not accounts(Scope()).exists()
    assert list(like(every, "RIN kukar")) == [rina]
    assert list(ending(every, DAY, DAY + timedelta(days=30))) == [lama]
    Account.objects.filter(pk=lama.pk).update(password="x")
    assert set(waiting(every)) == {keeper, rina}
    assert names([rina.pk, rina.pk, 999]) == {str(rina): "Rina"}


def test_posts_in_a_scope_lie_in_it_whole() -> None:
    rina = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE, OTHER)
    assert posts_in(rina, Scope((REGENCY,))).count() == 1
    assert not posts_in(rina, Scope((VILLAGE,))).exists()
    assert not posts_in(rina, Scope()).exists()
