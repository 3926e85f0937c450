"""A register with many children who need something, givers of it, and a browser that follows every link."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from django.test import Client
from django.utils import timezone

from padan.contracts.release import table
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.giving import operations
from padan.office.giving.models import Form, Giver, Hold, Pledge
from padan.office.giving.operations import Offered, confirm
from padan.office.giving.registering import Described, register, vet
from padan.reports.arranged import arranged_for
from padan.reports.needs import needs_in
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment, Schedule

REGENCY = "64.02"
Row = dict[str, Any]


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of a table of a release."""
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def put(folder: Path, name: str, told: list[Row]) -> None:
    """The rows of a table; what was worked out of the release goes."""
    shutil.rmtree(arranged_for(folder), ignore_errors=True)
    schema = pa.schema([pa.field(each.name, each.type) for each in table(name).columns])
    pq.write_table(pa.Table.from_pylist(told, schema), folder / f"{name}.parquet")


def drawn(folder: Path, day: date, seed: int = 1) -> list[Row]:
    """Three children in each family of a release, of whom most need to be fed, by lot; the children."""
    draw = Random(seed)
    families = rows(folder, "family")
    children = [_child(draw, home, number, day) for home in families for number in range(3)]
    grown = [each for each in rows(folder, "person") if each["relation"] != "child"]
    put(folder, "person", [*grown, *children])
    put(folder, "growth_state", [_state(draw, each, day) for each in children])
    risks = rows(folder, "risk")
    for each in risks:
        each.update(at_risk="yes", poverty=1, targets=["under_five"])
    put(folder, "risk", risks)
    return children


def _child(draw: Random, home: Row, number: int, day: date) -> Row:
    return {
        "person_id": f"P{home['family_id'][1:-1]}{number}", "family_id": home["family_id"], "relation": "child",
        "village_code": home["village_code"], "status": "alive", "sources": [], "record_count": 1, "sex": "L",
        "birth_date": day - timedelta(days=draw.randint(190, 1_800)), "nik": f"6402{draw.randint(10**11, 10**12 - 1)}",
        "name": f"Bocah {draw.choice(_FIRST)} {draw.choice(_LAST)}", "mother_name": f"Bunda {draw.choice(_LAST)}",
    }  # fmt: skip


_FIRST = ("Rahasia", "Tersembunyi", "Samaran", "Terlindung")
_LAST = ("Mulyosari", "Kartodirjo", "Simanungkalit", "Wirabhakti", "Lumbantobing", "Poerwokerto")


def _state(draw: Random, child: Row, day: date) -> Row:
    axis = draw.choice(["wasted", "wasted", "underweight", "neither", "neither"])
    on = day - timedelta(days=10)
    return {
        "person_id": child["person_id"], "family_id": child["family_id"], "village_code": child["village_code"],
        "measurement_id": "m", "measured_on": on, "last_measured": on, "measured_times": 2, "days_since": 10,
        "days_stunted": 0, "oedema": False, "stunted": "none", "overweight": "none",
        "wasted": "moderate" if axis == "wasted" else "none",
        "underweight": "moderate" if axis == "underweight" else "none",
        "flagged": [], "recovered": [], "faltering": [], "twice_not_gained": False,
    }  # fmt: skip


def needs(folder: Path) -> list[Need]:
    """What children need, in an order of their own."""
    found = [each for each in needs_in(folder, Scope((REGENCY,))) if each.person_id]
    return sorted(found, key=lambda each: each.need_id)


def officer(name: str, role: Role = Role.DATA_OFFICER) -> Account:
    """An account of the regency."""
    return _account(name, role, REGENCY)


def account(name: str) -> Account:
    """An account with the post of a giver."""
    return _account(name, Role.GIVER)


def _account(name: str, role: Role, *areas: str) -> Account:
    found = Account.objects.filter(email=f"{name}@contoh.example").first()
    if found is None:
        now, day = timezone.now(), timezone.localdate()
        found = invite(f"{name}@contoh.example", name.title(), by=None, on=now)
        appoint(Appointment(found, role, areas, day, day + timedelta(days=300)), by=None, on=now, reason="uji")
    return found


def giver(name: str) -> Giver:
    """A company that registered itself and was vetted."""
    now = timezone.now()
    made = register(
        Described("company", f"PT {name.title()}", f"halo@{name}.example", REGENCY), "2026-11", by=account(name), on=now
    )
    vet(made, verified=True, reason="izin cocok", by=officer("sari", Role.COORDINATOR), on=now)
    return made


def pledge(of: Giver, amount: int = 100_000_000, limits: Restrictions | None = None) -> Pledge:
    """A confirmed pledge of money's worth."""
    now = timezone.now()
    schedule = Schedule.of([Instalment(timezone.localdate() + timedelta(days=30), amount)])
    made = operations.offer(of, Offered(Form.MONEY, schedule, limits or Restrictions()), by=officer("rina"), on=now)
    return confirm(made, by=officer("sari", Role.COORDINATOR), on=now)


def hold(of: Pledge, need: Need) -> Hold:
    """The whole course of a need."""
    return operations.hold(of, need, need.units, "hasil pencocokan", by=officer("dodi"), on=timezone.now())


def browser(of: Account) -> Client:
    """A browser in which an account is signed in."""
    made = Client()
    made.force_login(of, "allauth.account.auth_backends.AuthenticationBackend")
    return made


_LINK = re.compile(r'(?:href|src|action)="([^"#]*)')
#: What differs from answer to answer: tokens against forgery, nonces, clocks, keys of forms.
_CHANGES = re.compile(
    r'(csrfmiddlewaretoken" value=|name="key" value=|nonce=|X-CSRFToken": ?)"[^"]*"|(?<=\d{4} )\d\d\.\d\d\b'
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser was told at an address."""

    status: int
    headers: str
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The body as text, without what changes from answer to answer."""
        return _CHANGES.sub("", unescape(self.body.decode("utf-8", "replace")))


def everything(of: Client, papers: bool = True) -> dict[str, Answer]:
    """Every address that an account can reach by the links of its pages, and what it is told there; ``papers``: also
    the files."""
    found: dict[str, Answer] = {}
    waiting = ["/", "/donasi/"]
    left_out = _LEFT_OUT if papers else (*_LEFT_OUT, "/donasi/unduh/")
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(left_out):
            continue
        answer = of.get(address)
        body = answer.getvalue() if answer.streaming else answer.content
        found[address] = Answer(answer.status_code, str(sorted(answer.items())), body)
        if answer["Content-Type"].startswith("text/html"):
            waiting += links(body.decode())
    return found


#: Pages that are the same for everybody, and the way out.
_LEFT_OUT = ("/static/", "/keluar", "/bahasa", "/petunjuk", "/ponsel")


def links(page: str) -> Iterator[str]:
    """The addresses of this site on a page."""
    for each in _LINK.findall(page):
        address = unescape(each)
        if address.startswith("/") and not address.startswith("//"):
            parts = urlsplit(address)
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
