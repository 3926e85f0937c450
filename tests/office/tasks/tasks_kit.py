"""Tasks, accounts and answers in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.opening import Opened, Wanted, open_from
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
REGENCY, VILLAGE, OTHER = "64.02", "64.02.13.1008", "64.02.07.2002"
_KEYS = count(1)


def officer(name: str, *areas: str, role: Role = Role.VILLAGE_OPERATOR) -> Account:
    """An account with a post; of a village where none is named."""
    found = Account.objects.filter(email=f"{name}@contoh.example").first()
    if found is None:
        found = invite(f"{name}@contoh.example", name.title(), by=None, on=NOW)
        until = DAY + timedelta(days=200)
        appoint(
            Appointment(found, role, areas or (VILLAGE,), DAY - timedelta(days=200), until),
            by=None, on=NOW, reason="uji",
        )  # fmt: skip
    return found


def data_officer() -> Account:
    """The regency's."""
    return officer("rina", REGENCY, role=Role.DATA_OFFICER)


def want(number: int = 1, **changes: Any) -> Wanted:
    """What a release asks: whether a family should be proposed."""
    usual = Wanted(
        f"G{number:015X}", "at_risk_not_poor_list", "dinsos", VILLAGE, f"F{number:015X}", f"P{number:015X}",
        f"{number:016x}.1.1.person", f"{number:016x}.1.2.person", "seperti dulu",
    )  # fmt: skip
    return replace(usual, **changes)


def opened(*wanted: Wanted, release: str = "satu", on: datetime = NOW) -> Opened:
    """Take in a release that asks these, built at that moment."""
    found, _new = Release.objects.get_or_create(
        name=release,
        defaults={
            "as_of": on.date(), "state": ReleaseState.PAST, "people": 1, "families": 1, "offered_at": on,
            "settled_at": on,
        },
    )  # fmt: skip
    return open_from(found, wanted, by=None, on=on)


def task(number: int = 1) -> Task:
    """The task as it stands."""
    return Task.objects.get(key=f"G{number:015X}")


def say(
    by: Account, proposal: str = "proposed", *, of: int = 1, seen: int | None = None, on: datetime = NOW, **more: Any
) -> Answer:
    """Answer a task; by default as it stands."""
    asked = task(of)
    usual: dict[str, Any] = {"key": f"k{next(_KEYS)}", "channel": Channel.PAGE}
    given = Given(
        task=asked.pk, values={"proposal": proposal}, seen=asked.version if seen is None else seen, **{**usual, **more}
    )
    return answer(given, by=by, on=on)


def outcomes(of: int = 1) -> list[tuple[str, str]]:
    """Who said something of a task, in the order of arrival, and what became of it."""
    rows = Answer.objects.filter(task=task(of)).order_by("pk").values_list("by__name", "outcome")
    return [(name, outcome) for name, outcome in rows]
