"""Whether what a giver brought came, said by somebody of the place; each in one transaction with its entry in the
trail.

Goods that came lie at a point, and the village hands them out like all others. Works and services that were looked at
are hand-overs of their round; what of them does not count is not taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.models import Round
from padan.office.audit.operations import record
from padan.office.bringing import policies
from padan.office.bringing.kinds import Because
from padan.office.bringing.models import Answer, Consignment, Part
from padan.office.bringing.permissions import check_may_answer
from padan.office.delivery.given import Given
from padan.office.delivery.models import Entitlement, Event, Movement, Point
from padan.office.delivery.stock import Moved, move_goods
from padan.office.delivery.taking import take
from padan.office.giving.models import Hold
from padan.rules.delivery import Checked, Evidence, Label, Outcome, Taker, Way

#: Of the number of a consignment the keys of what it becomes are made, so that nothing that is sent can bear them.
_KEYS: Final = UUID("5a1d3c9e-6a53-5d0e-9b5e-3b1f0a7c2e44")
_NOON: Final = time(12)
#: Letters of the name of a supplier, at most.
_SUPPLIER: Final = 120


@dataclass(frozen=True, slots=True)
class Came:
    """Units that came, why another number than the giver said, and a note that it does not read."""

    units: int
    because: Because | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """Who of the family was there when somebody looked at what was done, and how that was made sure."""

    taker: Taker
    checked: Checked


@transaction.atomic
def receive(sent: Consignment, came: Came, point: Point, item: str, *, by: Account, on: datetime) -> Answer:
    """Take goods that came to a point, under the name that phones and cards give them. NotAllowedError for who does not
    keep stock there, and where it is answered; InvalidValueError for what cannot be."""
    held = _locked(sent, by, on)
    if not held.is_goods:
        raise InvalidValueError(_("Kiriman ini bukan barang"), next_step=_("Periksa pekerjaannya di keluarganya."))
    policies.check_because(held.units, came.units, came.because)
    policies.check_point(held, point)
    moved = Moved(
        _key(held, "goods"), Way.RECEIVED, item, held.unit, came.units, target=point,
        supplier=held.giver.called[:_SUPPLIER], paper=held.paper, note=came.note,
    )  # fmt: skip
    return _answer(held, came, by, on, move_goods(moved, by=by, on=on))


@transaction.atomic
def confirm(sent: Consignment, came: Came, looked: Looked, *, by: Account, on: datetime) -> Answer:
    """Say that works or a service were done, which makes them hand-overs of their round. InvalidValueError for more
    than the giver said or than the family is still entitled to; else as :func:`receive`."""
    held = _locked(sent, by, on)
    hold = held.hold
    if hold is None:
        raise InvalidValueError(_("Kiriman ini barang"), next_step=_("Terima barangnya di titik bagi."))
    policies.check_because(held.units, came.units, came.because)
    if not 1 <= came.units <= held.units:
        raise InvalidValueError(
            _("Pemberi menulis {units}").format(units=count(held.units)), next_step=_("Isi paling banyak sebesar itu.")
        )
    told = [_given(held, looked, row, units) for row, units in _by_month(hold, came.units)]
    results = take(told, by=by, on=on)
    for each in results:
        if each.refused is not None:
            raise each.refused
        if each.label is not Label.COUNTED:
            raise _too_much()
    made = _answer(held, came, by, on)
    Part.objects.bulk_create(Part(answer=made, event_id=each.digest) for each in results)
    return made


@transaction.atomic
def refuse(sent: Consignment, because: Because, note: str = "", *, by: Account, on: datetime) -> Answer:
    """Say that nothing came of it. NotAllowedError as of :func:`receive`."""
    return _answer(_locked(sent, by, on), Came(0, because, note), by, on)


def _locked(sent: Consignment, by: Account, on: datetime) -> Consignment:
    found = Consignment.objects.select_for_update(of=("self",)).select_related("giver", "hold__need", "hold__taken")
    held = found.get(pk=sent.pk)
    check_may_answer(by, held, timezone.localdate(on))
    policies.check_can_answer(held)
    return held


def _answer(held: Consignment, came: Came, by: Account, on: datetime, movement: Movement | None = None) -> Answer:
    made = Answer(
        consignment=held, units=came.units, because=came.because.value if came.because else "",
        note=came.note.strip(), movement=movement, by=by, on=on,
    )  # fmt: skip
    made.save(force_insert=True)
    record(
        by=acting(by), on=on, action="bringing.answered" if came.units else "bringing.refused", subject=str(held),
        area=held.area, reason=made.note, after={"units": came.units, "because": made.because},
    )  # fmt: skip
    return made


def _key(held: Consignment, part: str) -> str:
    return str(uuid5(_KEYS, f"{held.pk}:{part}"))


def _by_month(hold: Hold, units: int) -> list[tuple[Entitlement, int]]:
    """Units by what the family is entitled to and has not received, from the first month of the round on.
    InvalidValueError where it is not so much. The round is locked until all is done, as whenever events are taken."""
    number, family = hold.taken.gift_id, hold.need.family_id
    Round.objects.select_for_update(of=("self",)).get(pk=number)
    told = Event.objects.filter(round=number, family_id=family, verdict__label=Label.COUNTED).order_by()
    had = dict(told.values_list("month").annotate(units=Sum("amount")))
    found = []
    for row in Entitlement.objects.filter(round=number, family_id=family).order_by("month", "number"):
        part = min(units, max(0, row.amount - had.get(row.month, 0)))
        if part:
            found.append((row, part))
            units -= part
    if units:
        raise _too_much()
    return found


def _given(held: Consignment, looked: Looked, row: Entitlement, units: int) -> Given:
    noon = timezone.make_aware(datetime.combine(held.day, _NOON))
    return Given(
        _key(held, row.month.isoformat()), row.round_id, row.family_id, row.month, Outcome.HANDED, noon, row.item,
        row.unit, units, taker=looked.taker, checked=looked.checked, reference=held.paper,
        proofs={Evidence.PHOTO: held.picture} if held.picture else {},
    )  # fmt: skip


def _too_much() -> InvalidValueError:
    return InvalidValueError(
        _("Keluarga ini tidak berhak atas sebanyak itu lagi"),
        next_step=_("Lihat penyerahan yang sudah dicatat; isi sisanya, atau tolak."),
    )
