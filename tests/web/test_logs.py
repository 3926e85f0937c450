"""What the pages log tells of nobody: names, numbers and addresses stand in none of it, also when a page fails."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignIn

from padan.app.logs import AsJson
from padan.office.accounts.roles import Role
from padan.web.people import finding

pytestmark = pytest.mark.django_db

NAME, NIK, EMAIL, WORD = "SITI ZULAIKHA", "6402131203850001", "zulaikha@kukar.example", "sungai-rahasia-77"
PERSON = "P0123456789ABCDE"
PERSONAL = (NAME, NAME.split()[1], NIK, EMAIL, WORD, PERSON)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that any logger writes, as the server writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(AsJson())
    names = ("", "padan", "django", "django.request", "django.security", "django.server", "allauth")
    loggers = [logging.getLogger(name) for name in names]
    before = [(each.level, each.disabled) for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.INFO)
        each.disabled = False
    yield out
    for each, (level, disabled) in zip(loggers, before, strict=True):
        each.removeHandler(handler)
        each.setLevel(level)
        each.disabled = disabled


@pytest.fixture
def walked(signed_in: SignIn, release: object, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What was logged while somebody asked for a person in every way, and pages failed."""
    officer, keeper = signed_in(Role.DATA_OFFICER, "64.02"), signed_in(Role.ADMINISTRATOR, "64.02")
    inspector = signed_in(Role.INSPECTOR, "64.02")
    for asked in (NAME, NIK):
        officer.get(reverse("people.search"), {"q": asked})
        inspector.get(reverse("trail.list"), {"who": asked, "words": asked, "subject": asked})
    officer.get(reverse("people.person", args=[PERSON]))
    officer.get(f"/{quote(NAME)}/{NIK}/{EMAIL}/")
    officer.post(reverse("people.reveal", args=[PERSON]), {"reason": f"{NAME} {NIK}"})
    keeper.post(reverse("accounts.invite"), {"email": EMAIL, "name": NAME, "language": "id"})
    Client().post(reverse("account_login"), {"login": EMAIL, "password": WORD})
    Client().post(reverse("account_reset_password"), {"email": EMAIL})
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": EMAIL, "password": WORD})
    Client(HTTP_HOST=f"{NIK}.example").get(reverse("home"), {"q": NAME})
    _fail(officer, monkeypatch)
    return logged.getvalue()


def _fail(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that breaks over a person, and a question to the database that does."""

    def broken(_scope: object, asked: str, _page: int) -> None:
        raise ValueError(f"{asked} {NAME} {NIK}")

    def asked_wrongly(_scope: object, asked: str, _page: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere WHERE name = %s", [asked])

    officer.raise_request_exception = False
    for instead in (broken, asked_wrongly):
        with monkeypatch.context() as patched:
            patched.setattr(finding, "find", instead)
            assert officer.get(reverse("people.search"), {"q": NAME}).status_code == 500


def test_nothing_personal_is_logged(walked: str) -> None:
    assert [said for said in PERSONAL if said.lower() in walked.lower() or quote(said).lower() in walked.lower()] == []


def test_what_is_logged_tells_enough_to_find_the_fault(walked: str) -> None:
    lines = [json.loads(line) for line in walked.splitlines()]
    assert len(lines) > 15
    errors = [line for line in lines if line.get("error") == "ValueError"]
    assert errors
    assert any("test_logs.py" in place for place in errors[0]["where"])
    assert {line["page"] for line in lines if line.get("status") == 500} == {"people.search"}
