"""Releases through the pages: built, compared, taken in, refused, and gone back to."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.app.app_kit import FATHER, HEADER, MOTHER
from tests.web.conftest import SignIn

from padan.app.worker import Worker
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.jobs.models import Job
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind, State
from padan.office.registry.models import Person, Release
from padan.office.registry.operations import offer
from padan.office.registry.states import State as ReleaseState
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.release import build

VILLAGE = "64.02.13.1008"
LATER = date(2026, 11, 27)
REASON = "berkas DTSEN November sudah masuk"
PIECES = {"HTTP_HX_REQUEST": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


@pytest.fixture
def inspector(signed_in: SignIn) -> Client:
    return signed_in(Role.INSPECTOR, "64.02", name="Tono")


@pytest.fixture(scope="module")
def newer(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a second release of the small register, of one file more."""
    root = tmp_path_factory.mktemp("newer")
    home = Home(shutil.copytree(small_release.root, root / "home", symlinks=True))
    path = root / "baru.csv"
    path.write_text(HEADER + FATHER + MOTHER, "utf-8")
    receive(home, Request(path, LATER))
    return build(home, LATER).folder


@pytest.fixture
def offered(release: Release, office_home: Path, newer: Path) -> Release:
    """The second release, beside the one in force."""
    shutil.copytree(newer, office_home / "releases" / newer.name)
    return offer(office_home / "releases" / newer.name, by=None, on=timezone.now())


def test_who_reads_releases_is_led_to_how_right_their_links_are(inspector: Client, release: Release) -> None:
    address = reverse("review.quality")
    assert f'href="{address}"' in inspector.get(reverse("releases.list")).content.decode()
    assert inspector.get(address).status_code == 200


def work() -> None:
    worker = Worker()
    while worker.step():
        pass


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(browser: Client, name: str, *args: Any, **asked: Any) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return words(answer)


def states() -> set[str]:
    return set(Release.objects.values_list("state", flat=True))


def test_without_a_release_it_is_said_what_to_do(officer: Client, office_home: Path) -> None:
    told = page(officer, "releases.list")
    assert "Belum ada rilis. Kirim berkas di halaman Berkas, lalu susun rilis." in told


def test_a_release_is_built_from_the_page_and_followed(officer: Client, release: Release) -> None:
    answer = officer.post(reverse("releases.build"), {"as_of": LATER.isoformat()})
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("releases.job", args=[job.pk]))
    waiting = officer.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "menunggu giliran" in page(officer, "releases.list")
    assert "Susun rilis" not in page(officer, "releases.list")
    work()
    done = officer.get(answer["Location"]).content.decode()
    made = Release.objects.get(as_of=LATER)
    assert reverse("releases.show", args=[made.name]) in done
    assert "hx-trigger" not in done
    assert (made.state, release.state) == (ReleaseState.OFFERED, ReleaseState.CURRENT)


def test_a_second_building_is_told_to_wait(officer: Client, release: Release) -> None:
    officer.post(reverse("releases.build"), {"as_of": LATER.isoformat()})
    answer = officer.post(reverse("releases.build"), {"as_of": LATER.isoformat()})
    assert (answer.status_code, "sedang menunggu atau dikerjakan" in words(answer)) == (422, True)
    assert Job.objects.count() == 1


def test_a_piece_of_a_job_that_is_over_loads_its_page_again(officer: Client, release: Release) -> None:
    job = ask(Kind.BUILD, {"as_of": LATER.isoformat()}, by=None, on=timezone.now())
    address = reverse("releases.job", args=[job.pk])
    here = {**PIECES, "HTTP_HX_CURRENT_URL": f"http://testserver{address}"}
    assert "HX-Refresh" not in officer.get(address, **here).headers
    work()
    assert officer.get(address, **here).headers["HX-Refresh"] == "true"


def test_a_job_that_failed_is_told_on_the_list(officer: Client, office_home: Path, settings: Any) -> None:
    settings.PADAN_HOME = office_home / "leer"
    ask(Kind.BUILD, {"as_of": LATER.isoformat()}, by=None, on=timezone.now())
    work()
    told = page(officer, "releases.list")
    assert "Belum ada berkas yang diterima Kirim berkasnya di halaman Berkas." in told


def test_differences_are_counted_by_kind_and_village(officer: Client, offered: Release) -> None:
    told = page(officer, "releases.show", offered.name)
    assert "Dibandingkan dengan keadaan 21 Nov 2026, yang berlaku" in told
    assert "2 Orang baru 0 Orang tidak ada lagi" in told
    assert "Kelurahan Wonotirto, Kec. Samboja 2 0 0 0 1" in told


def test_differences_are_listed_with_names_and_that_is_recorded(officer: Client, offered: Release) -> None:
    told = page(officer, "releases.show", offered.name, what="person_new", area=VILLAGE)
    assert "AHMAD SALIM" in told
    assert "SITI RAHMAH" in told
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.action, entry.subject, entry.area, entry.reason) == (
        "web.looked", f"release:{offered.name}", VILLAGE, "person_new",
    )  # fmt: skip


def test_names_lead_to_pages_only_where_the_register_in_force_has_them(officer: Client, offered: Release) -> None:
    asked = {"what": "person_new"}
    address = reverse("releases.show", args=[offered.name])
    assert "/orang/P" not in officer.get(address, asked).content.decode()
    officer.post(reverse("releases.take_in", args=[offered.name]), {"reason": REASON})
    work()
    number = Person.objects.get(release__name=offered.name, name="AHMAD SALIM").person_id
    assert reverse("people.person", args=[number]) in officer.get(address, asked).content.decode()


def test_a_village_without_differences_cannot_be_asked_for(officer: Client, offered: Release) -> None:
    answer = officer.get(reverse("releases.show", args=[offered.name]), {"what": "person_new", "area": "64.02.01.2001"})
    assert (answer.status_code, "AHMAD SALIM" in words(answer)) == (200, False)


def test_a_release_whose_folder_is_gone_is_told_and_not_compared(
    officer: Client, offered: Release, office_home: Path
) -> None:
    (office_home / "releases" / offered.name).rename(office_home / "weg")
    assert f"Rilis {offered.name} rusak" in page(officer, "releases.show", offered.name)


def test_taking_in_is_done_by_a_worker_and_going_back_is_one_action(officer: Client, offered: Release) -> None:
    before = Release.objects.get(state=ReleaseState.CURRENT)
    answer = officer.post(reverse("releases.take_in", args=[offered.name]), {"reason": REASON})
    assert "Mengesahkan rilis" in words(officer.get(answer["Location"]))
    assert Release.objects.get(state=ReleaseState.CURRENT) == before
    work()
    assert f"Rilis {offered.name} berlaku." in words(officer.get(answer["Location"]))
    assert Release.objects.get(state=ReleaseState.CURRENT) == offered
    assert Entry.objects.filter(action="registry.taken_in", reason=REASON).count() == 1

    assert "Kembali ke rilis ini" in page(officer, "releases.show", before.name)
    officer.post(reverse("releases.take_in", args=[before.name]), {"reason": "rilis baru salah desa"})
    work()
    assert Release.objects.get(state=ReleaseState.CURRENT) == before


def test_a_release_is_refused_for_a_reason_and_can_still_be_taken_in(officer: Client, offered: Release) -> None:
    officer.post(reverse("releases.refuse", args=[offered.name]), {"reason": "DTSEN belum lengkap"})
    assert states() == {ReleaseState.CURRENT, ReleaseState.REFUSED}
    assert Entry.objects.filter(action="registry.refused", reason="DTSEN belum lengkap").count() == 1
    told = page(officer, "releases.show", offered.name)
    assert ("Sahkan" in told, "Tolak" in told) == (True, False)
    officer.post(reverse("releases.take_in", args=[offered.name]), {"reason": REASON})
    work()
    assert Release.objects.get(state=ReleaseState.CURRENT) == offered


@pytest.mark.parametrize("name", ["releases.take_in", "releases.refuse"])
@pytest.mark.parametrize("reason", ["", "pendek"])
def test_a_reason_is_needed_and_what_was_typed_stays(officer: Client, offered: Release, name: str, reason: str) -> None:
    answer = officer.post(reverse(name, args=[offered.name]), {"reason": reason})
    assert (answer.status_code, f'value="{reason}"' in answer.content.decode()) == (422, bool(reason))
    assert states() == {ReleaseState.CURRENT, ReleaseState.OFFERED}
    assert not Job.objects.exists()


NOT_NOW = {
    "the one in force again": ("releases.take_in", "sudah berlaku"),
    "refuse the one in force": ("releases.refuse", "tidak sedang ditawarkan"),
}


@pytest.mark.parametrize("how", NOT_NOW)
def test_what_cannot_be_done_is_said(officer: Client, release: Release, how: str) -> None:
    name, said = NOT_NOW[how]
    answer = officer.post(reverse(name, args=[release.name]), {"reason": REASON})
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert states() == {ReleaseState.CURRENT}


def test_of_two_officers_who_take_in_one_is_told(officer: Client, offered: Release) -> None:
    address = reverse("releases.take_in", args=[offered.name])
    assert officer.post(address, {"reason": REASON}).status_code == 302
    answer = officer.post(address, {"reason": REASON})
    assert (answer.status_code, "sedang menunggu" in words(answer)) == (422, True)
    work()
    assert Job.objects.get().state == State.DONE


def test_the_inspector_reads_and_settles_nothing(inspector: Client, offered: Release) -> None:
    told = page(inspector, "releases.show", offered.name, what="person_new")
    assert ("AHMAD SALIM" in told, "Sahkan" in told) == (True, False)
    assert "Susun rilis" not in page(inspector, "releases.list")
    for name in ("releases.take_in", "releases.refuse"):
        address = reverse(name, args=[offered.name])
        assert [inspector.get(address).status_code, inspector.post(address, {"reason": REASON}).status_code] == [
            403,
            403,
        ]
    assert states() == {ReleaseState.CURRENT, ReleaseState.OFFERED}


def test_an_officer_of_another_regency_sees_no_release_and_no_work(signed_in: SignIn, offered: Release) -> None:
    stranger = signed_in(Role.DATA_OFFICER, "64.03", name="Lain")
    job = ask(Kind.BUILD, {"as_of": LATER.isoformat()}, by=None, on=timezone.now())
    told = page(stranger, "releases.list")
    assert (offered.name in told, "Diminta" in told) == (False, False)
    for name, number in (("releases.show", offered.name), ("releases.take_in", offered.name), ("releases.job", job.pk)):
        assert stranger.get(reverse(name, args=[number])).status_code == 404
    answer = stranger.post(reverse("releases.build"), {"as_of": LATER.isoformat()})
    assert (answer.status_code, "Jabatan Anda tidak dapat" in words(answer)) == (422, True)


def test_comparing_asks_the_database_little(
    officer: Client, offered: Release, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        page(officer, "releases.show", offered.name, what="person_new")
