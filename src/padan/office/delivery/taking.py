"""Events taken in: each once, whatever is sent again, in whatever order; thousands at once in a few questions.

Nothing that happened is refused for what it is: who is not entitled, or was given already, is kept as a conflict. Only
what cannot be read is refused, and what the sender has no part in; the phone keeps that, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import acting
from padan.office.aid.models import Round
from padan.office.audit.operations import record
from padan.office.delivery import given as writing
from padan.office.delivery.given import Given
from padan.office.delivery.judging import rejudge
from padan.office.delivery.models import Entitlement, Event, Point
from padan.office.delivery.permissions import check_may_hand, handing_posts, serves
from padan.office.delivery.policies import check_is_taking
from padan.reference.aid import AidForm, aid_kinds
from padan.rules.delivery import Label, Labelled, faults
from padan.rules.tasks.answering import phone_day

#: Events of one message, at most.
AT_ONCE: Final = 5_000


class EventFaultsError(PadanError):
    """An event that says too little; ``faults`` by the name of the field."""

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__(_("Catatan penyerahan belum lengkap"), next_step=_("Perbaiki isian yang ditandai."))
        self.faults = dict(found)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an event: the ``digest`` under which it is kept and what it comes to, or why it is ``refused``."""

    key: str
    digest: str = ""
    label: Label | None = None
    why: str = ""
    refused: PadanError | None = None


@transaction.atomic
def take(told: Sequence[Given], *, by: Account, on: datetime, sent_at: datetime | None = None) -> list[Taken]:
    """Take events, each once; a result for each, in their order. ``sent_at``: the hour of the phone when it sent them,
    which tells how far its clock is off. InvalidValueError for more than :data:`AT_ONCE`."""
    if len(told) > AT_ONCE:
        raise InvalidValueError(
            _("Terlalu banyak catatan sekaligus"), next_step=_("Kirim paling banyak {most}.").format(most=AT_ONCE)
        )
    office = _Office.of(told, by)
    new: dict[str, Event] = {}
    results: list[tuple[Given, str, PadanError | None]] = []
    for each in told:
        digest = each.digest(by.pk)
        try:
            if digest not in office.known and digest not in new:
                new[digest] = office.event(digest, each, on, sent_at)
        except PadanError as error:
            results.append((each, digest, error))
        else:
            results.append((each, digest, None))
    writing.write(new, {digest: each for each, digest, _error in results})
    homes = {(each.round, each.family_id) for each, _digest, error in results if error is None}
    labels = rejudge(homes, {each.key for each in new.values()}, on)
    _tell(new.values(), office, labels, on)
    return [_result(each, digest, error, labels) for each, digest, error in results]


def _result(told: Given, digest: str, error: PadanError | None, labels: Mapping[str, Labelled]) -> Taken:
    if error is not None:
        return Taken(told.key, refused=error)
    label, why = labels[digest]
    return Taken(told.key, digest, label, why or "")


@dataclass(slots=True)
class _Office:
    """What the office knows of the things that events name, and the digests of those that it has already; their rounds
    are locked until all is done."""

    by: Account
    known: frozenset[str]
    posts: Sequence[Post]
    rounds: dict[int, Round]
    points: dict[int, Point]
    areas: dict[tuple[int, str], str]
    forms: dict[int, AidForm] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Sequence[Given], by: Account) -> _Office:
        numbers = {each.round for each in told}
        before = Event.objects.filter(key__in={each.key for each in told}).order_by()
        numbers.update(before.values_list("round_id", flat=True))
        locked = Round.objects.select_for_update(of=("self",)).select_related("programme").filter(pk__in=numbers)
        rounds = {each.pk: each for each in locked.order_by("pk")}
        families = {each.family_id for each in told}
        listed = Entitlement.objects.filter(round__in=rounds, family_id__in=families).order_by()
        areas = listed.values_list("round_id", "family_id", "area").distinct()
        return cls(
            by, frozenset(before.values_list("pk", flat=True)), handing_posts(by), rounds,
            Point.objects.in_bulk({each.point for each in told if each.point is not None}),
            {(held, family): area for held, family, area in areas},
            {number: aid_kinds()[each.programme.kind].form for number, each in rounds.items()},
        )  # fmt: skip

    def event(self, digest: str, told: Given, on: datetime, sent_at: datetime | None) -> Event:
        """The event as it is to be kept. A PadanError where it cannot be."""
        held = self.rounds.get(told.round)
        if held is None:
            raise InvalidValueError(_("Putaran bantuan ini tidak ada"), next_step=_("Muat ulang daftarnya."))
        check_is_taking(held)
        if told.point is not None and told.point not in self.points:
            raise InvalidValueError(_("Titik bagi ini tidak ada"), next_step=_("Muat ulang daftarnya."))
        if found := faults(told.said, self.forms[told.round]):
            raise EventFaultsError(found)
        day = timezone.localdate(phone_day(told.handed_at, sent_at, on) if sent_at else min(told.handed_at, on))
        point = self.points[told.point] if told.point is not None else None
        days = (day, timezone.localdate(on))
        area = self.areas.get((told.round, told.family_id)) or (point.area if point else self._place(days))
        check_may_hand(self.posts, area, days)
        return _made(digest, told, area, day, self.by, on)

    def _place(self, days: Sequence[date]) -> str:
        """Where an event belongs of which neither list nor point tells: where its teller works."""
        codes = [code for post in self.posts if serves(post, days) for code in post.scope.codes]
        return reduce(holding, codes) if codes else ""


def _made(digest: str, told: Given, area: str, day: date, by: Account, on: datetime) -> Event:
    return Event(
        digest=digest, key=told.key, round_id=told.round, family_id=told.family_id, area=area,
        month=told.month, outcome=told.outcome.value, item=told.item, unit=told.unit, amount=told.amount,
        instead_of=told.instead_of, corrects=told.corrects, point_id=told.point, handed_at=told.handed_at, day=day,
        received_at=on, by=by, device=told.device, taker=told.taker.value if told.taker else "",
        taker_id=told.taker_id, checked=told.checked.value, proofs=told.proofs_written,
    )  # fmt: skip


def _tell(new: Collection[Event], office: _Office, labels: Mapping[str, Labelled], on: datetime) -> None:
    for number, held in office.rounds.items():
        own = [each for each in new if each.round_id == number]
        if own:
            many = Counter(labels[each.digest][0].value for each in own)
            record(
                by=acting(office.by), on=on, action="delivery.taken", subject=str(held),
                area=reduce(holding, {each.area for each in own}), after={"events": len(own), **many},
            )  # fmt: skip
