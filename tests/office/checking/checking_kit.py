"""Samples, visitors and findings in few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import SAMBOJA
from tests.office.delivery import delivery_kit

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.checking.drawing import Level
from padan.office.checking.models import Met, Sample, Visit
from padan.office.checking.operations import Told, Wanted, assign, draw

#: After everything that the kits of aid and delivery do.
NOW = delivery_kit.NOW + timedelta(days=1)
DAY = NOW.date()
WANTED = Wanted(Level.VILLAGE, 0.2, 0.9, 1.0)
GOOD = {"received": 1, "in_time": 1, "needy": 1, "good": 1, "paid": 0}


def inspector() -> Account:
    """Of the inspectorate."""
    return aid_kit.officer("yusuf", role=Role.INSPECTOR)


def visitor(name: str = "mira", area: str = SAMBOJA) -> Account:
    """A field officer of the kecamatan."""
    return aid_kit.officer(name, area, role=Role.FIELD_OFFICER)


def delivering() -> Round:
    """A round of 50 recipients in two villages that is being handed out."""
    return delivery_kit.begun()


def drawn(wanted: Wanted = WANTED, held: Round | None = None) -> Sample:
    """A sample of it."""
    return draw(held or delivering(), wanted, by=inspector(), on=NOW)


def assigned() -> Sample:
    """A sample of which every visit is the field officer's."""
    made = drawn()
    for stratum in sorted(set(made.visits.values_list("stratum", flat=True))):
        assign(made, stratum, visitor(), by=inspector(), on=NOW)
    return made


def told(met: Met = Met.MET, day: date = DAY, **changes: Any) -> Told:
    """That all was well, or that nobody was met."""
    return Told(met, day, {**GOOD, **changes}, {"beras": 10, "telur": 30})


def first_visit(sample: Sample) -> Visit:
    """The first visit of a sample that is not told of yet."""
    return sample.visits.filter(finding=None).order_by("stratum", "place")[0]
