"""What people answered, through whole releases: it enters the next one with who and when, once, whatever dies."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.utils import timezone
from tests.office.tasks.tasks_kit import data_officer

from padan.app import handing_answers
from padan.app.handing_answers import hand_over_answers
from padan.kernel.sql import quoted
from padan.office.registry.models import Family, Release
from padan.office.registry.operations import offer, take_in
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel, Outcome, State
from padan.office.tasks.unasked import Reported, Subject, merge, report_family, split, tell_of
from padan.pipeline.home import Home
from padan.pipeline.release import build
from padan.reference.tasks import HOUSE_TOLD
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db

REGENCY = "64.02"
_KEYS = count(1)


@pytest.fixture
def home(release: Release, office_home: Path) -> Home:
    """The small release in force, with what it asks."""
    open_from(release, wanted(release.folder, REGENCY), by=None, on=timezone.now())
    return Home(office_home)


def day() -> date:
    """Answers are of today, so what is built is as well."""
    return timezone.localdate()


def built(home: Home) -> Path:
    """What was answered handed over, the next release built and in force."""
    hand_over_answers(home, on=timezone.now())
    folder = build(home, day()).folder
    offered = offer(folder, by=None, on=timezone.now())
    if offered.state != "current":
        take_in(offered, by=None, on=timezone.now(), reason="uji")
    offered.refresh_from_db()
    open_from(offered, wanted(folder, REGENCY), by=None, on=timezone.now())
    return folder


def rows(folder: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Of a release's tables, each a view of its name."""
    with duckdb.connect() as con:
        for file in folder.glob("*.parquet"):
            con.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet({quoted(file)})")
        return con.execute(sql, list(parameters)).fetchall()


def say(task: Task, **values: object) -> Answer:
    given = Given(f"k{next(_KEYS)}", task.pk, values, task.version, Channel.PAGE)
    return answer(given, by=data_officer(), on=timezone.now())


def first(kind: str, **fields: object) -> Task:
    found = Task.objects.filter(kind=kind, **fields).exclude(family_id="").order_by("key").first()
    assert found is not None
    return found


def _family_reported() -> Answer:
    village = Family.objects.exclude(area=REGENCY).order_by("pk").first()
    assert village is not None
    people = [
        {
            "name": "Zubaidah Qomariyah", "sex": "P", "village": village.area, "relation": "head",
            "birth_date": "1990-05-06",
        },
        {"name": "Xaverius Qomar", "sex": "L", "relation": "child", "birth_date": "2024-02-01"},
    ]  # fmt: skip
    return report_family(Reported("lapor", people, Channel.PAGE), by=data_officer(), on=timezone.now())


def _address_told(family_id: str) -> Answer:
    """Of a family's house, as an officer mends it unasked."""
    task = first("conflicting_values", family_id=family_id)
    family = Subject(task.area, family_id, task.family_anchor)
    values = {"here": "yes", "address": "Jl. Kenanga 5", "rt": "007"}
    return tell_of(HOUSE_TOLD, "alamat", family, values, by=data_officer(), on=timezone.now())


def test_what_was_answered_is_in_the_next_release(home: Home) -> None:
    verdict = say(first("at_risk_not_poor_list"), proposal="proposed", note="miskin sejak banjir").task
    house = say(first("stale_dwelling_stunted"), here="yes", water="piped", latrine="own_septic").task
    value = say(first("conflicting_values"), birth_date="2001-02-03").task
    moved = say(first("child_not_measured"), outcome="moved").task
    lives = _address_told(value.family_id).task
    reported = _family_reported().task
    folder = built(home)

    told = rows(folder, "SELECT proposal, note, decided_by, true_at FROM answer WHERE family_id = ?", verdict.family_id)
    assert told == [("proposed", "miskin sejak banjir", "Rina", day())]

    seen = rows(
        folder, "SELECT water, latrine FROM dwelling WHERE family_id = ? AND source = 'office'", house.family_id
    )
    assert seen == [("piped", "own_septic")]
    fresh = rows(folder, "SELECT state FROM freshness WHERE subject_id = ? AND attribute = 'dwelling'", house.family_id)
    assert fresh == [("fresh",)]

    born = rows(folder, "SELECT birth_date FROM person WHERE person_id = ?", value.person_id)
    assert born == [(date(2001, 2, 3),)]

    at = rows(folder, "SELECT address, rt FROM family WHERE family_id = ?", lives.family_id)
    assert at == [("Jl. Kenanga 5", "007")]

    assert rows(folder, "SELECT status FROM person WHERE person_id = ?", moved.person_id) == [("moved",)]

    found = rows(folder, "SELECT name, family_id, village_code FROM person WHERE name ILIKE '%QOMAR%' ORDER BY name")
    assert [name.upper() for name, *_rest in found] == ["XAVERIUS QOMAR", "ZUBAIDAH QOMARIYAH"]
    assert {(family, place) for _name, family, place in found} == {(found[0][1], reported.area)}

    for task in (verdict, house, value, lives, moved, reported):
        task.refresh_from_db()
        assert task.state == State.SETTLED


def _large(folder: Path) -> tuple[str, str, list[str], str]:
    """A family of four or more: its id, a record of its head, one of each of the others, its place."""
    [(family, area)] = rows(
        folder, "SELECT family_id, village_code FROM family WHERE village_code IS NOT NULL "
        "ORDER BY members DESC, family_id LIMIT 1",
    )  # fmt: skip
    found = rows(
        folder, "SELECT min(record_id), f.head_person_id = p.person_id "
        "FROM person p JOIN record r USING (person_id) JOIN family f ON f.family_id = p.family_id "
        "WHERE p.family_id = ? AND role NOT IN ('mother', 'father') GROUP BY p.person_id, f.head_person_id ORDER BY 1",
        family,
    )  # fmt: skip
    head = next((record for record, is_head in found if is_head), found[0][0])
    return family, head, [record for record, _is_head in found if record != head], area


def test_a_family_is_split_by_hand_and_put_together_again(home: Home) -> None:
    folder = home.current_release()
    family, head, others, area = _large(folder)
    subject, moved = Subject(area, family, head), others[:2]
    split("pisah", subject, moved, len(others) + 1, "rumah sendiri", by=data_officer(), on=timezone.now())
    folder = built(home)
    where = rows(
        folder, "SELECT DISTINCT p.family_id FROM record r JOIN person p USING (person_id) WHERE r.record_id IN (?, ?)",
        *moved,
    )  # fmt: skip
    assert len(where) == 1
    assert where[0][0] != family
    [(stays,)] = rows(
        folder, "SELECT p.family_id FROM record r JOIN person p USING (person_id) WHERE record_id = ?", head
    )
    assert stays == family

    again = Subject(area, where[0][0], moved[0])
    merge(
        "gabung", again, moved, subject, "satu dapur lagi", by=data_officer(), on=timezone.now() + timedelta(seconds=1)
    )
    folder = built(home)
    where = rows(
        folder, "SELECT DISTINCT p.family_id FROM record r JOIN person p USING (person_id) WHERE r.record_id IN (?, ?)",
        *moved,
    )  # fmt: skip
    assert where == [(family,)]


def files(home: Home) -> list[dict[str, Any]]:
    """The lines of all answers that the register received."""
    found = []
    for file in sorted(home.received.glob("*.ndjson")):
        text = file.read_text("utf-8")
        if "nomor_jawaban" in text:
            found += [json.loads(line) for line in text.splitlines()]
    return found


def test_nothing_is_handed_over_twice(home: Home) -> None:
    say(first("at_risk_not_poor_list"), proposal="postponed")
    assert [hand_over_answers(home, on=timezone.now()) for _time in range(2)] == [1, 0]
    [line] = files(home)
    assert line["usulan"] == "postponed"
    assert line["diputuskan_oleh"] == "Rina"
    assert "nama" not in line


def test_what_is_not_of_the_register_is_only_marked(home: Home) -> None:
    task = Task.objects.filter(kind="stale_register").first()
    assert task is not None
    say(task, outcome="mended")
    assert hand_over_answers(home, on=timezone.now()) == 1
    assert files(home) == []
    assert not Answer.objects.filter(handed_over_at=None, outcome=Outcome.HOLDS).exists()


class Killed(BaseException):
    """The process dies."""


def _dies(*_args: object, **_kwargs: object) -> None:
    raise Killed


@pytest.mark.parametrize("at", ["hand_over", "receive", "_receive"])
def test_a_process_that_dies_anywhere(home: Home, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    say(first("at_risk_not_poor_list"), proposal="postponed")
    with monkeypatch.context() as dying:
        dying.setattr(handing_answers, at, _dies)
        with pytest.raises(Killed):
            hand_over_answers(home, on=timezone.now())
    say(first("stale_dwelling_stunted"), here="yes", water="rain")
    hand_over_answers(home, on=timezone.now() + timedelta(seconds=1))
    assert sorted(line["tentang"] for line in files(home)) == sorted(
        Task.objects.filter(state=State.ANSWERED).values_list("family_anchor", flat=True)
    )
    assert len(files(home)) == 2
    assert list(home.work.glob("*jawaban*")) == []
