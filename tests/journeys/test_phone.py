"""A village operator without a network: five tasks answered in the village, two of them meanwhile by the office too;
the phone dies while it sends, and nothing is lost or counted twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, Route
from tests.journeys.conftest import ENVIRONMENT, Site, Visit, regency, sign_in

from padan.reference.tasks import REPORTED
from padan.rules.tasks import check, form_of

pytestmark = pytest.mark.journey

#: Sends families of the operator's village to a meeting there, so that the village is asked; tells how many.
_CALLED = """
import sys
from datetime import timedelta
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.kernel.scope import Scope
from padan.office.accounts.queries import Account, posts_of
from padan.office.tasks import meetings, queries
from padan.rules.tasks import form_of
now, day = timezone.now(), timezone.localdate()
village = posts_of(Account.objects.get(email="village_operator@contoh.example"), day)[0].scope
rows = [each.pk for each in queries.open_tasks(village) if form_of(each.kind).code in ("proposal", "house")]
by = Account.objects.get(email="data_officer@contoh.example")
meetings.call("Musyawarah uji", day + timedelta(days=9), rows, by=by, on=now)
print(len(rows))
"""
#: The office says otherwise of two tasks meanwhile.
_ANSWERED = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.office.accounts.queries import Account
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.states import Channel
by = Account.objects.get(email="data_officer@contoh.example")
for number in json.loads(sys.argv[2]):
    given = Given(f"kantor-uji-{number}", number, {"proposal": "postponed"}, 99, Channel.PAGE)
    answer(given, by=by, on=timezone.now())
"""
#: What the office has of the tasks: how many answers of each, the tasks' states, and the values that hold.
_KEPT = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from padan.kernel.scope import Scope
from padan.office.tasks import queries
rows = list(queries.tasks(Scope.of(["64.02"])).filter(pk__in=json.loads(sys.argv[2])).order_by("pk"))
held = queries.holding(rows)
print(json.dumps([[queries.answers_to(each).count(), each.state,
                   queries.values_of(held[each.pk]).get("proposal", "") if each.pk in held else ""] for each in rows]))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A regency of these stories' own: they send all of a village's families to a meeting, and others begin with
    those."""
    with regency(tmp_path_factory.mktemp("phone") / "demo") as opened:
        yield opened


def _in_the_office(site: Site, script: str, *more: str) -> str:
    home = str(site.demo / "padan-home")
    command = [sys.executable, "-c", script, home, *more]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return ran.stdout.strip()


def _opened(visit: Visit) -> Page:
    page = visit("village_operator", "phone")
    page.goto("/ponsel/")
    page.locator("ul.rows > li").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def _answer(page: Page, number: int, words: str) -> None:
    page.goto(f"/ponsel/#/tugas/{number}")
    page.get_by_label(words, exact=True).check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan di ponsel.").wait_for()


def test_a_village_operator_works_for_a_day_without_a_network(
    site: Site, visit: Visit, looked_at: Callable[[Page, str], None]
) -> None:
    assert int(_in_the_office(site, _CALLED)) >= 5
    page = _opened(visit)
    looked_at(page, "ponsel-01-daftar")
    listed = page.evaluate("fetch('/ponsel/daftar.json').then((answer) => answer.json())")
    proposals, houses = (
        [each["id"] for each in listed["cards"] if listed["forms"][each["form"]][0]["name"] == first]
        for first in ("proposal", "here")
    )
    words = {**dict.fromkeys(proposals, "Diusulkan masuk DTSEN"), **dict.fromkeys(houses, "Tidak")}
    numbers = list(words)[:5]
    shared, told = proposals[:2], json.dumps(sorted(numbers))

    page.context.set_offline(True)
    page.goto(f"/ponsel/#/tugas/{numbers[0]}")
    page.reload()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Belum diisi.").wait_for()
    looked_at(page, "ponsel-02-belum-diisi")
    for number in numbers:
        _answer(page, number, words[number])
    page.goto("/ponsel/#/antrean")
    page.get_by_text("Belum dikirim", exact=True).first.wait_for()
    assert page.get_by_text("Belum dikirim", exact=True).count() == 5
    looked_at(page, "ponsel-03-antrean")
    _in_the_office(site, _ANSWERED, json.dumps(shared))

    # The answers arrive, the reply does not: the page is closed before.
    context = page.context

    def dies(route: Route) -> None:
        route.fetch()
        route.abort()

    context.route("**/kirim.json", dies)
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("kirim.json")):
        context.set_offline(False)
    page.close()
    context.unroute("**/kirim.json")
    assert sum(answers for answers, *_rest in json.loads(_in_the_office(site, _KEPT, told))) == 7

    page = context.new_page()
    page.goto("/ponsel/")
    page.get_by_text("Semua jawaban sudah dikirim").wait_for()
    kept = json.loads(_in_the_office(site, _KEPT, told))
    assert sum(answers for answers, *_rest in kept) == 7
    assert sorted(state for _answers, state, _value in kept) == ["answered"] * 3 + ["contested"] * 2
    page.goto("/ponsel/#/antrean")
    page.get_by_text("bertentangan: orang lain sudah menjawab berbeda").first.wait_for()
    looked_at(page, "ponsel-04-bertentangan")

    for number, whose in zip(shared, ("Jawaban saya", "Jawaban kantor"), strict=True):
        page.goto(f"/ponsel/#/tugas/{number}")
        page.locator("label", has_text=whose).locator("input").check()
        page.get_by_label("Alasan").fill("Dilihat sendiri bersama ketua RT")
        looked_at(page, f"ponsel-05-pilih-{shared.index(number)}")
        page.get_by_role("button", name="Simpan pilihan").click()
        page.get_by_text("Pilihan Anda tersimpan.").wait_for()
    settled = dict(zip(sorted(numbers), json.loads(_in_the_office(site, _KEPT, told)), strict=True))
    assert {state for _answers, state, _value in settled.values()} == {"answered"}
    assert [settled[number][2] for number in shared] == ["proposed", "postponed"]


def test_a_family_that_nobody_knew_is_reported_from_the_village(
    visit: Visit, looked_at: Callable[[Page, str], None]
) -> None:
    page = visit("village_operator", "phone")
    page.goto("/ponsel/#/keluarga")
    page.get_by_label("Nama lengkap").fill("Siti Rekaan")
    page.get_by_label("Perempuan").check()
    page.get_by_role("button", name="Tambah orang").click()
    page.get_by_label("Nama lengkap").nth(1).fill("Budi Rekaan")
    page.get_by_label("NIK").nth(1).fill("123")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("bukan 16 angka").wait_for()
    looked_at(page, "ponsel-06-keluarga")
    assert page.get_by_label("Nama lengkap").first.input_value() == "Siti Rekaan"
    page.get_by_label("NIK").nth(1).fill("")
    page.get_by_label("Laki-laki").nth(1).check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan di ponsel.").wait_for()  # the line above says that all is sent until it is kept
    page.get_by_text("Semua jawaban sudah dikirim").wait_for()
    page.goto("/ponsel/#/antrean")
    page.get_by_text("berlaku, menunggu rilis berikutnya").first.wait_for()


def test_signing_out_elsewhere_warns_of_unsent_answers_and_takes_the_names_along(
    site: Site, visit: Visit, looked_at: Callable[[Page, str], None]
) -> None:
    page = visit(None, "phone")
    sign_in(page, "village_operator@contoh.example")
    looked_at(page, "beranda-desa")
    page.get_by_role("link", name="Kerjakan di ponsel").click()
    page.locator("ul.rows > li").first.wait_for()
    page.context.route("**/kirim.json", lambda route: route.abort())
    page.goto("/ponsel/#/keluarga")
    page.get_by_label("Nama lengkap").fill("Sari Rekaan")
    page.get_by_label("Perempuan").check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan di ponsel.").wait_for()

    page.goto("/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("button", name="Keluar").click()
    assert "1 jawaban" in asked.value.message
    page.goto("/tugas/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/**")
    kept = page.evaluate(_ON_THE_PHONE)
    assert kept["queue"] == 1
    assert [name for name in kept["kept"] if name.startswith(("list", "account", "draft"))] == []


#: What lies on the phone: names of what is kept, and how many answers wait.
_ON_THE_PHONE = """() => new Promise((resolve) => {
  const asked = indexedDB.open("padan-ponsel");
  asked.onsuccess = () => {
    const frame = asked.result.transaction(["kept", "queue"]);
    const [kept, queue] = [frame.objectStore("kept").getAllKeys(), frame.objectStore("queue").count()];
    frame.oncomplete = () => resolve({ kept: kept.result, queue: queue.result });
  };
})"""

#: What people write in a field of the form for a family that nobody knew.
_WRITTEN = (
    ("name", "Siti"), ("name", "x" * 501), ("nik", "6402131203850001"), ("nik", "6402.1312.0385.0001"),
    ("nik", "6402135203850001"), ("nik", "6402137203850001"), ("nik", "6402131203850000"), ("nik", "1111111111111111"),
    ("nik", "1234567890123456"), ("nik", "640213120385000"), ("nik", "0402131203850001"), ("nik", "6402132902850001"),
    ("kk", "6402135203850001"), ("kk", "6402131203850001"), ("birth_date", "2020-02-29"), ("birth_date", "2021-02-29"),
    ("birth_date", "29-02-2020"), ("birth_date", "2199-01-01"), ("sex", "L"), ("sex", "X"), ("village", "Sebulu"),
    ("water", "piped"), ("water", "wine"), ("rt", "  "),
)  # fmt: skip
_FOUND = """([address, form, told, today]) => import(address).then(
  ({ check }) => told.map((written) => Object.keys(check(form, written, today, (code) => code).faults).length > 0))"""


def test_the_phone_finds_the_same_faults_as_the_office(visit: Visit) -> None:
    page = _opened(visit)
    form = page.evaluate("fetch('/ponsel/daftar.json').then((answer) => answer.json())")["report"]
    scripts = page.locator("script[type=module]").get_attribute("src")
    whole = {"name": "Siti", "sex": "P", "village": "64.02.13.1008"}
    told = [{}, whole, *({**whole, name: value} for name, value in _WRITTEN)]
    found = page.evaluate(_FOUND, [scripts.replace("app.js", "check.js"), form, told, "2026-11-28"])
    assert found == [not check(form_of(REPORTED), each, date(2026, 11, 28)).is_sound for each in told]
