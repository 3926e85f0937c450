"""A round over the small register, drawn by its rule from the release, and its decree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import DAY, NOW, REGENCY
from tests.office.decrees import decree_kit

from padan.app.decreeing import sign
from padan.app.drawing import draw_round
from padan.office.aid.listing import set_quotas
from padan.office.aid.models import Round
from padan.office.aid.operations import Planned, make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State as RoundState
from padan.office.decrees.drafting import draft
from padan.office.decrees.models import Decree
from padan.office.registry.models import Release
from padan.pipeline.home import Home
from padan.rules import eligibility
from padan.rules.eligibility.catalogue import known_facts

SITE = "https://padan.contoh.example"
PLACES = 12


def silent(_step: str, _done: int, _expected: int) -> None:
    """Nobody is told of progress."""


def proposed(release: Release, text: str = "anggota >= 2") -> Round:
    """A round of twelve places in the regency by the rule ``text``, proposed."""
    by = aid_kit.maker()
    programme = make_programme(aid_kit.DESCRIBED, by=by, on=NOW)
    rule = revise_rule(programme, eligibility.read_rule(text, known_facts()), by=by, on=NOW)
    planned = Planned("Percobaan 2026", REGENCY, date(2026, 12, 1), 2, 600_000, 600_000 * PLACES)
    held = set_quotas(open_round(rule, release, planned, by=by, on=NOW), {REGENCY: PLACES}, by=by, on=NOW)
    set_package(held, aid_kit.PACKAGE, by=by, on=NOW)
    held = draw_round(home(), held, by=by, on=NOW, report=silent)
    for to in (RoundState.VERIFYING, RoundState.CORRECTING, RoundState.PROPOSED):
        held = move(held, to, by=by, on=NOW, reason=aid_kit.UNHEARD)
    return held


def home() -> Home:
    """The home of the test's office."""
    return Home(Path(settings.PADAN_HOME))


def signed(release: Release, text: str = "anggota >= 2") -> Decree:
    """Its decree, sealed and written as a worker does it."""
    held = proposed(release, text)
    said = replace(decree_kit.said(held), signed_on=DAY)
    return seal(draft(held, said, by=aid_kit.maker(), on=NOW))


def seal(made: Decree, on: datetime = NOW) -> Decree:
    """The same of another draft; read anew, as who looks at it later does."""
    sign(home(), made, SITE, by=aid_kit.checker(), on=on, report=silent)
    return Decree.objects.get(pk=made.pk)
