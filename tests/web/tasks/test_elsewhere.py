"""Tasks on other pages: a family's own, and the names behind a number, which go from there to a village meeting."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.registry.models import Release
from padan.office.tasks.models import Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db
REGENCY, KIND = "64.02", "at_risk_not_poor_list"


@pytest.fixture
def task(release: Release) -> Task:
    open_from(release, wanted(release.folder, REGENCY), by=None, on=timezone.now())
    return Task.objects.filter(kind=KIND, area__startswith=f"{REGENCY}.").order_by("pk").first()


def test_a_family_s_page_shows_what_is_asked_and_what_waits_for_a_release(task: Task, signed_in: SignIn) -> None:
    office = signed_in(Role.DATA_OFFICER, REGENCY)
    address = reverse("people.family", args=[task.family_id])
    before = office.get(address).content.decode()
    given = Given("0" * 32, task.pk, {"proposal": "proposed"}, task.version, Channel.PAGE)
    answer(given, by=Account.objects.get(), on=timezone.now())
    after = office.get(address).content.decode()
    assert f"/tugas/{task.pk}/" in before
    assert "menunggu rilis berikutnya" not in before
    assert "Diusulkan masuk DTSEN" in after
    assert "menunggu rilis berikutnya" in after


def test_names_behind_a_number_go_to_a_meeting(task: Task, signed_in: SignIn) -> None:
    office = signed_in(Role.DATA_OFFICER, REGENCY)
    shown = office.get(reverse("sync.names"), {"daftar": f"gap.{KIND}", "wilayah": task.area}).content.decode()
    gaps = re.findall(r'type="checkbox" name="gap" value="([^"]+)"', shown)
    assert set(gaps) == set(Task.objects.filter(kind=KIND, area=task.area).values_list("key", flat=True))
    [query] = re.findall(r'name="dari" value="([^"]+)"', shown)
    asked = office.post(reverse("tasks.call"), {"all": "1", "dari": query.replace("&amp;", "&")}).content.decode()
    [numbers] = re.findall(r'name="tasks" value="([^"]*)"', asked)
    assert len(numbers.split(",")) == len(gaps)


@pytest.mark.parametrize(("role", "kind"), [(Role.FIELD_OFFICER, KIND), (Role.DATA_OFFICER, "value_stale")])
def test_who_calls_no_meetings_and_what_is_no_task_for_each_has_no_ticks(
    role: Role, kind: str, task: Task, signed_in: SignIn
) -> None:
    browser = signed_in(role, task.area[:8] if role is Role.FIELD_OFFICER else REGENCY)
    shown = browser.get(reverse("sync.names"), {"daftar": f"gap.{kind}"}).content.decode()
    assert 'name="gap"' not in shown
