"""When a proposal can be decided."""

from __future__ import annotations

from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Listed, Round, Step
from padan.office.aid.states import State as AidState
from padan.office.matching.models import Decision, Plan, Proposal
from padan.office.registry.states import State
from padan.rules.selection import Standing


def check_can_decide(proposal: Proposal) -> None:
    """NotAllowedError where it is decided already. The caller has locked it."""
    if Decision.objects.filter(proposal=proposal).exists():
        raise NotAllowedError(_("Usul ini sudah diputuskan"), next_step=_("Muat ulang halamannya."))


def check_can_accept(plan: Plan) -> None:
    """NotAllowedError where another release is in force: needs may have changed since."""
    if plan.release.state != State.CURRENT:
        raise NotAllowedError(
            _("Rencana ini dari rilis yang tidak berlaku lagi"), next_step=_("Minta rencana baru.")
        )  # fmt: skip


def check_not_covered_since(proposal: Proposal, day: date) -> None:
    """NotAllowedError where a round of the same kind that the government pays was decreed after the plan, gives on the
    day or later, and has the family in its list: the plan did not know of it."""
    decreed = Step.objects.filter(after=AidState.DECREED, on__gte=proposal.plan.on).values("round")
    since = Round.objects.filter(
        pk__in=decreed, programme__kind=proposal.kind, programme__by_givers=False, until__gte=day
    ).exclude(state=AidState.CANCELLED)
    rows = Listed.objects.filter(round__in=since, standing=Standing.CHOSEN, family_id=proposal.family_id)
    if rows.exists():
        raise NotAllowedError(
            _("Keluarga ini sudah ditanggung program sejak rencana dibuat"), next_step=_("Minta rencana baru.")
        )


def can_accept(plan: Plan) -> bool:
    """The twin of :func:`check_can_accept`."""
    try:
        check_can_accept(plan)
    except NotAllowedError:
        return False
    return True
