"""The API: the numbers of the pages, the files and the twin; nobody is told more than by pages; refusals say what,
where and the next step."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.twins.test_counting import Twin
from tests.web.conftest import Places, SignIn, area_of
from tests.web.openapi_kit import faults
from tests.web.test_sync import REGENCY, numbers_of, shown

from padan.kernel.scope import lies_in
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.accounts.tokens import issue, revoke
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Release
from padan.reports.counting.codes import all_asked, asked_of, code_of
from padan.reports.counting.counts import cells_of
from padan.reports.counting.measures import Asked, Known, Theme
from padan.web.api import door

pytestmark = pytest.mark.django_db

ADDRESSES = ("regions", "measures", "releases", "counts", "freshness", "trend", "control_totals", "differences")
#: Reads an address with the key of somebody in a role: the answer.
Ask = Callable[..., Any]
#: A place and what is counted there, by code.
Numbers = dict[tuple[str, str], int]


@pytest.fixture
def key(release: Release, signed_in: SignIn, places: Places) -> Callable[..., str]:
    """``key(role)``: the text of a key of somebody with that role where the tested people live."""

    def made(role: Role, *areas: str) -> str:
        signed_in(role, *(areas or area_of(role, places.village)))
        account = Account.objects.get(name=role.replace("_", " ").title())
        return issue(account, "uji", timezone.localdate(), by=account, on=timezone.now())[1]

    return made


@pytest.fixture
def ask(key: Callable[..., str]) -> Ask:
    """``ask(role, address, **parameters)`` with a key of that role."""
    keys: dict[Role, str] = {}

    def asked(role: Role, name: str, **given: Any) -> Any:
        keys[role] = keys.get(role) or key(role)
        return Client().get(reverse(f"api.{name}"), given, headers={"authorization": f"Bearer {keys[role]}"})

    return asked


def told(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def every_page(ask: Ask, role: Role, **given: Any) -> list[dict[str, Any]]:
    """What is told of an area and of its parts, page after page."""
    answer = told(ask(role, "counts", **given))
    found = answer["whole"] + answer["parts"]
    while further := answer["page"]["next"]:
        answer = told(ask(role, "counts", **parse_qs(urlsplit(further).query)))
        found += answer["parts"]
    assert len(found) == len(answer["whole"]) + answer["page"]["count"]
    assert all(each["agrees"] for each in answer["checks"])
    return found


def problem(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/problem+json", answer.content
    found = json.loads(answer.content)
    assert found["status"] == answer.status_code
    assert found["title"]
    assert found["next_step"]
    return found


def by_cell(numbers: list[dict[str, Any]]) -> Numbers:
    return {(each["area"], each["measure"]): each["number"] for each in numbers}


def in_page(page: str) -> Numbers:
    asked = ((parse_qs(urlsplit(address).query), number) for address, number in numbers_of(page))
    return {(query["wilayah"][0], query["daftar"][0]): number for query, number in asked}


def in_book(answer: Any) -> Numbers:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Angka"]
    rows = list(sheet.iter_rows(values_only=True))
    head = rows[0]
    place, measure, number = (head.index(title) for title in ("Kode wilayah", "Kode ukuran", "Jumlah"))
    return {(row[place], row[measure]): row[number] for row in rows[1:] if row[number] is not None}


def in_csv(answer: Any) -> Numbers:
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    return {(row["area"], row["measure"]): int(row["number"]) for row in rows if row["number"]}


def test_page_file_api_and_twin_tell_the_same(
    ask: Ask, signed_in: SignIn, release: Release, places: Places
) -> None:  # fmt: skip
    twin, browser = Twin(release.folder), signed_in(Role.DATA_OFFICER, REGENCY)

    def of_twin(cell: tuple[str, str]) -> int:
        area, asked = cell[0], asked_of(cell[1]) or pytest.fail(cell[1])
        cells = {each for _leaf, each in twin.found}
        wanted = set(cells_of(dict.fromkeys(cells, 0), asked))
        found = (ids for (leaf, each), ids in twin.found.items() if each in wanted and lies_in(leaf, area))
        return sum(len(ids) for ids in found)

    for area in (REGENCY, places.village[:8], places.village):
        measures = [code_of(each) for each in all_asked()]
        of_api = by_cell(every_page(ask, Role.DATA_OFFICER, area=area, measure=measures, per_page=900))
        assert of_api == {cell: of_twin(cell) for cell in of_api}
        chosen = {"wilayah": area, "ukuran": "pair.dtsen-krs", "tentang": "measurement"}
        for name in ("overview", "freshness"):
            page = in_page(shown(browser.get(reverse(f"sync.{name}"), chosen)))
            book, table = (
                browser.post(reverse(f"sync.take_{name}"), {**chosen, "file": kind}) for kind in ("xlsx", "csv")
            )
            assert len(page) > 8
            assert {cell: of_api.get(cell) for cell in page} == page
            of_file = in_book(book)
            assert in_csv(table) == of_file
            assert page.items() <= of_file.items()
            assert {cell: of_twin(cell) for cell in of_file} == of_file


def test_a_tier_is_told_village_by_village(ask: Ask, release: Release) -> None:
    found = every_page(ask, Role.DATA_OFFICER, area=REGENCY, tier="village", measure="pair.dtsen-krs", per_page=300)
    assert len(found) == len(by_cell(found)) > 900
    villages = [each for each in found if each["area"] != REGENCY]
    for each in found[: len(Known)]:
        assert sum(one["number"] for one in villages if one["measure"] == each["measure"]) == each["number"]
    assert {len(each["area"]) for each in villages} <= {13, len(f"{REGENCY}.-")}


@pytest.mark.parametrize("name", ADDRESSES)
def test_answers_are_as_the_document_says(name: str, ask: Ask) -> None:
    document = json.loads(Client().get(reverse("api.openapi")).content)
    assert document["openapi"].startswith("3.1")
    path = document["paths"][reverse(f"api.{name}")]["get"]
    assert path["summary"]
    given = {"measure": "pair.dtsen-krs"} if name == "counts" else {}
    schema = path["responses"]["200"]["content"]["application/json"]["schema"]
    answer = told(ask(Role.DATA_OFFICER, name, **given))
    assert faults(document, schema, answer) == []
    assert faults(document, schema, {**answer, "more": 1}) == ["$.more: unsaid"]
    refused = problem(ask(Role.DATA_OFFICER, name, wilayah=REGENCY))
    said = path["responses"]["422"]["content"]["application/problem+json"]["schema"]
    assert faults(document, said, refused) == []
    assert (refused["where"], refused["status"]) == ("wilayah", 422)


def test_the_province_is_told_what_its_pages_tell(ask: Ask, signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.PROVINCE, "64")
    for area in ("64", REGENCY):
        answer = told(ask(Role.PROVINCE, "counts", area=area, measure=["total.family", "pair.dtsen-krs"]))
        assert answer["held_back"]
        numbers = {cell: n for cell, n in by_cell(answer["whole"] + answer["parts"]).items() if n is not None}
        assert not {1, 2, 3, 4} & set(numbers.values())
        chosen = {"wilayah": area, "ukuran": "pair.dtsen-krs"}
        of_file = in_csv(browser.post(reverse("sync.take_overview"), {**chosen, "file": "csv"}))
        assert not {1, 2, 3, 4} & set(of_file.values())
        states = {code_of(Asked(Theme.PAIR, "dtsen+krs", state)) for state in Known if state != Known.NEITHER}
        wanted = {cell for cell in numbers if cell[1] in {*states, "total.family"}}
        assert {cell: of_file.get(cell) for cell in wanted} == {cell: numbers[cell] for cell in wanted}
    assert len(numbers) > 1
    assert told(ask(Role.PROVINCE, "regions"))["names"] is False
    assert ask(Role.PROVINCE, "counts", area=places.village).status_code == 404
    assert problem(ask(Role.PROVINCE, "counts", area=REGENCY, tier="village"))["where"] == "tier"
    assert told(ask(Role.PROVINCE, "counts", tier="kecamatan"))["parts"]
    for name in ("control_totals", "differences"):
        assert problem(ask(Role.PROVINCE, name))["type"] == "urn:padan:not-yours"


def test_a_village_is_told_of_itself(ask: Ask, places: Places) -> None:
    assert told(ask(Role.VILLAGE_OPERATOR, "regions"))["area"]["code"] == places.village
    for area in (places.elsewhere, REGENCY, "x"):
        for name in ("regions", "counts", "freshness", "trend", "control_totals", "differences"):
            assert problem(ask(Role.VILLAGE_OPERATOR, name, area=area))["status"] == 404
    assert Entry.objects.filter(action="web.refused", subject=f"area:{places.elsewhere}").exists()


def test_a_difference_names_its_rows_to_who_sees_them_only(ask: Ask, places: Places) -> None:
    assert told(ask(Role.DATA_OFFICER, "control_totals"))["agrees"]
    assert told(ask(Role.DATA_OFFICER, "differences"))["rows"] == []
    gone = Family.objects.filter(area=places.village, members__gt=0).first()
    extra = Family.objects.filter(area=places.village, members__gt=0).exclude(pk=gone.pk).first()
    Family.objects.filter(pk=extra.pk).update(family_id="F-lain", head_name="Siti Aminah")
    Family.objects.filter(pk=gone.pk).delete()
    answer = told(ask(Role.DATA_OFFICER, "control_totals"))
    assert not answer["agrees"]
    assert [(each["between"], each["only_one"], each["only_other"]) for each in answer["differences"]] == [
        ("release_office", 2, 1)
    ]
    rows = told(ask(Role.VILLAGE_OPERATOR, "differences", between="release_office"))["rows"]
    assert {(row["only_in"], row["id"]) for row in rows} == {
        ("one", gone.family_id), ("one", extra.family_id), ("other", "F-lain"),
    }  # fmt: skip
    assert {row["id"]: row["name"] for row in rows}["F-lain"] == "Siti Aminah"
    entry = Entry.objects.filter(action="web.looked").order_by("number").last()
    assert (entry.subject, entry.area) == ("counted:total.family", places.village)


def test_two_releases_are_held_against_each_other(ask: Ask, release: Release) -> None:
    given = {"between": "releases", "measure": "gap.at_risk_not_poor_list"}
    answer = told(ask(Role.DATA_OFFICER, "differences", **given, against=release.name))
    assert answer["agrees"]
    assert answer["one"] == answer["other"] > 0
    assert problem(ask(Role.DATA_OFFICER, "differences", **given))["where"] == "against"
    assert problem(ask(Role.DATA_OFFICER, "differences", **given, against="tiada"))["where"] == "against"


#: Questions that mean nothing here, and in which parameter.
WRONG = {
    "a measure": ("counts", {"measure": "gap.tiada"}, "measure"),
    "one of several": ("counts", {"measure": ["total.family", "x"]}, "measure"),
    "a tier": ("counts", {"tier": "dusun"}, "tier"),
    "a tier above": ("counts", {"area": REGENCY, "tier": "regency"}, "tier"),
    "a page": ("counts", {"page": "0"}, "page"),
    "too much at once": ("counts", {"per_page": "5000"}, "per_page"),
    "a release": ("counts", {"release": "tiada"}, "release"),
    "what is owed": ("freshness", {"attribute": "tiada"}, "attribute"),
    "a trend": ("trend", {"measure": "tiada"}, "measure"),
    "tiers": ("differences", {"between": "tiada"}, "between"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_question_that_means_nothing_is_told_where(what: str, ask: Ask) -> None:
    name, given, where = WRONG[what]
    found = problem(ask(Role.DATA_OFFICER, name, **given))
    assert (found["status"], found["where"]) == (422, where)
    assert found["instance"].startswith(reverse(f"api.{name}"))


def test_who_has_an_answer_is_not_sent_it_again(ask: Ask, key: Callable[..., str], places: Places) -> None:
    secret = key(Role.DATA_OFFICER)

    def again(tag: str, area: str = "", secret: str = secret) -> Any:
        headers = {"authorization": f"Bearer {secret}", "if-none-match": tag}
        return Client().get(reverse("api.counts"), {"area": area}, headers=headers)

    first = again("")
    assert "no-cache" in first["Cache-Control"]
    kept = again(first["ETag"])
    assert (kept.status_code, kept.content) == (304, b"")
    assert again(first["ETag"], places.village).status_code == 200
    assert again(first["ETag"], secret=key(Role.COORDINATOR)).status_code == 200
    Release.objects.update(name="lain")
    assert again(first["ETag"]).status_code != 304
    assert "ETag" not in ask(Role.DATA_OFFICER, "measures", x=1)


def test_a_key_that_does_not_hold_opens_nothing(key: Callable[..., str]) -> None:
    secret = key(Role.DATA_OFFICER)
    account = Account.objects.get(name="Data Officer")

    def shown_key(text: str) -> Any:
        return Client().get(reverse("api.counts"), headers={"authorization": text})

    assert shown_key(f"Bearer {secret}").status_code == 200
    for wrong in ("", "Bearer ", f"Bearer {secret}x", "Basic YTpi"):
        answer = shown_key(wrong)
        assert problem(answer)["type"] == "urn:padan:not-known"
        assert answer["WWW-Authenticate"].startswith("Bearer")
    account.posts.update(until=timezone.localdate() - timedelta(days=1), since="2020-01-01")
    assert shown_key(f"Bearer {secret}").status_code == 403
    revoke(account.tokens.get(), by=account, on=timezone.now())
    assert shown_key(f"Bearer {secret}").status_code == 401


def test_a_key_has_no_session_and_a_session_reads_too(key: Callable[..., str], signed_in: SignIn) -> None:
    secret = key(Role.VILLAGE_OPERATOR)
    officer = signed_in(Role.DATA_OFFICER, REGENCY)
    assert told(officer.get(reverse("api.regions")))["area"]["code"] == REGENCY
    before = Session.objects.count()
    answer = officer.get(reverse("api.regions"), headers={"authorization": f"Bearer {secret}"})
    assert len(told(answer)["area"]["code"]) == 13
    assert not answer.cookies
    assert Client().get(reverse("api.regions"), headers={"authorization": f"Bearer {secret}"}).cookies == {}
    assert Session.objects.count() == before
    assert problem(officer.post(reverse("api.regions")))["type"] == "urn:padan:only-read"
    assert officer.post(reverse("api.regions"))["Allow"] == "GET"
    assert problem(Client().get("/api/v1/tiada"))["type"] == "urn:padan:not-there"


def test_each_reading_is_written_down_with_its_key(ask: Ask, signed_in: SignIn, places: Places) -> None:
    told(ask(Role.DATA_OFFICER, "trend", area=places.village, measure="pair.dtsen-krs.both"))
    entry = Entry.objects.order_by("number").last()
    account = Account.objects.get(name="Data Officer")
    assert (entry.by, entry.action, entry.area) == (str(account), "api.asked", places.village)
    assert entry.subject == str(account.tokens.get())
    page = shown(signed_in(Role.INSPECTOR, REGENCY).get(reverse("trail.entry", args=[entry.number])))
    assert "membaca angka lewat API" in page
    assert "API: dari rilis ke rilis" in page
    assert "measure=pair.dtsen-krs.both" in page


def test_who_asks_too_often_waits(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "A_MINUTE", 2)
    minute = time.time() // 60 * 60
    monkeypatch.setattr(door.time, "time", lambda: minute + 10)
    assert [ask(Role.DATA_OFFICER, "measures").status_code for _ in range(3)] == [200, 200, 429]
    answer = ask(Role.DATA_OFFICER, "measures")
    assert (problem(answer)["type"], answer["Retry-After"]) == ("urn:padan:too-often", "50")
    assert ask(Role.COORDINATOR, "measures").status_code == 200
    monkeypatch.setattr(door.time, "time", lambda: minute + 61)
    assert ask(Role.DATA_OFFICER, "measures").status_code == 200


def test_a_key_to_names_waits_for_the_second_factor(ask: Ask, settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = True
    assert problem(ask(Role.DATA_OFFICER, "counts"))["type"] == "urn:padan:no-second-factor"
    assert Session.objects.filter(session_data__contains="onward").count() == 0
    assert told(ask(Role.PROVINCE, "regions"))["area"]["code"] == "64"


def test_the_reference_names_every_address_and_parameter() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text("utf-8")
    rows = {row.split("`")[1]: row for row in text.splitlines() if row.startswith("| `/api/")}
    paths = json.loads(Client().get(reverse("api.openapi")).content)["paths"]
    assert rows.keys() == paths.keys()
    for path, said in paths.items():
        parameters = {each["name"] for each in said["get"]["parameters"]}
        assert parameters == set(re.findall(r"`(\w+)`", rows[path].split("|")[2])), path
