"""Pledges and holds: offered, confirmed, changed, withdrawn, replaced, held and let go; each in one transaction with
its entry in the trail.

Three people see a rupiah on its way: whoever writes a pledge down does not confirm it, and neither of them says for
which need it is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.giving import permissions, policies
from padan.office.giving.kinds import Act, Form
from padan.office.giving.models import Done, Giver, Hold, Instalment, Needed, Pledge, Released
from padan.office.giving.standing import Outcomes, Stands, stand
from padan.reference.giving import giving_terms
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment as Part
from padan.rules.giving.schedule import Schedule
from padan.rules.giving.units import RUPIAH


@dataclass(frozen=True, slots=True)
class Offered:
    """What a giver offers; of money's worth ``item`` is empty, ``unit`` rupiah and ``worth`` 1."""

    form: Form
    schedule: Schedule
    restrictions: Restrictions = field(default_factory=Restrictions)
    item: str = ""
    unit: str = RUPIAH
    worth: int = 1


@transaction.atomic
def offer(giver: Giver, offered: Offered, *, by: Account, on: datetime, replaces: Pledge | None = None) -> Pledge:
    """Write down a pledge. One that ``replaces`` another takes its place when it is confirmed. NotAllowedError without
    the giver's consent; InvalidValueError or ValidationError of Django for what cannot be."""
    held = Giver.objects.select_for_update().get(pk=giver.pk)
    permissions.check_may_speak(by, held, timezone.localdate(on))
    policies.check_can_pledge(held)
    policies.check_restrictions(offered.restrictions)
    if replaces is not None and replaces.giver_id != held.pk:
        raise InvalidValueError(_("Janji yang diganti dari pemberi lain"), next_step=_("Pilih dari daftarnya."))
    ages = offered.restrictions.ages
    made = Pledge(
        giver=held, form=offered.form.value, item=offered.item.strip(), unit=offered.unit.strip(), worth=offered.worth,
        areas=list(offered.restrictions.areas.codes), kinds=sorted(offered.restrictions.kinds),
        least_months=ages[0] if ages else None, most_months=ages[1] if ages else None, replaces=replaces, by=by, on=on,
    )  # fmt: skip
    made.full_clean()
    made.save()
    for each in offered.schedule.instalments:
        Instalment(pledge=made, due=each.due, amount=each.amount, change=False, by=by, on=on).save()
    _tell(made, "giving.pledged", by, on, after={"form": made.form, "amount": offered.schedule.total})
    return made


@transaction.atomic
def confirm(pledge: Pledge, *, by: Account, on: datetime) -> Pledge:
    """Take a pledge, after which it can be held for needs; the one whose place it takes is replaced."""
    held = _locked(pledge)
    permissions.check_may_confirm(by, held, timezone.localdate(on))
    policies.check_can_confirm(held, _standing(held, on))
    _do(held, Act.CONFIRMED, "", by, on)
    if held.replaces is not None:
        before = _locked(held.replaces)
        policies.check_is_open(_standing(before, on))
        _do(before, Act.REPLACED, "", by, on)
    return held


@transaction.atomic
def change(pledge: Pledge, parts: Sequence[Part], reason: str, *, by: Account, on: datetime) -> Pledge:
    """Pledge less, or move what is to be given to other days: ``parts`` are added to the instalments of their days, so
    that one that takes away is negative. More is pledged so only before it is confirmed: what comes later nobody would
    have looked at. InvalidValueError for less than is free, without a reason, or for nothing."""
    held = _locked(pledge)
    permissions.check_may_speak(by, held.giver, timezone.localdate(on))
    policies.check_reason(reason)
    net = sum(each.amount for each in parts)
    policies.check_can_change(_standing(held, on), net)
    if not any(each.amount for each in parts):
        raise InvalidValueError(_("Jumlahnya tidak berubah"), next_step=_("Isi lebih atau kurangnya."))
    said = held.instalments.values_list("due", "amount")
    Schedule.of([*(Part(due, amount) for due, amount in said), *parts])
    for each in parts:
        Instalment(
            pledge=held, due=each.due, amount=each.amount, change=True, reason=reason.strip(), by=by, on=on
        ).save()  # fmt: skip
    _tell(held, "giving.changed", by, on, reason, after={"amount": net})
    return held


@transaction.atomic
def withdraw(pledge: Pledge, reason: str, *, by: Account, on: datetime) -> Pledge:
    """Say that the giver gives no more: what is free lapses, what is held is still given."""
    held = _locked(pledge)
    permissions.check_may_speak(by, held.giver, timezone.localdate(on))
    policies.check_reason(reason)
    policies.check_can_withdraw(_standing(held, on))
    _do(held, Act.WITHDRAWN, reason, by, on)
    return held


def restrictions_of(pledge: Pledge) -> Restrictions:
    """For whom a pledge is."""
    least, most = pledge.least_months, pledge.most_months
    return Restrictions(
        Scope.of(pledge.areas), frozenset(pledge.kinds), None if least is None or most is None else (least, most)
    )


@transaction.atomic
def hold(
    pledge: Pledge, need: Need, units: int, reason: str, *, by: Account, on: datetime, until: date | None = None
) -> Hold:
    """Keep of a pledge what so many units of a need take, until a day (else for as long as holds are kept). ``reason``
    says by which match. A need is never held beyond its units, whatever the number of pledges."""
    day = timezone.localdate(on)
    held = _locked(pledge)
    permissions.check_may_hold(by, held, need.area, day)
    policies.check_reason(reason)
    needed = _locked_need(need)
    stands = _standing(held, on)
    policies.check_can_hold(stands, need, units, restrictions_of(held), day)
    last = until or day + timedelta(days=giving_terms()["hold"])
    if last < day:
        raise InvalidValueError(_("Hari itu sudah lewat"), next_step=_("Pilih hari ini atau hari sesudahnya."))
    made = Hold(
        pledge=held, need=needed, units=units, per_unit=policies.per_unit(held, need), expires_on=last,
        reason=reason.strip(), by=by, on=on,
    )  # fmt: skip
    made.save()
    record(
        by=acting(by), on=on, action="giving.held", subject=str(made), area=need.area, reason=made.reason,
        after={
            "pledge": held.pk, "family": need.family_id, "kind": need.kind, "units": units, "until": last.isoformat(),
        },
    )  # fmt: skip
    return made


@transaction.atomic
def release(hold: Hold, reason: str, *, by: Account, on: datetime) -> Released:
    """Let a hold go before its day. NotAllowedError where it has ended, or a gift round delivers it to the family."""
    found = Hold.objects.select_for_update(of=("self",)).select_related("pledge__giver", "need").get(pk=hold.pk)
    day = timezone.localdate(on)
    permissions.check_may_keep(by, found.pledge.giver.area, day)
    policies.check_reason(reason)
    policies.check_can_release(found, Outcomes.of([found], day))
    made = Released(hold=found, reason=reason.strip(), by=by, on=on)
    made.save()
    record(
        by=acting(by), on=on, action="giving.released", subject=str(found), area=found.need.area, reason=made.reason
    )  # fmt: skip
    return made


def _locked(pledge: Pledge) -> Pledge:
    found = Pledge.objects.select_for_update(of=("self",)).select_related("giver", "replaces")
    return found.get(pk=pledge.pk)


def _locked_need(need: Need) -> Needed:
    Needed.objects.get_or_create(
        need_id=need.need_id,
        defaults={
            "family_id": need.family_id, "person_id": need.person_id, "kind": need.kind, "area": need.area,
            "unit": need.unit,
        },
    )  # fmt: skip
    return Needed.objects.select_for_update().get(need_id=need.need_id)


def _standing(pledge: Pledge, on: datetime) -> Stands:
    return stand([pledge], timezone.localdate(on))[0]


def _do(pledge: Pledge, act: Act, reason: str, by: Account, on: datetime) -> None:
    if pledge.acts.filter(act=act).exists():
        raise NotAllowedError(_("Ini sudah dikerjakan"), next_step=_("Muat ulang halamannya."))
    Done(pledge=pledge, act=act.value, reason=reason.strip(), by=by, on=on).save()
    _tell(pledge, f"giving.{act}", by, on, reason)


def _tell(
    pledge: Pledge, action: str, by: Account, on: datetime, reason: str = "", after: dict[str, Any] | None = None
) -> None:
    record(
        by=acting(by), on=on, action=action, subject=str(pledge), area=pledge.giver.area, reason=reason.strip(),
        after=after,
    )  # fmt: skip
