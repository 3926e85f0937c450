"""A round through its pages: from a programme to a list that a village spoke of."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.web.aid import web_aid_kit as kit
from tests.web.conftest import SignIn

from padan.app.worker import Worker
from padan.office.accounts.roles import Role
from padan.office.aid.models import Excluded, Listed, Programme, Round, Settled, Statement
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.jobs.models import Job
from padan.office.registry.models import Family, Release
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db
PROGRAMME = {
    "name": "Pangan keluarga berisiko", "code": "pangan", "kind": "food", "owner": "dinsos", "fund": "APBD",
    "legal_basis": "Keputusan Bupati", "budget_line": "",
}  # fmt: skip
#: A page is no heavier than this, bytes.
HEAVIEST = 100_000


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(browser: Client, name: str, /, *args: Any, **asked: Any) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    assert len(answer.content) < HEAVIEST, name
    return words(answer)


def sent(browser: Client, name: str, /, *args: Any, status: int = 302, **data: Any) -> Any:
    answer = browser.post(reverse(name, args=args), data)
    assert answer.status_code == status, words(answer)
    return answer


def work() -> None:
    worker = Worker()
    while worker.step():
        pass


def test_from_a_programme_to_a_list_that_a_village_spoke_of(
    officer: Client, signed_in: SignIn, release: Release, office_home: Path
) -> None:
    assert "Belum ada program." in page(officer, "aid.list")
    sent(officer, "aid.make", **PROGRAMME)
    programme = Programme.objects.get()
    assert "Belum ada aturan." in page(officer, "aid.programme", programme.pk)
    sent(officer, "aid.rule", programme.pk, text=kit.RULE, do="save")
    assert "desil_terendah <= 6" in page(officer, "aid.programme", programme.pk)
    sent(
        officer, "aid.open", programme.pk, name="Tahap satu", area="64.02", rule="1", since="2027-01-01", months="2",
        cost="600000", budget="30000000",
    )  # fmt: skip
    held = Round.objects.get()
    sent(officer, "aid.quotas", held.pk, **{"places-64.02": "12"})
    sent(
        officer, "aid.package", held.pk,
        **{"item-0": "beras", "unit-0": "kg", "amount-0": "10", "whom-0": "family", "instead-0": "12 kg jagung"},
    )  # fmt: skip
    _drawn(officer, held)
    village = _verified(officer, signed_in, held)
    _settled(officer, held, village)


def test_a_round_of_supplementary_food_says_how_long_each_course_lasts(officer: Client, release: Release) -> None:
    sent(officer, "aid.make", **{**PROGRAMME, "kind": "pmt"})
    programme = Programme.objects.get()
    sent(officer, "aid.rule", programme.pk, text=kit.RULE, do="save")
    asked = page(officer, "aid.open", programme.pk)
    assert "Lamanya menurut aturan" in asked
    assert "Gizi kurang: 56 hari (PMT lokal 2025)" in asked
    for since, said in (("2027-01-01", "Ibu hamil KEK: 120 hari"), ("2022-03-01", "Gizi kurang: 90 hari (PMT 2022)")):
        sent(
            officer, "aid.open", programme.pk, name=since, area="64.02", rule="1", since=since, months="4", cost="0",
            budget="0",
        )  # fmt: skip
        assert said in page(officer, "aid.round", Round.objects.get(name=since).pk)


def _drawn(officer: Client, held: Round) -> None:
    answer = sent(officer, "aid.draw", held.pk)
    job = Job.objects.get()
    assert answer["Location"] == reverse("aid.job", args=[held.pk, job.pk])
    assert 'hx-trigger="every 1s"' in officer.get(answer["Location"]).content.decode()
    assert "menunggu giliran" in page(officer, "aid.round", held.pk)
    work()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert "Daftarnya tersusun." in page(officer, "aid.job", held.pk, job.pk)
    assert held.listed.filter(standing=Standing.CHOSEN).count() == 12
    assert "12 terpilih" in page(officer, "aid.round", held.pk)


def _verified(officer: Client, signed_in: SignIn, held: Round) -> str:
    """The list goes to the villages, and one speaks of it."""
    village = Listed.objects.filter(round=held, standing=Standing.CHOSEN).order_by("rank").first().area
    operator = signed_in(Role.VILLAGE_OPERATOR, village, name="Wati")
    assert "Belum ada daftar untuk desa Anda." in page(operator, "aid.list")
    assert operator.get(reverse("aid.village", args=[held.pk, village])).status_code == 404
    sent(officer, "aid.move", held.pk, "verifying")
    assert reverse("aid.village", args=[held.pk, village]) in operator.get(reverse("aid.list")).content.decode()
    first, *others = Listed.objects.filter(round=held, area=village, standing=Standing.CHOSEN).order_by("rank")
    data = {"family": [first.family_id, *(each.family_id for each in others)], f"verdict-{first.family_id}": "moved"}
    assert "Alasan belum diisi" in words(sent(operator, "aid.village", held.pk, village, status=422, do="say", **data))
    data[f"why-{first.family_id}"] = "pindah ke Bontang sejak Mei"
    assert "tidak terbaca" in words(
        sent(operator, "aid.village", held.pk, village, status=422, do="say", visited_on="kemarin", **data)
    )
    sent(operator, "aid.village", held.pk, village, do="rest", visited_on="2026-11-19", **data)
    assert "didatangi 19 Nov 2026" in page(operator, "aid.village", held.pk, village)
    assert Statement.objects.filter(round=held, verdict="right").count() == len(others)
    assert "pindah ke Bontang" in page(operator, "aid.village", held.pk, village)
    sent(operator, "aid.minutes", held.pk, village, met_on="2026-11-20", place="Balai desa", present="31", note="")
    assert "Balai desa: 31 orang hadir" in page(operator, "aid.village", held.pk, village)
    return village


def _settled(officer: Client, held: Round, village: str) -> None:
    """The officer works in what was said, and says why the silent villages are not waited for."""
    sent(officer, "aid.move", held.pk, "correcting")
    assert "Menunggu jawaban: 1" in page(officer, "aid.statements", held.pk)
    assert "pernyataan desa belum dijawab" in words(
        sent(officer, "aid.move", held.pk, "proposed", status=422, reason="")
    )
    said = Statement.objects.get(verdict="moved")
    sent(officer, "aid.settle", held.pk, statement=[said.pk], do="take")
    assert Settled.objects.get().taken
    assert Excluded.objects.get().family_id == said.family_id
    assert not held.listed.filter(family_id=said.family_id, standing=Standing.CHOSEN).exists()
    assert "desa belum menyatakan apa-apa" in words(
        sent(officer, "aid.move", held.pk, "proposed", status=422, reason="")
    )
    sent(officer, "aid.move", held.pk, "proposed", reason="desa lain menyetujui lewat surat")
    held.refresh_from_db()
    assert held.state == State.PROPOSED
    assert "desa lain menyetujui lewat surat" in page(officer, "aid.round", held.pk)


@pytest.fixture
def listed(release: Release, office_home: Path) -> Round:
    from padan.pipeline.home import Home

    return kit.drawn(kit.opened(kit.rule(kit.programme()), release), Home(office_home))


def test_the_list_is_narrowed_and_taken_along(officer: Client, listed: Round) -> None:
    everybody, chosen = (page(officer, "aid.names", listed.pk, **asked) for asked in ({}, {"standing": "1"}))
    assert f"{listed.listed.count()} keluarga" in everybody
    assert "12 keluarga" in chosen
    head = Family.objects.get(family_id=listed.listed.order_by("rank").first().family_id)
    assert head.head_name in chosen
    if head.kk:
        assert head.kk not in everybody
    address = f"{reverse('aid.take', args=[listed.pk])}?standing=1"
    assert officer.post(address, {"reason": ""}).status_code == 422
    answer = officer.post(address, {"reason": "untuk rapat TPPS bulan ini"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[0] for row in rows] == list(range(1, 13))
    assert rows[0][1] == head.head_name
    entry = Entry.objects.get(action="aid.list_taken")
    assert '"rows":12' in entry.after
    assert entry.reason == "untuk rapat TPPS bulan ini"


def test_why_a_family_is_in_a_list_and_how_it_leaves_and_comes_back(
    officer: Client, signed_in: SignIn, listed: Round
) -> None:
    first = listed.listed.order_by("rank").first()
    told = page(officer, "aid.family", listed.pk, first.family_id)
    assert "Terpilih, urutan ke-1." in told
    assert "desil_terendah <= 6 ya" in told
    address = ("aid.family", listed.pk, first.family_id)
    assert sent(officer, *address, status=422, kind="refused", reason="")
    sent(officer, *address, kind="refused", reason="menolak di hadapan RT")
    assert "Dikeluarkan: menolak bantuan." in page(officer, *address)
    assert "Kembalikan ke program" not in page(officer, *address)
    other = signed_in(Role.DATA_OFFICER, "64.02", name="Budi")
    assert "Kembalikan ke program" in page(other, *address)
    sent(other, "aid.lift", listed.pk, first.family_id, reason="salah keluarga, RT keliru")
    assert "Terpilih, urutan ke-1." in page(officer, *address)


def test_a_family_that_no_rule_lets_in_is_told_why(officer: Client, listed: Round, release: Release) -> None:
    inside = set(listed.listed.values_list("family_id", flat=True))
    out = Family.objects.filter(release=release, members__gte=1).exclude(family_id__in=inside).first()
    told = page(officer, "aid.family", listed.pk, out.family_id)
    assert "Tidak ada dalam daftar ini" in told
    assert officer.get(reverse("aid.family", args=[listed.pk, "FNOBODY"])).status_code == 404


def test_who_has_no_area_there_sees_no_round(signed_in: SignIn, listed: Round) -> None:
    elsewhere = signed_in(Role.DATA_OFFICER, "64.03", name="Lain")
    assert "Belum ada putaran." in page(elsewhere, "aid.list")
    for name in ("aid.round", "aid.names", "aid.quotas", "aid.statements"):
        assert elsewhere.get(reverse(name, args=[listed.pk])).status_code == 404


def test_a_decree_is_not_made_by_a_plain_move(officer: Client, signed_in: SignIn, listed: Round) -> None:
    kit.moved(listed, State.VERIFYING, State.CORRECTING, State.PROPOSED)
    coordinator = signed_in(Role.COORDINATOR, "64.02", name="Sari")
    told = page(coordinator, "aid.round", listed.pk)
    assert "Kembalikan untuk diperbaiki" in told
    assert coordinator.get(reverse("aid.move", args=[listed.pk, "decreed"])).status_code == 404
    assert coordinator.get(reverse("aid.move", args=[listed.pk, "kemarin"])).status_code == 404
    sent(coordinator, "aid.move", listed.pk, "correcting", status=422, reason="")
    sent(coordinator, "aid.move", listed.pk, "correcting", reason="kuota Samboja keliru")
    assert Round.objects.get().state == State.CORRECTING


def test_an_objection_of_the_people_is_passed_on_without_a_name(
    officer: Client, signed_in: SignIn, listed: Round
) -> None:
    kit.moved(listed, State.VERIFYING)
    row = listed.listed.filter(standing=Standing.CHOSEN).first()
    operator = signed_in(Role.VILLAGE_OPERATOR, row.area, name="Wati")
    data = {"do": "objection", "family": row.family_id}
    sent(operator, "aid.village", listed.pk, row.area, status=422, why="", **data)
    sent(operator, "aid.village", listed.pk, row.area, why="rumahnya baru dibangun dua lantai", **data)
    assert Statement.objects.get().objection
    kit.moved(listed, State.CORRECTING)
    sent(officer, "aid.settle", listed.pk, all="1", do="leave", why="")
    assert not Settled.objects.exists()
    sent(officer, "aid.settle", listed.pk, all="1", do="leave", why="sudah didatangi, rumah milik saudaranya")
    assert not Excluded.objects.exists()
    told = page(officer, "aid.statements", listed.pk)
    assert "tidak diikuti: sudah didatangi" in told
    assert "Menunggu jawaban: 0" in told


def test_quotas_that_are_no_numbers_or_cost_too_much_are_told_at_their_place(officer: Client, listed: Round) -> None:
    told = words(sent(officer, "aid.quotas", listed.pk, status=422, **{"places-64.02.13": "banyak"}))
    assert "Isi angka bulat." in told
    told = words(sent(officer, "aid.quotas", listed.pk, status=422, **{"places-64.02.13": "9000"}))
    assert "anggarannya" in told
    sent(officer, "aid.quotas", listed.pk, **{"places-64.02.13": "4", "places-64.02.13.1008": "2"})
    assert dict(listed.quotas.values_list("area", "places")) == {"64.02.13": 4, "64.02.13.1008": 2}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"item-0": "beras", "unit-0": "kg", "amount-0": "sepuluh"}, "Angka untuk beras"),
        ({"item-0": "beras", "unit-0": "", "amount-0": "10"}, "satuannya belum diisi"),
        ({"item-0": "beras", "unit-0": "kg", "amount-0": "10", "instead-0": "jagung"}, "Pengganti beras"),
        ({}, "Paket bantuan masih kosong"),
    ],
)
def test_a_package_that_is_none_is_told_why(officer: Client, listed: Round, row: dict[str, str], said: str) -> None:
    assert said in words(sent(officer, "aid.package", listed.pk, status=422, **row))


def test_programmes_are_set_apart(officer: Client, release: Release) -> None:
    one, other = kit.programme(), kit.programme(code="tunai", name="Tunai")
    assert "Tunai" in page(officer, "aid.apart", one.pk)
    sent(officer, "aid.apart", one.pk, programme=[other.pk])
    assert list(one.apart.all()) == [other]
    assert "Tunai" in page(officer, "aid.programme", one.pk)


@pytest.mark.parametrize("change", [{"code": "pangan"}, {"legal_basis": ""}])
def test_a_programme_that_cannot_be_is_told_why(officer: Client, release: Release, change: dict[str, str]) -> None:
    kit.programme(code="pangan")
    sent(officer, "aid.make", status=422, **{**PROGRAMME, "code": "baru", **change})
    assert Programme.objects.count() == 1
