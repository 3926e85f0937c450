"""Complaints, each asked for within a scope and for a reader: no scope, no rows. By its code one is found without."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models import Case as When
from django.db.models import When as Is

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.complaints.codes import digest_of
from padan.office.complaints.models import Complaint, Named, Step
from padan.office.complaints.permissions import READERS, desk_scopes, scopes_of
from padan.office.complaints.seats import for_secretariat, held_by_nobody
from padan.office.complaints.states import CLOSED, OPEN, Against, Desk, State, is_about, ladder
from padan.office.scoping import within
from padan.reference.complaints import terms
from padan.rules.complaints import Tally

__all__ = ["Complaint", "Step", "held_by_nobody"]

_OPEN: Final = sorted(map(str, OPEN))


def complaints(scope: Scope, by: Account, day: date) -> QuerySet[Complaint]:
    """What ``by`` may see of the complaints of a scope, what waits longest first.

    What is not sensitive is seen by those who read complaints there, but for the office that it is about; what is, by
    who sits at the desk at which it stands, and by the inspectorate; by the secretariat too where nobody there may.
    Nobody sees what is about themselves.
    """
    seen, held, desks = Q(pk__in=()), scopes_of(by, day), desk_scopes(by, day)
    for role in READERS:
        others = [against for against in ("", *Against) if not is_about(against, role)]
        seen |= within(scope & held.get(role, Scope()), "area") & Q(sensitive=False, against__in=others)
    for desk in CLOSED:
        here = within(scope & desks[desk], "area")
        seen |= here & Q(sensitive=True, desk__in=(desk,) if desk is Desk.SECRETARIAT else CLOSED)
    seen |= within(scope & desks[Desk.SECRETARIAT], "area") & for_secretariat(day)
    about = Named.objects.filter(complaint=OuterRef("pk"), account=by)
    waits = When(Is(waits_until=None, then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        Complaint.objects.filter(seen, ~Exists(about))
        .select_related("programme", "round", "case")
        .order_by(waits, "waits_until", F("settled_at").desc(nulls_last=True), "pk")
    )


def waiting_for(scope: Scope, by: Account, day: date) -> QuerySet[Complaint]:
    """Of these, the open ones that ``by`` answers on that day: those of its desks, and late ones that came up to
    them."""
    every, desks = terms()["rung"].days, desk_scopes(by, day)
    mine = within(desks[Desk.SECRETARIAT], "area") & for_secretariat(day)
    for desk in Desk:
        for sensitive in (False, True):
            for up, reached in enumerate(ladder(desk, sensitive)):
                here = Q(desk=desk, sensitive=sensitive) & within(desks[reached], "area")
                mine |= here & Q(waits_until__lt=day - timedelta(days=(up - 1) * every)) if up else here
    return complaints(scope, by, day).filter(mine, state__in=_OPEN)


def late(found: QuerySet[Complaint], day: date) -> QuerySet[Complaint]:
    """Those that should have been answered before a day."""
    return found.filter(waits_until__lt=day)


def by_code(code: str) -> Complaint | None:
    """The complaint of a code, as it was printed or typed; None where there is none."""
    found = Complaint.objects.select_related("programme", "round")
    return found.filter(digest=digest_of(code)).first()


def steps_of(complaint: Complaint) -> QuerySet[Step]:
    """What was done to a complaint, the oldest first. The caller may see it."""
    return complaint.steps.select_related("by")


def told_to_complainant(complaint: Complaint) -> QuerySet[Step]:
    """The steps whose words are for who complains, or theirs: answer, appeal, decision. Not who took them."""
    said = (State.ANSWERED, State.APPEALED, State.DECIDED)
    return complaint.steps.filter(after__in=said).exclude(before=F("after"))


def named_in(complaint: Complaint) -> QuerySet[Named]:
    """Whom a complaint is about. The caller may see it."""
    return complaint.named.select_related("account")


def tallies(scope: Scope, since: date, until: date) -> list[Tally]:
    """How many complaints of a scope were made from a day to a day, by category, and what became of them; sensitive
    ones too. For the public only through :func:`padan.rules.complaints.published`."""
    made = Complaint.objects.filter(within(scope, "area"), filed_at__date__gte=since, filed_at__date__lte=until)
    rows = made.order_by().values("category").annotate(
        made=Count("pk"), settled=Count("pk", filter=~Q(state__in=_OPEN)),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__lte=F("due_on"))),
    )  # fmt: skip
    return [Tally(**row) for row in rows.order_by("category")]
