"""Points, what moves between them, and days with their queues."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, NOW, SAMBOJA, TANJUNG, WONOTIRTO, rice, tell

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Round
from padan.office.audit.models import Entry
from padan.office.delivery import queries
from padan.office.delivery.lying import arrivals, examinations, stocks
from padan.office.delivery.models import Examination, Movement, Point
from padan.office.delivery.operations import settle
from padan.office.delivery.stock import Moved, Seen, examine, move_goods, open_point, plan_day
from padan.office.registry.models import Family
from padan.rules.delivery import Ending, Stand, Way
from padan.rules.four_rights import Lot

pytestmark = pytest.mark.django_db
HERE = Scope((WONOTIRTO,))
#: The day on which goods of the kit come.
TODAY = date(2026, 12, 6)


@pytest.fixture
def store() -> Point:
    """The warehouse of the kecamatan, with 500 kg of rice."""
    found = kit.point(SAMBOJA, "Gudang")
    kit.moved(Way.RECEIVED, 500, target=found, supplier="Bulog", paper="DO-1")
    return found


def at(point: Point) -> Stand:
    return queries.stands_at((point.pk,)).get((point.pk, "beras", "kg"), Stand())


def test_goods_come_move_and_go(store: Point) -> None:
    hall = kit.point()
    kit.moved(Way.MOVED, 200, store, hall)
    kit.moved(Way.DAMAGED, 5, hall)
    kit.moved(Way.LOST, 1, hall)
    kit.moved(Way.RETURNED, 100, store)
    assert (at(store).held, at(hall).held) == (200, 194)
    assert at(hall) == Stand(into=200, lost=6)
    assert queries.stock(HERE) == {(hall.pk, "beras", "kg"): at(hall)}
    assert [each.way for each in queries.movements(HERE)] == ["lost", "damaged", "moved"]
    entry = Entry.objects.filter(action="delivery.moved").first()
    assert entry is not None
    assert json.loads(entry.after)["amount"] == 500


def test_a_movement_that_is_sent_twice_is_one(store: Point) -> None:
    told = Moved("m", Way.RETURNED, "beras", "kg", 10, source=store)
    first = move_goods(told, by=aid.maker(), on=NOW)
    assert move_goods(told, by=aid.maker(), on=NOW) == first
    assert at(store).held == 490
    with pytest.raises(NotAllowedError, match="milik catatan lain"):
        move_goods(replace(told, amount=11), by=aid.maker(), on=NOW)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": 501}, "Di titik ini ada 500 kg beras, kurang dari 501"),
        ({"item": "telur", "unit": "butir"}, "Di titik ini ada 0 butir telur"),
        ({"amount": 0}, "kurang dari satu"),
        ({"unit": " "}, "satuannya belum diisi"),
        ({"way": Way.RECEIVED}, "Asal atau tujuan"),
        ({"way": Way.MOVED}, "Asal atau tujuan"),
        ({"source": None}, "Asal atau tujuan"),
        ({"note": ""}, "hilang atau rusak"),
    ],
)
def test_movements_that_cannot_be(store: Point, changes: Any, said: str) -> None:
    told = Moved("m", Way.LOST, "beras", "kg", 10, source=store, note="dicuri")
    with pytest.raises(InvalidValueError, match=said):
        move_goods(replace(told, **changes), by=aid.maker(), on=NOW)
    assert Movement.objects.count() == 1


def test_a_point_sends_nothing_to_itself(store: Point) -> None:
    with pytest.raises(InvalidValueError, match="Asal atau tujuan"):
        kit.moved(Way.MOVED, 1, store, store)


def test_who_keeps_a_point_tells_of_it(store: Point) -> None:
    told = Moved("m", Way.MOVED, "beras", "kg", 10, source=store, target=kit.point())
    with pytest.raises(NotAllowedError):
        move_goods(told, by=kit.operator(), on=NOW)
    move_goods(told, by=aid.maker(), on=NOW)
    move_goods(
        Moved("n", Way.DAMAGED, "beras", "kg", 1, source=kit.point(), note="basah"), by=kit.operator(), on=NOW
    )  # fmt: skip
    with pytest.raises(NotAllowedError):
        open_point("Balai", TANJUNG, by=kit.operator(), on=NOW)
    with pytest.raises(ValidationError):
        open_point("Gudang", SAMBOJA, by=aid.maker(), on=NOW)


def test_what_is_handed_out_leaves_the_point_and_what_is_disputed_too(store: Point) -> None:
    held, hall = kit.begun(), kit.point()
    kit.moved(Way.MOVED, 25, store, hall)
    family = kit.in_wonotirto(held)
    first, surplus = rice(held, family), rice(held, family, minute=1)
    tell(first, surplus, rice(held, kit.in_wonotirto(held, 1), 2, 2))
    assert at(hall) == Stand(into=25, handed=12, disputed=10)
    assert (at(hall).held, at(hall).short) == (3, 0)
    # A hand-over on paper that nobody could have made: the point is short until somebody says what happened.
    tell(rice(held, kit.in_wonotirto(held, 2), minute=3))
    assert (at(hall).held, at(hall).short) == (0, 7)
    settle(kit.event(surplus), Ending.RECOVERED, by=kit.checker(), on=NOW, reason="dikembalikan")
    assert (at(hall).held, at(hall).short) == (3, 0)


def test_a_written_off_surplus_stays_gone(store: Point) -> None:
    held, family = kit.begun(), ""
    family = kit.in_wonotirto(held)
    kit.moved(Way.MOVED, 25, store, kit.point())
    surplus = rice(held, family, minute=1)
    tell(rice(held, family), surplus)
    settle(kit.event(surplus), Ending.LOST, by=kit.checker(), on=NOW, reason="sudah dimakan")
    assert at(kit.point()) == Stand(into=25, handed=10, written_off=10)


def test_points_for_a_village_are_its_own_and_those_above_it(store: Point) -> None:
    hall = kit.point()
    kit.point(TANJUNG)
    assert queries.points_for(HERE) == [store, hall]


# What was found of goods


def came(amount: int = 500, **more: Any) -> Movement:
    return kit.moved(Way.RECEIVED, amount, target=kit.point(SAMBOJA, "Gudang"), **more)


def test_what_was_found_is_written_beside_the_movement_and_the_newest_holds() -> None:
    movement = came()
    examine(movement, Seen(TODAY, " Bu Camat ", 20, date(2027, 3, 1), 14_800, "BA-7"), by=aid.maker(), on=NOW)
    examine(movement, Seen(TODAY, "Bu Camat"), by=aid.maker(), on=NOW)
    found = list(examinations(Scope((SAMBOJA,))))
    assert [(each.unfit, each.price, each.examiner) for each in found] == [
        (20, 14_800, "Bu Camat"),
        (0, None, "Bu Camat"),
    ]
    assert list(examinations(HERE)) == []
    assert list(arrivals(Scope((SAMBOJA,)))) == [movement]
    entry = Entry.objects.filter(action="delivery.examined").first()
    assert entry is not None
    assert (entry.subject, entry.area, json.loads(entry.after)["unfit"]) == (str(movement), SAMBOJA, 20)
    with pytest.raises(RuntimeError, match="written once"):
        found[0].save()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": TODAY - timedelta(days=1)}, "Hari pemeriksaan"),
        ({"day": TODAY + timedelta(days=1)}, "Hari pemeriksaan"),
        ({"unfit": 501}, "kurang dari yang tidak layak"),
        ({"unfit": -1}, "kurang dari yang tidak layak"),
        ({"examiner": "  "}, "siapa yang memeriksa"),
    ],
)
def test_what_cannot_be_found_is_refused(changes: Any, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        examine(came(), replace(Seen(TODAY, "Bu Camat"), **changes), by=aid.maker(), on=NOW)
    assert not Examination.objects.exists()


def test_only_what_came_is_examined_its_price_only_where_it_was_bought_and_by_who_keeps_the_point(store: Point) -> None:
    with pytest.raises(InvalidValueError, match="tidak datang ke titik"):
        examine(kit.moved(Way.LOST, 1, store), Seen(TODAY, "Bu Camat"), by=aid.maker(), on=NOW)
    moved = kit.moved(Way.MOVED, 10, store, kit.point())
    with pytest.raises(InvalidValueError, match="bukan dibeli"):
        examine(moved, Seen(TODAY, "Wati", price=1), by=aid.maker(), on=NOW)
    examine(moved, Seen(TODAY, "Wati"), by=kit.operator(), on=NOW)
    with pytest.raises(NotAllowedError):
        examine(came(), Seen(TODAY, "Wati"), by=kit.operator(), on=NOW)


def test_goods_are_known_from_the_warehouse_to_the_hand_over(store: Point) -> None:
    """The warehouse's rice is fit; 25 kg of it come to the village, 24 leave it (10 in dispute), then 2 more."""
    held, hall = kit.begun(), kit.point()
    (bought,) = arrivals(Scope((SAMBOJA,)))
    examine(bought, Seen(TODAY, "Bu Camat", last_day=TODAY, price=14_000), by=aid.maker(), on=NOW)
    place = (hall.pk, ("beras", "kg"))
    assert stocks({place}, TODAY).lots(place, TODAY) == {Lot()}
    kit.moved(Way.MOVED, 25, store, hall)
    known = Lot(True, TODAY, 14_000)
    assert stocks({place}, TODAY).lots(place, TODAY) == {known}
    # Told on the sixth of the fifth: nothing lay there yet by what was written down.
    tell(rice(held, kit.in_wonotirto(held)), rice(held, kit.in_wonotirto(held), minute=1))
    tell(rice(held, kit.in_wonotirto(held, 1), 4, handed_at=NOW))
    assert stocks({place}, TODAY).lots(place, TODAY) == {known}
    assert stocks({place}, TODAY).lots(place, TODAY - timedelta(days=1)) == {Lot()}
    tell(rice(held, kit.in_wonotirto(held, 2), 2, handed_at=NOW))
    assert stocks({place}, TODAY).lots(place, TODAY) == {known, Lot()}
    other = (hall.pk, ("telur", "butir"))
    assert stocks({other}, TODAY).lots(other, TODAY) == {Lot()}


# Days


def test_a_day_numbers_the_families_in_the_order_in_which_they_live() -> None:
    held = kit.begun()
    first, second, third = (kit.in_wonotirto(held, place) for place in range(3))
    for family, rt, name in ((first, "02", "Ani"), (second, "01", "Zul"), (third, "01", "Budi")):
        Family.objects.create(
            release=held.release, family_id=family, area=WONOTIRTO, head_name=name, rt=rt, rw="01", members=1,
            sources="dtsen",
        )  # fmt: skip
    day = plan_day(held, kit.point(), DECEMBER, WONOTIRTO, date(2026, 12, 5), by=kit.operator(), on=NOW)
    queue = list(queries.queue_of(day).values_list("number", "family_id"))
    assert [number for number, _family in queue] == list(range(1, 21))
    assert [family for _number, family in queue[-3:]] == [third, second, first]
    assert list(queries.days(HERE, held)) == [day]
    with pytest.raises(ValidationError):
        plan_day(held, kit.point(), DECEMBER, WONOTIRTO, date(2026, 12, 6), by=kit.operator(), on=NOW)


@pytest.mark.parametrize(
    ("month", "area", "said"),
    [
        (date(2026, 12, 2), WONOTIRTO, "bukan bagian putaran"),
        (DECEMBER, "64.02.07.2002", "bukan bagian putaran"),
        (DECEMBER, "64.02.13.1001", "Tidak ada penerima"),
    ],
)
def test_days_that_cannot_be(month: date, area: str, said: str) -> None:
    held: Round = kit.begun()
    with pytest.raises(InvalidValueError, match=said):
        plan_day(held, kit.point(), month, area, date(2026, 12, 5), by=aid.maker(), on=NOW)
    with pytest.raises(NotAllowedError):
        plan_day(held, kit.point(), DECEMBER, TANJUNG, date(2026, 12, 5), by=kit.operator(), on=NOW)
