"""Nothing that a giver can reach tells one child of fewer than five: every page and file that its account leads to,
read by somebody who knows the whole register with every need, the rule, and what every giver was told, over releases.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zlib
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.portal import portal_kit as kit
from tests.web.portal.portal_kit import Answer, everything

from padan.kernel.scope import Scope, lies_in
from padan.kernel.writing import day as written
from padan.office.bringing import models as bringing
from padan.office.giving.messaging import write
from padan.office.giving.models import Giver, Pledge
from padan.office.registry.models import Family, Person, Release
from padan.office.registry.states import State
from padan.office.showing.models import Shown, Told
from padan.reports.portal import own_of, papers
from padan.reports.wording import region_name
from padan.rules.giving.cells import Cell, Subject, cells_of
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions

pytestmark = pytest.mark.django_db
Limits = tuple[tuple[str, ...], tuple[int, int] | None]
Seen = dict[str, dict[str, Answer]]
_ROW = re.compile(r"<tr><th[^>]*>([A-Z0-9-]{10,})</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>")


@pytest.fixture
def children(release: Release) -> list[kit.Row]:
    return kit.drawn(release.folder, release.as_of)


@pytest.fixture
def needs(release: Release, children: list[kit.Row]) -> list[Need]:
    return kit.needs(release.folder)


@pytest.fixture
def givers(needs: list[Need]) -> dict[str, Giver]:
    """One with many children, one with a single child, one who chose a village and a month of age, one of whom no child
    may be told, one who is only just registered."""
    found = {name: kit.giver(name) for name in ("banyak", "satu", "sempit", "langka", "baru")}
    many = kit.pledge(found["banyak"])
    for need in needs[:12]:
        kit.hold(many, need)
    kit.hold(kit.pledge(found["satu"]), needs[12])
    lonely = needs[13]
    narrow = Restrictions(Scope((lonely.area,)), ages=(lonely.age_months or 0, lonely.age_months or 0))
    kit.hold(kit.pledge(found["sempit"], limits=narrow), lonely)
    rare = replace(needs[14], need_id="N00000000000RARE", cause="rare", units=77)
    kit.hold(kit.pledge(found["langka"]), rare)
    write(found["satu"], "Semoga lekas besar.", by=kit.account("satu"), on=timezone.now())
    return found


def reached(givers: dict[str, Giver], papers: bool = False) -> Seen:
    """What each giver's account reaches; ``papers``: of those of whom children are told the files too."""
    return {
        name: everything(kit.browser(kit.account(name)), papers=papers and name in ("banyak", "satu"))
        for name in givers
    }


def rows_of(answers: dict[str, Answer]) -> list[tuple[str, str, str, int]]:
    """The rows of the page of whom it helps: code, who, with what, how many units."""
    return [
        (code, who, what, int(much.rpartition("dari ")[2].split()[0]))
        for code, who, what, much in _ROW.findall(answers[reverse("portal.helped")].text)
    ]


class Attacker:
    """Knows the register and the rule, and for each giver what it pledged for whom; reads the rows of all givers and
    leaves of each code those who could be it."""

    def __init__(self) -> None:
        self.left: dict[tuple[str, str], set[str]] = {}

    def read(self, needs: list[Need], kept: dict[str, Cell], givers: dict[str, Giver], seen: Seen) -> None:
        for name, held in givers.items():
            for code, who, _what, units in rows_of(seen[name]):
                if (name, code) not in self.left:
                    limits = [self.limits(each) for each in Pledge.objects.filter(giver=held)]
                    self.left[name, code] = self.could_be(needs, kept, who, units, limits)

    @staticmethod
    def limits(pledge: Pledge) -> Limits:
        ages = None if pledge.least_months is None else (pledge.least_months, pledge.most_months or 0)
        return tuple(pledge.areas), ages

    @staticmethod
    def could_be(needs: list[Need], kept: dict[str, Cell], who: str, units: int, limits: list[Limits]) -> set[str]:
        """The children who live in the place and are of the age, need just so much (feeding and visits are never of one
        number), and whom one of the giver's pledges is for; of a wide place those of whom the rule tells nothing
        narrower."""
        place, _comma, ages = who.rpartition(", anak ")
        first, last = (int(each) for each in ages.removesuffix(" bulan").split("–"))
        same = [need for need in needs if need.units == units]
        subjects = [Subject(each.need_id, each.area, each.age_months, frozenset({each.kind})) for each in same]
        by_rule = cells_of(
            subjects, {each.subject_id: kept[each.subject_id] for each in subjects if each.subject_id in kept}
        )
        return {
            need.person_id
            for need in same
            if (cell := by_rule[need.need_id]) is not None
            and region_name(cell.area) == place
            and cell.ages == (first, last)
            and any(
                (not areas or any(lies_in(need.area, area) for area in areas))
                and (span is None or span[0] <= (need.age_months or 0) <= span[1])
                for areas, span in limits
            )
        }


def test_no_code_is_one_of_fewer_than_five_over_two_releases(
    release: Release, needs: list[Need], givers: dict[str, Giver]
) -> None:
    attacker = Attacker()
    seen = reached(givers)
    attacker.read(needs, {}, givers, seen)
    assert {len(rows_of(seen[name])) for name in ("banyak", "satu")} == {12, 1}
    assert {len(rows_of(seen[name])) for name in ("sempit", "langka", "baru")} == {0}
    first = {name: rows_of(answers) for name, answers in seen.items()}

    # A release on, children are older and needs have changed; more is held, of the same and of other children.
    kept = {each.need_id: each.cell for each in Shown.objects.all()}
    later = kit.needs(_next(release, needs))
    there = {each.need_id: each for each in later}
    again = [there[each.need_id] for each in needs[:13] if each.need_id in there]
    new = [each for each in later if each.person_id not in {each.person_id for each in needs[:15]}]
    other = kit.pledge(givers["baru"])
    for need in (*new[:4], *[each for each in new[4:] if each.units == 56][:3]):
        kit.hold(other, need)
    kit.hold(kit.pledge(givers["sempit"]), new[-1])
    seen = reached(givers)
    attacker.read(later, kept, givers, seen)

    assert again
    assert {name: rows_of(seen[name]) for name in ("banyak", "satu")} == {
        name: first[name] for name in ("banyak", "satu")
    }
    assert Told.objects.count() > 13
    assert len(attacker.left) == sum(len(rows_of(each)) for each in seen.values())
    assert {key: len(found) for key, found in attacker.left.items() if len(found) < 5} == {}
    # Two givers who lay their codes side by side have none in common.
    codes = [code for answers in seen.values() for code, *_rest in rows_of(answers)]
    assert len(codes) == len(set(codes))


def _next(release: Release, needs: list[Need]) -> Path:
    """A release five weeks later, in force: most needs stay, some children are well again."""
    after = Release.objects.create(
        name="berikutnya", as_of=release.as_of + timedelta(days=35), state=State.OFFERED, people=release.people,
        families=release.families, offered_at=release.offered_at + timedelta(days=35),
    )  # fmt: skip
    shutil.copytree(release.folder.resolve(), after.folder)
    draw = Random(2)
    for each in (states := kit.rows(after.folder, "growth_state")):
        if draw.random() < 0.3:
            each.update(wasted="none", underweight="none")
    kit.put(after.folder, "growth_state", states)
    people = kit.rows(after.folder, "person")
    for each in people:
        if each["birth_date"] and each["relation"] == "child":
            each["birth_date"] -= timedelta(days=35)
    kit.put(after.folder, "person", people)
    Release.objects.filter(pk=release.pk).update(state=State.PAST)
    Release.objects.filter(pk=after.pk).update(state=State.CURRENT)
    return after.folder


def test_nothing_that_names_anybody_is_in_any_byte(
    release: Release, children: list[kit.Row], needs: list[Need], givers: dict[str, Giver]
) -> None:
    """Names, numbers, ids and birth dates of every child and of everybody else in the register."""
    named = {each["name"] for each in children} | {each["mother_name"] for each in children}
    named |= {each["nik"] for each in children} | {each.need_id for each in needs}
    named |= {each["person_id"] for each in children} | {each["family_id"] for each in children}
    named |= {name for name in Person.objects.values_list("name", flat=True) if name and " " in name}
    named |= {number for number in Person.objects.values_list("nik", flat=True) if number}
    named |= {number for number in Family.objects.values_list("kk", flat=True) if number}
    named |= {text for each in children for text in _written(each["birth_date"])}
    held = kit.account("banyak").name  # the giver's own name may be anybody's
    secret = [each.lower() for each in named - {held} if len(each) > 5]
    _bring(givers["banyak"], children[0]["name"])
    seen = reached(givers, papers=True)
    assert sum(len(answers) for answers in seen.values()) > 40
    _says_the_same(givers["banyak"], seen["banyak"], needs)
    _has_plain_names(seen["satu"])
    for name, answers in seen.items():
        for address, answer in answers.items():
            text = "\n".join((address, answer.headers, *_texts(name, answer))).lower()
            assert [each for each in secret if each in text] == [], f"{name} at {address}"


def _bring(held: Giver, name: str) -> None:
    """What a giver brought to a place and for a code, refused with a note that names a child."""
    kit.browser(kit.account("banyak")).get(reverse("portal.home"))
    # Of a child of whom it knows no more than the regency or kecamatan.
    told = Told.objects.filter(hold__pledge__giver=held).exclude(shown__area=F("hold__need__area")).first()
    hold, now = told.hold, timezone.now()
    for key, of, item, area in (("1", None, "beras", told.shown.area), ("2", hold, "", hold.need.area)):
        one = bringing.Consignment.objects.create(
            giver=held, key=key, pledge=hold.pledge, hold=of, area=area, item=item, unit="day", units=5,
            day=now.date(), paper="SJ-1", by=kit.account("banyak"), on=now,
        )  # fmt: skip
        bringing.Answer.objects.create(
            consignment=one, units=0, because="elsewhere", note=f"rumah {name}", by=kit.officer("dodi"), on=now
        )


def _written(day: date) -> tuple[str, ...]:
    return day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", written(day)


def _texts(name: str, answer: Answer) -> list[str]:
    """All that an answer says: a workbook its cells and properties, a PDF the input that it was made of and what its
    streams hold."""
    if answer.body.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(answer.body))
        cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row]
        return [" ".join(cells), f"{book.properties!r} {book.sheetnames}"]
    if answer.body.startswith(b"%PDF"):
        own = own_of(Giver.objects.get(name=f"PT {name.title()}"), timezone.localdate())
        made = [
            make(own, timezone.localdate()) for make in (papers.report_of, papers.receipt_of, papers.certificate_of)
        ]
        return [*(json.dumps(asdict(each)) for each in made), *_streams(answer.body)]
    return [answer.text]


def _streams(pdf: bytes) -> list[str]:
    found = [pdf.decode("latin-1")]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue  # not deflated: read above as it stands
    return found


def _says_the_same(held: Giver, answers: dict[str, Answer], needs: list[Need]) -> None:
    """Pages, sheets and papers tell the same; the villages of children whose cell is wider are in none of them."""
    told = rows_of(answers)
    cells = {each.cell.area for each in Shown.objects.all()}
    narrower = {region_name(each.area) for each in needs} - {region_name(area) for area in cells}
    assert narrower
    own = own_of(held, timezone.localdate())
    book = openpyxl.load_workbook(io.BytesIO(answers[reverse("portal.take", args=["buku"])].body))
    sheet = [tuple(cell.value for cell in row[:3]) for row in book["Yang dibantu"].iter_rows(min_row=4)]
    assert sheet == [row[:3] for row in told]
    assert [(each.code, each.units) for each in own.helped] == [(row[0], row[3]) for row in told]
    report = json.dumps(asdict(papers.report_of(own, date(2026, 1, 1))), ensure_ascii=False)
    brought = answers[reverse("portal.bringing")].text.partition('<ol class="results"')[2]
    assert brought.count("Bukan untuk wilayah atau kode ini") == 2
    assert any(code in brought for code, *_rest in told)
    assert all(code in report for code, *_rest in told)
    for place in narrower:
        texts = (answers[reverse("portal.helped")].text, report, str(sheet), brought)
        assert not any(place in text for text in texts), place


def _has_plain_names(answers: dict[str, Answer]) -> None:
    """The names of files hold neither code nor place."""
    today = timezone.localdate().isoformat()
    names = {found.group(1) for each in answers.values() if (found := re.search(r'filename="([^"]*)"', each.headers))}
    assert names == {
        f"padan-laporan-pemberian-{today}.pdf", f"padan-laporan-pemberian-{today}.xlsx",
        f"padan-tanda-terima-{today}.pdf", f"padan-piagam-{today}.pdf",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["sempit", "langka"])
def test_a_hold_that_may_not_be_told_changes_nothing(needs: list[Need], givers: dict[str, Giver], who: str) -> None:
    """Of a giver of whom no child may be told every answer is what it would be without the hold, and costs as much."""
    page = kit.browser(kit.account(who))
    before = _pages(page)
    lonely = needs[20]
    limits = Restrictions(Scope((lonely.area,)), ages=(lonely.age_months or 0, lonely.age_months or 0))
    pledge = kit.pledge(givers[who], limits=limits)
    without = _pages(page)
    assert without != before
    asked = _questions(page)
    kit.hold(pledge, lonely)
    assert _pages(page) == without
    assert _questions(page) == asked


def _pages(of: Client) -> dict[str, str]:
    return {
        address: answer.text
        for address, answer in everything(of, papers=False).items()
        if address.startswith("/donasi/")
    }


def _questions(page: Client) -> list[int]:
    """How many questions the database is asked for each page."""
    found = []
    for name in ("portal.home", "portal.helped", "portal.messages", "portal.bringing"):
        with CaptureQueriesContext(connection) as asked:
            page.get(reverse(name))
        found.append(len(asked))
    return found


def test_what_is_another_givers_is_answered_as_what_is_nowhere(givers: dict[str, Giver]) -> None:
    page = kit.browser(kit.account("satu"))
    foreign = Pledge.objects.get(giver=givers["langka"]).pk
    page.get(reverse("portal.home"))
    answers = []
    for number in (foreign, int("9" * len(str(foreign)))):
        with CaptureQueriesContext(connection) as asked:
            got = page.get(reverse("portal.pledge", args=[number]))
        answers.append((got.status_code, len(got.content), len(asked)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    for name in ("giving.list", "people.search", "tasks.list"):
        assert page.get(reverse(name)).status_code == 403
