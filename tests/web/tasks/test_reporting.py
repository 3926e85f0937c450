"""Reporting a family that nobody knew, person by person, without a script."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import Places, SignIn

from padan.office.accounts.roles import Role
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.states import State

pytestmark = pytest.mark.django_db
ADDRESS = "tasks.report"


@pytest.fixture
def village(signed_in: SignIn, places: Places) -> Client:
    return signed_in(Role.VILLAGE_OPERATOR, places.village)


def person(number: int, **values: str) -> dict[str, str]:
    return {f"{number}-{name}": value for name, value in values.items()}


def begun(browser: Client) -> dict[str, str]:
    return dict(re.findall(r'name="(key|people)" value="([^"]*)"', browser.get(reverse(ADDRESS)).content.decode()))


def test_one_presses_for_room_and_what_was_typed_stays(village: Client, places: Places) -> None:
    head = person(0, name="Siti Aminah", sex="P", village=places.village)
    answered = village.post(reverse(ADDRESS), {**begun(village), **head, "add": "1"})
    shown = answered.content.decode()
    assert answered.status_code == 200
    assert 'name="people" value="2"' in shown
    assert 'value="Siti Aminah"' in shown
    assert 'name="1-name"' in shown
    assert 'name="1-village"' not in shown
    assert not Task.objects.exists()


def test_a_family_is_kept_once_with_all_its_people(village: Client, places: Places) -> None:
    form = {**begun(village), "people": "4", **person(0, name="Siti", sex="P", village=places.village, rt="3")}
    form |= person(1, name="Ahmad", sex="L", relation="child", birth_date="2024-05-06")
    # Room 2 stays empty; nobody is made of it.
    form |= person(3, name="Nur", sex="P", relation="child")
    for _again in range(2):
        assert village.post(reverse(ADDRESS), form)["Location"] == reverse("tasks.mine")
    [kept] = Answer.objects.all()
    assert [each["name"] for each in json.loads(kept.said)["people"]] == ["Siti", "Ahmad", "Nur"]
    assert (kept.task.state, kept.task.area) == (State.ANSWERED, places.village)
    assert "Siti; Ahmad; Nur" in village.get(reverse("tasks.mine")).content.decode()


@pytest.mark.parametrize(
    ("changes", "beside"),
    [({"3-sex": ""}, "3-sex"), ({"0-name": ""}, "0-name"), ({"0-nik": "123"}, "0-nik")],
)
def test_what_is_wrong_is_told_beside_the_person_s_field(
    village: Client, places: Places, changes: dict[str, Any], beside: str
) -> None:
    form = {**begun(village), "people": "4", **person(0, name="Siti", sex="P", village=places.village)}
    form |= person(3, name="Nur", sex="P") | changes
    answered = village.post(reverse(ADDRESS), form)
    assert answered.status_code == 422
    assert f'id="id_{beside}_error"' in answered.content.decode()
    assert answered.content.decode().count('class="field-error"') == 1
    assert not Task.objects.exists()


def test_no_village_of_others_can_be_chosen(village: Client, places: Places) -> None:
    form = {**begun(village), **person(0, name="Siti", sex="P", village=places.elsewhere)}
    assert village.post(reverse(ADDRESS), form).status_code == 422
    assert not Task.objects.exists()
