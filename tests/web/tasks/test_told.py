"""Cards: every task of a release in words that a village operator knows, without full numbers."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office.tasks.tasks_kit import data_officer, officer

from padan.kernel.scope import Scope
from padan.office.registry.models import Release
from padan.office.tasks.models import Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel, State
from padan.reports.wanted import wanted
from padan.rules.tasks import form_of
from padan.web.tasks.told import cards, outcomes

pytestmark = pytest.mark.django_db

WHOLE = Scope.of(("64.02",))


@pytest.fixture
def tasks(release: Release) -> list[Task]:
    open_from(release, wanted(release.folder, "64.02"), by=None, on=timezone.now())
    return list(Task.objects.order_by("pk"))


def test_every_task_of_a_release_has_its_card(tasks: list[Task]) -> None:
    found = cards(WHOLE, tasks, timezone.localdate())
    assert [card.number for card in found] == [task.pk for task in tasks]
    for card, task in zip(found, tasks, strict=True):
        assert card.title
        assert card.question
        assert card.told or not task.family_id
        assert bool(card.names) == bool(task.family_id)
        assert {field.name for field in card.fields} <= {field.name for field in form_of(task.kind).fields}
        assert card.fields
        assert not re.search(r"(?<!\d)\d{16}(?!\d)", f"{card.told} {card.fields}")


def test_who_does_not_see_a_place_sees_no_name(tasks: list[Task]) -> None:
    assert not any(card.names or card.address for card in cards(Scope(), tasks, timezone.localdate()))


def test_only_what_lists_contradict_each_other_about_is_asked(tasks: list[Task]) -> None:
    about = [card for card in cards(WHOLE, tasks, timezone.localdate()) if card.kind == "conflicting_values"]
    assert about
    assert {len(card.fields) for card in about} == {2}


def test_many_cards_ask_as_seldom_as_few(tasks: list[Task]) -> None:
    asked = []
    for some in (tasks[:3], tasks):
        with CaptureQueriesContext(connection) as found:
            cards(WHOLE, some, timezone.localdate())
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_contradicting_answers_are_told_with_who_said_them(tasks: list[Task]) -> None:
    task = next(task for task in tasks if task.kind == "at_risk_not_poor_list")
    first, other = data_officer(), officer("dewi", task.area)
    for by, proposal in ((first, "proposed"), (other, "postponed")):
        given = Given(f"kunci-{by.pk}", task.pk, {"proposal": proposal}, task.version, Channel.PHONE)
        answer(given, by=by, on=timezone.now())
    task.refresh_from_db()
    [card] = cards(WHOLE, [task], timezone.localdate(), reader=other.pk)
    assert card.state == State.CONTESTED
    assert [(each.by, each.mine) for each in card.contested] == [("Rina", False), ("Dewi", True)]
    assert card.contested[1].values == (("Putusan musyawarah", "Ditunda"),)
    assert card.contested[1].why
    assert card.holding is not None
    assert card.holding.outcome == outcomes()[next(iter(outcomes()))]
