"""Points, what moves between them and how it was found, and the days on which it is handed out. Each in one transaction
with its entry in the trail; a movement is written once and taken back by one the other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope, lies_in
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Round
from padan.office.audit.operations import record
from padan.office.delivery.models import Day, Entitlement, Examination, Movement, Point, Queued
from padan.office.delivery.permissions import check_may_keep
from padan.office.delivery.policies import check_can_examine, check_can_leave
from padan.office.delivery.queries import stands_at
from padan.office.registry import queries as registry
from padan.office.scoping import within
from padan.rules.delivery import FROM_A_POINT, GONE, MOST, TO_A_POINT, Stand, Way, months_of


@transaction.atomic
def open_point(name: str, area: str, *, by: Account, on: datetime) -> Point:
    """Write down a warehouse or a point. ValidationError of Django where it has no name or stands there already."""
    check_may_keep(by, area, timezone.localdate(on))
    made = Point(name=name.strip(), area=area, made_by=by, made_at=on)
    made.full_clean()
    made.save()
    record(
        by=acting(by), on=on, action="delivery.point_opened", subject=str(made), area=area, after={"name": made.name}
    )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement as it is told; fields as in :class:`padan.office.delivery.models.Movement`."""

    key: str
    way: Way
    item: str
    unit: str
    amount: int
    source: Point | None = None
    target: Point | None = None
    supplier: str = ""
    paper: str = ""
    note: str = ""


@transaction.atomic
def move_goods(told: Moved, *, by: Account, on: datetime) -> Movement:
    """Write down a movement; the same key again is the same one, and changes nothing. Whoever keeps the point that it
    leaves (what comes from a supplier: that it reaches) tells it. InvalidValueError where fewer units lie there, or a
    loss says no reason; NotAllowedError where the key is another movement's."""
    at, made = _at(told), _made(told, by, on)
    # Who takes from a point waits for whoever takes from it at that moment.
    list(Point.objects.select_for_update().filter(pk=at.pk))
    known = Movement.objects.filter(key=told.key).first()
    if known is not None:
        return _once(known, made)
    check_may_keep(by, at.area, timezone.localdate(on))
    if told.source is not None:
        held = stands_at((at.pk,)).get((at.pk, told.item, told.unit), Stand()).held
        check_can_leave(held, told.item, told.unit, told.amount)
    made.save()
    record(
        by=acting(by), on=on, action="delivery.moved", subject=str(made), area=at.area, reason=made.note,
        after={
            "way": told.way, "item": told.item, "unit": told.unit, "amount": told.amount,
            "source": str(told.source) if told.source else "", "target": str(told.target) if told.target else "",
        },
    )  # fmt: skip
    return made


def _made(told: Moved, by: Account, on: datetime) -> Movement:
    return Movement(
        key=told.key, way=told.way.value, item=told.item.strip(), unit=told.unit.strip(), amount=told.amount,
        source=told.source, target=told.target, supplier=told.supplier.strip(), paper=told.paper.strip(),
        note=told.note.strip(), by=by, on=on,
    )  # fmt: skip


def _once(known: Movement, made: Movement) -> Movement:
    told = ("way", "item", "unit", "amount", "source_id", "target_id", "supplier", "paper", "note", "by_id")
    if any(getattr(known, name) != getattr(made, name) for name in told):
        raise NotAllowedError(_("Kunci catatan ini milik catatan lain"), next_step=_("Isi lagi formulirnya."))
    return known


def _at(told: Moved) -> Point:
    """The point whose keeper tells of it. InvalidValueError for a movement that cannot be."""
    if not told.item.strip() or not told.unit.strip():
        raise InvalidValueError(_("Nama barang dan satuannya belum diisi"), next_step=_("Isi, misalnya: beras, kg."))
    if not 1 <= told.amount <= MOST:
        raise InvalidValueError(
            _("Jumlah {item} kurang dari satu").format(item=told.item),
            next_step=_("Isi angka bulat mulai dari 1; pakai satuan yang lebih kecil bila perlu."),
        )
    at, ends = told.source or told.target, (told.source is not None, told.target is not None)
    wanted = (told.way in FROM_A_POINT, told.way in TO_A_POINT)
    if at is None or ends != wanted or told.source == told.target:
        raise InvalidValueError(_("Asal atau tujuan barang belum benar"), next_step=_("Pilih titiknya."))
    if told.way in GONE and not told.note.strip():
        raise InvalidValueError(
            _("Tulis bagaimana barang itu hilang atau rusak"), next_step=_("Isi catatannya.")
        )  # fmt: skip
    return at


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of goods that came; fields as in :class:`padan.office.delivery.models.Examination`."""

    day: date
    examiner: str
    unfit: int = 0
    last_day: date | None = None
    price: int | None = None
    paper: str = ""


@transaction.atomic
def examine(movement: Movement, seen: Seen, *, by: Account, on: datetime) -> Examination:
    """Write down what was found of the goods of a movement; whoever keeps the point that it reached tells it.
    InvalidValueError for goods that reached no point, a day that cannot be, more units than came, a price of what came
    from no supplier, or where nobody is named."""
    target = movement.target
    if target is None:
        raise InvalidValueError(_("Barang ini tidak datang ke titik mana pun"), next_step=_("Pilih yang datang."))
    check_may_keep(by, target.area, timezone.localdate(on))
    check_can_examine(movement, seen.day, timezone.localdate(on), seen.unfit)
    if not seen.examiner.strip():
        raise InvalidValueError(_("Belum diisi siapa yang memeriksa"), next_step=_("Tulis namanya."))
    if seen.price is not None and Way(movement.way) is not Way.RECEIVED:
        raise InvalidValueError(
            _("Barang ini datang dari titik lain, bukan dibeli"),
            next_step=_("Isi harganya pada kedatangan dari pemasok."),
        )
    made = Examination(
        movement=movement, day=seen.day, unfit=seen.unfit, last_day=seen.last_day, price=seen.price,
        examiner=seen.examiner.strip(), paper=seen.paper.strip(), by=by, on=on,
    )  # fmt: skip
    made.save()
    record(
        by=acting(by), on=on, action="delivery.examined", subject=str(movement), area=target.area,
        after={
            "day": seen.day.isoformat(), "unfit": seen.unfit, "price": seen.price,
            "last_day": seen.last_day.isoformat() if seen.last_day else None,
        },
    )  # fmt: skip
    return made


@transaction.atomic
def plan_day(held: Round, point: Point, month: date, area: str, on_day: date, *, by: Account, on: datetime) -> Day:
    """Set the day on which a month of a round is handed out to the families of an area, and number them in the order in
    which they live: village, RW, RT, name. InvalidValueError for a month or an area that is not of the round, or where
    nobody is entitled."""
    check_may_keep(by, area, timezone.localdate(on))
    if month not in months_of(held.since, held.months) or not lies_in(area, held.area):
        raise InvalidValueError(_("Bulan atau wilayah ini bukan bagian putaran"), next_step=_("Pilih dari daftarnya."))
    families = _in_line(held, month, area)
    if not families:
        raise InvalidValueError(_("Tidak ada penerima di wilayah ini"), next_step=_("Pilih wilayah lain."))
    day = Day(round=held, point=point, area=area, month=month, on_day=on_day, made_by=by, made_at=on)
    day.full_clean()
    day.save()
    Queued.objects.bulk_create(
        Queued(day=day, family_id=family, number=number) for number, family in enumerate(families, start=1)
    )
    record(
        by=acting(by), on=on, action="delivery.day_planned", subject=str(held), area=area,
        after={"day": on_day.isoformat(), "since": month.isoformat(), "families": len(families)},
    )  # fmt: skip
    return day


def _in_line(held: Round, month: date, area: str) -> list[str]:
    scope = Scope((area,))
    entitled = Entitlement.objects.filter(round=held, month=month).filter(within(scope, "area"))
    homes = dict(entitled.order_by().values_list("family_id", "area").distinct())
    known = registry.families(scope).filter(family_id__in=homes).values_list("family_id", "rw", "rt", "head_name")
    lives = {family: (rw or "", rt or "", name or "") for family, rw, rt, name in known}
    return sorted(homes, key=lambda each: (homes[each], lives.get(each, ("", "", "")), each))
