"""Consignments in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import REGENCY, WONOTIRTO, family
from tests.office.delivery import delivery_kit as handing
from tests.office.delivery.delivery_kit import DECEMBER, NOW
from tests.office.giving import giving_kit as giving
from tests.office.giving.gift_kit import proposed

from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.bringing import queries
from padan.office.bringing.answering import Came, Looked, confirm
from padan.office.bringing.models import Answer, Consignment
from padan.office.bringing.sending import Goods, Sent, bring, carry_out
from padan.office.delivery.beginning import begin
from padan.office.delivery.given import Given
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.giving.rounds import Planned, open_round
from padan.office.showing.models import Drawn, Shown, Told
from padan.rules.delivery import Checked, Taker
from padan.rules.giving.needs import Need

KUKAR = Scope((REGENCY,))
DAY = date(2026, 12, 5)
RICE = Goods("beras", "kg", WONOTIRTO)
LOOKED = Looked(Taker.RECIPIENT, Checked.KK)
_KEYS = count(1)


def sent(units: int, **changes: Any) -> Sent:
    """What is said of a consignment, with a key of its own."""
    usual = Sent(f"{next(_KEYS):08}-0000-4000-8000-00000000b000", units, DAY, "SJ-12")
    return replace(usual, **changes)


def brought(pledge: Pledge, units: int = 100, goods: Goods = RICE, **changes: Any) -> Consignment:
    """Rice that is brought to Wonotirto."""
    return bring(pledge, goods, sent(units, **changes), by=giving.giving_account(), on=NOW)


def premium(number: int = 1) -> Need:
    """A year of premiums for somebody of the family of that number."""
    return giving.need(number, need_id=f"N{number:015}", kind="premium", cause="no_insurance", unit="month", units=12,
                       unit_cost=42_000)  # fmt: skip


def tell(hold: Hold, area: str = WONOTIRTO) -> Hold:
    """Tell its giver of a hold, as if five like it were there."""
    shown = Shown(need_id=hold.need_id, subject_id=hold.need.family_id, area=area, on=giving.NOW)
    shown.save()
    Told(hold=hold, shown=shown, on=giving.NOW).save()
    return hold


def insured(*holds: Hold) -> Round:
    """A round of three months that pays the premiums of these holds, whose delivery has begun."""
    programme = aid.programme(code="iuran", name="Iuran", kind="premium", fund="pemberi", by_givers=True)
    planned = Planned("Iuran Wonotirto", "iuran JKN", DECEMBER, 3)
    made = open_round(aid.rule(of=programme), aid.release(), holds, planned, by=giving.writer(), on=giving.NOW)
    return begin(proposed(made), by=giving.confirmer(), on=giving.NOW)


def paid(giver: Giver | None = None) -> tuple[Hold, Round]:
    """A hold of a year of premiums of which its giver is told, and the round that pays it."""
    hold = tell(giving.held(giving.confirmed(giver), premium(), units=12))
    return hold, insured(hold)


def done(hold: Hold, units: int = 12, **changes: Any) -> Consignment:
    """What the giver of a hold says that it paid."""
    return carry_out(hold, sent(units, **changes), by=giving.giving_account(), on=NOW)


def looked_at(found: Consignment, units: int = 12, **changes: Any) -> Answer:
    """The operator of Wonotirto looks, and confirms."""
    return confirm(found, Came(units, **changes), LOOKED, by=handing.operator(), on=NOW)


def by_village(held: Round, units: int, minute: int = 0, month: date = DECEMBER) -> Given:
    """Premiums that the village team paid itself."""
    return handing.rice(
        held, family(1), units, minute, item="iuran JKN", unit="month", month=month, reference="VA-9", point=None
    )  # fmt: skip


def status(found: Consignment) -> str:
    """How a consignment stands now."""
    (stands,) = queries.stand(queries.consignments(KUKAR).filter(pk=found.pk))
    return str(stands.status)


def decided() -> None:
    """As if it were decided of all holds which are told: pages decide nothing more."""
    Drawn(release=aid.release(), last_hold=Hold.objects.latest("pk").pk, on=giving.NOW).save()
