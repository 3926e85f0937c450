"""Plans kept, and their proposals accepted, changed or refused; each in one transaction with its entry in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.giving.models import Pledge
from padan.office.giving.operations import hold
from padan.office.giving.policies import check_reason
from padan.office.matching.models import Decision, Plan, Proposal
from padan.office.matching.permissions import check_may_keep
from padan.office.matching.policies import check_can_accept, check_can_decide, check_not_covered_since
from padan.office.matching.states import Effort, Fate
from padan.office.registry.models import Release
from padan.rules.giving.needs import Need

#: Rows that are written at once.
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Matched:
    """A match as it is kept: fields as of :class:`padan.office.matching.models.Proposal`."""

    need: Need
    units: int
    pledge: int
    why: str


@dataclass(frozen=True, slots=True)
class Made:
    """A plan as it is kept; fields as of :class:`padan.office.matching.models.Plan`."""

    release: Release
    area: str
    effort: Effort
    digest: str
    summary: Mapping[str, Any]
    matches: tuple[Matched, ...] = ()
    supposed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of many proposals: how many were accepted, and of how many others which words said why not."""

    many: int
    refused: Mapping[str, int]


@transaction.atomic
def keep(made: Made, *, by: Account, on: datetime) -> Plan:
    """Keep a plan with its proposals. InvalidValueError for a what-if with something to accept."""
    check_may_keep(by, made.area, timezone.localdate(on))
    if made.supposed and made.matches:
        raise InvalidValueError(_("Pengandaian tidak dapat diterima"), next_step=_("Minta rencana baru."))
    plan = Plan(
        release=made.release, area=made.area, effort=made.effort.value, supposed=dict(made.supposed),
        digest=made.digest, summary=dict(made.summary), by=by, on=on,
    )  # fmt: skip
    plan.save()
    Proposal.objects.bulk_create((_proposal(plan, each) for each in made.matches), batch_size=_AT_ONCE)
    record(
        by=acting(by), on=on, action="matching.supposed" if made.supposed else "matching.planned", subject=str(plan),
        area=made.area, after={"release": made.release.name, "proposals": len(made.matches), "digest": made.digest},
    )  # fmt: skip
    return plan


def _proposal(plan: Plan, matched: Matched) -> Proposal:
    need = matched.need
    return Proposal(
        plan=plan, pledge_id=matched.pledge, need_id=need.need_id, family_id=need.family_id, person_id=need.person_id,
        kind=need.kind, area=need.area, age_months=need.age_months, tier=need.tier, unit=need.unit, of_units=need.units,
        unit_cost=need.unit_cost, units=matched.units, why=matched.why,
    )  # fmt: skip


@transaction.atomic
def accept(proposal: Proposal, *, by: Account, on: datetime) -> Decision:
    """Hold of the pledge what the need takes, as proposed. NotAllowedError or InvalidValueError where the plan is of an
    old release, a programme covers the family since, or the hold cannot be made any more (see
    :func:`padan.office.giving.operations.hold`)."""
    held = _locked(proposal)
    return _hold(held, held.pledge, held.units, "", by, on)


def accept_many(proposals: Iterable[Proposal], *, by: Account, on: datetime) -> Accepted:
    """Accept each of them that still can be; what stands against the others is told, and they stay as they are."""
    many, refused = 0, dict[str, int]()
    for each in proposals:
        try:
            accept(each, by=by, on=on)
        except PadanError as error:
            refused[error.what] = refused.get(error.what, 0) + 1
        else:
            many += 1
    return Accepted(many, refused)


@transaction.atomic
def change(
    proposal: Proposal, units: int, pledge: Pledge, reason: str, *, by: Account, on: datetime
) -> Decision:  # fmt: skip
    """Accept a proposal for another pledge or other units, with a reason. Errors as of :func:`accept`, and
    InvalidValueError without a reason, or where nothing is changed."""
    held = _locked(proposal)
    check_reason(reason)
    if (pledge.pk, units) == (held.pledge_id, held.units):
        raise InvalidValueError(_("Tidak ada yang berubah"), next_step=_("Terima usulnya, atau ubah isinya."))
    return _hold(held, pledge, units, reason, by, on)


@transaction.atomic
def refuse(proposal: Proposal, reason: str, *, by: Account, on: datetime) -> Decision:
    """Say that a proposal is not followed, and why."""
    held = _locked(proposal)
    check_may_keep(by, held.area, timezone.localdate(on))
    check_reason(reason)
    check_can_decide(held)
    made = Decision(proposal=held, hold=None, reason=reason.strip(), by=by, on=on)
    made.save()
    _tell(held, Fate.REFUSED, reason, by, on)
    return made


def _hold(proposal: Proposal, pledge: Pledge, units: int, reason: str, by: Account, on: datetime) -> Decision:
    check_can_decide(proposal)
    check_can_accept(proposal.plan)
    check_not_covered_since(proposal, timezone.localdate(on))
    said = _("Rencana {plan}: {why}").format(plan=proposal.plan_id, why=reason.strip() or proposal.why)
    kept = hold(pledge, proposal.need, units, said, by=by, on=on)
    made = Decision(proposal=proposal, hold=kept, reason=reason.strip(), by=by, on=on)
    made.save()
    _tell(proposal, Fate.CHANGED if reason else Fate.ACCEPTED, reason, by, on)
    return made


def _tell(proposal: Proposal, fate: Fate, reason: str, by: Account, on: datetime) -> None:
    record(
        by=acting(by), on=on, action=f"matching.{fate}", subject=str(proposal), area=proposal.area,
        reason=reason.strip(), after={"plan": proposal.plan_id, "family": proposal.family_id, "kind": proposal.kind},
    )  # fmt: skip


def _locked(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("plan__release", "pledge")
    return found.get(pk=proposal.pk)
