"""What the first page says that there is to do, to whom, and for which area."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.office.reviews import reviews_kit
from tests.office.tasks.tasks_kit import opened, want
from tests.web.conftest import OTHER_REGENCY, REGENCY, Places, SignIn, area_of

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.audit.queries import head
from padan.office.jobs.models import Job
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind
from padan.office.jobs.states import State as JobState
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State as UploadState
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.office.reviews.operations import decide, undo
from padan.office.reviews.states import Verdict
from padan.office.subjects.operations import Found, Request, open_case, report_breach
from padan.office.subjects.states import Right
from padan.office.tasks.models import Task
from padan.web import waiting

pytestmark = pytest.mark.django_db

_TILE = re.compile(
    r'<a class="tile tile-\w+" href="([^"]*)"><span class="figure">([^<]*)</span>\s*(?:<svg.*?</svg>)?\s*([^<]*)</a>',
    re.DOTALL,
)


def tiles(browser: Client) -> dict[str, tuple[str, str]]:
    """The tiles of the first page: by their words, the figure and the address."""
    answer = browser.get(reverse("home"))
    assert answer.status_code == 200
    found = _TILE.findall(answer.content.decode())
    return {words.strip(): (figure, address.replace("&amp;", "&")) for address, figure, words in found}


def offered(many: int = 2) -> None:
    for number in range(many):
        Release.objects.create(
            name=f"2027-0{number + 1}-01-abc", as_of="2027-01-01", state=ReleaseState.OFFERED, people=1, families=1,
            offered_at=timezone.now(),
        )  # fmt: skip


def building() -> None:
    ask(Kind.BUILD, {"as_of": "2026-11-28"}, by=None, on=timezone.now())


def failed() -> None:
    building()
    Job.objects.update(state=JobState.FAILED, error="disk penuh")


def pairs_of(village: str) -> None:
    reviews_kit.asked(area_a=village, area_b=village)


def case_of(village: str) -> None:
    wanted = Request(Right.ACCESS, "person:P1", village, "salinan", "Siti", "KTP", timezone.now())
    open_case(wanted, by=None, on=timezone.now())


def breach_of(village: str) -> None:
    report_breach(Found(timezone.now(), village[:5], "laptop hilang", "nama", "dua desa"), by=None, on=timezone.now())


def ending(_village: str) -> None:
    now, day = timezone.now(), timezone.localdate()
    account = invite("kader@kukar.example", "Kader", by=None, on=now)
    account.set_password("padan-uji-2026")
    account.save()
    wanted = Appointment(account, Role.COORDINATOR, (REGENCY,), day, day + timedelta(days=30))
    appoint(wanted, by=None, on=now, reason="uji")


#: What happens in the tested village, whose first page tells of it, and with which figure and words.
DRAWN: list[tuple[Callable[[str], None], Role, str, str]] = [
    (lambda _village: offered(2), Role.DATA_OFFICER, "2", "rilis menunggu disahkan"),
    (lambda _village: building(), Role.DATA_OFFICER, "1", "pekerjaan pada rilis sedang berjalan"),
    (lambda _village: failed(), Role.DATA_OFFICER, "1", "pekerjaan pada rilis tidak berhasil"),
    (pairs_of, Role.DATA_OFFICER, "1", "pasangan menunggu jawaban"),
    (pairs_of, Role.VILLAGE_OPERATOR, "1", "pasangan menunggu jawaban"),
    (case_of, Role.DATA_OFFICER, "1", "permintaan atas data bertenggat dalam 7 hari atau sudah lewat"),
    (case_of, Role.INSPECTOR, "1", "permintaan atas data bertenggat dalam 7 hari atau sudah lewat"),
    (breach_of, Role.DATA_OFFICER, "1", "kegagalan pelindungan data belum ditutup"),
    (ending, Role.ADMINISTRATOR, "1", "akun dengan jabatan yang berakhir dalam 30 hari"),
]


@pytest.mark.parametrize(("happens", "role", "figure", "words"), DRAWN, ids=[f"{row[1]}: {row[3]}" for row in DRAWN])
def test_what_waits_is_told_with_its_number_and_leads_to_its_page(
    happens: Callable[[str], None], role: Role, figure: str, words: str, signed_in: SignIn, places: Places
) -> None:
    browser = signed_in(role, *area_of(role, places.village))
    assert words not in tiles(browser)
    happens(places.village)
    told = tiles(browser)[words]
    assert told[0] == figure
    assert browser.get(told[1]).status_code == 200


@pytest.mark.parametrize(("happens", "role", "figure", "words"), DRAWN, ids=[f"{row[1]}: {row[3]}" for row in DRAWN])
def test_nothing_is_told_of_what_lies_outside_the_area(
    happens: Callable[[str], None], role: Role, figure: str, words: str, signed_in: SignIn, places: Places
) -> None:
    happens(places.village)
    elsewhere = places.elsewhere if role is Role.VILLAGE_OPERATOR else f"{OTHER_REGENCY}.01.1001"
    assert words not in tiles(signed_in(role, *area_of(role, elsewhere)))


@pytest.mark.parametrize(
    ("state", "rejected", "words"),
    [
        (UploadState.WAITING, None, "berkas Anda sedang diterima"),
        (UploadState.REFUSED, None, "berkas Anda tidak dapat diterima"),
        (UploadState.RECEIVED, 3, "berkas Anda berisi baris yang ditolak"),
        (UploadState.RECEIVED, 0, None),
        (UploadState.KNOWN, None, None),
    ],
)
def test_what_became_of_my_own_files_is_told_to_me_alone(
    state: UploadState, rejected: int | None, words: str | None, signed_in: SignIn, places: Places
) -> None:
    mine, others = (signed_in(Role.VILLAGE_OPERATOR, places.village, name=name) for name in ("Ani", "Budi"))
    rows = {} if rejected is None else {"rows_in": 9, "rows_accepted": 9 - rejected, "rows_rejected": rejected}
    Upload.objects.create(
        name="warga.xlsx", size=1, sha256="0" * 64, area=places.village, sent_by=Account.objects.get(name="Ani"),
        sent_at=timezone.now(), state=state, **rows,
    )  # fmt: skip
    about = {"berkas Anda sedang diterima", "berkas Anda tidak dapat diterima", "berkas Anda berisi baris yang ditolak"}
    # And one of which nothing waits any more.
    Upload.objects.create(
        name="beres.xlsx", size=1, sha256="1" * 64, area=places.village, sent_by=Account.objects.get(name="Ani"),
        sent_at=timezone.now(), state=UploadState.RECEIVED, rows_in=9, rows_accepted=9, rows_rejected=0,
    )  # fmt: skip
    told = tiles(mine)
    assert about & told.keys() == ({words} if words else set())
    if words:
        shown = mine.get(told[words][1]).content.decode()
        assert ("warga.xlsx" in shown, "beres.xlsx" in shown) == (True, False)
    assert not about & tiles(others).keys()


def test_a_pair_is_told_of_as_long_as_i_can_answer_it(signed_in: SignIn, places: Places) -> None:
    words = "pasangan menunggu jawaban"
    mine, others = (signed_in(Role.DATA_OFFICER, REGENCY, name=name) for name in ("Ani", "Budi"))
    ani = Account.objects.get(name="Ani")
    for number in (1, 2):
        # So much hangs on these that another person must agree.
        pair = reviews_kit.asked(number, area_a=places.village, area_b=places.village, growth=True)
    assert tiles(mine)[words][0] == "2"
    decide(pair, Verdict.SAME, by=ani, on=timezone.now())
    assert (tiles(mine)[words][0], tiles(others)[words][0]) == ("1", "2")
    # The page behind the tile says the same.
    for browser, figure in ((mine, 1), (others, 2)):
        assert f'<p class="figure">{figure}</p>' in browser.get(tiles(browser)[words][1]).content.decode()
    undo(pair, by=ani, on=timezone.now())
    assert tiles(mine)[words][0] == "2"


LATE = "daftar terlambat atau belum pernah dikirim"


def desk(role: Role, day: date) -> waiting.Desk:
    account = invite("meja@kukar.example", "Meja", by=None, on=timezone.now())
    return waiting.Desk(account, day, timezone.now(), {role: Scope.of([REGENCY])})


@pytest.mark.parametrize(
    ("day", "role", "figure"),
    [
        (date(2026, 11, 21), Role.DATA_OFFICER, "1"),
        (date(2027, 1, 15), Role.DATA_OFFICER, "3"),
        (date(2027, 1, 15), Role.VILLAGE_OPERATOR, None),
    ],
)
def test_late_lists_are_told_of_to_who_receives_them(
    day: date, role: Role, figure: str | None, release: Release
) -> None:
    told = {tile.words: tile for tile in waiting.tiles(desk(role, day))}
    assert (told[LATE].figure if LATE in told else None) == figure


def test_lists_that_never_came_are_told_of(db: None, tmp_path: Path, settings: Any, signed_in: SignIn) -> None:
    settings.PADAN_HOME, settings.PADAN_SECOND_FACTOR = tmp_path, False
    browser = signed_in(Role.DATA_OFFICER, REGENCY)
    figure, address = tiles(browser)[LATE]
    assert figure == "5"
    assert browser.get(address).content.decode().count("belum pernah diterima") == 5


def test_accounts_without_a_password_are_told_of_to_who_keeps_them(signed_in: SignIn, places: Places) -> None:
    words, now, day = "akun belum membuat kata sandi", timezone.now(), timezone.localdate()
    for area in (REGENCY, OTHER_REGENCY):
        signed_in(Role.ADMINISTRATOR, area)
    for account in Account.objects.all():
        account.set_password("padan-uji-2026")
        account.save()
    keeper, elsewhere = (signed_in(Role.ADMINISTRATOR, area) for area in (REGENCY, OTHER_REGENCY))
    assert words not in tiles(keeper)
    invited = invite("kader@kukar.example", "Kader Wonotirto", by=None, on=now)
    appoint(Appointment(invited, Role.VILLAGE_OPERATOR, (places.village,), day, day), by=None, on=now, reason="uji")
    figure, address = tiles(keeper)[words]
    assert figure == "1"
    shown = keeper.get(address).content.decode()
    assert ("Kader Wonotirto" in shown, "Administrator" in shown.partition("<main")[2]) == (True, False)
    assert words not in tiles(elsewhere)


def test_files_of_long_ago_are_not_told_of(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.village, name="Ani")
    Upload.objects.create(
        name="warga.xlsx", size=1, sha256="0" * 64, area=places.village, sent_by=Account.objects.get(name="Ani"),
        sent_at=timezone.now() - waiting.BACK - timedelta(hours=1), state=UploadState.REFUSED,
    )  # fmt: skip
    assert "berkas Anda tidak dapat diterima" not in tiles(browser)


def test_the_inspector_is_shown_the_last_number_of_the_trail(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.INSPECTOR, REGENCY)
    figure, address = tiles(browser)["entri jejak; catat kepalanya hari ini"]
    assert (figure, address) == (str(head().number), reverse("trail.head"))


def test_more_pairs_than_anybody_counts_are_told_as_many(
    signed_in: SignIn, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 1)
    for number in range(2):
        reviews_kit.asked(record_a=f"a{number}", record_b=f"b{number}", area_a=places.village, area_b=places.village)
    assert tiles(signed_in(Role.DATA_OFFICER, REGENCY))["pasangan menunggu jawaban"][0] == "lebih dari 1"


@pytest.mark.parametrize(
    ("role", "next_step"),
    [
        (Role.NUTRITION_OFFICER, "Kirim daftar yang baru di halaman Berkas"),
        (Role.COORDINATOR, "Cari orang dan keluarga di wilayah Anda."),
        (Role.PROVINCE, "Yang dapat Anda lakukan sekarang tertulis di halaman Petunjuk."),
    ],
)
def test_who_has_nothing_to_do_is_told_what_can_be_done(
    role: Role, next_step: str, signed_in: SignIn, places: Places
) -> None:
    shown = signed_in(role, *area_of(role, places.village)).get(reverse("home")).content.decode()
    assert "Tidak ada yang menunggu Anda." in shown
    assert next_step in shown


def test_who_holds_no_post_is_told_whom_to_ask(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.DATA_OFFICER, REGENCY)
    pairs_of(places.village)
    Post.objects.update(until=timezone.localdate() - timedelta(days=1), since="2020-01-01")
    assert tiles(browser) == {}
    assert "Minta pengelola akun memberi jabatan" in browser.get(reverse("home")).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_the_numbers_take_at_most_twelve_queries(role: Role, signed_in: SignIn, places: Places) -> None:
    for happens, _role, _figure, _words in DRAWN:
        if happens is not DRAWN[2][0]:
            happens(places.village)
    browser = signed_in(role, *area_of(role, places.village))
    account = Account.objects.get(email__startswith=f"{role}-")
    areas = {Role(post.role): post.scope for post in account.posts.prefetch_related("places")}
    with CaptureQueriesContext(connection) as queries:
        waiting.tiles(waiting.Desk(account, timezone.localdate(), timezone.now(), areas))
    assert len(queries) <= 12
    assert browser.get(reverse("home")).status_code == 200


def test_tasks_that_must_not_wait_are_told_as_the_list_counts_them(
    signed_in: SignIn, release: Release, places: Places
) -> None:
    opened(*(want(number, area=places.village, owner="desa") for number in range(1, 5)))
    today = timezone.localdate()
    Task.objects.filter(pk__in=Task.objects.order_by("pk")[:2]).update(due_on=today - timedelta(days=90))
    Task.objects.filter(key=want(3).key).update(due_on=today + timedelta(days=2))
    Task.objects.filter(key=want(4).key).update(state="contested", due_on=today + timedelta(days=30))
    found = tiles(signed_in(Role.VILLAGE_OPERATOR, places.village))
    for words, many in (
        ("tugas terlambat", "2"), ("tugas jatuh tempo dalam 7 hari", "1"), ("tugas dengan jawaban bertentangan", "1"),
    ):  # fmt: skip
        assert found[words][0] == many
        listed = signed_in(Role.VILLAGE_OPERATOR, places.village).get(found[words][1]).content.decode()
        assert listed.count('class="name') == int(many)
    overseen = tiles(signed_in(Role.COORDINATOR, places.village[:8]))
    assert overseen["tugas diteruskan ke kecamatan"][0] == "2"
    assert "tugas terlambat" not in overseen
    elsewhere = tiles(signed_in(Role.VILLAGE_OPERATOR, places.elsewhere))
    assert not [words for words in elsewhere if words.startswith("tugas")]
