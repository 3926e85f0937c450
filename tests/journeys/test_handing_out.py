"""A village operator hands out aid without a network: to three families, one of which got it elsewhere meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, Visit, sign_in
from tests.journeys.handing_kit import in_the_office, opened, sign
from tests.journeys.handing_kit import prepared as prepared

from padan.web.phone import shell

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
#: The office handed to a family before, and the phone did not know.
_GIVEN = """
import sys
from uuid import uuid4
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from datetime import timedelta
from django.utils import timezone
from padan.office.accounts.queries import Account
from padan.office.delivery.given import Given
from padan.office.delivery.taking import take
from padan.rules.delivery import Checked, Outcome, Taker
now = timezone.now() - timedelta(hours=1)
told = Given(str(uuid4()), int(sys.argv[2]), sys.argv[3], timezone.localdate().replace(day=1), Outcome.HANDED, now,
             "beras", "kg", 10, point=int(sys.argv[4]), taker=Taker.RECIPIENT, checked=Checked.KTP)
print(take([told], by=Account.objects.get(email="data_officer@contoh.example"), on=timezone.now())[0].label)
"""
#: What lies on the phone: hand-overs, pictures with their bytes, and whether a list does.
_ON_THE_PHONE = """() => new Promise((resolve) => {
  const asked = indexedDB.open("padan-ponsel");
  asked.onsuccess = () => {
    const frame = asked.result.transaction(["kept", "hands", "proofs"]);
    const [kept, hands, proofs] = ["kept", "hands", "proofs"].map((name) => frame.objectStore(name));
    const [names, rows, files] = [kept.getAllKeys(), hands.getAll(), proofs.getAll()];
    frame.oncomplete = () => {
      asked.result.close();
      resolve({ lists: names.result.filter((name) => name.startsWith("rounds:")).length,
        names: rows.result.map((each) => each.about.name), sizes: files.result.map((each) => each.blob.size) });
    };
  };
})"""


def _fill(page: Page, prepared: dict[str, Any], place: int) -> None:
    page.goto(f"/ponsel/#/serah/{prepared['round']}/{prepared['families'][place]}")
    page.locator("input[name=penerima]").first.check()
    page.get_by_label("KTP").check()


def _save(page: Page) -> None:
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan di ponsel.").wait_for()


def test_three_families_are_handed_their_aid_without_a_network(
    site: Site, visit: Visit, prepared: dict[str, Any], looked_at: Look
) -> None:
    page = visit("village_operator", "phone")
    opened(page)
    looked_at(page, "serah-01-daftar")
    page.context.set_offline(True)
    _fill(page, prepared, 0)
    photo = Path(shell.__file__).parents[1] / "static/web/phone/icon-512.png"
    page.get_by_label("Foto penyerahan").set_input_files(photo)
    page.locator("canvas").first.wait_for()
    sign(page)
    looked_at(page, "serah-02-formulir")
    _save(page)
    _fill(page, prepared, 1)
    page.get_by_label("Jumlah beras (kg)").fill("4")
    page.wait_for_timeout(1_000)  # what is typed is kept a moment after the last letter
    page.reload()
    expect(page.get_by_label("Jumlah beras (kg)")).to_have_value("4")
    _save(page)
    _fill(page, prepared, 2)
    page.get_by_role("button", name="Simpan").dblclick()
    page.get_by_text("Tersimpan di ponsel.").wait_for()
    page.goto(f"/ponsel/#/serah/{prepared['round']}/{prepared['families'][3]}")
    page.get_by_label("Ditolak keluarga").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tulis mengapa bantuan ditolak.")).to_be_visible()
    page.get_by_label("Catatan").fill("Sudah mendapat dari masjid")
    _save(page)
    page.reload()
    expect(page.get_by_text("Menunggu dikirim", exact=True)).to_have_count(4)
    looked_at(page, "serah-03-menunggu")
    kept = page.evaluate(_ON_THE_PHONE)
    assert len(kept["names"]) == 4
    assert len(kept["sizes"]) == 2
    assert max(kept["sizes"]) <= 200_000
    told = in_the_office(site, _GIVEN, str(prepared["round"]), prepared["families"][2], str(prepared["point"]))
    assert told == "counted"

    page.context.set_offline(False)
    expect(page.get_by_text("melebihi hak keluarga ini")).to_be_visible()
    expect(page.get_by_text("Menerima sebagian")).to_be_visible()
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("dihitung", exact=True)).to_have_count(2)
    expect(page.get_by_text("dicatat, tidak ada yang diserahkan")).to_be_visible()
    looked_at(page, "serah-04-terkirim")
    page.wait_for_function(f"() => ({_ON_THE_PHONE})().then((kept) => kept.sizes.length === 0)")
    assert page.evaluate(_ON_THE_PHONE)["names"] == []

    office = visit("data_officer")
    office.goto(f"/penyaluran/putaran/{prepared['round']}/")
    expect(office.get_by_text("24 kg beras")).to_be_visible()
    expect(office.get_by_text("melebihi hak keluarga ini")).to_be_visible()


def test_a_letter_a_thumbprint_a_substitute_a_place_and_a_card_reach_the_office(
    visit: Visit, prepared: dict[str, Any], looked_at: Look
) -> None:
    page = visit("village_operator", "phone")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -0.987654321, "longitude": 117.123456789})
    opened(page)
    page.context.set_offline(True)
    picture = Path(shell.__file__).parents[1] / "static/web/phone/icon-512.png"
    _fill(page, prepared, 5)
    by_proxy = page.locator("h1").inner_text()
    page.get_by_label("wakil dengan surat kuasa").check()
    page.get_by_label("Nama yang menerima").fill("Pak Wakil")
    expect(page.get_by_text("Tanpa foto surat kuasa")).to_be_visible()
    expect(page.get_by_text("Tempat penyerahan ikut dicatat.")).to_be_visible()
    looked_at(page, "serah-06-wakil")
    page.get_by_label("Foto surat kuasa").set_input_files(picture)
    expect(page.get_by_text("Tanpa foto surat kuasa")).to_be_hidden()
    sign(page)
    looked_at(page, "serah-07-surat-kuasa")
    _save(page)
    page.get_by_label("Cari nama").fill(prepared["cards"][6])
    page.locator(".rows").get_by_role("link").click()
    page.locator("input[name=penerima]").first.check()
    by_card = page.locator("h1").inner_text()
    page.get_by_label("Cap jempol di kertas").check()
    page.get_by_label("Foto cap jempol").set_input_files(picture)
    page.locator("canvas:not(.pad)").wait_for()
    looked_at(page, "serah-08-cap-jempol")
    _save(page)
    _fill(page, prepared, 7)
    substituted = page.locator("h1").inner_text()
    page.get_by_text("Ganti beras dengan barang lain").click()
    page.get_by_label("Jumlah jagung (kg)").fill("6")
    expect(page.get_by_label("Jumlah beras (kg)")).to_have_value("5")
    looked_at(page, "serah-09-pengganti")
    _save(page)
    page.goto(f"/ponsel/#/serah/{prepared['round']}/{prepared['families'][7]}")
    expect(page.get_by_text("menunggu dikirim 5 + 6 kg jagung, sisa 0")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("6 kg jagung (pengganti beras)")).to_be_visible()
    page.wait_for_function(f"() => ({_ON_THE_PHONE})().then((kept) => kept.names.length + kept.sizes.length === 0)")

    office = visit("data_officer")
    for name, what, told in (
        (by_proxy, "10 kg beras", ("Pak Wakil (wakil dengan surat kuasa)", "Lihat surat kuasa", "-0.98765, 117.12346")),
        (by_card, "10 kg beras", ("kartu penerima", "Lihat cap jempol", "-0.98765, 117.12346")),
        (substituted, "6 kg jagung", ("Sebagai pengganti", "dihitung")),
    ):
        office.goto(f"/penyaluran/putaran/{prepared['round']}/desa/{prepared['village']}/")
        rows = office.get_by_role("listitem").filter(has_text=what)
        rows.filter(has=office.get_by_role("link", name=name, exact=True)).get_by_role("link").click()
        for each in told:
            expect(office.get_by_text(each, exact=True)).to_be_visible()
        looked_at(office, f"serah-10-{told[0].replace(' ', '-')}")
    office.goto(f"/penerima/putaran/{prepared['round']}/tepat/keluarga/?tepat=administration")
    expect(office.get_by_role("row").filter(has_text=substituted)).to_contain_text("tanpa foto, tanda tangan")
    for name in (by_proxy, by_card):
        expect(office.get_by_role("row").filter(has_text=name)).to_have_count(0)


def test_what_the_office_refuses_stays_with_its_reason_and_names_leave_at_sign_out(
    visit: Visit, prepared: dict[str, Any], looked_at: Look
) -> None:
    page = visit(None, "phone")
    page.add_init_script("navigator.geolocation.getCurrentPosition = () => {}")  # a question that nobody answers
    sign_in(page, "village_operator@contoh.example")
    opened(page)

    def refuses(route: Any) -> None:
        events = json.loads(route.request.post_data)["events"]
        assert [each["position"] for each in events] == [None]
        refused = "Titik bagi ini tidak ada. Muat ulang daftarnya."
        results = [{"key": each["key"], "refused": refused} for each in events]
        route.fulfill(json={"results": results})

    page.context.route("**/penyerahan.json", refuses)
    _fill(page, prepared, 4)
    page.get_by_text("Ganti beras dengan barang lain").click()
    page.get_by_label("Jumlah jagung (kg)").fill("12")
    expect(page.get_by_label("Jumlah beras (kg)")).to_have_value("")
    _save(page)
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("Titik bagi ini tidak ada")).to_be_visible()
    looked_at(page, "serah-05-ditolak")
    page.context.unroute("**/penyerahan.json")
    page.context.route("**/penyerahan.json", lambda route: route.abort())
    page.get_by_role("link").filter(has=page.locator("xpath=self::*[starts-with(@href, '#/serah')]")).click()
    expect(page.get_by_label("Jumlah jagung (kg)")).to_have_value("12")
    page.get_by_label("Jumlah jagung (kg)").fill("6")
    _save(page)
    page.goto("/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/**")
    assert page.evaluate(_ON_THE_PHONE) == {"lists": 0, "names": [""], "sizes": []}
