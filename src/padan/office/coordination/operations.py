"""Gatherings, commitments and what was told of them: each written once, with its entry in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.models import Commitment, Gathering, Struck, Word
from padan.office.coordination.permissions import check_may_keep, check_may_write
from padan.office.coordination.policies import check_counts, check_due, check_gathering, check_told
from padan.office.tasks.meetings import Minutes
from padan.rules.commitments import Ending


@dataclass(frozen=True, slots=True)
class Held:
    """What is told of a gathering; fields as in :class:`padan.office.coordination.models.Gathering`."""

    kind: Gathered
    title: str
    area: str
    held_on: date
    place: str
    people: int
    agencies: Sequence[str] = ()
    note: str = ""


@transaction.atomic
def note_gathering(held: Held, minutes: Minutes | None, *, by: Account, on: datetime) -> Gathering:
    """Write down a gathering. NotAllowedError outside the area of ``by``; InvalidValueError for a day to come, or a
    region in which none is held; ValidationError of Django for a field that is empty or too long."""
    today = timezone.localdate(on)
    check_may_write(by, held.kind, held.area, today)
    check_gathering(held.kind, held.area, held.held_on, today)
    made = Gathering(
        kind=held.kind.value, title=held.title.strip(), area=held.area, held_on=held.held_on, place=held.place.strip(),
        people=held.people, agencies=_names(held.agencies), note=held.note.strip(), by=by, on=on,
        minutes=minutes.stored if minutes else "", minutes_sha256=minutes.sha256 if minutes else "",
    )  # fmt: skip
    made.full_clean(exclude=("agencies",))
    made.save()
    record(
        by=acting(by), on=on, action="coordination.noted", subject=str(made), area=made.area,
        after={
            "gathered": made.kind, "title": made.title, "held_on": made.held_on.isoformat(), "people": made.people,
            "agencies": len(made.agencies), "sha256": made.minutes_sha256,
        },
    )  # fmt: skip
    return made


@transaction.atomic
def strike(held: Gathering, why: str, *, by: Account, on: datetime) -> Struck:
    """Say that a gathering was written down by mistake. NotAllowedError where it is struck out already, or is
    another's; InvalidValueError without a reason."""
    found = Gathering.objects.select_for_update().get(pk=held.pk)
    check_may_keep(by, found, timezone.localdate(on))
    check_counts(found)
    if not why.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    made = Struck.objects.create(gathering=found, why=why.strip(), by=by, on=on)
    record(
        by=acting(by), on=on, action="coordination.struck", subject=str(found), area=found.area, reason=made.why
    )  # fmt: skip
    return made


@transaction.atomic
def commit(held: Gathering, what: str, owner: str, due_on: date, *, by: Account, on: datetime) -> Commitment:
    """Write down what somebody said at a gathering that they will do. NotAllowedError where the gathering is another's
    or struck out; InvalidValueError for a day that cannot be; ValidationError of Django for an empty field."""
    found = Gathering.objects.select_for_update().get(pk=held.pk)
    check_may_keep(by, found, timezone.localdate(on))
    check_counts(found)
    check_due(found, due_on)
    made = Commitment(gathering=found, what=what.strip(), owner=owner.strip(), due_on=due_on, by=by, on=on)
    made.full_clean()
    made.save()
    record(
        by=acting(by), on=on, action="coordination.committed", subject=str(made), area=found.area,
        after={"what": made.what, "owner": made.owner, "due_on": made.due_on.isoformat()},
    )  # fmt: skip
    return made


@transaction.atomic
def tell(held: Commitment, ending: Ending | None, day: date, text: str = "", *, by: Account, on: datetime) -> Word:
    """Tell how a commitment goes, that it is kept, given up, or open again after all. The last word counts.
    NotAllowedError where its gathering is another's or struck out; InvalidValueError for a day that cannot be, or
    without the words that it needs."""
    found = Commitment.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=held.pk)
    today = timezone.localdate(on)
    check_may_keep(by, found.gathering, today)
    check_counts(found.gathering)
    check_told(found, ending, day, today, text)
    made = Word.objects.create(
        commitment=found, ending=ending or "", day=day, text=text.strip(), by=by, on=on
    )  # fmt: skip
    record(
        by=acting(by), on=on, action="coordination.told", subject=str(found), area=found.gathering.area,
        after={"becomes": made.ending, "day": day.isoformat()},
    )  # fmt: skip
    return made


def _names(agencies: Sequence[str]) -> list[str]:
    """Names without doubles, in the order of telling."""
    return list(dict.fromkeys(name for each in agencies if (name := " ".join(each.split()))))
