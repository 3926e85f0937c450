"""From a complaint to a corrected fact: the person, the request, and the record of the source office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.office.complaints import complaints_kit as kit
from tests.office.complaints.complaints_kit import NOW, REGENCY, VILLAGE
from tests.office.tasks.tasks_kit import OTHER

from padan.app.answer_lines import Families, lines_of
from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.complaints import correcting
from padan.office.registry.models import Person, Release
from padan.office.registry.states import State as ReleaseState
from padan.office.subjects.models import Case
from padan.office.tasks import queries as tasks
from padan.office.tasks.unasked import Subject, tell_of
from padan.reference.tasks import HOUSE_TOLD, VALUE_TOLD

pytestmark = pytest.mark.django_db
WHOLE = Scope((REGENCY,))
PERSON, FAMILY = "P00000000000000A", "F00000000000000A"


@pytest.fixture(autouse=True)
def person() -> Person:
    """Somebody of the village, and somebody of another one."""
    release = Release.objects.create(
        name="satu", as_of=timezone.localdate(NOW), state=ReleaseState.CURRENT, people=2, families=2, offered_at=NOW
    )
    common = {"release": release, "name": "SITI", "sources": 1}
    Person.objects.create(person_id="P00000000000000B", family_id="F00000000000000B", area=OTHER, **common)
    return Person.objects.create(person_id=PERSON, family_id=FAMILY, area=VILLAGE, **common)


def test_whose_data_are_meant_is_said_by_the_desk_and_found_in_its_area(person: Person) -> None:
    held = kit.filed(category="data")
    with pytest.raises(NotAllowedError):
        correcting.point_to(held, person.person_id, by=kit.operator(), on=NOW)
    with pytest.raises(InvalidValueError, match="Tidak ada orang"):
        correcting.point_to(held, "P1", by=kit.clerk(), on=NOW)
    held = correcting.point_to(held, f" {person.person_id.lower()} ", by=kit.clerk(), on=NOW)
    assert correcting.person_of(held) == person.person_id


def test_a_request_is_opened_once_and_its_time_runs_since_the_complaint(person: Person) -> None:
    held = kit.filed(category="data", name="Zulaikha")
    with pytest.raises(InvalidValueError, match="belum ditunjuk"):
        correcting.open_request(held, "tanggal lahirnya", by=kit.clerk(), on=NOW)
    correcting.point_to(held, person.person_id, by=kit.clerk(), on=NOW)
    later = kit.days(1)
    held = correcting.open_request(held, "tanggal lahirnya", by=kit.clerk(), on=later)
    case = Case.objects.get()
    assert held.case == case
    assert (case.subject, case.right, case.asked_by) == (f"person:{person.person_id}", "correction", "Zulaikha")
    assert case.due_at == NOW + timedelta(hours=72)
    with pytest.raises(NotAllowedError, match="sudah dibuka"):
        correcting.open_request(held, "lagi", by=kit.clerk(), on=later)


def test_what_is_corrected_becomes_a_record_of_the_office_and_shows_on_the_complaint(person: Person) -> None:
    held = kit.filed(category="data")
    assert list(correcting.corrections(WHOLE, held)) == []
    held = correcting.point_to(held, person.person_id, by=kit.clerk(), on=NOW)
    subject = Subject(VILLAGE, person.family_id, "catatan-kepala", person.person_id, "catatan-orang")
    before = tell_of(VALUE_TOLD, "k0", subject, {"name": "SITI"}, by=kit.operator(), on=kit.days(-1))
    told = tell_of(VALUE_TOLD, "k1", subject, {"name": "SITI AMINAH"}, by=kit.operator(), on=kit.days(1))
    family = Subject(VILLAGE, person.family_id, "catatan-kepala")
    house = tell_of(HOUSE_TOLD, "k2", family, {"here": "yes", "rt": "3"}, by=kit.operator(), on=kit.days(1))
    other = Subject(OTHER, "F00000000000000B", "kepala-lain", "P00000000000000B", "orang-lain")
    tell_of(VALUE_TOLD, "k3", other, {"name": "LAIN"}, by=kit.clerk(), on=kit.days(1))
    assert set(correcting.corrections(WHOLE, held)) == {told, house}
    assert list(correcting.corrections(Scope((OTHER,)), held)) == []
    lines = list(lines_of(tasks.to_hand_over(), Families(lambda _f: "", lambda _f: ())))
    assert before.key in lines[0]["nomor_jawaban"]
    assert [line["nama"] for line in lines if line["nomor_jawaban"].startswith("k1/")] == ["SITI AMINAH"]
