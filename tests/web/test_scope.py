"""Every page, asked for by every role, inside the area of what it shows, outside it, and by a stranger.

What each address needs is drawn below; an address that is not there fails the test, and so does a view that does not
say whom it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.conftest import TRIED
from tests.office.reviews import reviews_kit
from tests.office.tasks.tasks_kit import opened, want
from tests.web.aid import web_aid_kit
from tests.web.conftest import Places, SignIn, area_of

from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.activities.models import Activity, Reject, Report
from padan.office.aid.models import Excluded, Listed, Programme
from padan.office.aid.models import Round as Aid
from padan.office.audit.models import Entry
from padan.office.bringing.models import Consignment
from padan.office.checking.models import Sample, Visit
from padan.office.complaints.models import Complaint
from padan.office.complaints.operations import Filed, file
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.models import Commitment, Gathering
from padan.office.decrees.models import Decree
from padan.office.decrees.suggesting import suggested
from padan.office.delivery.models import Day, Event, Point
from padan.office.delivery.models import Verdict as Outcome
from padan.office.giving.models import Giver, Instalment, Pledge
from padan.office.jobs.models import Job
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind
from padan.office.matching.models import Plan, Proposal
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State as UploadState
from padan.office.registry.models import Person, Release
from padan.office.reviews.models import Pair
from padan.office.subjects.models import Breach, Case
from padan.office.subjects.operations import Found, Request, open_case, report_breach
from padan.office.subjects.states import Right
from padan.office.tasks.models import Round, Task
from padan.office.tasks.papers import keep
from padan.pipeline.home import Home
from padan.pipeline.receive import receipts
from padan.rules.selection import Standing
from padan.web.access import Access, Door, access_of

pytestmark = pytest.mark.django_db

#: Things of the tested person, who lives in the tested village, or of the village: seen in their area only.
OF_A_PLACE = {
    "person_id", "family_id", "pair_id", "upload_id", "job_id", "release_name", "account_id", "post_id", "number",
    "case_id", "breach_id", "complaint_id", "village_code", "round_id", "task_id", "programme_id",
    "aid_id", "draw_id", "decree_id", "sample_id", "visit_id", "day_id", "event_id",
    "gathering_id", "commitment_id", "giver_id", "pledge_id", "plan_id", "proposal_id", "report_id", "activity_id",
    "consignment_id",
}  # fmt: skip


def nurse() -> Post:
    """The post of somebody in the tested village."""
    return Post.objects.get(account__email="gizi@kukar.example")


def pair_in(village: str) -> int:
    """The number of a question about two records of a village."""
    found = Pair.objects.filter(area_a=village).first()
    if found is None:
        found = reviews_kit.asked(area_a=village, area_b=village)
    return found.pk


#: That of which one was made.
ONE_OF = {
    "case_id": Case, "breach_id": Breach, "complaint_id": Complaint, "round_id": Round, "programme_id": Programme,
    "aid_id": Aid, "sample_id": Sample, "visit_id": Visit, "day_id": Day, "event_id": Event,
    "gathering_id": Gathering, "commitment_id": Commitment, "giver_id": Giver, "pledge_id": Pledge,
    "own_pledge_id": Pledge, "plan_id": Plan, "proposal_id": Proposal, "consignment_id": Consignment,
    "report_id": Report, "activity_id": Activity,
}  # fmt: skip
#: What is the same wherever it is asked.
ALWAYS = {
    "uidb36": "1", "key": "set-password", "act": "tutup", "chapter_name": "masuk", "version": "1",
    "name": "app.js", "token_id": "1", "code": "00000", "seal": "0" * 64, "rule_number": "1",
    "to_state": "correcting", "proof_kind": "photo", "paper": "laporan",
}  # fmt: skip
#: What an address is filled with, of the tested person and of what was made.
ARGUMENTS: dict[str, Callable[[Person], object]] = {
    "person_id": lambda person: person.person_id,
    "family_id": lambda person: person.family_id,
    "village_code": lambda person: person.area,
    "release_name": lambda person: person.release.name,
    "pair_id": lambda person: pair_in(person.area),
    "upload_id": lambda _: Upload.objects.values_list("pk", flat=True).first(),
    "job_id": lambda _: Job.objects.filter(kind=Kind.BUILD).values_list("pk", flat=True).first(),
    "account_id": lambda _: nurse().account_id,
    "post_id": lambda _: nurse().pk,
    "number": lambda person: Entry.objects.filter(
        subject=f"account:{nurse().account_id}", area=person.area
    ).first().pk,
    "task_id": lambda person: Task.objects.get(area=person.area).pk,
    "draw_id": lambda _: Job.objects.get(kind=Kind.DRAW).pk,
    # The newest: one of them may be dropped on the way.
    "decree_id": lambda _: Decree.objects.values_list("pk", flat=True).first(),
    **{name: lambda _, model=model: model.objects.get().pk for name, model in ONE_OF.items()},
    **{name: lambda _, value=value: value for name, value in ALWAYS.items()},
}  # fmt: skip
#: Those that are somebody else's: of all who may open such pages, only these see it (None: nobody of them).
OF_SOMEBODY_ELSE = {"upload_id": Role.DATA_OFFICER, "visit_id": None, "own_pledge_id": None}

#: Things of a regency's tiers of which a province is told totals, though it opens such pages for its own.
BELOW_A_PROVINCE = {"gathering_id", "commitment_id"}

#: Addresses that are asked with POST only.
POST_ONLY = {
    "delivery.send", "delivery.proof", "delivery.begin", "delivery.settle", "delivery.record", "delivery.follow",
    "delivery.queue", "delivery.point", "delivery.cards", "delivery.sheets",
    "aid.check", "aid.draw", "aid.settle",
    "language", "review.decide", "review.undo", "accounts.language", "accounts.send", "trail.export", "rights.close",
    "papers.tasks", "papers.meeting", "papers.opensid", "phone.send", "phone.choose", "accounts.revoke_token",
    "sync.take_overview", "sync.take_freshness", "sync.take_map", "sync.take_totals",
    "tasks.take_back", "tasks.choose", "tasks.call", "tasks.close", "tasks.cancel", "complaints.find",
    "decrees.sign", "decrees.take", "decrees.drop", "coordination.take", "giving.take", "authority.take",
    "giving.outcome_take", "activities.take", "activities.accept", "activities.rejects",
}  # fmt: skip

#: Addresses that refuse the tested thing in words: nobody has been told of the breach yet, nothing is
#: chosen and no reason given, or a phone sends nothing.
REFUSED = {
    "delivery.send", "delivery.proof", "delivery.record", "activities.accept",
    "phone.send", "phone.choose", "rights.close", "papers.tasks", "papers.opensid", "tasks.choose",
}  # fmt: skip

#: Addresses that programs ask: they are told of a refusal in their way, and not led to a door.
OF_PROGRAMS = "api."

#: Addresses that lead on to another one.
LEADS_ON = {
    "delivery.begin", "delivery.settle", "delivery.follow", "delivery.cards", "delivery.sheets",
    "aid.draw", "aid.settle",
    "review.next", "review.decide", "review.undo", "tasks.take_back", "tasks.close", "tasks.cancel",
    "decrees.sign", "decrees.drop",
    # Who is no giver yet registers first.
    "portal.offer", "portal.helped", "portal.messages", "portal.take", "portal.bringing",
}  # fmt: skip


def patterns(found: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


PATTERNS = {str(pattern.name): pattern for pattern in patterns()}


def parameters(name: str) -> set[str]:
    pattern = PATTERNS[name].pattern
    return set(pattern.regex.groupindex) | set(getattr(pattern, "converters", {}))


def access(name: str) -> Access:
    found = access_of(PATTERNS[name].callback, name)
    assert found is not None, f"{name} does not say whom it is for"
    return found


def address(name: str, person: Person) -> str:
    """The address of a page about what was made; each argument is looked for only where it is asked."""
    wanted = parameters(name)
    assert wanted <= ARGUMENTS.keys(), f"{name}: draw what {wanted - ARGUMENTS.keys()} stands for"
    return reverse(name, kwargs={each: ARGUMENTS[each](person) for each in wanted})


def asked(browser: Client, name: str, person: Person) -> int:
    target = address(name, person)
    return (browser.post(target) if name in POST_ONLY else browser.get(target)).status_code


@pytest.fixture
def things(release: Release, places: Places, office_home: Path) -> None:
    """What was made in the office: a file of the village with refused rows, and work on a release."""
    now = timezone.now()
    receipt = next(each for each in receipts(Home(office_home)) if each.rows_rejected)
    sender = invite("pengirim@kukar.example", "Pengirim", by=None, on=now)
    Upload.objects.create(
        name="kes.csv", size=1, sha256=receipt.sha256, area=places.village, sent_by=sender, sent_at=now,
        state=UploadState.RECEIVED, receipt_id=receipt.receipt_id, source=receipt.source, rows_in=receipt.rows_in,
        rows_accepted=receipt.rows_accepted, rows_rejected=receipt.rows_rejected,
    )  # fmt: skip
    ask(Kind.BUILD, {"as_of": "2026-11-28"}, by=None, on=now)
    day, nurse = timezone.localdate(), invite("gizi@kukar.example", "Petugas gizi", by=None, on=now)
    wanted = Appointment(nurse, Role.NUTRITION_OFFICER, (places.village,), day, day)
    appoint(wanted, by=None, on=now, reason="uji")
    case = Request(Right.ACCESS, "person:P1", places.village, "salinan", "Siti", "KTP", now)
    open_case(case, by=None, on=now)
    minutes = keep(b"%PDF-1.4 berita acara %%EOF", "berita.pdf")
    Round.objects.create(
        name="Musyawarah", area=places.village, meets_on=day, made_by=nurse, made_at=now, minutes=minutes.stored,
        minutes_name=minutes.name, minutes_sha256=minutes.sha256,
    )  # fmt: skip
    opened(want(area=places.village))
    aid_over(release, places.village)
    complaint = Filed("late", places.village, "Berasnya belum juga datang.")
    file(complaint, "1" * 32, by=None, on=now)
    met(places.village, nurse)
    given(places.village, nurse)
    reported(places.village, nurse)
    report_breach(Found(now, places.village[:5], "laptop hilang", "nama", "dua desa"), by=None, on=now)


def met(village: str, by: Account) -> None:
    """A meeting of the village with its minutes, and what was committed to there."""
    now, paper = timezone.now(), keep(b"%PDF-1.4 notulen %%EOF", "notulen.pdf")
    held = Gathering.objects.create(
        kind=Gathered.TPPS, title="Rapat TPPS desa", area=village, held_on=now.date(), place="Balai desa", people=9,
        agencies=["PKK"], minutes=paper.stored, minutes_sha256=paper.sha256, by=by, on=now,
    )  # fmt: skip
    Commitment.objects.create(gathering=held, what="Timbangan baru", owner="Desa", due_on=now.date(), by=by, on=now)


def given(village: str, by: Account) -> None:
    """A company of the village's regency, what it pledges, and for whom that is proposed."""
    now = timezone.now()
    giver = Giver.objects.create(
        kind="company", name="PT Contoh", contact="halo@contoh.example", area=village[:5], made_by=by, made_at=now
    )
    pledge = Pledge.objects.create(giver=giver, form="money", unit="rupiah", worth=1, by=by, on=now)
    Instalment.objects.create(pledge=pledge, due=now.date(), amount=5, change=False, by=by, on=now)
    proposed(pledge, village, by)
    paper = keep(b"%PDF-1.4 surat jalan %%EOF", "surat.pdf")
    Consignment.objects.create(
        giver=giver, key="k", pledge=pledge, area=village, item="beras", unit="kg", units=5, day=now.date(),
        paper="SJ-1", picture=paper.sha256, by=by, on=now,
    )  # fmt: skip


def proposed(pledge: Pledge, village: str, by: Account) -> None:
    """A plan in which the pledge would meet a need of the tested person's village."""
    family = Person.objects.filter(area=village, name__isnull=False).order_by("person_id").first().family_id
    parts = ("stages", "tiers", "places", "pledges", "unmet", "left_out", "pledges_left_out")
    totals = dict.fromkeys(("needs", "needs_met", "value", "value_met"), 1)
    plan = Plan.objects.create(
        release=Release.objects.get(state="current"), area=village[:5], effort="usual", digest="d" * 64,
        by=by, on=timezone.now(),
        summary={**{part: [] for part in parts}, "gap": 0.0, "cut_by_time": False, "totals": totals},
    )  # fmt: skip
    Proposal.objects.create(
        plan=plan, pledge=pledge, need_id="N000000000000001", family_id=family, kind="latrine", area=village, tier=5,
        unit="house", of_units=1, unit_cost=5, units=1, why="uji",
    )  # fmt: skip


def reported(village: str, by: Account) -> None:
    """A report of an activity in the village, with a refused row."""
    held = Report.objects.create(
        sender="PT Contoh", key="contoh", office=False, addressed="regency", area=village[:5], name="csr.xlsx",
        rows_in=2, rows_accepted=1, rows_rejected=1, by=by, on=timezone.now(),
    )  # fmt: skip
    Activity.objects.create(
        report=held, row=2, company="PT Contoh", key="contoh", title="Telur balita", area=village, beneficiaries=""
    )
    Reject.objects.create(report=held, row=3, written="{}", why="kosong", remedy="isi")


def aid_over(release: Release, village: str) -> None:
    """A round of the village's kecamatan that is with its villages, with the tested family, who is excluded."""
    held = web_aid_kit.opened(web_aid_kit.rule(web_aid_kit.programme()), release, area=village[:8])
    Aid.objects.filter(pk=held.pk).update(state="verifying")
    family = Person.objects.filter(area=village, name__isnull=False).order_by("person_id").first().family_id
    said = {"family_id": family, "area": village, "reason": "moved"}
    Listed.objects.create(round=held, standing=Standing.EXCLUDED, rank=1, **said)
    Excluded.objects.create(programme=held.programme, why="pindah", by=held.made_by, on=timezone.now(), **said)
    ask(Kind.DRAW, {"round": held.pk}, by=None, on=timezone.now())
    drafted(held)
    handed_over(held, family, village)
    sample = Sample.objects.create(
        round=held, number=1, seed="benih", level="village", half_width=0.1, confidence=0.9, response=1, population=1,
        size=1, frame=f"{family} {village}\n", digest="", made_by=held.made_by, made_at=timezone.now(),
    )  # fmt: skip
    Visit.objects.create(
        sample=sample, family_id=family, area=village, stratum=village, place=1, first=True, assigned_to=held.made_by
    )


def handed_over(held: Aid, family: str, village: str) -> None:
    """A day on which it is handed out, and a hand-over to a family with its picture."""
    now, by, month = timezone.now(), held.made_by, held.since
    point = Point.objects.create(name="Balai desa", area=village, made_by=by, made_at=now)
    Day.objects.create(
        round=held, point=point, area=village, month=month, on_day=month, made_by=by, made_at=now
    )  # fmt: skip
    photo = keep(b"\xff\xd8\xff foto \xff\xd9", "foto.jpg")
    event = Event.objects.create(
        digest="e" * 64, key="e", round=held, family_id=family, area=village, month=month, outcome="handed",
        item="beras", unit="kg", amount=10, handed_at=now, day=month, received_at=now, by=by, checked="ktp",
        taker="recipient", proofs=f"photo:{photo.sha256}",
    )  # fmt: skip
    Outcome.objects.create(event=event, label="counted")


def drafted(held: Aid) -> None:
    """Two drafts for a round: one may be dropped on the way."""
    said, now = suggested(held, timezone.localdate()), timezone.now()
    told = {
        "round": held, "area": held.area, "agency": "dinsos", "year": 2026, "about": said.about,
        "signed_on": said.signed_on, "words": said.words.kept(), "made_by": held.made_by, "made_at": now,
    }  # fmt: skip
    first = Decree.objects.create(kind="first", number="1", **told)
    Decree.objects.create(kind="withdrawal", number="2", changes=first, **told)


#: Counts what was asked for; the sum is told when all tests are over.
Tried = Callable[[int], None]


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Tried:
    return lambda count: record_property(TRIED, count)


@pytest.fixture
def person(release: Release, places: Places, things: None) -> Person:
    return Person.objects.filter(area=places.village, name__isnull=False).order_by("person_id").first()


def test_every_address_has_a_name_and_says_whom_it_is_for() -> None:
    assert len(PATTERNS) == len(list(patterns())) >= 20
    for name in PATTERNS:
        assert access(name).door is not None or access(name).roles


def test_a_stranger_is_stopped_everywhere(release: Release, person: Person, tried: Tried) -> None:
    for name in PATTERNS:
        tried(1)
        status = asked(Client(), name, person)
        if access(name).door is Door.PUBLIC:
            assert status < 500, name
        else:
            answer = Client().get(address(name, person))
            if name.startswith(OF_PROGRAMS):
                assert (status, answer["WWW-Authenticate"]) == (401, 'Bearer realm="Padan"'), name
                continue
            assert (status, answer["Location"].partition("?")[0]) == (302, reverse("account_login")), name


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
@pytest.mark.parametrize("role", list(Role))
def test_a_page_opens_for_its_roles_and_inside_their_area_only(
    role: Role, inside: bool, signed_in: SignIn, person: Person, places: Places, tried: Tried
) -> None:
    village = places.village if inside else _outside(role, places)
    browser = signed_in(role, *area_of(role, village))
    for name in PATTERNS:
        if access(name).door is not None:
            continue
        tried(1)
        assert asked(browser, name, person) == expected(role, name, inside), (
            f"{name} for {role}, {'inside' if inside else 'outside'}"
        )


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_an_address_that_takes_forms_only_says_so_to_who_opens_it(
    name: str, signed_in: SignIn, person: Person, places: Places
) -> None:
    role = min(access(name).roles or {Role.PROVINCE})
    answer = signed_in(role, *area_of(role, places.village)).get(address(name, person))
    shown = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Halaman ini hanya menerima kiriman formulir" in shown
    assert '<a class="btn btn-primary" href="/">Kembali ke beranda</a>' in shown


def test_a_page_that_is_only_opened_says_so_to_who_sends_something(
    signed_in: SignIn, person: Person, places: Places
) -> None:
    answer = signed_in(Role.DATA_OFFICER, "64.02").post(reverse("people.search"))
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert "Tidak ada yang tersimpan" in answer.content.decode()


def expected(role: Role, name: str, inside: bool) -> int:
    if role not in access(name).roles:
        return 403
    if any(role is not OF_SOMEBODY_ELSE.get(each, role) for each in parameters(name)):
        return 404
    if role is Role.PROVINCE and BELOW_A_PROVINCE & parameters(name):
        return 404
    opened = 302 if name in LEADS_ON else 422 if name in REFUSED else 200
    return opened if inside or not OF_A_PLACE & parameters(name) else 404


def _outside(role: Role, places: Places) -> str:
    """A village in an area of the role's level that does not hold the tested person."""
    level = len(area_of(role, places.village)[0]) if area_of(role, places.village) else 13
    return places.elsewhere if level >= 8 else "63.01.01.1001"


@pytest.mark.parametrize("role", [Role.VILLAGE_OPERATOR, Role.FIELD_OFFICER, Role.NUTRITION_OFFICER])
def test_search_finds_nobody_outside_the_area(role: Role, signed_in: SignIn, person: Person, places: Places) -> None:
    inside, outside = (signed_in(role, *area_of(role, each)) for each in (places.village, places.elsewhere))
    questions = [
        {"q": person.name},
        {"q": person.nik or "6402131203850001"},
        {"q": person.name, "village": places.village},
    ]
    assert person.person_id in inside.get(reverse("people.search"), questions[0]).content.decode()
    for question in questions:
        assert person.person_id not in outside.get(reverse("people.search"), question).content.decode()


def test_a_post_that_is_over_opens_nothing(signed_in: SignIn, person: Person, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.village)
    Account.objects.get(name="Village Operator").posts.update(since="2020-01-01", until="2020-12-31")
    assert browser.get(reverse("people.person", args=[person.person_id])).status_code == 403


def test_a_refusal_is_written_down(signed_in: SignIn, person: Person, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.elsewhere)
    browser.get(reverse("people.person", args=[person.person_id]))
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject, entry.reason) == (
        "web.refused", f"person:{person.person_id}", "people.person",
    )  # fmt: skip


def test_a_page_that_does_not_say_whom_it_is_for_is_shut(
    signed_in: SignIn, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("padan.web.home.home.access")
    assert signed_in(Role.DATA_OFFICER, "64.02").get(reverse("home")).status_code == 403
