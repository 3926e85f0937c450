"""The pages of tasks: counters that are the rows, an answer that leads on, corrections, taking back, choosing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.tasks.tasks_kit import officer
from tests.web.conftest import Places, SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel, Outcome, State
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db
REGENCY = "64.02"


@pytest.fixture
def tasks(release: Release) -> list[Task]:
    open_from(release, wanted(release.folder, REGENCY), by=None, on=timezone.now())
    return list(Task.objects.order_by("due_on", "pk"))


@pytest.fixture
def office(signed_in: SignIn, tasks: list[Task]) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY)


def of_kind(kind: str) -> Task:
    return Task.objects.filter(kind=kind, area__startswith=f"{REGENCY}.").order_by("pk").first()


def hidden(page: str) -> dict[str, str]:
    """What a form carries that nobody sees."""
    found = re.findall(r'name="(key|seen|dari)" value="([^"]*)"', page)
    return dict(found[-3:]) | {name: value for name, value in found if name in ("key", "seen")}


def sent(browser: Client, task: Task, **values: str) -> Any:
    address = reverse("tasks.show", args=[task.pk])
    return browser.post(address, {**hidden(browser.get(address).content.decode()), **values})


@pytest.mark.parametrize("state", ["", "late", "soon", "contested", "answered"])
@pytest.mark.parametrize("whose", ["", "all"])
def test_what_a_counter_says_is_what_its_list_has(office: Client, tasks: list[Task], state: str, whose: str) -> None:
    today = timezone.localdate()
    Task.objects.filter(pk__in=[task.pk for task in tasks[:40]]).update(due_on=today - timedelta(days=3))
    Task.objects.filter(pk__in=[task.pk for task in tasks[40:70]]).update(due_on=today + timedelta(days=7))
    Task.objects.filter(pk__in=[task.pk for task in tasks[70:80]]).update(state=State.ANSWERED)
    Task.objects.filter(pk__in=[task.pk for task in tasks[80:85]]).update(state=State.CONTESTED)
    rows, page = 0, 1
    while True:
        found = office.get(reverse("tasks.list"), {"state": state, "whose": whose, "page": page})
        rows += found.content.decode().count('class="name')
        if 'rel="next"' not in found.content.decode():
            break
        page += 1
    shown = found.content.decode()
    here = re.search(r'aria-current="true"><span class="figure">([\d.]+)</span>', shown)
    assert here is not None
    assert rows == int(here[1].replace(".", "")) > 0


def test_filters_narrow_the_list_and_stay_on_the_way_to_the_next(office: Client, tasks: list[Task]) -> None:
    task = of_kind("at_risk_not_poor_list")
    query = {"kind": task.kind, "area": task.area[:8]}
    shown = office.get(reverse("tasks.list"), query).content.decode()
    listed = [int(number) for number in re.findall(r'class="name[^"]*" href="/tugas/(\d+)/', shown)]
    expected = Task.objects.filter(kind=task.kind, area__startswith=task.area[:8]).order_by("due_on", "pk")
    assert listed == [each.pk for each in expected]
    address = f"{reverse('tasks.show', args=[task.pk])}?kind={task.kind}"
    form = hidden(office.get(address).content.decode()) | {"dari": f"kind={task.kind}", "proposal": "proposed"}
    answered = office.post(reverse("tasks.show", args=[task.pk]), form)
    assert answered.status_code == 302
    following = Task.objects.get(pk=int(re.findall(r"/tugas/(\d+)/", answered["Location"])[0]))
    assert (following.kind, following.state) == (task.kind, State.OPEN)
    assert answered["Location"].endswith(f"?kind={task.kind}")


def test_an_answer_is_kept_once_however_often_it_is_sent(office: Client) -> None:
    task = of_kind("at_risk_not_poor_list")
    form = hidden(office.get(reverse("tasks.show", args=[task.pk])).content.decode()) | {"proposal": "postponed"}
    for _again in range(2):
        assert office.post(reverse("tasks.show", args=[task.pk]), form).status_code == 302
    [kept] = Answer.objects.filter(task=task)
    assert (kept.said, kept.outcome, kept.channel) == ('{"proposal": "postponed"}', Outcome.HOLDS, Channel.PAGE)


def test_what_does_not_fit_is_told_beside_the_field_and_what_was_typed_stays(office: Client) -> None:
    task = of_kind("label_hides_stunting") or of_kind("child_not_measured")
    answered = sent(office, task, outcome="measured", measured_on="2026-11-01", weight="400", height="70")
    shown = answered.content.decode()
    assert answered.status_code == 422
    assert "Tulis angka dari 0,5 sampai 40,0 kg." in shown
    assert 'value="400"' in shown
    assert not Answer.objects.filter(task=task).exists()


def test_a_house_is_filled_with_what_is_known(office: Client) -> None:
    task = of_kind("poor_not_screened")
    shown = office.get(reverse("tasks.show", args=[task.pk])).content.decode()
    assert "Sekarang tercatat:" in shown
    assert re.search(r'<option value="\w+" selected>|type="radio"[^>]*checked', shown)


def test_a_value_is_chosen_among_what_lists_say_or_written(office: Client) -> None:
    task = next(
        each for each in Task.objects.filter(kind="conflicting_values")
        if "birth_date_other" in office.get(reverse("tasks.show", args=[each.pk])).content.decode()
    )  # fmt: skip
    shown = office.get(reverse("tasks.show", args=[task.pk])).content.decode()
    offered = re.findall(r'type="radio" name="birth_date" value="([^"]+)"', shown)
    assert len(offered) >= 2
    sent(office, task, birth_date=offered[1])
    assert offered[1] in Answer.objects.get(task=task).said
    sent(office, task, birth_date=offered[1], birth_date_other="2020-02-03")
    assert [each.outcome for each in Answer.objects.filter(task=task)] == [Outcome.OVERRULED, Outcome.HOLDS]
    assert "2020-02-03" in Answer.objects.get(task=task, outcome=Outcome.HOLDS).said


def test_a_number_that_was_written_stays_masked_and_stays(office: Client) -> None:
    task = of_kind("nik_contradicts_birth")
    sent(office, task, nik="6402131203850001")
    shown = office.get(reverse("tasks.show", args=[task.pk])).content.decode()
    assert "6402131203850001" not in shown
    assert 'value="640213********01"' in shown
    sent(office, task, nik="640213********01", sex="L")
    assert Answer.objects.get(task=task, outcome=Outcome.HOLDS).said == '{"nik": "6402131203850001", "sex": "L"}'


def test_an_answer_is_taken_back_with_a_reason_only(office: Client) -> None:
    task = of_kind("at_risk_not_poor_list")
    sent(office, task, proposal="proposed")
    address = reverse("tasks.take_back", args=[task.pk])
    office.post(address, {"reason": ""})
    task.refresh_from_db()
    assert task.state == State.ANSWERED
    office.post(address, {"reason": "keliru keluarga"})
    task.refresh_from_db()
    assert task.state == State.OPEN
    assert Entry.objects.filter(action="tasks.taken_back", reason="keliru keluarga").count() == 1


def contested(task: Task, other: Account) -> None:
    given = Given("0" * 32, task.pk, {"proposal": "postponed"}, task.version, Channel.PHONE)
    answer(given, by=other, on=timezone.now())


def test_who_contradicts_is_led_to_both_answers_and_chooses(office: Client) -> None:
    task = of_kind("at_risk_not_poor_list")
    form = hidden(office.get(reverse("tasks.show", args=[task.pk])).content.decode())
    contested(task, officer("dewi", task.area))
    answered = office.post(reverse("tasks.show", args=[task.pk]), {**form, "proposal": "proposed"})
    assert answered["Location"] == reverse("tasks.show", args=[task.pk])
    shown = office.get(answered["Location"]).content.decode()
    assert "Jawaban yang bertentangan" in shown
    assert "Dewi" in shown
    waiting = Answer.objects.get(task=task, outcome=Outcome.WAITS)
    address = reverse("tasks.choose", args=[task.pk])
    assert office.post(address, {"answer": waiting.pk, "reason": ""}).status_code == 422
    office.post(address, {"answer": waiting.pk, "reason": "dicek ke rumahnya"})
    waiting.refresh_from_db()
    task.refresh_from_db()
    assert (waiting.outcome, task.state) == (Outcome.HOLDS, State.ANSWERED)


def test_no_answer_of_another_task_can_be_chosen(office: Client) -> None:
    first, other = Task.objects.filter(kind="at_risk_not_poor_list").order_by("pk")[:2]
    form = hidden(office.get(reverse("tasks.show", args=[first.pk])).content.decode())
    contested(first, officer("dewi", first.area))
    office.post(reverse("tasks.show", args=[first.pk]), {**form, "proposal": "proposed"})
    sent(office, other, proposal="proposed")
    foreign = Answer.objects.get(task=other)
    chosen = office.post(reverse("tasks.choose", args=[first.pk]), {"answer": foreign.pk, "reason": "dicoba saja"})
    first.refresh_from_db()
    assert (chosen.status_code, first.state) == (422, State.CONTESTED)


def test_who_only_looks_has_no_form(signed_in: SignIn, tasks: list[Task]) -> None:
    task = of_kind("at_risk_not_poor_list")
    shown = signed_in(Role.INSPECTOR, REGENCY).get(reverse("tasks.show", args=[task.pk])).content.decode()
    assert "Simpan, lalu berikutnya" not in shown
    assert 'name="proposal"' not in shown


def test_every_look_at_a_task_is_written_down(office: Client, tasks: list[Task]) -> None:
    task = of_kind("at_risk_not_poor_list")
    office.get(reverse("tasks.show", args=[task.pk]))
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject, entry.area) == ("web.looked", f"task:{task.pk}", task.area)


def test_own_answers_are_listed_with_what_became_of_them(office: Client) -> None:
    sent(office, of_kind("at_risk_not_poor_list"), proposal="proposed")
    shown = office.get(reverse("tasks.mine")).content.decode()
    assert "Diusulkan masuk DTSEN" in shown
    assert "menunggu rilis berikutnya" in shown


def test_answers_from_outside_are_the_data_officer_s_to_see(office: Client, tasks: list[Task], places: Places) -> None:
    task = of_kind("at_risk_not_poor_list")
    gone = officer("hasan", task.area)
    gone.posts.update(until=timezone.localdate() - timedelta(days=1), since=date(2026, 1, 1))
    contested(task, gone)
    shown = office.get(reverse("tasks.outside")).content.decode()
    assert "Hasan" in shown
    task.refresh_from_db()
    assert task.state == State.OPEN


def test_villages_that_do_not_answer_stand_on_top(signed_in: SignIn, tasks: list[Task]) -> None:
    silent, busy = of_kind("at_risk_not_poor_list").area, "64.02.07.2002"
    Task.objects.filter(area=silent).update(due_on=timezone.localdate() - timedelta(days=200))
    shown = signed_in(Role.COORDINATOR, REGENCY).get(reverse("tasks.villages")).content.decode()
    rows = re.findall(r'area=([\d.]+)">', shown)
    assert rows[0] == silent != busy
    assert "belum pernah menjawab" in shown
    late = Task.objects.filter(area=silent, state=State.OPEN).count()
    escalated = (
        signed_in(Role.COORDINATOR, REGENCY)
        .get(reverse("tasks.list"), {"state": "escalated", "area": silent})
        .content.decode()
    )
    assert escalated.count('class="name') == min(late, 30)
