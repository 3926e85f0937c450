"""What is told without being asked: families that nobody knew, values, who lives with whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.office.tasks.tasks_kit import NOW, OTHER, VILLAGE, data_officer, officer

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.models import Entry
from padan.office.tasks import queries
from padan.office.tasks.models import Task
from padan.office.tasks.operations import take_back
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.states import Channel, State
from padan.office.tasks.unasked import Reported, Subject, merge, report_family, split, tell_of
from padan.reference.tasks import HOUSE_TOLD, VALUE_TOLD

pytestmark = pytest.mark.django_db

HOME = Subject(VILLAGE, "F1", "head-1", "P2", "person-2")

PEOPLE = [
    {"name": "Sari", "sex": "P", "village": VILLAGE, "relation": "head"},
    {"name": "Adi", "sex": "L", "relation": "child", "birth_date": "2024-02-01"},
]


def test_a_family_that_nobody_knew_is_reported_once() -> None:
    dewi = officer("dewi")
    reported = Reported("lapor-1", PEOPLE, Channel.PHONE)
    said = report_family(reported, by=dewi, on=NOW)
    assert report_family(reported, by=dewi, on=NOW).pk == said.pk
    assert Task.objects.get().state == State.ANSWERED
    assert [each["name"] for each in queries.values_of(said)["people"]] == ["Sari", "Adi"]
    assert list(queries.to_hand_over()) == [said]
    assert queries.unasked(Scope.of((VILLAGE,))).count() == 1


@pytest.mark.parametrize(
    ("people", "faults"),
    [([], {""}), ([{"name": "Sari", "village": VILLAGE}], {"0.sex"}),
     ([PEOPLE[0], {"sex": "L"}], {"1.name"}), ([{"name": "Sari", "sex": "P"}], {"0.village"})],
)  # fmt: skip
def test_a_report_that_is_not_complete(people: list[dict[str, str]], faults: set[str]) -> None:
    with pytest.raises(AnswerFaultsError) as found:
        report_family(Reported("lapor-1", people, Channel.PAGE), by=officer("dewi"), on=NOW)
    assert set(found.value.faults) == faults


def test_nobody_reports_for_another_village() -> None:
    with pytest.raises(NotAllowedError):
        report_family(Reported("lapor-1", PEOPLE, Channel.PAGE), by=officer("tono", OTHER), on=NOW)


def test_a_family_lives_in_one_village() -> None:
    with pytest.raises(AnswerFaultsError):
        report_family(
            Reported("a", [PEOPLE[0], {**PEOPLE[1], "village": OTHER}], Channel.PAGE), by=data_officer(), on=NOW
        )


def test_a_value_and_a_house_are_told() -> None:
    dewi = officer("dewi")
    said = tell_of(VALUE_TOLD, "a", HOME, {"birth_date": "2022-03-04"}, by=dewi, on=NOW)
    assert tell_of(VALUE_TOLD, "a", HOME, {"birth_date": "2020-01-01"}, by=dewi, on=NOW).pk == said.pk
    tell_of(HOUSE_TOLD, "b", HOME, {"here": "yes", "water": "piped"}, by=dewi, on=NOW)
    assert [each.task.anchor for each in queries.to_hand_over()] == ["person-2", "person-2"]
    with pytest.raises(AnswerFaultsError):
        tell_of(HOUSE_TOLD, "c", HOME, {"water": "piped"}, by=dewi, on=NOW)
    with pytest.raises(NotAllowedError):
        tell_of(HOUSE_TOLD, "c", HOME, {"here": "yes"}, by=officer("tono", OTHER), on=NOW)
    take_back(Task.objects.get(kind=HOUSE_TOLD), by=dewi, on=NOW)
    assert Task.objects.get(kind=HOUSE_TOLD).state == State.WITHDRAWN


@pytest.mark.parametrize(
    ("anchors", "members", "reason"),
    [([], 3, "pisah"), (["a", "b", "c"], 3, "pisah"), (["a"], 3, "  ")],
)  # fmt: skip
def test_a_family_is_not_split_for_nothing(anchors: list[str], members: int, reason: str) -> None:
    with pytest.raises(InvalidValueError):
        split("a", HOME, anchors, members, reason, by=officer("dewi"), on=NOW)
    assert not Task.objects.exists()


def test_families_are_split_and_merged_with_a_reason() -> None:
    dewi, there = officer("dewi"), replace(HOME, family_id="F2", family_anchor="head-2")
    said = split("a", HOME, ["p2", "p1", "p1"], 3, "rumah sendiri", by=dewi, on=NOW)
    assert queries.values_of(said) == {"people": ["p1", "p2"], "reason": "rumah sendiri"}
    said = merge("b", HOME, ["p1"], there, "satu dapur", by=dewi, on=NOW)
    assert queries.values_of(said) == {"people": ["p1"], "with": "head-2", "into": "F2", "reason": "satu dapur"}
    assert merge("b", HOME, ["p1"], there, "lagi", by=dewi, on=NOW).pk == said.pk
    assert Entry.objects.filter(action__in=("tasks.split", "tasks.merged")).count() == 2
    for into in (HOME, replace(there, area=OTHER)):
        with pytest.raises((InvalidValueError, NotAllowedError)):
            merge("c", HOME, ["p1"], into, "satu dapur", by=dewi, on=NOW)
