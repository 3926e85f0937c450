"""A plan made from the release in force and from what is free, and kept with its proposals; or a what-if beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from padan.app.taking_in import Report
from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.matching.models import Plan
from padan.office.matching.operations import Made, Matched, keep
from padan.office.matching.states import Effort
from padan.office.registry import queries as registry
from padan.reports.matching.proposing import Proposed, Question, asked, propose, suppose
from padan.reports.matching.supposing import Supposed
from padan.rules.allocation import THOROUGH, USUAL

_EFFORTS: Final = {Effort.USUAL: USUAL, Effort.THOROUGH: THOROUGH}


def make_plan(told: Mapping[str, Any], *, by: Account, on: datetime, report: Report) -> Plan:
    """Make and keep the plan that a job asks for: its ``effort``, and what is ``supposed`` (nothing, for a plan from
    which something can be accepted). InvalidValueError where no release is in force, or what is supposed cannot be;
    RegisterError where the release is damaged."""
    release = registry.current()
    if release is None:
        raise InvalidValueError(_("Belum ada rilis yang berlaku"), next_step=_("Sahkan sebuah rilis dahulu."))
    report(_("mengumpulkan kebutuhan dan janji"), 0, 0)
    question = asked(Scope((settings.PADAN_REGENCY,)), release, timezone.localdate(on))
    report(_("mencocokkan janji dengan kebutuhan"), 0, 0)
    effort, supposed = Effort(told["effort"]), told.get("supposed", {})
    found = _found(question, effort, supposed)
    report(_("mencatat rencananya"), 0, 0)
    made = Made(
        release, settings.PADAN_REGENCY, effort, found.digest, found.summary,
        tuple(Matched(each.need, each.units, each.pledge, each.why) for each in found.matches), supposed,
    )  # fmt: skip
    return keep(made, by=by, on=on)


def _found(question: Question, effort: Effort, supposed: Mapping[str, Any]) -> Proposed:
    if not supposed:
        return propose(question, effort=_EFFORTS[effort])
    pledges = Supposed.of(supposed).of_pledges(question.supply.pledges)
    return suppose(question, pledges, effort=_EFFORTS[effort])
