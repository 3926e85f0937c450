"""What givers bring: goods that become stock of a village, works and services that become hand-overs; each once, never
more than a family is entitled to, and never by the word of the giver alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.office.aid.aid_kit import REGENCY, SAMBOJA, TANJUNG, WONOTIRTO, officer
from tests.office.bringing import bringing_kit as kit
from tests.office.bringing.bringing_kit import DAY, KUKAR, RICE
from tests.office.delivery import delivery_kit as handing
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, NOW
from tests.office.giving import giving_kit as giving
from tests.office.giving.giving_kit import confirmed, confirmer, giving_account, vetted

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.operations import appoint
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.operations import move
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.bringing import queries
from padan.office.bringing.answering import Came, receive, refuse
from padan.office.bringing.kinds import Because, Status, status_of
from padan.office.bringing.models import Answer, Consignment, Part
from padan.office.bringing.sending import Goods
from padan.office.delivery.models import Event, Movement
from padan.office.delivery.operations import settle
from padan.office.delivery.queries import details_of, stock
from padan.office.giving.models import Pledge
from padan.office.giving.operations import release
from padan.office.tasks.papers import path_of
from padan.rules.delivery import Ending, Outcome
from padan.rules.giving.pledging import Restrictions

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff surat jalan \xff\xd9"


@pytest.fixture
def pledge() -> Pledge:
    return confirmed(vetted())


def lying() -> dict[str, int]:
    return {item: stand.held for (_point, item, _unit), stand in stock(KUKAR).items()}


# Goods


@pytest.mark.parametrize(
    ("said", "came", "because", "stands"),
    [
        (100, 100, None, Status.RECEIVED),
        (100, 90, Because.UNFIT, Status.PARTLY),
        (100, 120, Because.NUMBER, Status.RECEIVED),
    ],
)
def test_goods_that_came_lie_at_a_point(
    pledge: Pledge, said: int, came: int, because: Because | None, stands: Status
) -> None:
    found = kit.brought(pledge, said)
    assert (kit.status(found), lying()) == ("waits", {})
    made = receive(
        found, Came(came, because, "karung sobek"), handing.point(), "beras", by=handing.operator(), on=NOW
    )  # fmt: skip
    assert (kit.status(found), lying()) == (stands, {"beras": came})
    movement = Movement.objects.get()
    assert made.movement == movement
    assert (movement.way, movement.supplier, movement.paper, movement.note) == (
        "received", giving.MINE.name, "SJ-12", "karung sobek",
    )  # fmt: skip
    assert [each.action for each in Entry.objects.order_by("-pk")[:2]] == ["bringing.answered", "delivery.moved"]
    with pytest.raises(NotAllowedError, match="sudah dijawab"):
        refuse(found, Because.NOT_COME, by=handing.operator(), on=NOW)
    assert Movement.objects.count() == 1


def test_goods_are_refused(pledge: Pledge) -> None:
    found = kit.brought(pledge)
    refuse(found, Because.NOT_COME, "truk tidak pernah tiba", by=handing.operator(), on=NOW)
    assert (kit.status(found), lying(), Movement.objects.count()) == ("refused", {}, 0)
    entry = Entry.objects.get(action="bringing.refused")
    assert (entry.area, entry.reason) == (WONOTIRTO, "truk tidak pernah tiba")


def test_what_is_sent_twice_is_one(pledge: Pledge, tmp_path: Path, settings: Any) -> None:
    settings.PADAN_HOME = tmp_path
    one = kit.brought(pledge, key="k", picture=PHOTO)
    assert kit.brought(pledge, key="k", picture=PHOTO) == one
    assert path_of(f"{one.picture}.jpg").read_bytes() == PHOTO
    with pytest.raises(NotAllowedError, match="milik catatan lain"):
        kit.brought(pledge, 99, key="k", picture=PHOTO)
    assert Consignment.objects.get() == one
    assert Entry.objects.filter(action="bringing.sent").count() == 1


@pytest.mark.parametrize(
    ("changes", "goods", "refused"),
    [
        ({"units": 0}, RICE, "kurang dari satu"),
        ({"day": NOW.date() + timedelta(days=31)}, RICE, "terlalu jauh"),
        ({"paper": " "}, RICE, "Nomor suratnya"),
        ({}, Goods("", "kg", WONOTIRTO), "Nama barang"),
        ({}, Goods("beras", "kg", "64.02.13.9999"), "bukan untuk wilayah"),
        ({}, Goods("beras", "kg", REGENCY), "bukan untuk wilayah"),
        ({}, Goods("beras", "kg", "64.03.01.2001"), "bukan untuk wilayah"),
        ({"picture": b"GIF89a"}, RICE, "bukan PDF, JPG atau PNG"),
    ],
)
def test_what_cannot_be_brought(pledge: Pledge, changes: dict[str, Any], goods: Goods, refused: str) -> None:
    with pytest.raises(InvalidValueError, match=refused):
        kit.brought(pledge, **{"units": 1, "goods": goods, **changes})
    assert not Consignment.objects.exists()


def test_only_who_acts_for_the_giver_says_what_it_brings(pledge: Pledge) -> None:
    for other in (confirmer(), giving_account("tono")):
        with pytest.raises(NotAllowedError, match="bukan urusan"):
            kit.bring(pledge, RICE, kit.sent(1), by=other, on=NOW)
    offered = giving.offered(pledge.giver)
    with pytest.raises(NotAllowedError, match="belum diterima"):
        kit.brought(offered)


def test_goods_go_where_the_giver_knows_that_it_helps(pledge: Pledge) -> None:
    """Until it is told of anybody: where it pledged for. The village of a child whose cell is wider stays unknown."""
    narrow = confirmed(pledge.giver, restrictions=Restrictions(Scope((TANJUNG, "64"))))
    assert [queries.takes_goods(narrow, area, DAY) for area in (TANJUNG, WONOTIRTO, REGENCY)] == [True, True, False]
    assert [queries.takes_goods(pledge, area, DAY) for area in (WONOTIRTO, SAMBOJA)] == [True, True]
    giving.held(pledge)
    assert queries.places_for(pledge, DAY).codes == (REGENCY,)  # held, but not told
    ended = kit.tell(giving.held(pledge, giving.need(5)), SAMBOJA)
    release(ended, "tidak jadi", by=giving.writer(), on=giving.NOW)
    assert queries.places_for(pledge, DAY).codes == (REGENCY,)  # told, but never shown: it helped nobody
    kit.tell(giving.held(pledge, giving.need(2)), TANJUNG)
    kit.tell(giving.held(pledge, giving.need(3)), REGENCY)
    assert [queries.takes_goods(pledge, area, DAY) for area in (TANJUNG, WONOTIRTO, SAMBOJA)] == [True, False, False]
    kit.tell(giving.held(pledge, giving.need(4)), SAMBOJA)
    assert queries.places_for(pledge, DAY).codes == (SAMBOJA,)
    assert [queries.takes_goods(pledge, area, DAY) for area in (WONOTIRTO, SAMBOJA, REGENCY)] == [True, True, False]
    kit.brought(pledge, goods=Goods("beras", "kg", SAMBOJA))
    assert [len(queries.waiting(Scope((area,)))) for area in (SAMBOJA, WONOTIRTO, REGENCY)] == [1, 0, 1]


def test_who_receives_keeps_stock_there_and_is_not_the_giver(pledge: Pledge) -> None:
    found, point = kit.brought(pledge), handing.point()
    elsewhere = officer("tuti", TANJUNG, role=Role.VILLAGE_OPERATOR)
    for other in (elsewhere, confirmer()):
        with pytest.raises(NotAllowedError, match="luar wilayah"):
            receive(found, Came(100), point, "beras", by=other, on=NOW)
    both = Appointment(giving_account(), Role.VILLAGE_OPERATOR, (WONOTIRTO,), DAY, DAY + timedelta(days=9))
    appoint(both, by=None, on=NOW, reason="uji")
    with pytest.raises(NotAllowedError, match="Anda wakili"):
        refuse(found, Because.PAPER, by=giving_account(), on=NOW)
    for came, at, refused in (
        (Came(99), point, "lain dari yang ditulis"),
        (Came(100, Because.UNFIT), point, "sama dengan"),
        (Came(100), handing.point(TANJUNG), "di luar wilayah kiriman"),
        (Came(0, Because.UNFIT), point, "kurang dari satu"),
        (Came(-1, Because.UNFIT), point, "tidak mungkin"),
    ):
        with pytest.raises(InvalidValueError, match=refused):
            receive(found, came, at, "beras", by=handing.operator(), on=NOW)
    with pytest.raises(InvalidValueError, match="Kiriman ini barang"):
        kit.looked_at(found, 100)
    assert not Answer.objects.exists()
    assert not Movement.objects.exists()


# Works and services for a code


def test_what_was_looked_at_counts_once_in_the_ledger() -> None:
    """A year of premiums of a round of three months: four in each, from the first on."""
    hold, held = kit.paid()
    found = kit.done(hold, key="k")
    assert kit.done(hold, key="k") == found
    assert (kit.status(found), giving.ledger(hold.pledge, DAY).delivered) == ("waits", 0)
    made = kit.looked_at(found)
    assert kit.status(found) == "received"
    assert giving.ledger(hold.pledge, DAY).delivered == 12 * 42_000
    events = Event.objects.order_by("month")
    assert [(each.month.month, each.amount, each.area) for each in events] == [
        (12, 4, WONOTIRTO), (1, 4, WONOTIRTO), (2, 4, WONOTIRTO),
    ]  # fmt: skip
    assert [each.event for each in Part.objects.filter(answer=made).order_by("event__month")] == list(events)
    first = events[0]
    assert (first.round, first.day, first.taker, first.checked) == (held, DAY, "recipient", "kk")
    assert details_of(first) == {"reference": "SJ-12"}
    with pytest.raises(NotAllowedError, match="sudah dijawab"):
        kit.looked_at(found)
    with pytest.raises(InvalidValueError, match="tersisa 0"):
        kit.done(hold, 1)
    assert Event.objects.count() == 3


def test_one_that_is_refused_counts_nothing_and_can_be_sent_again() -> None:
    hold, _held = kit.paid()
    found = kit.done(hold)
    with pytest.raises(InvalidValueError, match="tersisa 0"):
        kit.done(hold, 1)  # what waits is kept for its answer
    refuse(found, Because.ELSEWHERE, by=handing.operator(), on=NOW)
    assert (kit.status(found), Event.objects.count()) == ("refused", 0)
    assert giving.ledger(hold.pledge, DAY).delivered == 0
    kit.looked_at(kit.done(hold))
    assert giving.ledger(hold.pledge, DAY).delivered == 12 * 42_000


def test_village_and_giver_together_never_exceed_the_claim() -> None:
    hold, held = kit.paid()
    found = kit.done(hold)
    handing.tell(kit.by_village(held, 4), kit.by_village(held, 2, 1, JANUARY))
    with pytest.raises(InvalidValueError, match="tidak berhak atas sebanyak itu"):
        kit.looked_at(found)
    assert not Answer.objects.exists()
    kit.looked_at(found, 6, because=Because.NUMBER)
    assert [
        (each.month.month, each.amount) for each in Event.objects.filter(brought__isnull=False).order_by("month")
    ] == [
        (1, 2),
        (2, 4),
    ]
    assert kit.status(found) == "partly"
    ledger = giving.ledger(hold.pledge, DAY)
    assert (ledger.delivered, ledger.beyond) == (12 * 42_000, 0)
    # What the village tells after it is too much, whatever hour it bears.
    handing.tell(kit.by_village(held, 1, 9, DECEMBER))
    assert handing.labels().count("surplus") == 1
    assert giving.ledger(hold.pledge, DAY).delivered == 12 * 42_000


def test_what_is_declared_void_did_not_come() -> None:
    hold, _held = kit.paid()
    found = kit.done(hold, 8)
    kit.looked_at(found, 8)
    for each in Event.objects.all():
        settle(each, Ending.VOID, by=confirmer(), on=NOW, reason="belum dibayar")
    assert kit.status(found) == "refused"
    assert giving.ledger(hold.pledge, DAY).delivered == 0
    kit.done(hold, 12)


def test_two_givers_of_one_family_bring_no_more_than_each_holds() -> None:
    """Of twelve months one giver holds eight and the other four; what one pays is shared as every hand-over is."""
    giver = vetted()
    mine = kit.tell(giving.held(confirmed(giver), kit.premium(), units=8))
    other = giving.held(confirmed(vetted(giving_account("tono"), name="PT Lain")), kit.premium(), units=4)
    held = kit.insured(mine, other)
    assert held.package.get().amount == 4
    with pytest.raises(InvalidValueError, match="tersisa 8"):
        kit.done(mine, 9)
    with pytest.raises(NotAllowedError, match="bukan urusan"):
        kit.done(other, 1)
    kit.looked_at(kit.done(mine, 8), 8)
    with pytest.raises(InvalidValueError, match="tersisa 0"):
        kit.done(mine, 1)
    delivered = [giving.ledger(each.pledge, DAY).delivered // 42_000 for each in (mine, other)]
    assert (sum(delivered), delivered) == (8, [5, 3])


def test_a_code_that_is_not_told_or_not_delivered_is_not_worked_on() -> None:
    giver = vetted()
    pledge = confirmed(giver)
    hidden = giving.held(pledge, kit.premium(), units=12)
    waits = kit.tell(giving.held(pledge, kit.premium(2), units=12))
    fed = kit.tell(giving.held(pledge, giving.need(3)))
    kit.insured(hidden)
    assert queries.deliverable(giver, DAY) == []
    for each in (hidden, waits, fed):
        with pytest.raises(NotAllowedError, match="tidak sedang dikerjakan"):
            kit.done(each, 1)
    with pytest.raises(InvalidValueError, match="terlalu jauh"):
        kit.done(waits, 1, day=NOW.date() + timedelta(days=1))


def test_works_are_confirmed_over_the_family_only_and_not_beyond_what_was_said() -> None:
    hold, held = kit.paid()
    found = kit.done(hold, 8)
    elsewhere = officer("tuti", TANJUNG, role=Role.VILLAGE_OPERATOR)
    with pytest.raises(NotAllowedError, match="luar wilayah"):
        kit.confirm(found, Came(8), kit.LOOKED, by=elsewhere, on=NOW)
    with pytest.raises(InvalidValueError, match="Pemberi menulis 8"):
        kit.looked_at(found, 9, because=Because.NUMBER)
    with pytest.raises(InvalidValueError, match="bukan barang"):
        receive(found, Came(8), handing.point(), "beras", by=handing.operator(), on=NOW)
    assert Outcome.HANDED not in set(Event.objects.values_list("outcome", flat=True))
    move(held, State.CLOSED, by=giving.writer(), on=NOW)
    assert queries.deliverable(hold.pledge.giver, DAY) == []
    kit.looked_at(found, 8)  # what was said before is still answered
    assert giving.ledger(hold.pledge, DAY).delivered == 8 * 42_000


@pytest.mark.parametrize(
    ("said", "came", "stands"), [(5, None, "waits"), (5, 0, "refused"), (5, 4, "partly"), (5, 5, "received")]
)
def test_how_it_stands(said: int, came: int | None, stands: str) -> None:
    assert status_of(said, came) == stands


def test_a_refusal_without_a_reason_is_not_kept(pledge: Pledge) -> None:
    found = kit.brought(pledge)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer(consignment=found, units=0, by=handing.operator(), on=NOW).save()
    with pytest.raises(PadanError):
        receive(found, Came(50), handing.point(), "beras", by=handing.operator(), on=NOW)
