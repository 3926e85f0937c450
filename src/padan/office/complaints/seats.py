"""What becomes of a complaint that nobody at the inspectorate may take up, because it is about the only one who sits
there: asked of today's posts, so that it comes back where somebody else is appointed."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from padan.kernel.scope import Scope, of_regency
from padan.office.accounts.models import Post
from padan.office.accounts.roles import Role
from padan.office.complaints.models import Complaint, Named, Step
from padan.office.complaints.states import OPEN, Against, Desk, State
from padan.office.scoping import within


def without_inspector(day: date) -> Q:
    """Complaints for the inspectorate that nobody there may take up on a day."""
    mine = Q(sensitive=True) | Q(desk=Desk.INSPECTORATE)
    return mine & _nobody(Role.INSPECTOR, day)


def for_secretariat(day: date) -> Q:
    """Of these, those that come to the regency's secretariat: a complaint about who sits, or sat, at the inspectorate
    is not about the secretariat, unless it says so."""
    return without_inspector(day) & _about_inspectorate() & ~Q(against=Against.SECRETARIAT)


def held_by_nobody(scope: Scope, day: date) -> int:
    """How many open complaints of a scope nobody at all may take up on a day. Only the number is told."""
    if not scope:
        return 0
    secretariat = (_about_inspectorate() | Q(desk=Desk.SECRETARIAT)) & ~Q(against=Against.SECRETARIAT)
    found = Complaint.objects.filter(within(scope, "area"), without_inspector(day), state__in=sorted(map(str, OPEN)))
    return found.exclude(secretariat & ~_nobody(Role.COORDINATOR, day)).count()


def _about_inspectorate() -> Q:
    return Q(Exists(Named.objects.filter(complaint=OuterRef("pk"), account__posts__role=Role.INSPECTOR)))


def _nobody(role: Role, day: date) -> Q:
    """That everybody who sits in a role over the complaint's area is named in it, or gave the answer that is
    appealed."""
    # Where nobody sits that is so of every complaint; an empty condition would vanish where it is turned round.
    found = ~Q(pk__in=())
    for account, scope in _seats(role, day).items():
        named = Exists(Named.objects.filter(complaint=OuterRef("pk"), account=account))
        answered = Exists(Step.objects.filter(complaint=OuterRef("pk"), by=account, after=State.ANSWERED))
        found &= ~within(scope, "area") | Q(named) | (Q(answered) & Q(state=State.APPEALED))
    return found


def _seats(role: Role, day: date) -> dict[int, Scope]:
    """Who sits in a role on a day, for which regencies."""
    held = Post.objects.filter(role=role, since__lte=day, until__gte=day, account__is_active=True)
    found: dict[int, Scope] = {}
    for post in held.prefetch_related("places"):
        found[post.account_id] = found.get(post.account_id, Scope()) | of_regency(post.scope)
    return found
