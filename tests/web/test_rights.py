"""The pages of data subjects' rights: requests, the file of all that is held, breaches."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.aid import web_aid_kit
from tests.web.conftest import Places, SignIn

from padan.office.accounts.roles import Role
from padan.office.aid.models import Listed
from padan.office.aid.models import Round as Aid
from padan.office.aid.states import State as AidState
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Person, Release
from padan.office.subjects.models import Breach, Case
from padan.reports import subject_file as files
from padan.reports.documents import Document
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.PADAN_SECOND_FACTOR = False


@pytest.fixture
def person(release: object, places: Places) -> Person:
    """Somebody of a family of several, with a NIK."""
    families = Family.objects.filter(members__gte=3).values("family_id")
    found = Person.objects.filter(area=places.village, family_id__in=families, nik_index__isnull=False)
    return found.filter(name__isnull=False).order_by("person_id").first()


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02")


@pytest.fixture
def inspector(signed_in: SignIn) -> Client:
    return signed_in(Role.INSPECTOR, "64.02")


def written(hours_ago: float = 0) -> str:
    return f"{timezone.localtime() - timedelta(hours=hours_ago):%Y-%m-%dT%H:%M}"


def asks(browser: Client, person: Person, hours_ago: float = 1, **more: str) -> Case:
    said = {
        "right": "correction", "wanted": "Tanggal lahirnya keliru.", "asked_by": "Siti, ibunya", "paper": "KTP",
        "asked_at": written(hours_ago), **more,
    }  # fmt: skip
    answer = browser.post(reverse("rights.ask", args=[person.person_id]), said)
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.order_by("-pk")[0]


def text(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_request_is_noted_from_the_persons_page(officer: Client, person: Person) -> None:
    assert reverse("rights.person", args=[person.person_id]) in text(officer, "people.person", person.person_id)
    case = asks(officer, person)
    assert (case.subject, case.area) == (f"person:{person.person_id}", person.area)
    page = text(officer, "rights.list")
    assert "memperbaiki data yang salah" in page
    assert "sisa 2 hari 2" in page
    assert "memperbaiki" in text(officer, "rights.person", person.person_id)


def test_a_request_that_is_late_is_told_above_all(officer: Client, person: Person) -> None:
    asks(officer, person)
    assert "sudah lewat tenggatnya" not in text(officer, "rights.list")
    late = asks(officer, person, hours_ago=75)
    page = text(officer, "rights.list")
    assert "1 permintaan sudah lewat tenggatnya" in page
    assert page.index("lewat 3 jam") < page.index("sisa ")
    assert re.search(r"/hak/(\d+)/", page[page.index("results") :])[1] == str(late.pk)


def test_a_request_is_answered_with_reasons(officer: Client, person: Person) -> None:
    case = asks(officer, person)
    page = reverse("rights.case", args=[case.pk])
    assert officer.post(page, {"state": "granted", "answer": "x" * 30}).status_code == 422
    assert officer.post(page, {"state": "examined"}).status_code == 302
    refused = officer.post(page, {"state": "granted", "answer": "sudah"})
    assert refused.status_code == 422
    assert "alasannya" in refused.content.decode()
    assert "sudah</textarea>" in refused.content.decode()
    assert officer.post(page, {"state": "granted", "answer": "Diperbaiki menurut akta lahir."}).status_code == 302
    assert "tepat waktu" in text(officer, "rights.list")
    assert "Diperbaiki menurut akta lahir." in text(officer, "rights.case", case.pk)


def test_an_inspector_reads_and_answers_nothing(officer: Client, inspector: Client, person: Person) -> None:
    case = asks(officer, person)
    assert "Langkah berikutnya" not in text(inspector, "rights.case", case.pk)
    inspector.post(reverse("rights.case", args=[case.pk]), {"state": "examined"})
    case.refresh_from_db()
    assert case.state == "received"
    assert "Hak atas datanya" not in text(inspector, "people.person", person.person_id)


def test_looking_at_a_request_is_written_down(officer: Client, person: Person) -> None:
    case = asks(officer, person)
    text(officer, "rights.case", case.pk)
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.subject, entry.area) == ("web.looked", f"case:{case.pk}", person.area)


@pytest.fixture
def document(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that were made into PDFs, as they were before."""
    made: list[Document] = []
    real = files.as_pdf
    monkeypatch.setattr(files, "as_pdf", lambda document, mark: (made.append(document), real(document, mark))[1])
    return made


def test_the_file_holds_all_values_with_sources_and_who_looked(
    officer: Client, person: Person, document: list[Document]
) -> None:
    text(officer, "people.person", person.person_id)
    asks(officer, person)
    page = reverse("rights.file", args=[person.person_id])
    assert officer.post(page, {"reason": ""}).status_code == 422
    answer = officer.post(page, {"reason": "diminta orangnya, KTP cocok"})
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    parts = {part.title: part for part in document[0].parts}
    assert ("NIK", person.nik) in parts["Data diri"].facts
    claimed = parts["Nilai tentang Anda dan asalnya"].rows
    assert any(person.nik in row[1] and row[2] and row[3] for row in claimed)
    assert parts["Baris daftar yang dinyatakan milik Anda"].rows
    assert ["Data Officer", "melihat data"] in [list(row[1:3]) for row in parts["Siapa yang melihat data Anda"].rows]
    assert parts["Permintaan Anda"].rows[0][2] == "Tanggal lahirnya keliru."
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.reason) == ("subjects.exported", "diminta orangnya, KTP cocok")


def test_the_file_says_in_which_lists_of_aid_the_family_stands(
    officer: Client, person: Person, release: Release, document: list[Document]
) -> None:
    held = web_aid_kit.opened(web_aid_kit.rule(web_aid_kit.programme()), release, area=person.area[:8])
    Aid.objects.filter(pk=held.pk).update(state=AidState.VERIFYING)
    Listed.objects.create(
        round=held, family_id=person.family_id, area=person.area, standing=Standing.CHOSEN, rank=4
    )  # fmt: skip
    officer.post(reverse("rights.file", args=[person.person_id]), {"reason": "diminta orangnya"})
    parts = {part.title: part for part in document[0].parts}
    ((programme, standing, decree, handed),) = parts["Bantuan untuk keluarga Anda"].rows
    assert (held.name in programme, standing, decree, handed) == (True, "Terpilih, urutan ke-4.", "", "")


def test_the_file_names_no_other_person(officer: Client, person: Person, document: list[Document]) -> None:
    officer.post(reverse("rights.file", args=[person.person_id]), {"reason": "diminta orangnya"})
    others = Person.objects.filter(family_id=person.family_id).exclude(person_id=person.person_id)
    own = {
        word.upper() for name in (person.name, person.mother_name, person.father_name) if name for word in name.split()
    }
    foreign = {other.name for other in others if other.name and not set(other.name.upper().split()) & own}
    numbers = {other.nik for other in others if other.nik}
    assert foreign | numbers
    said = repr(document[0]).upper()
    assert [each for each in foreign | numbers if each.upper() in said] == []


def test_every_page_of_the_file_is_marked_and_numbered(officer: Client, person: Person) -> None:
    pdf = officer.post(reverse("rights.file", args=[person.person_id]), {"reason": "diminta orangnya"}).content
    streams = [_unpacked(each) for each in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)]
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
    assert b"".join(streams)
    # A line that Typst draws turned is the watermark: one on each page.
    turned = [each for each in streams if re.search(rb"0\.788\d* -?0\.6156\d* ", each)]
    assert len(turned) >= len(re.findall(rb"/Type\s*/Page\b", pdf))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


BREACH = {"what": "Laptop hilang.", "data": "Nama, NIK", "whose": "Keluarga di dua desa", "many": "340"}


def reported(browser: Client, hours_ago: float, **more: str) -> Breach:
    answer = browser.post(reverse("rights.report"), {**BREACH, "found_at": written(hours_ago), **more})
    assert answer.status_code == 302
    return Breach.objects.order_by("-pk")[0]


@pytest.mark.parametrize(("hours", "said"), [(1, "sisa 2 hari 22 jam"), (71, "sisa 0 jam"), (80, "lewat 8 jam")])
def test_the_clock_of_a_breach_is_shown(officer: Client, hours: int, said: str) -> None:
    breach = reported(officer, hours)
    assert said in text(officer, "rights.breach", breach.pk)
    assert said in text(officer, "rights.breaches")


def test_a_breach_is_completed_and_closed(officer: Client, inspector: Client) -> None:
    breach = reported(officer, 10)
    page = reverse("rights.close", args=[breach.pk])
    assert "belum diberi tahu" in officer.post(page).content.decode()
    told = {"people_told_at": written(2), "authority_told_at": written(1), "done": "Kata sandi diganti."}
    amended = officer.post(
        reverse("rights.amend", args=[breach.pk]), {**BREACH, "found_at": written(10), "many": "", **told}
    )  # fmt: skip
    assert amended.status_code == 302
    assert "belum diketahui" in text(officer, "rights.breach", breach.pk)
    assert inspector.post(page).status_code == 403
    assert officer.post(page).status_code == 302
    assert "tepat waktu" in text(inspector, "rights.breaches")


def test_a_breach_of_tomorrow_is_refused_and_keeps_what_was_typed(officer: Client) -> None:
    answer = officer.post(reverse("rights.report"), {**BREACH, "found_at": written(-24)})
    assert answer.status_code == 422
    assert "Waktu itu belum terjadi" in answer.content.decode()
    assert "Laptop hilang.</textarea>" in answer.content.decode()
