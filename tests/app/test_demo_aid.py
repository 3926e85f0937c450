"""The round of aid in the demo's office: decreed, verified, supplied and handed out by the office's own operations."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from padan.app import demo_aid
from padan.app.decreeing import rebuilt
from padan.app.demo_office import accounts_of
from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.aid.states import State
from padan.office.decrees.models import Decree
from padan.office.decrees.snapshot import lines_of
from padan.office.delivery import queries
from padan.office.registry.models import Release
from padan.pipeline.home import Home
from padan.reports.four_rights import account_of
from padan.rules.four_rights import Right, Wrong

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def test_a_round_is_played_from_its_rule_to_the_second_month(
    release: Release, office_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The small regency has its families all over: two villages of any kecamatan do.
    monkeypatch.setattr(demo_aid, "DISTRICT", "64.02")
    home = Home.at(office_home)
    accounts_of(home.current_release())
    operators = demo_aid.samboja(home, SITE)
    assert len(operators) == 2
    held = Round.objects.get()
    assert held.state == State.DELIVERING
    decree = Decree.objects.get()
    assert rebuilt(decree) == list(lines_of(decree))
    scope = Scope(("64.02",))
    assert not queries.conflicts(scope, held).exists()
    stands = queries.stands_at([each.pk for each in queries.points(scope)])
    needed = sum(each.amount for each in queries.entitlements(scope, held))
    assert sum(each.held + each.handed for each in stands.values()) == needed
    assert all(each.held >= 0 for each in stands.values())
    last_of_first = held.since.replace(day=28) + timedelta(days=3)
    counted = account_of(scope, held, min(last_of_first, held.until)).regions["64.02"]
    assert counted.wrongs[Right.TARGET, Wrong.UNCHECKED] == counted.wrongs[Right.ADMINISTRATION, Wrong.NO_LETTER] == 2
    assert counted.wrongs[Right.TIME, Wrong.NOTHING] == counted.wrongs[Right.TIME, Wrong.LESS] == 2


def test_a_regency_without_two_villages_in_need_has_no_round(
    release: Release, office_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_aid, "FEWEST", 10_000)
    home = Home.at(office_home)
    assert demo_aid.samboja(home, SITE) == []
    assert not Round.objects.exists()
