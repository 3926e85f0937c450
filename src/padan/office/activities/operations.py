"""Reports received and entered, and what people say of their activities: each in one transaction with its entry in the
trail, which tells numbers and never what was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.activities import permissions, policies
from padan.office.activities.lines import Addressed, Line, Refused, Said, Sent
from padan.office.activities.models import Activity, KindSaid, PairSaid, Reject, Report, Withdrawn
from padan.office.audit.operations import record
from padan.rules.activities.report import company_key


@transaction.atomic
def receive(sent: Sent, lines: Sequence[Line], refused: Sequence[Refused], *, by: Account, on: datetime) -> Report:
    """Keep a file's activities and its refused rows; the same file again is the same report and changes nothing, unless
    that one was taken back. NotAllowedError where ``by`` may not, InvalidValueError for an activity that cannot be."""
    permissions.check_may_keep(by, sent.area, timezone.localdate(on))
    known = Report.objects.filter(sha256=sent.sha256, withdrawn=None).first()
    if known is not None:
        return known
    for line in lines:
        policies.check_line(line, sent.area)
    turn = Report.objects.filter(sha256=sent.sha256).count()
    held = Report(
        sender=sent.sender.strip(), key=company_key(sent.sender), office=sent.office, addressed=sent.addressed,
        area=sent.area, name=sent.name[-200:], sha256=sent.sha256, turn=turn, header=sent.header,
        mapping=dict(sent.mapping), rows_in=len(lines) + len(refused), rows_accepted=len(lines),
        rows_rejected=len(refused), by=by, on=on,
    )  # fmt: skip
    held.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:  # sent twice: the other one came in between
        return Report.objects.get(sha256=sent.sha256, turn=turn)
    for line in lines:
        _keep(line, held)
    for row in refused:
        values = {**asdict(row), "written": json.dumps(dict(row.written), ensure_ascii=False)}
        Reject.objects.create(report=held, **values)
    told = {"sha256": held.sha256, "rows_accepted": held.rows_accepted, "rows_rejected": held.rows_rejected}
    record(by=acting(by), on=on, action="activities.received", subject=str(held), area=held.area, after=told)
    return held


@transaction.atomic
def enter(line: Line, sender: str, addressed: Addressed, area: str, *, by: Account, on: datetime) -> Activity:
    """Keep one activity that was told without a file. Errors as of :func:`receive`."""
    permissions.check_may_keep(by, area, timezone.localdate(on))
    policies.check_line(line, area)
    held = Report.objects.create(
        sender=sender.strip(), key=company_key(sender), office=False, addressed=addressed, area=area, rows_in=1,
        rows_accepted=1, rows_rejected=0, by=by, on=on,
    )  # fmt: skip
    made = _keep(line, held)
    record(by=acting(by), on=on, action="activities.entered", subject=str(made), area=made.area)
    return made


def _keep(line: Line, report: Report) -> Activity:
    made = Activity(report=report, key=company_key(line.company), **asdict(line))
    made.full_clean(exclude=("beneficiaries",), validate_unique=False)
    made.save()
    return made


@transaction.atomic
def withdraw(report: Report, reason: str, *, by: Account, on: datetime) -> Withdrawn:
    """Take back a report that was accepted by mistake: nothing of it counts any more, and its file can be received
    again. NotAllowedError where ``by`` may not or it is taken back already, InvalidValueError without a reason."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    permissions.check_may_withdraw(by, held, timezone.localdate(on))
    policies.check_counts(held)
    policies.check_reason(reason)
    made = Withdrawn.objects.create(report=held, reason=reason.strip(), by=by, on=on)
    record(
        by=acting(by), on=on, action="activities.withdrawn", subject=str(held), area=held.area, reason=made.reason,
        before={"rows_accepted": held.rows_accepted},
    )  # fmt: skip
    return made


@transaction.atomic
def correct(activity: Activity, kind: str, reason: str, *, by: Account, on: datetime) -> KindSaid:
    """Say what an activity does, against its words. NotAllowedError where ``by`` may not, InvalidValueError for an
    unknown kind or no reason."""
    policies.check_kind(kind)
    return _say_kind(activity, kind, reason, by, on)


@transaction.atomic
def take_back(activity: Activity, reason: str, *, by: Account, on: datetime) -> KindSaid:
    """Let the words of an activity speak again. Errors as of :func:`correct`."""
    return _say_kind(activity, "", reason, by, on)


def _say_kind(activity: Activity, kind: str, reason: str, by: Account, on: datetime) -> KindSaid:
    permissions.check_may_keep(by, activity.report.area, timezone.localdate(on))
    policies.check_counts(activity.report)
    policies.check_reason(reason)
    before = activity.kinds_said.order_by("-pk").values_list("kind", flat=True).first() or ""
    made = KindSaid.objects.create(activity=activity, kind=kind, reason=reason.strip(), by=by, on=on)
    record(
        by=acting(by), on=on, action="activities.classed", subject=str(activity), area=activity.area,
        reason=made.reason, before={"does": before}, after={"does": kind},
    )  # fmt: skip
    return made


@transaction.atomic
def decide(one: Activity, other: Activity, said: Said, reason: str, *, by: Account, on: datetime) -> PairSaid:
    """Say whether two reports tell of one activity; ``Said.OPEN`` takes back what was said. NotAllowedError where
    ``by`` may not, InvalidValueError for a pair that cannot be or no reason."""
    policies.check_pair(one, other)
    permissions.check_may_keep(by, one.report.area, timezone.localdate(on))
    for each in (one, other):
        policies.check_counts(each.report)
    policies.check_reason(reason)
    first, second = sorted((one, other), key=lambda each: each.pk)
    earlier = PairSaid.objects.filter(first=first, second=second).order_by("-pk").first()
    made = PairSaid.objects.create(first=first, second=second, said=said, reason=reason.strip(), by=by, on=on)
    record(
        by=acting(by), on=on, action="activities.paired", subject=str(first), area=first.area, reason=made.reason,
        before={"pair": earlier.said if earlier else Said.OPEN}, after={"with": str(second), "pair": said},
    )  # fmt: skip
    return made
