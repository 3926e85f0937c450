"""A round that is handed out in the village operator's village, for journeys of a phone."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import ENVIRONMENT, Site

ROUND = "Beras uji ponsel"
#: A round that is being delivered to eight families of the operator's village: its number, and the families.
PREPARED = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
import numpy as np
from django.utils import timezone
from padan.office.accounts.queries import Account, posts_of
from padan.office.aid.listing import draw, set_quotas
from padan.office.aid.operations import Described, Planned, make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State
from padan.office.delivery.beginning import begin
from padan.office.delivery.cards import card_code
from padan.office.delivery.stock import open_point
from padan.office.registry import queries as registry
from padan.rules import eligibility
from padan.rules.package import Instead, Portion
from padan.rules.risk.answers import YES
from padan.rules.selection import Candidates, Key
now, day = timezone.now(), timezone.localdate()
by, signs = (Account.objects.get(email=f"{who}@contoh.example") for who in ("data_officer", "coordinator"))
scope = posts_of(Account.objects.get(email="village_operator@contoh.example"), day)[0].scope
village = scope.codes[0]
known = registry.people(scope).filter(relation="head").values_list("family_id", flat=True)
rows = registry.families(scope).filter(head_name__isnull=False, family_id__in=known).order_by("head_name", "family_id")
families = list(rows.values_list("family_id", flat=True)[:8])
fact = eligibility.Fact("at_risk", eligibility.FactKind.YES_NO, "berisiko", "at_risk", "Berisiko", "At risk")
described = Described("uji-ponsel", "Beras uji", "food", village[:5], "dinsos", "Perbup", "APBD", "5.1")
made = make_programme(described, by=by, on=now)
rule = revise_rule(made, eligibility.read_rule("berisiko", eligibility.facts_of([fact])), by=by, on=now)
planned = Planned(sys.argv[2], village, day.replace(day=1), 1, 600_000, 30_000_000)
held = open_round(rule, registry.current(), planned, by=by, on=now)
held = set_quotas(held, {village: 8}, by=by, on=now)
rice = Portion("beras", "kg", 10, price=15_000, instead=(Instead("jagung", "kg", 12),))
held = set_package(held, [rice], by=by, on=now)
ids, areas = np.array(families, object), np.array([village] * len(families), object)
keys = (Key("decile", np.ones(len(families))),)
held = draw(held, Candidates(ids, areas, np.full(len(families), YES, np.int8), keys), by=by, on=now)
for to in (State.VERIFYING, State.CORRECTING, State.PROPOSED):
    held = move(held, to, by=by, on=now, reason="desa setuju secara lisan" if to is State.PROPOSED else "")
held = begin(move(held, State.DECREED, by=signs, on=now, act="5ea1" * 16), by=by, on=now)
point = open_point("Balai desa uji", village, by=by, on=now)
cards = [card_code(held.pk, each) for each in families]
told = {"round": held.pk, "families": families, "cards": cards, "point": point.pk, "village": village}
print(json.dumps(told))
"""


def in_the_office(site: Site, script: str, *more: str) -> str:
    """What a script says that runs beside the server, with the office at hand."""
    command = [sys.executable, "-c", script, str(site.demo / "padan-home"), *more]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout.strip()


@cache
def _prepared(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_the_office(site, PREPARED, ROUND))
    return found


@pytest.fixture
def prepared(site: Site) -> dict[str, Any]:
    """The round, made once for all journeys: its number, the families with their cards, the point and the village."""
    return _prepared(site)


def opened(page: Page, families: int = 8) -> None:
    """The list of so many families, with the shell kept on the phone."""
    page.goto("/ponsel/")
    page.get_by_role("link", name="Penyaluran").click()
    expect(page.get_by_text(f"{families} keluarga,")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def sign(page: Page) -> None:
    """Draw a line on the pad of the form."""
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()
