"""Village meetings on pages: from a list of tasks to verdicts, minutes and the end."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn

from padan.kernel.writing import day
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.office.tasks.models import Answer, Round, Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.papers import path_of
from padan.office.tasks.states import Channel, RoundState, State
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db
REGENCY, KIND = "64.02", "at_risk_not_poor_list"
PDF = b"%PDF-1.4 berita acara\n%%EOF\n"


@pytest.fixture
def tasks(release: Release) -> list[Task]:
    """Tasks about families of two villages, most of the first."""
    open_from(release, wanted(release.folder, REGENCY), by=None, on=timezone.now())
    rows = Task.objects.filter(kind=KIND, area__startswith=f"{REGENCY}.").order_by("area", "pk")
    areas = [task.area for task in rows]
    first, second = sorted(set(areas), key=lambda area: (-areas.count(area), area))[:2]
    return [*rows.filter(area=first), *rows.filter(area=second)]


@pytest.fixture
def office(signed_in: SignIn, tasks: list[Task]) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY)


def called(office: Client, tasks: list[Task]) -> list[Round]:
    """Call the meetings for these tasks, in the two steps of the pages."""
    asked = office.post(reverse("tasks.call"), {"task": [str(task.pk) for task in tasks]}).content.decode()
    form = dict(re.findall(r'name="(tasks|name)" value="([^"]*)"', asked))
    office.post(reverse("tasks.call"), {**form, "meets_on": timezone.localdate().isoformat()})
    return list(Round.objects.order_by("area"))


def test_ticked_tasks_become_one_meeting_for_each_village(office: Client, tasks: list[Task]) -> None:
    found = called(office, tasks)
    assert [each.area for each in found] == sorted({task.area for task in tasks})
    for each in found:
        assert {task.pk for task in each.tasks.all()} == {task.pk for task in tasks if task.area == each.area}


def test_meetings_called_at_once_are_one_in_the_list_and_on_a_page(
    office: Client, signed_in: SignIn, tasks: list[Task]
) -> None:
    first, second = called(office, tasks)
    own = list(first.tasks.order_by("pk"))
    together = reverse("tasks.together", args=[first.pk])
    (link,) = re.findall(
        r'class="name stretched" href="([^"]+)"', office.get(reverse("tasks.meetings")).content.decode()
    )
    assert link == together
    village = signed_in(Role.VILLAGE_OPERATOR, first.area)
    assert reverse("tasks.meeting", args=[first.pk]) in village.get(reverse("tasks.meetings")).content.decode()
    said(village, first, own[0], "proposed")
    said(village, first, own[1], "postponed")
    seen = figures(office, first)
    assert seen == figures(office, second) == {
        "Diusulkan masuk DTSEN": 1, "Ditunda": 1, "Belum diputuskan": len(tasks) - 2, "Sudah masuk rilis": 0,
    }  # fmt: skip
    assert figures(village, first)["Belum diputuskan"] == len(own) - 2
    assert Entry.objects.filter(action="web.looked", subject=f"round:{first.pk}:together").count() == 2
    alone = village.get(together).content.decode()
    assert f"/tugas/musyawarah/{second.pk}/" not in alone
    assert "Bersama 1 desa lain" in office.get(reverse("tasks.meeting", args=[first.pk])).content.decode()


def said(browser: Client, held: Round, task: Task, proposal: str) -> None:
    """Write down one verdict on the page of the meeting."""
    address = reverse("tasks.meeting", args=[held.pk])
    form = dict(re.findall(r'name="(\d+-(?:key|seen))" value="([^"]*)"', browser.get(address).content.decode()))
    assert browser.post(address, {**form, f"{task.pk}-proposal": proposal}).status_code == 302


def figures(browser: Client, held: Round) -> dict[str, int]:
    """What the page of the meetings that were called together counts."""
    page = browser.get(reverse("tasks.together", args=[held.pk])).content.decode()
    return {words: int(figure) for words, figure in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)}


def test_a_verdict_is_told_with_the_release_that_has_it(office: Client, release: Release, tasks: list[Task]) -> None:
    held = called(office, tasks)[0]
    task = held.tasks.order_by("pk")[0]
    said(office, held, task, "proposed")
    pages = [
        reverse("tasks.together", args=[held.pk]), reverse("tasks.meeting", args=[held.pk]),
        reverse("tasks.show", args=[task.pk]), reverse("people.family", args=[task.family_id]),
    ]  # fmt: skip
    for page in pages:
        assert "enunggu rilis berikutnya" in office.get(page).content.decode()
    Answer.objects.update(handed_over_at=release.offered_at)
    Task.objects.filter(pk=task.pk).update(state=State.SETTLED, settled_on=timezone.localdate())
    for page in pages:
        shown = office.get(page).content.decode()
        assert f"Masuk rilis keadaan {day(release.as_of)}." in shown
        assert "enunggu rilis berikutnya" not in shown
    assert figures(office, held)["Sudah masuk rilis"] == 1


def test_what_a_meeting_said_stays_on_its_pages_when_it_is_asked_again(office: Client, tasks: list[Task]) -> None:
    held = called(office, tasks)[0]
    task = held.tasks.order_by("pk")[0]
    said(office, held, task, "not_proposed")
    before = figures(office, held)
    # As opening does a year later.
    Task.objects.filter(pk=task.pk).update(state=State.OPEN, cycle=task.cycle + 1, round=None)
    assert figures(office, held) == before
    assert before["Tidak diusulkan"] == 1
    shown = office.get(reverse("tasks.meeting", args=[held.pk])).content.decode()
    past = shown[shown.index("Diputuskan di sini, lalu ditanyakan lagi") :]
    assert "Putusan musyawarah: <strong>Tidak diusulkan</strong>" in past
    assert f"1 dari {len([each for each in tasks if each.area == held.area])} keluarga sudah diputuskan" in shown


def test_whole_villages_of_a_filter_are_sent(office: Client, tasks: list[Task]) -> None:
    first, area = tasks[0], tasks[-1].area
    listed = office.get(reverse("tasks.list"), {"kind": KIND}).content.decode()
    assert set(re.findall(r'name="village" value="([^"]+)"', listed)) >= {first.area, area}
    chosen = {"dari": f"kind={KIND}", "village": area, "task": first.pk}
    asked = office.post(reverse("tasks.call"), chosen).content.decode()
    [numbers] = re.findall(r'name="tasks" value="([^"]*)"', asked)
    own = {task.pk for task in tasks if task.area == area}
    assert {int(number) for number in numbers.split(",")} == own | {first.pk}


def test_what_is_asked_is_taken_along_on_paper(office: Client, signed_in: SignIn, tasks: list[Task]) -> None:
    held = called(office, tasks)[0]
    village = signed_in(Role.VILLAGE_OPERATOR, held.area)
    paper, meeting = reverse("papers.village", args=[held.area]), reverse("tasks.meeting", args=[held.pk])
    assert paper in village.get(reverse("tasks.list")).content.decode()
    assert paper in office.get(reverse("tasks.list"), {"area": held.area}).content.decode()
    assert "/lembar/64" not in office.get(reverse("tasks.list")).content.decode()
    for browser in (village, office):
        shown = browser.get(meeting).content.decode()
        (address,) = re.findall(r'<form method="post" action="(/lembar/[^"]+)"', shown)
        assert browser.post(address, {"file": "xlsx"})["Content-Disposition"].startswith("attachment")
    reading = signed_in(Role.INSPECTOR, REGENCY)
    assert "/lembar/" not in reading.get(meeting).content.decode()
    assert "/lembar/" not in reading.get(reverse("tasks.list"), {"area": held.area}).content.decode()


def test_all_of_a_filter_are_sent(office: Client, tasks: list[Task]) -> None:
    area = tasks[0].area
    asked = office.post(reverse("tasks.call"), {"all": "1", "dari": f"kind={KIND}&area={area}"}).content.decode()
    [numbers] = re.findall(r'name="tasks" value="([^"]*)"', asked)
    assert {int(number) for number in numbers.split(",")} == {task.pk for task in tasks if task.area == area}


def test_gaps_of_another_page_are_sent_by_their_ids(office: Client, tasks: list[Task]) -> None:
    asked = office.post(reverse("tasks.call"), {"gap": [task.key for task in tasks[:2]]}).content.decode()
    [numbers] = re.findall(r'name="tasks" value="([^"]*)"', asked)
    assert {int(number) for number in numbers.split(",")} == {task.pk for task in tasks[:2]}


def test_what_cannot_go_is_told_and_left_out(office: Client, tasks: list[Task]) -> None:
    Task.objects.filter(pk=tasks[0].pk).update(state=State.ANSWERED)
    asked = office.post(reverse("tasks.call"), {"task": [str(task.pk) for task in tasks]}).content.decode()
    assert "1 tugas tidak ikut" in asked
    assert sum(each.tasks.count() for each in called(office, tasks)) == len(tasks) - 1


def test_no_task_outside_the_area_is_sent(signed_in: SignIn, tasks: list[Task]) -> None:
    other = next(task for task in Task.objects.all() if task.area[:8] != tasks[0].area[:8] and len(task.area) == 13)
    browser = signed_in(Role.COORDINATOR, tasks[0].area[:8])
    asked = browser.post(reverse("tasks.call"), {"task": [str(other.pk)]}).content.decode()
    assert "Tidak ada keluarga yang dapat dikirim" in asked


def test_verdicts_are_kept_one_by_one_and_what_is_wrong_stays(
    office: Client, signed_in: SignIn, tasks: list[Task]
) -> None:
    held = next(each for each in called(office, tasks) if each.area == tasks[0].area)
    village = signed_in(Role.VILLAGE_OPERATOR, held.area)
    address = reverse("tasks.meeting", args=[held.pk])
    shown = village.get(address).content.decode()
    form = dict(re.findall(r'name="(\d+-(?:key|seen))" value="([^"]*)"', shown))
    own = list(held.tasks.order_by("pk"))
    assert len(form) == 2 * len(own)
    form[f"{own[0].pk}-proposal"] = "proposed"
    form[f"{own[1].pk}-note"] = "belum sepakat"
    answered = village.post(address, form)
    [kept] = Answer.objects.all()
    assert answered.status_code == 422
    assert (kept.task_id, kept.channel, kept.said) == (own[0].pk, Channel.MEETING, '{"proposal": "proposed"}')
    assert "belum sepakat" in answered.content.decode()
    assert "Belum diisi." in answered.content.decode()
    assert village.post(address, {**form, f"{own[1].pk}-proposal": "postponed"}).status_code == 302
    assert Answer.objects.count() == 2


def test_minutes_are_attached_taken_out_and_then_the_meeting_is_closed(
    office: Client, signed_in: SignIn, tasks: list[Task]
) -> None:
    held = next(each for each in called(office, tasks) if each.area == tasks[0].area)
    village = signed_in(Role.VILLAGE_OPERATOR, held.area)
    close, minutes = (reverse(f"tasks.{name}", args=[held.pk]) for name in ("close", "minutes"))
    assert village.get(minutes).status_code == 404
    village.post(close)
    village.post(minutes, {"minutes": SimpleUploadedFile("berita.pdf", b"<script>")})
    held.refresh_from_db()
    assert (held.state, held.minutes) == (RoundState.PLANNED, "")
    village.post(minutes, {"minutes": SimpleUploadedFile("Berita acara Siti.pdf", PDF)})
    taken = village.get(minutes)
    assert (taken.content, taken["Content-Type"]) == (PDF, "application/pdf")
    assert "attachment" in taken["Content-Disposition"]
    assert Entry.objects.filter(action="web.looked", subject=f"round:{held.pk}:minutes").count() == 1
    village.post(close)
    held.refresh_from_db()
    assert (held.state, held.minutes_name) == (RoundState.HELD, "Berita acara Siti.pdf")
    assert Path(path_of(held.minutes)).is_file()
    assert not held.tasks.exists()


def test_a_meeting_is_cancelled_with_a_reason_only(office: Client, tasks: list[Task]) -> None:
    held = called(office, tasks)[0]
    address = reverse("tasks.cancel", args=[held.pk])
    office.post(address, {"reason": ""})
    held.refresh_from_db()
    assert held.state == RoundState.PLANNED
    office.post(address, {"reason": "kepala desa berhalangan"})
    held.refresh_from_db()
    assert held.state == RoundState.CANCELLED
    assert not Task.objects.exclude(round=None).filter(round=held).exists()


def test_the_village_finds_the_meeting_s_families_among_its_tasks(
    office: Client, signed_in: SignIn, tasks: list[Task]
) -> None:
    village = signed_in(Role.VILLAGE_OPERATOR, tasks[0].area)
    before = village.get(reverse("tasks.list")).content.decode()
    called(office, tasks[:1])
    after = village.get(reverse("tasks.list")).content.decode()
    assert f"/tugas/{tasks[0].pk}/" not in before
    assert f"/tugas/{tasks[0].pk}/" in after
    assert Round.objects.get().meets_on <= timezone.localdate() + timedelta(days=1)
