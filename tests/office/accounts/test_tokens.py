"""Keys of programs: who makes them, how long they hold, and who takes them back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from padan.office.accounts.models import Account, Token
from padan.office.accounts.operations import appoint, close, invite
from padan.office.accounts.policies import LONGEST_TOKEN, MOST_TOKENS, Appointment, NotAllowedError, can_have_token
from padan.office.accounts.roles import Role
from padan.office.accounts.tokens import holding, issue, revoke, revoke_all, token_of, tokens_of
from padan.office.audit.models import Entry

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
REGENCY, FOREIGN = "64.02", "64.03"

pytestmark = pytest.mark.django_db


def somebody(name: str, role: Role, area: str = REGENCY) -> Account:
    account = invite(f"{name}@kukar.example", name.title(), by=None, on=NOW)
    wanted = Appointment(account, role, (area,), DAY, DAY + timedelta(days=300))
    appoint(wanted, by=None, on=NOW, reason="uji")
    return account


@pytest.fixture
def rina() -> Account:
    return somebody("rina", Role.DATA_OFFICER)


def key(account: Account, until: date = DAY, name: str = "dasbor") -> tuple[Token, str]:
    return issue(account, name, until, by=account, on=NOW)


def test_a_key_is_known_by_its_text_and_kept_only_as_a_digest(rina: Account) -> None:
    token, secret = key(rina)
    assert token_of(secret, DAY) == token
    assert token_of(secret[:-1], DAY) is None
    assert token_of("", DAY) is None
    kept = Token.objects.values().get()
    assert secret.startswith(kept["hint"])
    assert len(secret) > 40
    assert not any(secret in str(value) for value in kept.values())
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject) == ("accounts.token_made", str(rina))
    assert secret not in (entry.after or "")
    assert key(rina)[1] != secret


#: What has been when somebody shows a key, and whether it still opens.
SHOWN = {
    "on its last day": (lambda token, account: None, DAY, True),
    "after its last day": (lambda token, account: None, DAY + timedelta(days=1), False),
    "taken back": (lambda token, account: revoke(token, by=account, on=NOW), DAY, False),
    "its account shut": (lambda token, account: close(account, by=None, on=NOW, reason="pindah"), DAY, False),
}


@pytest.mark.parametrize("what", SHOWN)
def test_when_a_key_opens(rina: Account, what: str) -> None:
    happens, day, opens = SHOWN[what]
    token, secret = key(rina)
    happens(token, rina)
    assert (token_of(secret, day) is not None) is opens


#: Until when somebody who has so many keys can have another.
ASKED = {
    "until today": (DAY, 0, True),
    "until yesterday": (DAY - timedelta(days=1), 0, False),
    "for a year": (DAY + LONGEST_TOKEN, 0, True),
    "for longer": (DAY + LONGEST_TOKEN + timedelta(days=1), 0, False),
    "one below the most": (DAY, MOST_TOKENS - 1, True),
    "with the most": (DAY, MOST_TOKENS, False),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_keys_an_account_can_have(rina: Account, what: str) -> None:
    until, held, can = ASKED[what]
    for number in range(held):
        key(rina, name=f"program {number}")
    assert can_have_token(rina, until, DAY) is can
    if can:
        key(rina, until)
    else:
        with pytest.raises(NotAllowedError):
            key(rina, until)
    assert tokens_of(rina).count() == held + can


def test_keys_are_the_owners_and_who_keeps_the_account_takes_all_back(rina: Account) -> None:
    keeper, other = somebody("keeper", Role.ADMINISTRATOR), somebody("other", Role.ADMINISTRATOR, FOREIGN)
    (token, secret), (_second, further) = key(rina), key(rina)
    with pytest.raises(NotAllowedError):
        issue(rina, "dasbor", DAY, by=keeper, on=NOW)
    with pytest.raises(NotAllowedError):
        revoke(token, by=keeper, on=NOW)
    with pytest.raises(NotAllowedError):
        revoke_all(rina, by=other, on=NOW, reason="bocor")
    assert holding(rina, DAY).count() == 2
    revoke_all(rina, by=keeper, on=NOW, reason="bocor")
    assert token_of(secret, DAY) is token_of(further, DAY) is None
    told = Entry.objects.filter(action="accounts.token_revoked")
    assert [(each.by, each.reason) for each in told] == [(str(keeper), "bocor")] * 2
    with pytest.raises(NotAllowedError):
        revoke_all(rina, by=keeper, on=NOW, reason="bocor")
