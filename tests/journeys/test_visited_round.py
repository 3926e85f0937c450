"""Food is examined when it comes, handed out, and its families are visited: what visits found stands beside what the
office wrote down, and anybody draws the sample again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, Visit, padan
from tests.journeys.handing_kit import PREPARED, in_the_office

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
#: A round like that of the phones, with a point of its own.
_ROUND = PREPARED.replace('"uji-ponsel"', '"uji-mutu"').replace('"Balai desa uji"', '"Gudang uji mutu"')
#: All eight families get their rice; seven answer a visitor, of whom three were asked to pay and one got less.
_VISITED = """
import sys
from uuid import uuid4
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.kernel.scope import Scope
from padan.office.accounts.queries import Account
from padan.office.aid import queries as aid
from padan.office.checking.drawing import Level
from padan.office.checking.models import Met
from padan.office.checking.operations import Told, Wanted, assign, draw, tell
from padan.office.delivery.given import Given
from padan.office.delivery.taking import take
from padan.rules.delivery import Checked, Evidence, Outcome, Taker
now, day = timezone.now(), timezone.localdate()
officer, inspector = (Account.objects.get(email=f"{who}@contoh.example") for who in ("data_officer", "inspector"))
families = sys.argv[4].split(",")
signed = {Evidence.SIGNATURE: "a" * 64}
take([Given(str(uuid4()), int(sys.argv[2]), each, day.replace(day=1), Outcome.HANDED, now, "beras", "kg", 10,
            point=int(sys.argv[3]), taker=Taker.RECIPIENT, checked=Checked.KTP, proofs=signed) for each in families],
     by=officer, on=now)
held = aid.rounds_over(Scope(("64.02",))).get(pk=int(sys.argv[2]))
sample = draw(held, Wanted(Level.VILLAGE), by=inspector, on=now)
assign(sample, sample.visits.first().stratum, inspector, by=inspector, on=now)
for number, visit in enumerate(sample.visits.order_by("place")):
    said = {"received": 1, "in_time": 1, "needy": int(number != 1), "good": 1, "paid": int(number > 4)}
    met = Met.ABSENT if number == 0 else Met.MET
    tell(visit, Told(met, day, said, {"beras": 6 if number == 2 else 10}), by=inspector, on=now)
print(sample.pk)
"""


def test_visits_speak_beside_the_office(site: Site, visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    made = json.loads(in_the_office(site, _ROUND, "Beras uji mutu"))
    officer = visit("data_officer")
    _goods_come(officer, looked_at)
    sample = in_the_office(site, _VISITED, str(made["round"]), str(made["point"]), ",".join(made["families"]))

    for width in ("laptop", "phone"):
        page = visit("coordinator", width)
        page.goto(f"/penerima/putaran/{made['round']}/tepat/")
        expect(page.get_by_text("Tepat jumlah. Catatan kantor 100 %, kunjungan menemukan 86 % (73–93)")).to_be_visible()
        expect(page.get_by_text("Tepat harga. Catatan kantor 100 %, kunjungan menemukan 57 % (43–70)")).to_be_visible()
        looked_at(page, "tepat-kunjungan")
    officer.goto(f"/penerima/putaran/{made['round']}/tepat/")
    expect(officer.get_by_role("columnheader", name="Tepat kualitas")).to_be_visible()
    expect(officer.locator("a[href*='tepat=price']")).to_have_count(0)

    inspector = visit("inspector")
    inspector.goto(f"/penerima/putaran/{made['round']}/tepat/keluarga/?tepat=price")
    expect(inspector.get_by_text("kunjungan menemukan keluarganya diminta membayar")).to_have_count(3)
    inspector.goto(f"/pemeriksaan/{sample}/")
    looked_at(inspector, "pemeriksaan-contoh")
    with inspector.expect_download() as taken:
        inspector.get_by_role("link", name="Unduh daftar yang diundi").click()
    taken.value.save_as(tmp_path / "daftar.csv")
    told = padan("sample", "redraw", str(tmp_path / "daftar.csv"))
    assert "Keluarganya sama dengan yang diundi" in told
    assert all(family in told for family in made["families"])


def _goods_come(page: Page, looked_at: Look) -> None:
    page.goto("/penyaluran/barang/")
    form = page.locator("form").filter(has=page.get_by_label("Apa yang terjadi"))
    form.get_by_label("Barang").fill("beras")
    form.get_by_label("Satuan").fill("kg")
    form.get_by_label("Jumlah").fill("100")
    form.get_by_label("Ke titik").select_option("Gudang uji mutu")
    form.get_by_label("Pemasok").fill("Koperasi Tani")
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("belum diperiksa")).to_be_visible()
    form = page.locator("form").filter(has=page.get_by_label("Siapa yang memeriksa"))
    form.get_by_label("Siapa yang memeriksa").fill("Bu Camat")
    form.get_by_label("Harga beli").fill("14500")
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("layak, Rp14.500/kg, diperiksa Bu Camat")).to_be_visible()
    looked_at(page, "gudang-diperiksa")
