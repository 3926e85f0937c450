"""Pages of matching: needs, a plan that a worker makes, proposals decided, a round opened, and what-ifs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.aid.aid_kit import officer as account
from tests.web.aid import web_aid_kit as aid
from tests.web.conftest import SignIn

from padan.app.worker import Worker
from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.aid.operations import revise_rule
from padan.office.giving import operations, registering
from padan.office.giving.kinds import Form
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.jobs.models import Job
from padan.office.matching.models import Plan, Proposal
from padan.office.registry.models import Release
from padan.reports.matching.lacking import Line
from padan.reports.needs import needs_in
from padan.rules.eligibility import read_rule
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment, Schedule
from padan.web.matching import told_needs

pytestmark = pytest.mark.django_db
REGENCY = "64.02"
HTMX = {"headers": {"hx-request": "true"}}


@pytest.fixture
def decider(signed_in: SignIn) -> Client:
    """A data officer who had no hand in any pledge."""
    return signed_in(Role.DATA_OFFICER, REGENCY, name="Dodi")


@pytest.fixture
def inspector(signed_in: SignIn) -> Client:
    return signed_in(Role.INSPECTOR, REGENCY, name="Irma")


def pledged(giver: Giver, amount: int, *kinds: str) -> Pledge:
    now = timezone.now()
    schedule = Schedule.of([Instalment(timezone.localdate(), amount)])
    said = operations.Offered(Form.MONEY, schedule, Restrictions(kinds=frozenset(kinds)))
    made = operations.offer(giver, said, by=account("rina"), on=now)
    return operations.confirm(made, by=account("sari", role=Role.COORDINATOR), on=now)


@pytest.fixture
def pledges(release: Release) -> list[Pledge]:
    """Money for latrines, and for food."""
    now = timezone.now()
    said = registering.Described("company", "PT Contoh", "csr@contoh.example", REGENCY)
    giver = registering.register(said, "2026-1", by=account("rina"), on=now)
    registering.consent(giver, "2026-1", given=True, by=account("rina"), on=now)
    registering.vet(giver, verified=True, reason="cocok", by=account("sari", role=Role.COORDINATOR), on=now)
    return [pledged(giver, 30_000_000, "latrine"), pledged(giver, 4_000_000, "pmt")]


@pytest.fixture
def plan(pledges: list[Pledge], decider: Client) -> Plan:
    """A plan that was asked for on the page and made by a worker."""
    assert decider.post(reverse("matching.list"), {"effort": "usual"}).status_code == 302
    Worker().step()
    return Plan.objects.get()


def text(browser: Client, name: str, *args: object, **asked: Any) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(browser: Client, name: str, number: int, **said: Any) -> str:
    """What the page says after a form was sent."""
    answer = browser.post(reverse(name, args=[number]), said, follow=True)
    return answer.content.decode()


def met(shown: str) -> tuple[int, int]:
    """How many needs a page of a what-if says are met today, and then."""
    today, then = re.findall(r"<dd>(\d+) dari \d+</dd>", shown)
    return int(today), int(then)


def test_needs_are_shown_with_what_is_left_of_them(release: Release, decider: Client) -> None:
    needs: list[Need] = needs_in(release.folder, Scope((REGENCY,)))
    shown = text(decider, "matching.needs")
    assert "Jamban keluarga" in shown
    assert f'<span class="figure">{len(needs)}</span> kebutuhan' in shown
    assert "1: ada balita gizi buruk" in shown
    assert "tanpa biaya yang diketahui" in shown


def test_of_needs_without_a_known_cost_no_amount_is_said() -> None:
    none, some = told_needs.line("", Line(needs=2, no_cost=2)), told_needs.line("", Line(needs=2, value=5, no_cost=1))
    assert (none.value, none.covered, none.held, none.left) == ("belum diketahui", "–", "–", "–")
    assert (some.value, some.left) == ("Rp5", "Rp5")
    assert told_needs.line("", Line()).value == "Rp0"


def test_before_a_release_there_is_nothing_to_match(office_home: Path, signed_in: SignIn) -> None:
    browser = signed_in(Role.DATA_OFFICER, REGENCY)
    assert "Belum ada rilis yang berlaku." in text(browser, "matching.needs")
    assert browser.post(reverse("matching.list"), {"effort": "usual"}).status_code == 302
    Worker().step()
    assert "Belum ada rilis yang berlaku" in text(browser, "matching.list")


def test_a_plan_is_asked_for_and_its_progress_told_until_it_is_there(
    pledges: list[Pledge], decider: Client, inspector: Client
) -> None:
    assert "Belum ada rencana." in text(decider, "matching.list")
    assert decider.post(reverse("matching.list"), {"effort": "mana saja"}).status_code == 422
    decider.post(reverse("matching.list"), {"effort": "usual"})
    waiting = decider.get(reverse("matching.list"), **HTMX)
    assert ("menunggu giliran" in waiting.content.decode(), "HX-Refresh" in waiting) == (True, False)
    Worker().step()
    assert decider.get(reverse("matching.list"), **HTMX)["HX-Refresh"] == "true"
    made = Plan.objects.get()
    assert Job.objects.get().result == {"plan": made.pk}
    shown = text(inspector, "matching.list")
    assert f"Rencana {made.pk}" in shown
    assert "Susun rencana" not in shown


def test_a_plan_says_how_near_it_is_and_why_needs_are_not_met(plan: Plan, inspector: Client) -> None:
    shown = text(inspector, "matching.plan", plan.pk)
    for said in (
        "dari yang terbaik", "Rp30.000.000", "Tidak ada janji yang membolehkan sumber air minum.",
        "Nilai kebutuhan sampai tingkat 1", "biayanya belum diketahui", "Hanya janji ini yang membolehkannya.",
    ):  # fmt: skip
        assert said in shown
    assert "Terima semua usul" not in shown
    answer = inspector.post(reverse("matching.plan", args=[plan.pk]), {})
    assert answer.status_code == 200
    assert not Hold.objects.exists()


def test_all_proposals_of_a_kind_are_accepted_in_one_action(plan: Plan, decider: Client, inspector: Client) -> None:
    latrines = Proposal.objects.filter(kind="latrine")
    assert latrines.count() == 3
    shown = text(decider, "matching.plan", plan.pk, kind="latrine")
    assert "Terima usul yang disaring" in shown
    said = sent(decider, "matching.plan", plan.pk, kind="latrine")
    assert "3 usul diterima dan disisihkan." in said
    assert Hold.objects.count() == 3
    district = Proposal.objects.exclude(kind="latrine").first().area[:8]
    sent(decider, "matching.plan", plan.pk, district=district)
    assert set(Hold.objects.values_list("need__kind", flat=True)) == {"latrine", "pmt"}
    assert "Tidak ada usul yang menunggu di sini." in sent(decider, "matching.plan", plan.pk, kind="latrine")
    assert "Tidak ada usul di sini." in text(decider, "matching.plan", plan.pk, kind="latrine")
    assert "Buka putaran penyaluran" in text(decider, "matching.plan", plan.pk)
    assert "Buka putaran penyaluran" not in text(inspector, "matching.plan", plan.pk)
    assert "Jamban keluarga" in text(decider, "matching.plan", plan.pk, kind="latrine", which="accepted")


def test_who_took_the_pledge_is_told_why_nothing_is_accepted(plan: Plan) -> None:
    browser = Client()
    browser.force_login(account("rina"), "allauth.account.auth_backends.AuthenticationBackend")
    said = sent(browser, "matching.plan", plan.pk)
    assert "usul tidak dapat diterima: Janji ini Anda sendiri yang menulis atau menerima." in said
    assert not Hold.objects.exists()


def test_one_proposal_is_accepted_one_changed_and_one_refused(
    plan: Plan, decider: Client, pledges: list[Pledge]
) -> None:
    first, second, third = Proposal.objects.filter(kind="latrine")
    shown = text(decider, "matching.proposal", first.pk)
    assert reverse("people.family", args=[first.family_id]) in shown
    sent(decider, "matching.proposal", first.pk, do="accept")
    assert first.decision.hold.pledge == pledges[0]
    for doing in (
        {"do": "refuse", "refusal": ""},
        {"do": "change", "pledge": pledges[0].pk, "units": 1, "reason": "x"},
    ):
        assert decider.post(reverse("matching.proposal", args=[second.pk]), doing).status_code == 422
    sent(decider, "matching.proposal", second.pk, do="refuse", refusal="Sudah dibangun sendiri")
    assert "Sudah dibangun sendiri" in text(decider, "matching.proposal", second.pk)
    assert "Tolak usul ini" not in text(decider, "matching.proposal", second.pk)
    food = Proposal.objects.filter(kind="pmt").first()
    sent(decider, "matching.proposal", food.pk, do="change", pledge=pledges[1].pk, units=food.units - 1, reason="Libur")
    assert (food.decision.hold.units, food.decision.reason) == (food.units - 1, "Libur")
    assert "diterima dengan perubahan" in text(decider, "matching.proposal", food.pk)
    assert text(decider, "matching.proposal", third.pk).count("Terima usul ini") == 1


def test_a_round_is_opened_with_what_was_accepted(plan: Plan, decider: Client) -> None:
    address = reverse("matching.round", args=[plan.pk])
    assert "Terima usulnya dahulu." in text(decider, "matching.round", plan.pk)
    sent(decider, "matching.plan", plan.pk, kind="latrine")
    assert "Belum ada program yang dibiayai pemberi" in text(decider, "matching.round", plan.pk)
    programme = aid.programme(code="asuh", name="Jamban asuh", kind="latrine", by_givers=True)
    rule = revise_rule(programme, read_rule(aid.RULE, known_facts()), by=aid.maker(), on=timezone.now())
    assert "Jamban keluarga: 1 rumah untuk tiap keluarga, 3 keluarga" in text(decider, "matching.round", plan.pk)
    said = {
        "package": "latrine:house:1", "rule": rule.pk, "name": "Jamban Desember", "item": "jamban",
        "since": timezone.localdate().replace(day=1).isoformat(), "months": 1,
    }  # fmt: skip
    assert decider.post(address, {**said, "months": 2}).status_code == 422
    answer = decider.post(address, said)
    made = Round.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("aid.round", args=[made.pk]))
    assert (made.listed.count(), made.cost) == (3, 10_000_000)
    shown = text(decider, "aid.round", made.pk)
    assert "jamban: 1 rumah" in shown
    assert not [words for words in ("Isi kuota", "Isi paket", "Susun daftar") if words in shown]
    assert "Belum ada usul diterima yang menunggu putaran." in text(decider, "matching.plan", plan.pk)


def test_what_if_compares_and_offers_nothing_to_accept(
    pledges: list[Pledge], decider: Client, inspector: Client
) -> None:
    address = reverse("matching.what_if")
    for empty in ({}, {"pledge": pledges[0].pk}):
        assert decider.post(address, empty).status_code == 422
    said = {"pledge": "", "amount": 9_000_000, "kinds": ["water"], "areas": []}
    assert decider.post(address, said).status_code == 302
    Worker().step()
    made = Plan.objects.get()
    words = "Andai ada janji baru Rp9.000.000 untuk Sumber air minum, di mana saja"
    assert words in text(decider, "matching.what_if")
    assert (words in (seen := text(inspector, "matching.what_if")), "Jumlah janji baru" in seen) == (True, False)
    shown = text(decider, "matching.plan", made.pk)
    assert words in shown
    today, then = met(shown)
    assert then == today + 3
    assert "+Rp" in shown
    assert "Terima semua usul" not in shown
    assert not Proposal.objects.exists()
    assert f"Rencana {made.pk}" not in text(decider, "matching.list")
    decider.post(address, {"pledge": pledges[0].pk, "kinds": ["water"]})
    Worker().step()
    shown = text(decider, "matching.plan", Plan.objects.first().pk)
    assert f"Andai janji {pledges[0].pk} hanya untuk Sumber air minum" in shown
    assert met(shown) == (today, today - 3)
    assert "−Rp10.000.000" in shown


def test_a_plan_of_another_regency_is_not_there(plan: Plan, signed_in: SignIn) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.03", name="Jauh")
    for name, number in (("plan", plan.pk), ("round", plan.pk), ("proposal", plan.proposals.first().pk)):
        assert browser.get(reverse(f"matching.{name}", args=[number])).status_code == 404
