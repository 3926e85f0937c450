"""Complaints, officers and answers in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.office.tasks import tasks_kit
from tests.office.tasks.tasks_kit import NOW, REGENCY, VILLAGE

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.complaints.codes import code_of
from padan.office.complaints.models import Complaint
from padan.office.complaints.operations import Filed, answer, appeal, examine, file, withdraw
from padan.office.complaints.states import Outcome, State

__all__ = ["NOW", "REGENCY", "VILLAGE"]

DISTRICT = VILLAGE[:8]
#: More than is needed for the rest.
TEXT = "Beras dua bulan ini belum kami terima, padahal tetangga sudah."
_KEYS = count(1)
FILED = Filed("late", VILLAGE, TEXT)


def officer(name: str, role: Role, *areas: str) -> Account:
    """An account with a post; of the regency where no area is named."""
    return tasks_kit.officer(name, *(areas or (REGENCY,)), role=role)


def clerk() -> Account:
    """A data officer of the social affairs office."""
    return officer("rina", Role.DATA_OFFICER)


def secretary() -> Account:
    """Of the regency's secretariat."""
    return officer("sari", Role.COORDINATOR)


def camat() -> Account:
    """Of the secretariat of the kecamatan."""
    return officer("budi", Role.COORDINATOR, DISTRICT)


def inspector() -> Account:
    """Of the inspectorate."""
    return officer("yusuf", Role.INSPECTOR)


def operator() -> Account:
    """Of the village."""
    return officer("dewi", Role.VILLAGE_OPERATOR, VILLAGE)


def key() -> str:
    """The key of a new form."""
    return f"{next(_KEYS):032x}"


def filed(*, by: Account | None = None, on: datetime = NOW, **changes: Any) -> Complaint:
    """A complaint that aid is late, from the public form."""
    return file(replace(FILED, **changes), key(), by=by, on=on)


def with_code(**changes: Any) -> tuple[Complaint, str]:
    """The same, and its code."""
    mine = key()
    return file(replace(FILED, **changes), mine, by=None, on=NOW), code_of(mine)


def answered(by: Account | None = None, **changes: Any) -> tuple[Complaint, str]:
    """A complaint that was answered the same day, and its code."""
    who = by or clerk()
    held, code = with_code(**changes)
    examine(held, by=who, on=NOW)
    return answer(held, Outcome.UNFOUNDED, "Beras sudah dibagikan tanggal 3.", by=who, on=NOW), code


def at(state: State) -> tuple[Complaint, str]:
    """A complaint that has come into a state, and its code."""
    if state in (State.RECEIVED, State.EXAMINED, State.WITHDRAWN):
        held, code = with_code()
        if state is State.WITHDRAWN:
            held = withdraw(code, on=NOW)
        return (examine(held, by=clerk(), on=NOW) if state is State.EXAMINED else held), code
    held, code = answered()
    if state in (State.APPEALED, State.DECIDED):
        held = appeal(code, "Tidak benar, kami belum menerima apa-apa.", on=NOW)
    if state is State.DECIDED:
        held = answer(held, Outcome.UPHELD, "Benar, beras Anda tertinggal di gudang.", by=secretary(), on=NOW)
    return held, code


def days(number: int) -> datetime:
    """So many days later."""
    return NOW + timedelta(days=number)
