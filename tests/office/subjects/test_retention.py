"""What was kept long enough goes, after it was told; the trail never does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import DateField

from padan.kernel.errors import InvalidValueError
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.privacy import Kind, kind_of
from padan.office.subjects.models import Case
from padan.office.subjects.operations import Request, open_case, step
from padan.office.subjects.retention import in_force, purge, rehearse
from padan.office.subjects.states import Right, State
from padan.reference.retention import periods

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_HOME = tmp_path
    return tmp_path


def settled(years_ago: float) -> Case:
    on = NOW - timedelta(days=365 * years_ago)
    request = Request(Right.ACCESS, "person:P1", "64.02", "Salinan.", "Siti", "KTP", on)
    return step(open_case(request, by=None, on=on), State.WITHDRAWN, by=None, on=on)


def session(hours: int) -> None:
    Session.objects.create(session_key=f"k{hours}", session_data="x", expire_date=NOW + timedelta(hours=hours))


def due() -> dict[str, int]:
    return {each.period.table: each.rows for each in rehearse(NOW) if each.rows}


def test_every_table_that_tells_of_people_says_how_long_it_is_kept() -> None:
    told = {
        model._meta.label
        for model in apps.get_models()
        if any(kind_of(field) in (Kind.PERSONAL, Kind.SPECIFIC) for field in model._meta.concrete_fields)
    }
    assert sorted(told - set(periods())) == []


def test_every_period_has_a_basis_and_a_moment_from_which_it_runs() -> None:
    for period in periods().values():
        assert period.basis("id")
        assert period.basis("en")
        try:
            model = apps.get_model(period.table)
        except LookupError:
            assert period.table.startswith("socialaccount.")
            continue
        assert not period.moment or isinstance(model._meta.get_field(period.moment), DateField)
        assert period.moment or period.kept is None


def test_a_rehearsal_removes_nothing() -> None:
    settled(6)
    session(-1)
    assert due() == {"subjects.Case": 1, "sessions.Session": 1}
    assert (Case.objects.count(), Session.objects.count()) == (1, 1)


def test_what_was_rehearsed_goes_and_is_counted_in_the_trail() -> None:
    old, kept = settled(6), settled(4)
    session(-1)
    session(1)
    told = due()
    entries = Entry.objects.count()
    gone = purge(by=None, on=NOW)
    assert {each.period.table: each.rows for each in gone} == told
    assert list(Case.objects.values_list("pk", flat=True)) == [kept.pk] != [old.pk]
    assert Session.objects.get().session_key == "k1"
    assert Entry.objects.count() == entries + 1
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.after) == ("subjects.purged", '{"sessions.Session":1,"subjects.Case":1}')
    assert trail.broken() == ()
    assert due() == {}


def test_an_open_case_never_goes() -> None:
    on = NOW - timedelta(days=9999)
    open_case(Request(Right.ACCESS, "person:P1", "64.02", "Salinan.", "Siti", "KTP", on), by=None, on=on)
    purge(by=None, on=NOW)
    assert Case.objects.count() == 1


def own(home: Path, *lines: str) -> None:
    (home / "retention.csv").write_text("table,days,basis\n" + "".join(f"{line}\n" for line in lines), "utf-8")


def test_the_controllers_own_periods_go_before(home: Path) -> None:
    settled(6)
    own(home, "subjects.Case,3650,Keputusan Bupati 9/2026")
    assert due() == {}
    assert in_force()["subjects.Case"].basis() == "Keputusan Bupati 9/2026"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("audit.Entry,1,x", "tidak dapat diatur"),
        ("accounts.Account,1,x", "tidak dapat diatur"),
        ("auth.Group,1,x", "tidak dapat diatur"),
        (",1,x", "tidak dapat diatur"),
        ("subjects.Case,sebulan,x", "hari dan dasarnya"),
        ("subjects.Case,30,", "hari dan dasarnya"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_its_line(home: Path, line: str, told: str) -> None:
    own(home, line)
    with pytest.raises(InvalidValueError, match=told) as refused:
        purge(by=None, on=NOW)
    assert "baris 2" in str(refused.value)
