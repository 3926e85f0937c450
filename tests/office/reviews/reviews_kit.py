"""Questions and accounts in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.reviews.asking import Asked, ask_about
from padan.office.reviews.models import Pair
from padan.office.reviews.question import Question
from padan.reports.question_facts import COMPARED

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
REGENCY, VILLAGE, OTHER = "64.02", "64.02.13.1008", "64.02.07.2002"


def side(name: str, **values: list[str]) -> dict[str, Any]:
    """One side of what is shown."""
    record = {
        "name": name, "nik": None, "nik_written": None, "kk": None, "kk_written": None, "birth": "2022-03-04",
        "sex": "L", "mother": None, "father": None, "mate": None, "village": VILLAGE, "source": "dtsen",
        "role": "person", "file": "kes.csv", "sheet": "", "row": 2, "true_at": "2026-06-01",
    }  # fmt: skip
    usual: dict[str, list[str]] = {name: [] for name in COMPARED}
    compared = {**usual, "name": [name], **values}
    return {
        "record": record, "values": compared, "others": [], "more_others": 0, "family": [], "more_family": 0,
    }  # fmt: skip


def shown(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What is shown of a question."""
    evidence = [{"comparison": "sex", "level": "same", "bits": 1.0}]
    weighed = {
        "prior": -14.0, "lists": 0.5, "rarity": 0.0, "kin": 0.0, "by_name": 0.0, "total": 2.0, "evidence": evidence,
    }  # fmt: skip
    return {"sides": [one, other], "weighed": weighed}


def question(number: int = 1, **changes: Any) -> Question:
    """A question of little consequence: each answer settles it."""
    usual = Question(
        f"{number:016x}.1.1.person", f"{number:016x}.1.2.person", VILLAGE, VILLAGE, 2.0, 0.5, False, 10.0, 3, 2, False,
        "digest", shown(side("BUDI"), side("BUDY")), number,
    )  # fmt: skip
    return replace(usual, **changes)


def ask(*questions: Question, release: str = "satu", on: datetime = NOW) -> Asked:
    """Ask these."""
    return ask_about(release, "model", questions, by=None, on=on)


def asked(number: int = 1, **changes: Any) -> Pair:
    """One question, asked."""
    made = question(number, **changes)
    ask(made)
    return Pair.objects.get(record_a=made.record_a)


def officer(name: str, role: Role = Role.DATA_OFFICER, *areas: str) -> Account:
    """Somebody with a post; a data officer of the regency where nothing else is said."""
    account = invite(f"{name}@kukar.example", name.title(), by=None, on=NOW)
    wanted = Appointment(account, role, areas or (REGENCY,), DAY, DAY + timedelta(days=300))
    appoint(wanted, by=None, on=NOW, reason="uji")
    return account
