"""Givers, pledges, needs and holds in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import REGENCY, SAMBOJA, TANJUNG, WONOTIRTO, officer

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.giving.kinds import Form
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.giving.operations import Offered, confirm, hold, offer
from padan.office.giving.registering import Described, register, vet
from padan.office.giving.standing import stand
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.needs import Need, need_id
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment, Schedule

__all__ = ["REGENCY", "SAMBOJA", "TANJUNG", "WONOTIRTO", "officer"]

NOW = datetime(2026, 11, 29, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 29)
LATER = DAY + timedelta(days=60)
VERSION = "2026-1"
#: Of 56 days of supplementary feeding at Rp15,000.
COURSE = 840_000
MINE = Described("company", "PT Tambang Contoh", "csr@tambang.example", REGENCY, "mining", "IUP", "12/2020", "ESDM")


def giving_account(name: str = "gita") -> Account:
    """An account with the post of a giver."""
    found = Account.objects.filter(email=f"{name}@contoh.example").first()
    if found is None:
        found = invite(f"{name}@contoh.example", name.title(), by=None, on=NOW)
        since, until = DAY - timedelta(days=100), DAY + timedelta(days=400)
        appoint(Appointment(found, Role.GIVER, (), since, until), by=None, on=NOW, reason="uji")
    return found


def writer() -> Account:
    """A data officer, who writes down."""
    return officer("rina")


def confirmer() -> Account:
    """Of the secretariat, who confirms."""
    return officer("sari", role=Role.COORDINATOR)


def matcher() -> Account:
    """Another data officer, who holds."""
    return officer("dodi")


def province() -> Account:
    """Of the province."""
    return officer("pram", "64", role=Role.PROVINCE)


def registered(by: Account | None = None, **changes: Any) -> Giver:
    """A mining company with consent, which nobody has vetted."""
    return register(replace(MINE, **changes), VERSION, by=by or giving_account(), on=NOW)


def vetted(by: Account | None = None, **changes: Any) -> Giver:
    """The same, vetted."""
    made = registered(by, **changes)
    vet(made, verified=True, reason="NIB dicocokkan", by=confirmer(), on=NOW)
    return made


def schedule(*amounts: int) -> Schedule:
    """Instalments, one after every 30 days."""
    return Schedule.of(Instalment(DAY + timedelta(days=30 * n), amount) for n, amount in enumerate(amounts, start=1))


def offered(giver: Giver | None = None, *amounts: int, restrictions: Restrictions | None = None) -> Pledge:
    """A pledge of money's worth, Rp10,000,000 where no amounts are named."""
    said = Offered(Form.MONEY, schedule(*(amounts or (10_000_000,))), restrictions or Restrictions())
    return offer(giver or vetted(), said, by=writer(), on=NOW)


def goods(giver: Giver, many: int, worth: int = 20_000) -> Pledge:
    """A confirmed pledge of days of meals."""
    made = offer(
        giver, Offered(Form.GOODS, schedule(many), item="makanan", unit="day", worth=worth), by=writer(), on=NOW
    )
    return confirm(made, by=confirmer(), on=NOW)


def confirmed(giver: Giver | None = None, *amounts: int, restrictions: Restrictions | None = None) -> Pledge:
    """The same as :func:`offered`, confirmed."""
    return confirm(offered(giver, *amounts, restrictions=restrictions), by=confirmer(), on=NOW)


def need(number: int = 1, **changes: Any) -> Need:
    """A child of the family of that number needs supplementary feeding for 56 days."""
    person, family = f"P{number:015X}", aid.family(number)
    usual = Need(
        need_id(person, "pmt", "wasted"), family, person, "pmt", "wasted", WONOTIRTO, 14, 1, "day", 56, 15_000,
    )  # fmt: skip
    return replace(usual, **changes)


def held(pledge: Pledge, of: Need | None = None, units: int = 56, **more: Any) -> Hold:
    """A hold of a whole course."""
    usual: Mapping[str, Any] = {"by": matcher(), "on": NOW}
    return hold(pledge, of or need(), units, "hasil pencocokan", **{**usual, **more})


def ledger(pledge: Pledge, day: date = DAY) -> Ledger:
    """What became of a pledge by a day."""
    return stand([pledge], day)[0].ledger
