"""What a phone that hands out is given, what becomes of what it tells, and what it sends besides."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import DECEMBER, NOW, TANJUNG, WONOTIRTO
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.errors import InvalidValueError
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.delivery import queries
from padan.office.delivery.beginning import begin
from padan.office.delivery.cards import card_code
from padan.office.delivery.models import Event
from padan.office.delivery.operations import free
from padan.office.delivery.stock import plan_day
from padan.office.delivery.taking import AT_ONCE
from padan.rules.delivery import Checked, Evidence, Fate, Outcome, Taker
from padan.rules.package import Instead, Portion, Whom
from padan.web.delivery.message import LARGEST, read_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(settings: Any) -> Round:
    settings.PADAN_SECOND_FACTOR = False
    return kit.begun()


@pytest.fixture
def phone(held: Round) -> Client:
    return browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)


def said(held: Round, family: str, **changes: Any) -> dict[str, Any]:
    """An event as the phone writes it."""
    usual = {
        "key": str(uuid4()), "round": held.pk, "family": family, "month": "2026-12-01", "outcome": "handed",
        "handed_at": "2026-12-05T09:00:00+08:00", "item": "beras", "unit": "kg", "amount": 10, "point": kit.point().pk,
        "taker": "proxy", "taker_name": "Sri", "checked": "ktp", "proofs": {"letter": "a" * 64},
        "position": [-0.95, 117.05], "device": "ponsel-1",
    }  # fmt: skip
    return {**usual, **changes}


def sent(phone: Client, *events: Any, account: int | None = None) -> Any:
    number = account or Account.objects.get(name="Dewi").pk
    told = {"account": number, "sent_at": "2026-12-06T09:00:00+08:00", "events": events}
    return phone.post(reverse("delivery.send"), json.dumps(told), content_type="application/json")


def test_a_phone_is_given_its_villages_families_with_claims_and_who_may_take(held: Round, phone: Client) -> None:
    family = kit.in_wonotirto(held)
    wife = kit.person(family, "wife", date(1980, 1, 1))
    day = plan_day(held, kit.point(), DECEMBER, WONOTIRTO, date(2026, 12, 5), by=aid.maker(), on=NOW)
    kit.point(TANJUNG)
    kit.tell(kit.rice(held, family, 4), kit.rice(held, family, 6, 1, item="jagung", instead_of="beras"))
    free(held, kit.in_wonotirto(held, 1), Fate.MOVED_OUT, DECEMBER, by=kit.operator(), on=NOW, why="pindah")
    found = phone.get(reverse("delivery.package")).json()
    (told,) = found["rounds"]
    assert (told["id"], told["form"], told["months"]) == (held.pk, "goods", ["2026-12-01", "2027-01-01"])
    assert [each["id"] for each in found["points"]] == [kit.point().pk]
    assert len(told["families"]) == 20
    assert {each["area"] for each in told["families"]} == {WONOTIRTO}
    first, second, *_others = told["families"]
    of_month = {"month": "2026-12-01", "item": "beras", "unit": "kg"}
    assert first["id"] == family
    maize = {"item": "jagung", "unit": "kg"}
    assert first["entitled"][0] == {**of_month, "amount": 10, "instead": [{**maize, "units": 6, "per": 5}]}
    assert first["received"] == [
        {**of_month, "amount": 4, "instead_of": ""}, {**of_month, **maize, "amount": 6, "instead_of": "beras"}
    ]  # fmt: skip
    assert first["takers"] == [{"turn": "suami atau istri", "id": wife.person_id, "name": "Wife"}]
    assert first["card"] == card_code(held.pk, family)
    number = queries.queue_of(day).get(family_id=family).number
    assert first["queue"] == [
        {"month": "2026-12-01", "day": "2026-12-05", "point": kit.point().pk, "number": number}
    ]  # fmt: skip
    assert (first["freed"], second["freed"], second["takers"]) == (None, "2026-12-01", [])
    assert set(json.loads(Entry.objects.get(action="delivery.carried").after)["about"]) >= {family}


def test_portions_of_one_item_are_one_line(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PADAN_SECOND_FACTOR = False
    rice = Portion("beras", "kg", 10, instead=(Instead("jagung", "kg", 12),))
    monkeypatch.setattr(aid, "PACKAGE", [rice, Portion("beras", "kg", 2, Whom.UNDER_FIVE)])
    decreed = aid.at(State.DECREED)
    family = kit.in_wonotirto(decreed)
    kit.person(family, "child", date(2024, 1, 1))
    begin(decreed, by=aid.maker(), on=NOW)
    found = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO).get(reverse("delivery.package")).json()
    told = next(each for each in found["rounds"][0]["families"] if each["id"] == family)
    instead = [{"item": "jagung", "unit": "kg", "units": 6, "per": 5}]
    line = {"item": "beras", "unit": "kg", "amount": 12, "instead": instead}
    assert told["entitled"] == [{"month": month, **line} for month in ("2026-12-01", "2027-01-01")]


def test_what_did_not_change_is_not_sent_and_each_family_is_written_down_once(held: Round, phone: Client) -> None:
    mark = phone.get(reverse("delivery.package")).json()["mark"]
    again = phone.get(reverse("delivery.package"), {"mark": mark}).json()
    assert again["same"] == mark
    assert "rounds" not in again
    kit.tell(kit.rice(held, kit.in_wonotirto(held)))
    assert phone.get(reverse("delivery.package"), {"mark": mark}).json()["mark"] != mark
    assert Entry.objects.filter(action="delivery.carried").count() == 1


@pytest.mark.parametrize(
    ("asked", "families"), [("", []), (WONOTIRTO, [20]), (TANJUNG, [30]), ("64.02.13", [0]), ("63.01.01.1001", [])]
)
def test_families_are_carried_of_one_village_alone(held: Round, asked: str, families: list[int]) -> None:
    found = browser("Rudi", Role.DATA_OFFICER, "64.02").get(reverse("delivery.package"), {"desa": asked}).json()
    many = [len(each["families"]) for each in found["rounds"]]
    assert many == (families if asked else [0])


def test_a_phone_sends_what_it_kept_and_is_told_what_it_comes_to(held: Round, phone: Client) -> None:
    family = kit.in_wonotirto(held)
    events = [
        said(held, family), said(held, family), {"key": "x"}, said(held, family, amount="10"),
        said(held, family, taker=None), said(held, "F0000000000ABCDE"),
    ]  # fmt: skip
    answer = sent(phone, *events)
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [each["key"] for each in results] == [*(each["key"] for each in events[:2]), "", *(
        each["key"] for each in events[3:])]  # fmt: skip
    labels = [(each.get("label"), each.get("why")) for each in results]
    # Of two at one hour the smaller key counts.
    first, second = sorted([0, 1], key=lambda place: events[place]["key"])
    assert (labels[first], labels[second]) == (("counted", ""), ("conflict", "surplus"))
    assert labels[2:] == [(None, None), (None, None), (None, None), ("conflict", "not_entitled")]
    assert results[second]["words"] == "bertentangan: melebihi hak keluarga ini pada bulan ini"
    assert "tidak terbaca" in results[3]["refused"]
    assert results[4]["faults"] == {"taker": "Pilih siapa yang menerima."}
    event = Event.objects.get(key=events[first]["key"])
    assert queries.details_of(event) == {"name": "Sri", "position": [-0.95, 117.05]}
    assert (event.taker, event.checked, event.proofs) == (Taker.PROXY, Checked.KTP, f"{Evidence.LETTER}:{'a' * 64}")
    assert sent(phone, *events).json()["results"] == results
    assert Event.objects.count() == 3


def test_a_phone_sends_its_users_own_events_alone(held: Round, phone: Client) -> None:
    answer = sent(phone, said(held, kit.in_wonotirto(held)), account=aid.maker().pk)
    assert answer.status_code == 409
    assert not Event.objects.exists()


def test_a_busy_office_lets_the_phone_send_again(
    held: Round, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def busy(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    event = said(held, kit.in_wonotirto(held))
    with monkeypatch.context() as patch:
        patch.setattr("padan.web.delivery.views.take", busy)
        assert sent(phone, event).status_code == 503
    assert sent(phone, event).json()["results"][0]["label"] == "counted"


def test_a_message_that_is_none_or_too_large_is_refused(phone: Client) -> None:
    target = reverse("delivery.send")
    assert phone.post(target, b"{", content_type="application/json").status_code == 422
    large = phone.post(target, b" " * (LARGEST + 1), content_type="application/json")
    assert (large.status_code, large.json()["words"]) == (
        422,
        "Kiriman ini terlalu besar. Kirim lebih sedikit sekaligus.",
    )


KEY = "00000001-0000-4000-8000-000000000000"
GOOD: dict[str, Any] = {
    "key": KEY, "round": 1, "family": "F1", "month": "2026-12-01", "outcome": "absent",
    "handed_at": "2026-12-05T09:00:00+08:00",
}  # fmt: skip


def read(event: Any) -> Any:
    told = {"account": 1, "sent_at": "2026-12-06T09:00:00+08:00", "events": [event]}
    return read_message(json.dumps(told).encode()).events[0]


def test_an_event_that_says_the_least_is_read() -> None:
    found = read(GOOD)
    assert (found.key, found.outcome, found.point, found.position) == (KEY, Outcome.ABSENT, None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"round": "1"}, {"round": True}, {"round": -1}, {"family": 1}, {"family": "F" * 17}, {"month": "2026-13-01"},
        {"outcome": "sold"}, {"handed_at": "2026-12-05T09:00:00"}, {"handed_at": "1900-12-05T09:00:00+08:00"},
        {"amount": -1}, {"amount": 1.5}, {"amount": 3_000_000_000}, {"taker": "thief"}, {"checked": "guess"},
        {"corrects": "a"}, {"proofs": {"photo": "a"}}, {"proofs": {"film": "a" * 64}}, {"position": [91, 0]},
        {"position": [1]}, {"note": "a" * 501}, {"note": "a\0b"}, {"note": "\ud800"}, {"item": None},
    ],
)  # fmt: skip
def test_an_event_that_makes_no_sense_is_told_by_its_key(changes: dict[str, Any]) -> None:
    assert read({**GOOD, **changes}) == KEY


@pytest.mark.parametrize("event", [None, [], {}, {"key": 1}, {"key": "A" * 36}])
def test_an_event_without_a_key_is_told_without(event: Any) -> None:
    assert read(event) == ""


def test_too_many_events_are_no_message() -> None:
    told = {"account": 1, "sent_at": "2026-12-06T09:00:00+08:00", "events": [{}] * (AT_ONCE + 1)}
    with pytest.raises(InvalidValueError, match="Terlalu banyak"):
        read_message(json.dumps(told).encode())


PICTURE = b"\x89PNG\r\n\x1a\n sidik jari IEND"


def test_a_proof_is_kept_privately_by_its_content(phone: Client, settings: Any, tmp_path: Any) -> None:
    settings.PADAN_HOME = tmp_path
    for _twice in range(2):
        answer = phone.post(reverse("delivery.proof"), PICTURE, content_type="image/png")
        assert answer.json() == {"sha256": hashlib.sha256(PICTURE).hexdigest()}
    (kept,) = (tmp_path / "papers").iterdir()
    assert kept.read_bytes() == PICTURE
    assert kept.stat().st_mode & 0o077 == 0
    entry = Entry.objects.filter(action="delivery.proof_kept").first()
    assert entry is not None
    assert entry.area == WONOTIRTO
    assert phone.post(reverse("delivery.proof"), b"bukan gambar", content_type="image/png").status_code == 422
