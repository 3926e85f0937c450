"""A village operator hands out aid without a network: to three families, one of which got it elsewhere meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import ENVIRONMENT, Site, Visit, sign_in

from padan.web.phone import shell

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
ROUND = "Beras uji ponsel"
#: A round that is being delivered to five families of the operator's village: its number, and the families.
_PREPARED = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
import numpy as np
from django.utils import timezone
from padan.office.accounts.queries import Account, posts_of
from padan.office.aid.listing import draw, set_quotas
from padan.office.aid.operations import Described, Planned, make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State
from padan.office.delivery.beginning import begin
from padan.office.delivery.stock import open_point
from padan.office.registry import queries as registry
from padan.rules import eligibility
from padan.rules.package import Portion
from padan.rules.risk.answers import YES
from padan.rules.selection import Candidates, Key
now, day = timezone.now(), timezone.localdate()
by, signs = (Account.objects.get(email=f"{who}@contoh.example") for who in ("data_officer", "coordinator"))
scope = posts_of(Account.objects.get(email="village_operator@contoh.example"), day)[0].scope
village = scope.codes[0]
known = registry.people(scope).filter(relation="head").values_list("family_id", flat=True)
rows = registry.families(scope).filter(head_name__isnull=False, family_id__in=known).order_by("head_name", "family_id")
families = list(rows.values_list("family_id", flat=True)[:5])
fact = eligibility.Fact("at_risk", eligibility.FactKind.YES_NO, "berisiko", "at_risk", "Berisiko", "At risk")
described = Described("uji-ponsel", "Beras uji", "food", village[:5], "dinsos", "Perbup", "APBD", "5.1")
made = make_programme(described, by=by, on=now)
rule = revise_rule(made, eligibility.read_rule("berisiko", eligibility.facts_of([fact])), by=by, on=now)
planned = Planned(sys.argv[2], village, day.replace(day=1), 1, 600_000, 30_000_000)
held = open_round(rule, registry.current(), planned, by=by, on=now)
held = set_quotas(held, {village: 5}, by=by, on=now)
held = set_package(held, [Portion("beras", "kg", 10, price=15_000)], by=by, on=now)
ids, areas = np.array(families, object), np.array([village] * len(families), object)
keys = (Key("decile", np.ones(len(families))),)
held = draw(held, Candidates(ids, areas, np.full(len(families), YES, np.int8), keys), by=by, on=now)
for to in (State.VERIFYING, State.CORRECTING, State.PROPOSED):
    held = move(held, to, by=by, on=now, reason="desa setuju secara lisan" if to is State.PROPOSED else "")
held = begin(move(held, State.DECREED, by=signs, on=now, act="5ea1" * 16), by=by, on=now)
point = open_point("Balai desa uji", village, by=by, on=now)
print(json.dumps({"round": held.pk, "families": families, "point": point.pk}))
"""
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


def _in_the_office(site: Site, script: str, *more: str) -> str:
    command = [sys.executable, "-c", script, str(site.demo / "padan-home"), *more]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout.strip()


@pytest.fixture(scope="module")
def prepared(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_in_the_office(site, _PREPARED, ROUND))
    return found


def _opened(page: Page) -> None:
    page.goto("/ponsel/")
    page.get_by_role("link", name="Penyaluran").click()
    expect(page.get_by_text("5 keluarga,")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


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
    _opened(page)
    looked_at(page, "serah-01-daftar")
    page.context.set_offline(True)
    _fill(page, prepared, 0)
    photo = Path(shell.__file__).parents[1] / "static/web/phone/icon-512.png"
    page.get_by_label("Foto penyerahan").set_input_files(photo)
    page.locator("canvas").first.wait_for()
    _sign(page)
    looked_at(page, "serah-02-formulir")
    _save(page)
    _fill(page, prepared, 1)
    page.get_by_label("Jumlah beras (kg)").fill("4")
    page.wait_for_timeout(1_000)  # what is typed is kept a moment after the last letter
    page.reload()
    expect(page.get_by_label("Jumlah beras (kg)")).to_have_value("4")
    _save(page)
    _fill(page, prepared, 2)
    _save(page)
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
    told = _in_the_office(site, _GIVEN, str(prepared["round"]), prepared["families"][2], str(prepared["point"]))
    assert told == "counted"

    page.context.set_offline(False)
    expect(page.get_by_text("melebihi hak keluarga ini")).to_be_visible()
    expect(page.get_by_text("Menerima sebagian")).to_be_visible()
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("dihitung", exact=True)).to_have_count(2)
    expect(page.get_by_text("dicatat, tidak ada yang diserahkan")).to_be_visible()
    looked_at(page, "serah-04-terkirim")
    page.wait_for_function(f"({_ON_THE_PHONE})().then((kept) => kept.sizes.length === 0)")
    assert page.evaluate(_ON_THE_PHONE)["names"] == []

    office = visit("data_officer")
    office.goto(f"/penyaluran/putaran/{prepared['round']}/")
    expect(office.get_by_text("24 kg beras")).to_be_visible()
    expect(office.get_by_text("melebihi hak keluarga ini")).to_be_visible()


def _sign(page: Page) -> None:
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()


def test_what_the_office_refuses_stays_with_its_reason_and_names_leave_at_sign_out(
    visit: Visit, prepared: dict[str, Any], looked_at: Look
) -> None:
    page = visit(None, "phone")
    sign_in(page, "village_operator@contoh.example")
    _opened(page)

    def refuses(route: Any) -> None:
        events = json.loads(route.request.post_data)["events"]
        refused = "Titik bagi ini tidak ada. Muat ulang daftarnya."
        results = [{"key": each["key"], "refused": refused} for each in events]
        route.fulfill(json={"results": results})

    page.context.route("**/penyerahan.json", refuses)
    _fill(page, prepared, 4)
    _save(page)
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("Titik bagi ini tidak ada")).to_be_visible()
    looked_at(page, "serah-05-ditolak")
    page.context.unroute("**/penyerahan.json")
    page.context.route("**/penyerahan.json", lambda route: route.abort())
    page.get_by_role("link").filter(has=page.locator("xpath=self::*[starts-with(@href, '#/serah')]")).click()
    page.get_by_label("Jumlah beras (kg)").fill("6")
    _save(page)
    page.goto("/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/**")
    assert page.evaluate(_ON_THE_PHONE) == {"lists": 0, "names": [""], "sizes": []}
