"""Programmes and rounds over the small register, made through operations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone
from tests.office.aid import aid_kit as kit

from padan.app.drawing import draw_round
from padan.office.accounts.models import Account
from padan.office.aid.listing import set_quotas
from padan.office.aid.models import Programme, Round, Rule
from padan.office.aid.operations import make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State
from padan.office.registry.models import Family, Release
from padan.pipeline.home import Home
from padan.rules.eligibility import read_rule
from padan.rules.eligibility.catalogue import known_facts

RULE = "desil_terendah <= 6\nanggota >= 2"


@dataclass(frozen=True)
class Village:
    """A village with listed families, and its kecamatan."""

    code: str

    @property
    def district(self) -> str:
        return self.code[:8]


def maker() -> Account:
    return kit.maker()


def programme(**changes: str) -> Programme:
    return make_programme(replace(kit.DESCRIBED, **changes), by=maker(), on=timezone.now())


def rule(of: Programme, text: str = RULE, why: str = "") -> Rule:
    return revise_rule(of, read_rule(text, known_facts()), by=maker(), on=timezone.now(), why=why)


def opened(
    by_rule: Rule, release: Release, area: str = kit.REGENCY, name: str = "Tahap satu", start: int = 10
) -> Round:
    since = timezone.localdate() + timedelta(days=start)
    planned = replace(kit.PLANNED, name=name, area=area, since=date(since.year, since.month, 1), budget=10**9)
    return open_round(by_rule, release, planned, by=maker(), on=timezone.now())


def drawn(held: Round, home: Home, places: int = 12) -> Round:
    """The round with its quota and package, and a list from its release."""
    now = timezone.now()
    set_quotas(held, {held.area: places}, by=maker(), on=now)
    set_package(held, kit.PACKAGE, by=maker(), on=now)
    return draw_round(home, held, by=maker(), on=now, report=lambda _step, _done, _of: None)


def moved(held: Round, *states: State) -> Round:
    for to in states:
        held = move(held, to, by=maker(), on=timezone.now(), reason=kit.UNHEARD)
    return held


def busiest(release: Release) -> Village:
    """The village with most families."""
    counted = Counter(Family.objects.filter(release=release).values_list("area", flat=True))
    return Village(max((code for code in counted if len(code) == 13), key=lambda code: (counted[code], code)))
