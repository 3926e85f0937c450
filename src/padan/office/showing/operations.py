"""Deciding of which holds givers are told, in which cell, and who makes a group.

It is decided the first time that any giver opens a page after something was held or a release was taken in, for all
holds of all givers at once: so two givers have one partition, and who looks first learns nothing by it. It is not done
by the officer who makes a hold, because a cell is of a whole release and not of a hold; nor in the background, because
a giver should see today what was held today. What no giver looked at is decided before another release is taken in,
in which the need may be no more. The release's row is the lock: two givers who look at once come one after
the other, and the second finds it done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.giving.models import Hold
from padan.office.giving.operations import restrictions_of
from padan.office.giving.standing import Outcomes
from padan.office.registry.models import Release
from padan.office.showing.models import Drawn, Member, Shown, Told
from padan.office.showing.permissions import check_may_look
from padan.office.showing.policies import Waiting, tellable
from padan.office.showing.queries import is_drawn
from padan.rules.giving.cells import Cell
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.progress import groups_of


@dataclass(frozen=True, slots=True)
class Register:
    """What a release knows: every need, and the ids of needs, children and families that this release or one before it
    merged into others."""

    release: Release
    needs: tuple[Need, ...]
    becomes: Mapping[str, str]


@transaction.atomic
def draw(register: Register, *, by: Account | None, on: datetime) -> int:
    """Decide of which holds givers are told from now on, and which children make new groups; the number of holds.
    Nothing is decided twice. NotAllowedError for an account that is no giver's."""
    if by is not None:
        check_may_look(by, timezone.localdate(on))
    release = Release.objects.select_for_update().get(pk=register.release.pk)
    if is_drawn(release):
        return 0
    newest = Hold.objects.aggregate(newest=Max("pk"))["newest"] or 0
    _follow(register.becomes, on)
    kept = {each.need_id: each.cell for each in Shown.objects.all()}
    waiting = {each.hold: each for each in _waiting(register, on)}
    told = tellable(waiting.values(), register.needs, kept, _before())
    for number, cell in told.items():
        need = waiting[number].need
        if need.need_id not in kept:
            _show(need.need_id, need.person_id or need.family_id, cell, on)
            kept[need.need_id] = cell
        Told(hold_id=number, shown_id=need.need_id, on=on).save()
    grouped = _group(register.becomes)
    Drawn(release=release, last_hold=newest, on=on).save()
    record(
        by=acting(by), on=on, action="showing.drawn", subject=str(release), area=settings.PADAN_REGENCY,
        after={"holds": len(told), "grouped": grouped},
    )  # fmt: skip
    return len(told)


def _show(need_id: str, subject: str, cell: Cell, on: datetime) -> None:
    least, most = cell.ages or (None, None)
    Shown(need_id=need_id, subject_id=subject, area=cell.area, least_months=least, most_months=most, on=on).save()


def _follow(becomes: Mapping[str, str], on: datetime) -> None:
    """A need that was shown under an id that went over into another is shown so under that one too, unless it was shown
    itself."""
    gone = Shown.objects.filter(need_id__in=list(becomes)).order_by("-need_id")
    goes_on = {becomes[each.need_id]: each for each in gone}
    known = set(Shown.objects.filter(need_id__in=list(goes_on)).values_list("pk", flat=True))
    for need_id, was in goes_on.items():
        if need_id not in known:
            _show(need_id, becomes.get(was.subject_id, was.subject_id), was.cell, on)


def _waiting(register: Register, on: datetime) -> Iterable[Waiting]:
    """The holds that keep or delivered something, of which their givers are not told, on needs that the release still
    has: of who needs nothing any more nobody can say among how many it is one."""
    needs = {each.need_id: each for each in register.needs}
    rows = list(Hold.objects.filter(told=None).select_related("pledge", "released").order_by("pk"))
    come = Outcomes.of(rows, timezone.localdate(on))
    for each in rows:
        need = needs.get(register.becomes.get(each.need_id, each.need_id))
        if need is not None and come.units(each):
            yield Waiting(each.pk, each.pledge.giver_id, each.need_id, need, restrictions_of(each.pledge))


def _before() -> dict[tuple[int, str], Restrictions]:
    rows = Told.objects.select_related("hold__pledge")
    return {(each.hold.pledge.giver_id, each.hold.need_id): restrictions_of(each.hold.pledge) for each in rows}


def _group(becomes: Mapping[str, str]) -> int:
    """New groups of children who are in none of that kind of aid yet, in the order in which help began; how many
    children joined one."""
    members = Member.objects.values_list("kind", "subject_id")
    there = {(kind, each) for kind, was in members for each in (was, becomes.get(was, was))}
    rows = Told.objects.exclude(shown__least_months=None).select_related("hold__need", "shown").order_by("hold_id")
    waits: defaultdict[str, dict[str, Hold]] = defaultdict(dict)
    for each in rows:
        kind = each.hold.need.kind
        if (kind, each.shown.subject_id) not in there:
            waits[kind].setdefault(each.shown.subject_id, each.hold)
    made = []
    for kind, holds in waits.items():
        first = (Member.objects.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
        for number, group in enumerate(groups_of(tuple(holds)), start=first):
            made += [
                Member(kind=kind, number=number, subject_id=each, began=timezone.localdate(holds[each].on))
                for each in group
            ]
    return len(Member.objects.bulk_create(made))
