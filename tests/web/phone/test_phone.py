"""The phone's addresses: what it is given, what becomes of what it sends, and that its shell holds nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import Places, SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Release
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.opening import Wanted, open_from
from padan.web.phone import shell
from padan.web.phone.words import words

pytestmark = pytest.mark.django_db

SCRIPTS = Path(shell.__file__).parents[1] / "static" / "web" / "phone"


@pytest.fixture
def task(release: Release, places: Places) -> Task:
    """The village is asked about one of its families."""
    family = Family.objects.filter(area=places.village, head_name__isnull=False).first()
    wanted = Wanted(
        "G0000000000000001", "stale_dwelling_stunted", "desa", places.village, family.family_id, "", "", "", "d"
    )
    open_from(release, [wanted], by=None, on=timezone.now())
    return Task.objects.get()


@pytest.fixture
def phone(signed_in: SignIn, places: Places) -> Client:
    return signed_in(Role.VILLAGE_OPERATOR, places.village, name="Dewi")


def said(task: int, key: str = "key-00000001", **values: str) -> dict[str, Any]:
    return {
        "key": key, "task": task, "seen": 1, "said_at": timezone.now().isoformat(), "values": values or {"here": "no"}
    }  # fmt: skip


def send(phone: Client, *answers: Any, account: int | None = None) -> Any:
    number = account or Account.objects.get(name="Dewi").pk
    told = {"account": number, "sent_at": timezone.now().isoformat(), "answers": answers}
    return phone.post(reverse("phone.send"), json.dumps(told), content_type="application/json")


def test_a_phone_is_given_its_tasks_once_and_told_when_nothing_changed(phone: Client, task: Task) -> None:
    first = phone.get(reverse("phone.list")).json()
    assert [(each["id"], each["version"]) for each in first["cards"]] == [(task.pk, 1)]
    assert first["cards"][0]["names"]
    again = phone.get(reverse("phone.list"), {"mark": first["mark"]}).json()
    assert (again["same"], "cards" in again) == (first["mark"], False)
    phone.get(reverse("phone.list"))
    carried = Entry.objects.get(action="tasks.carried")
    assert task.family_id in carried.after
    assert send(phone, said(task.pk)).json()["results"][0]["outcome"] == "holds"
    assert phone.get(reverse("phone.list"), {"mark": first["mark"]}).json()["cards"] == []


def test_one_bad_answer_stops_no_other(phone: Client, task: Task) -> None:
    answers = [
        said(task.pk, "key-00000001", here="perhaps"),
        said(task.pk + 999, "key-00000002"),
        {"key": "key-00000003", "said_at": "yesterday"},
        {"no": "key"},
        said(task.pk, "key-00000005"),
        {"key": "key-00000006", "said_at": timezone.now().isoformat(), "people": []},
    ]
    results = send(phone, *answers).json()["results"]
    assert [each.get("kept") for each in results] == [False, False, False, False, True, False]
    assert results[0]["faults"].keys() == {"here"}
    assert all(each["words"] for each in results)
    assert Answer.objects.count() == 1


def test_the_same_answers_twice_are_once(phone: Client, task: Task) -> None:
    for _time in range(2):
        assert send(phone, said(task.pk)).json()["results"][0]["kept"] is True
    assert Answer.objects.count() == 1


#: What is no message of a phone, and how it is answered.
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422), (b"[]", 422), (b"{", 422), (b"\xff", 422), (b"[" * 100_000, 422), (b" " * 1_100_000, 413),
        (json.dumps({"account": 1, "sent_at": "2026-11-28T10:00:00+08:00", "answers": [{}] * 201}).encode(), 422),
        (json.dumps({"account": 1, "sent_at": "2026-11-28T10:00:00", "answers": []}).encode(), 422),
    ],
    ids=["empty", "list", "broken", "bytes", "deep", "large", "many", "no zone"],
)  # fmt: skip
def test_what_is_no_message_is_refused_whole(phone: Client, task: Task, body: bytes, status: int) -> None:
    answer = phone.post(reverse("phone.send"), body, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["words"])) == (status, True)


def test_answers_are_sent_by_their_writer_only(phone: Client, signed_in: SignIn, places: Places, task: Task) -> None:
    signed_in(Role.VILLAGE_OPERATOR, places.village, name="Budi")
    assert send(phone, said(task.pk), account=Account.objects.get(name="Budi").pk).status_code == 409
    assert not Answer.objects.exists()


def test_a_choice_needs_a_reason_and_a_task_of_the_reader(phone: Client, task: Task, places: Places) -> None:
    def choose(**told: Any) -> int:
        return phone.post(reverse("phone.choose"), json.dumps(told), content_type="application/json").status_code

    assert choose(task=task.pk, key=None, reason=" ") == 422
    assert choose(task=task.pk, key="none-of-them", reason="dilihat") == 422
    Task.objects.update(area=places.elsewhere)
    assert choose(task=task.pk, key=None, reason="dilihat") == 404


def test_the_shell_holds_nothing_of_people_and_is_small(phone: Client, task: Task) -> None:
    page = phone.get(reverse("phone.shell")).content.decode()
    assert "Dewi" not in page
    assert phone.get(reverse("phone.worker")).content.decode().count(shell.version()) >= len(shell.FILES)
    whole = len(page) + sum(len(shell.read(name)) for name in (*shell.FILES, "worker.js"))
    assert whole < 82_000


def test_the_shell_alone_may_use_the_camera_and_the_place(phone: Client) -> None:
    asked = {name: phone.get(reverse(name))["Permissions-Policy"] for name in ("home", "phone.list", "phone.shell")}
    nobody = "camera=(), geolocation=(), microphone=()"
    itself = "camera=(self), geolocation=(self), microphone=()"
    assert asked == {"home": nobody, "phone.list": nobody, "phone.shell": itself}


@pytest.mark.parametrize("name", [name for name in (*shell.FILES, "worker.js") if name.endswith(".js")])
def test_a_script_is_sent_without_its_comments_and_nothing_else_is_lost(name: str) -> None:
    lines = (SCRIPTS / name).read_text("utf-8").split("\n")
    code = ["" if line.lstrip().startswith("//") else line.lstrip() for line in lines]
    assert shell.read(name).decode().split("\n") == code
    # A text over several lines would lose its margin.
    assert not any("`" in line.split(" // ")[0] for line in code)


def test_a_file_of_an_older_shell_is_nowhere(client: Client) -> None:
    assert client.get(reverse("phone.file", args=[shell.version(), "app.js"]))["Cache-Control"].endswith("immutable")
    for version, name in ((shell.version(), "../padan.css"), (shell.version(), "worker.js"), ("0", "app.js")):
        assert client.get(f"/ponsel/{version}/{name}").status_code == 404


#: Beginnings of words that scripts put together.
BUILT = ("state_", "ended_", "replaces_", "checked_", "outcome_", "unit_")


def test_every_word_that_scripts_ask_for_is_there_and_no_other() -> None:
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    known = set(words())
    literal = set(re.findall(r'"([a-z_]+)"', scripts))
    built = {each for each in known if each.startswith(BUILT)}
    asked = set(re.findall(r'say\("([a-z_]+)"', scripts)) - set(BUILT)
    assert asked <= known
    assert known - built <= literal


def test_every_file_of_the_shell_is_listed() -> None:
    assert {path.name for path in SCRIPTS.iterdir()} == {*shell.KINDS, "worker.js"}
