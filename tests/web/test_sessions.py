"""Where somebody is signed in: seen, but not written down for every page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import REGENCY, SignIn

from padan.office.accounts.roles import Role
from padan.web import middleware

pytestmark = pytest.mark.django_db


def writes(found: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in found if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_a_page_that_tells_of_nobody_writes_nothing(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    browser = signed_in(Role.DATA_OFFICER, REGENCY)
    browser.get(reverse("home"))
    with CaptureQueriesContext(connection) as found:
        browser.get(reverse("home"))
    assert writes(found) == []
    monkeypatch.setattr(middleware, "SEEN_AGAIN", 0)
    with CaptureQueriesContext(connection) as found:
        browser.get(reverse("home"))
    assert any("usersession" in sql for sql in writes(found))


def test_the_list_tells_when_each_was_seen(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    here: Client = signed_in(Role.DATA_OFFICER, REGENCY)
    there = signed_in(Role.DATA_OFFICER, REGENCY)
    for browser in (here, there):
        browser.get(reverse("home"))
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=2))
    monkeypatch.setattr(middleware, "SEEN_AGAIN", 0)
    shown = here.get(reverse("usersessions_list"))
    assert shown.status_code == 200
    seen = sorted(UserSession.objects.values_list("last_seen_at", flat=True))
    assert timezone.now() - seen[0] > timedelta(hours=1)
    assert timezone.now() - seen[1] < timedelta(minutes=1)
