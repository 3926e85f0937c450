"""The office of the invented regency: an account for every role, and the register taken in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from padan.app.office import prepared
from padan.kernel.texts import _
from padan.pipeline.home import Home

#: Says that a folder is the demo's own, and may be emptied. It lies beside the register.
MARK: Final = ".padan-demo"
#: The password of every account of a demo.
PASSWORD: Final = "padan-demo-2026"
_DAYS: Final = 300


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to try: its address, its role and its area in words."""

    email: str
    role: str
    area: str


def is_demo(home: Home) -> bool:
    """Whether a register is an invented one."""
    return (home.root.absolute().parent / MARK).is_file()


def furnish(home: Home) -> list[DemoAccount]:
    """Make the tables, the accounts and the register of the demo's office."""
    prepared(home)
    from django.utils import timezone

    from padan.app.taking_in import take_in
    from padan.office.registry.operations import offer

    now = timezone.now()
    made = accounts_of(home.current_release())
    release = offer(home.current_release(), by=None, on=now)
    take_in(home, release, by=None, on=now, reason=_("kabupaten rekaan"))
    return made


def accounts_of(release: Path) -> list[DemoAccount]:
    """An account for every role, around the village of a release (its folder) where most people live."""
    from padan.office.accounts.roles import FACTS, Role
    from padan.reports.wording import region_name

    made = []
    for role in Role:
        areas = _areas(release, FACTS[role].levels[0] if FACTS[role].levels else None)
        address = account_of(f"{role}@contoh.example", _NAMES[role], role, areas)
        made.append(DemoAccount(address, _(FACTS[role].title), ", ".join(region_name(code) for code in areas)))
    return made


def account_of(address: str, name: str, role: str, areas: tuple[str, ...]) -> str:
    """An account with its post, made unless it is there; the address."""
    from django.utils import timezone

    from padan.office.accounts.operations import appoint, invite
    from padan.office.accounts.policies import Appointment
    from padan.office.accounts.queries import Account
    from padan.office.accounts.roles import Role

    now, day = timezone.now(), timezone.localdate()
    if Account.objects.filter(email=address).exists():
        return address
    account = invite(address, name, by=None, on=now)
    account.set_password(PASSWORD)
    account.save(update_fields=("password",))
    wanted = Appointment(account, Role(role), areas, day, day + timedelta(days=_DAYS))
    appoint(wanted, by=None, on=now, reason=_("kabupaten rekaan"))
    return address


#: Invented people of the invented office.
_NAMES: Final = {
    "data_officer": "Rina Marlina",
    "nutrition_officer": "Dewi Kartika",
    "field_officer": "Yusuf Hadi",
    "village_operator": "Nurul Hasanah",
    "coordinator": "Bambang Setiawan",
    "giver": "PT Rekaan Jaya",
    "province": "Indra Wijaya",
    "inspector": "Maria Lestari",
    "administrator": "Agus Salim",
}


def _areas(release: Path, level: str | None) -> tuple[str, ...]:
    """The area of a demo's account: around the village where most people live."""
    if level is None:
        return ()
    villages = pq.read_table(release / "person.parquet", columns=["village_code"])["village_code"]
    count = Counter(code for code in villages.to_pylist() if code)
    village = min(count, key=lambda code: (-count[code], code))
    return (village[: {"province": 2, "regency": 5, "district": 8, "village": 13}[level]],)
