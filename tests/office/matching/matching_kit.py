"""Plans and proposals in few words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.office.aid import aid_kit as aid
from tests.office.giving.giving_kit import NOW, REGENCY, need, writer

from padan.office.giving.models import Pledge
from padan.office.matching.models import Plan, Proposal
from padan.office.matching.operations import Made, Matched, keep
from padan.office.matching.states import Effort
from padan.rules.giving.needs import Need

WHY = "Hanya janji ini yang membolehkannya."


def planned(*matches: tuple[Pledge, Need], on: datetime = NOW, **changes: Any) -> Plan:
    """A plan in which each need is met whole by its pledge."""
    rows = tuple(Matched(each, each.units, pledge.pk, WHY) for pledge, each in matches)
    said = {"effort": Effort.USUAL, "digest": "d" * 64, "summary": {"gap": 0.0}, "matches": rows, **changes}
    return keep(Made(aid.release(), REGENCY, **said), by=writer(), on=on)


def proposed(pledge: Pledge, of: Need | None = None, units: int = 0) -> Proposal:
    """The proposal of a plan that has one."""
    wanted = of or need()
    match = Matched(wanted, units or wanted.units, pledge.pk, WHY)
    return planned(matches=(match,)).proposals.get()
