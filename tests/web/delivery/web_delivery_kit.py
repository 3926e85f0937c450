"""Browsers of people who hand out and who look at it."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone
from tests.office.delivery.delivery_kit import NOW

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role


def browser(name: str, role: Role, area: str) -> Client:
    """Somebody who is signed in, with a post of today."""
    account = Account.objects.filter(name=name).first()
    if account is None:
        account = invite(f"{name}@contoh.example", name, by=None, on=NOW)
        day = timezone.localdate()
        appoint(Appointment(account, role, (area,), day, day), by=None, on=NOW, reason="uji")
    found = Client()
    found.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return found
