"""The office's pages on the small invented register, with an account for every role, inside an area and outside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import FACTS, Role
from padan.office.registry.models import Release
from padan.office.sealing import make_keys

#: A village of the small register with people in it, and one of another kecamatan: found by the fixture ``places``.
REGENCY, OTHER_REGENCY = "64.02", "64.03"


@dataclass(frozen=True)
class Places:
    """Where a tested person lives, and a village of another kecamatan."""

    village: str
    elsewhere: str


@pytest.fixture
def places(release: Release) -> Places:
    """The village with most people, and the one with most of another kecamatan."""
    from collections import Counter

    from padan.office.registry.models import Person

    count = Counter(code for code in Person.objects.values_list("area", flat=True) if len(code) == 13)
    ordered = [code for code, _ in sorted(count.items(), key=lambda each: (-each[1], each[0]))]
    return Places(ordered[0], next(code for code in ordered if code[:8] != ordered[0][:8]))


def area_of(role: Role, village: str) -> tuple[str, ...]:
    """The area that a role is given so that it covers a village."""
    lengths = {"province": 2, "regency": 5, "district": 8, "village": 13}
    return (village[: lengths[FACTS[role].levels[0]]],) if FACTS[role].levels else ()


#: Makes an account that holds a role in an area, and a browser in which it is signed in.
SignIn = Callable[..., Client]


@pytest.fixture
def own_keys(tmp_path: Path, settings: Any) -> None:
    """A home with keys of its own, and doors without a second factor."""
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = tmp_path, tmp_path / "office.keys"
    settings.PADAN_SECOND_FACTOR = False
    make_keys(settings.PADAN_KEY_FILE)


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """``signed_in(role, *areas)``: a browser of somebody with that post."""

    def made(role: Role, *areas: str, name: str = "") -> Client:
        now, day = timezone.now(), timezone.localdate()
        address = f"{name or role}-{'-'.join(areas)}@kukar.example"
        account = Account.objects.filter(email=address).first()
        if account is None:
            account = invite(address, name or role.replace("_", " ").title(), by=None, on=now)
            wanted = Appointment(account, role, areas, day, day + timedelta(days=300))
            appoint(wanted, by=None, on=now, reason="uji")
        browser = Client()
        browser.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return made
