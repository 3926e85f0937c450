"""From three pledges to the phone: a plan is asked for, one of it refused, the others accepted, and a round begun."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import WORK, follow, press, step
from tests.journeys.conftest import Site, Visit, regency
from tests.journeys.handing_kit import in_the_office

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
ROUND = "Jamban asuh uji"
_HOME = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.office.accounts.queries import Account, posts_of
now, day = timezone.now(), timezone.localdate()
writes, takes = (Account.objects.get(email=f"{who}@contoh.example") for who in ("data_officer", "coordinator"))
"""
#: A company with three confirmed pledges, a programme that givers pay, and an officer who had no hand in either: how
#: many latrines the operator's village needs.
_PLEDGED = (
    _HOME
    + """
from padan.app.demo_office import account_of
from padan.kernel.scope import Scope
from padan.office.aid.operations import Described, make_programme, revise_rule
from padan.office.giving import operations as giving
from padan.office.giving.kinds import Form
from padan.office.giving.registering import Described as Giver
from padan.office.giving.registering import consent, register, vet
from padan.office.registry import queries as registry
from padan.reports.needs import needs_in
from padan.rules import eligibility
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment, Schedule
account_of("pencocok@contoh.example", "Dodi Pencocok", "data_officer", ("64.02",))
village = posts_of(Account.objects.get(email="village_operator@contoh.example"), day)[0].scope
giver = register(Giver("company", "PT Cocok Contoh", "csr@contoh.example", "64.02"), "2026-11", by=writes, on=now)
consent(giver, "2026-11", given=True, by=writes, on=now)
vet(giver, verified=True, reason="cocok", by=takes, on=now)
for amount, kind, areas in ((10**9, "latrine", village), (6_000_000, "water", Scope()), (3_000_000, "pmt", Scope())):
    said = giving.Offered(Form.MONEY, Schedule.of([Instalment(day, amount)]), Restrictions(areas, frozenset({kind})))
    giving.confirm(giving.offer(giver, said, by=writes, on=now), by=takes, on=now)
fact = eligibility.Fact("at_risk", eligibility.FactKind.YES_NO, "berisiko", "at_risk", "Berisiko", "At risk")
told = Described("jamban-asuh", "Jamban asuh", "latrine", "64.02", "dinsos", "TJSL", "pemberi", "", by_givers=True)
made = make_programme(told, by=writes, on=now)
revise_rule(made, eligibility.read_rule("berisiko", eligibility.facts_of([fact])), by=writes, on=now)
print(sum(each.kind == "latrine" for each in needs_in(registry.current().folder, village)))
"""
)
#: The secretariat begins to deliver the round; gives who is to receive.
_BEGUN = (
    _HOME
    + """
from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.delivery.beginning import begin
held = begin(aid.rounds(Scope(("64.02",))).get(name=sys.argv[2]), by=takes, on=now)
print(json.dumps(sorted(aid.chosen(Scope(("64.02",)), held).values_list("family_id", flat=True))))
"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A regency of these stories' own: their plan speaks of all pledges, and the phone shows one round."""
    with regency(tmp_path_factory.mktemp("matching") / "demo") as opened:
        yield opened


def test_pledges_become_latrines_that_are_handed_over(site: Site, visit: Visit, looked_at: Look) -> None:
    needed = int(in_the_office(site, _PLEDGED).splitlines()[-1])
    assert needed >= 2
    officer = visit("pencocok")
    officer.goto("/pencocokan/")
    press(officer, "Susun rencana")
    link = officer.get_by_role("link", name="Rencana 1", exact=True)
    expect(link).to_be_visible(timeout=WORK)
    looked_at(officer, "pencocokan-rencana")
    link.click()
    expect(officer.get_by_text("dari yang terbaik").first).to_be_visible()
    expect(officer.get_by_text("PT Cocok Contoh").first).to_be_visible()
    looked_at(officer, "pencocokan-satu")
    address = officer.url

    officer.get_by_label("Jenis bantuan").select_option("latrine")
    press(officer, "Saring")
    officer.locator("ol.results a.name").first.click()
    expect(officer.get_by_text("Hanya janji ini yang membolehkannya.")).to_be_visible()
    looked_at(officer, "pencocokan-usul")
    officer.locator("summary", has_text="Tolak usul ini").click()
    officer.get_by_label("Alasan menolak").fill("Keluarga ini sedang membangun sendiri")
    press(officer, "Tolak")
    officer.goto(f"{address}?kind=latrine")
    press(officer, "Terima usul yang disaring")
    expect(officer.get_by_text(f"{needed - 1} usul diterima dan disisihkan.")).to_be_visible()

    follow(officer, "Buka putaran penyaluran")
    officer.get_by_label("Nama putaran").fill(ROUND)
    officer.get_by_label("Nama barang").fill("jamban")
    officer.get_by_label("Mulai").fill(date.today().replace(day=1).isoformat())
    looked_at(officer, "pencocokan-putaran")
    press(officer, "Buka putaran")
    expect(officer.get_by_role("heading", level=1)).to_have_text(ROUND)
    held = officer.url
    step(officer, held, "verifying")
    step(officer, held, "correcting")
    step(officer, held, "proposed", "desa menyetujui lewat surat camat")
    families: list[str] = json.loads(in_the_office(site, _BEGUN, ROUND).splitlines()[-1])
    assert len(families) == needed - 1
    _on_the_phone(visit, held, families)


def _on_the_phone(visit: Visit, held: str, families: list[str]) -> None:
    """The list that the operator's phone takes along has the round with its families."""
    phone = visit("village_operator", "phone")
    phone.goto("/ponsel/")
    phone.get_by_role("link", name="Penyaluran").click()
    number = held.rstrip("/").rpartition("/")[2]
    for family in families:
        expect(phone.locator(f"a[href='#/serah/{number}/{family}']")).to_be_visible()


@pytest.mark.parametrize("width", ["phone", "laptop"])
def test_what_one_more_pledge_would_change_is_compared(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("coordinator", width)
    page.goto("/pencocokan/andaikan/")
    page.get_by_label("Jumlah janji baru").fill("50000000")
    page.get_by_label("Sumber air minum", exact=True).check()
    press(page, "Hitung")
    link: Any = page.get_by_role("link", name="Andai ada janji baru Rp50.000.000").first
    expect(link).to_be_visible(timeout=WORK)
    looked_at(page, "pencocokan-andai")
    link.click()
    expect(page.get_by_text("Kebutuhan yang menjadi terpenuhi")).to_be_visible()
    looked_at(page, "pencocokan-andai-satu")
