"""Givers, pledges, holds and messages: officers ask within a scope, a giver for its own account. No scope, no rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.giving.kinds import Act
from padan.office.giving.models import (
    Claim,
    Consent,
    Done,
    Giver,
    Hold,
    Instalment,
    Message,
    Pledge,
    Representative,
    Settlement,
    Vetting,
)
from padan.office.giving.permissions import gives
from padan.office.giving.standing import Outcomes, Stands, stand, terms
from padan.office.scoping import within
from padan.rules.giving import authority as ruled
from padan.rules.giving.authority import Authority, Found, Holder, authority, counted_by
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.pledging import Status

__all__ = ["Claim", "Giver", "Hold", "Message", "Pledge", "Settlement", "Stands", "stand"]


def giver_of(account: Account, day: date) -> Giver | None:
    """The giver that an account acts for on a day; None where it acts for none."""
    if not gives(account, day):
        return None
    row = Representative.objects.filter(account=account, ended_on=None).select_related("giver").first()
    return row.giver if row is not None else None


def givers(scope: Scope) -> QuerySet[Giver]:
    """The givers of a scope."""
    return Giver.objects.filter(within(scope, "area"))


def representatives(giver: Giver) -> QuerySet[Representative]:
    """Who acts for a giver, by name. The caller has found the giver within a scope."""
    return Representative.objects.filter(giver=giver, ended_on=None).select_related("account").order_by("account__name")


def organisations(scope: Scope) -> QuerySet[Giver]:
    """The givers of a scope that are no single people, by name."""
    return givers(scope).exclude(name="").order_by("name", "pk")


def unverified(scope: Scope) -> QuerySet[Giver]:
    """The givers of a scope of which no officer found that they are who they say."""
    newest = Vetting.objects.filter(giver=OuterRef("pk")).order_by("-pk").values("verified")[:1]
    return givers(scope).annotate(found=Subquery(newest)).filter(Q(found=None) | Q(found=False))


def verified_among(found: Iterable[Giver]) -> frozenset[int]:
    """The numbers of those of some givers of which an officer found that they are who they say; the newest word
    counts. The caller has found them within a scope."""
    rows = Vetting.objects.filter(giver__in=[each.pk for each in found]).order_by("pk")
    return _with_yes(rows.values_list("giver_id", "verified"))


def consented_among(found: Iterable[Giver]) -> frozenset[int]:
    """The numbers of those of some givers whose consent is in force."""
    rows = Consent.objects.filter(giver__in=[each.pk for each in found]).order_by("pk")
    return _with_yes(rows.values_list("giver_id", "given"))


def _with_yes(said: Iterable[tuple[int, bool]]) -> frozenset[int]:
    newest = dict(said)
    return frozenset(number for number, yes in newest.items() if yes)


def is_verified(giver: Giver) -> bool:
    """Whether an officer found that a giver is who it says."""
    return giver.pk in verified_among([giver])


def has_consented(giver: Giver) -> bool:
    """Whether the consent of a giver is in force."""
    return giver.pk in consented_among([giver])


# Pledges


def pledges(scope: Scope) -> QuerySet[Pledge]:
    """The pledges of the givers of a scope, the oldest first."""
    return Pledge.objects.filter(within(scope, "giver__area")).select_related("giver")


def offered(scope: Scope, day: date) -> QuerySet[Pledge]:
    """The pledges of a scope that wait for an officer to take them; the twin of :attr:`Status.OFFERED`, to be
    counted."""
    return pledges(scope).filter(_falls_due(day - timedelta(days=terms().lapse)), acts=None)


def coming(giver: Giver, day: date, until: date) -> QuerySet[Pledge]:
    """A giver's own pledges, confirmed and not ended, of which by their schedule something falls due on these days. The
    caller has found the giver by its account."""
    own = confirmed(Scope((giver.area,)), day).filter(giver=giver)
    return own.filter(_falls_due(day, until), ~Exists(_ended(day)))


def _falls_due(first: date, last: date = date.max) -> Exists:
    """Whether something is left, changes counted, of what a pledge is to give on one of these days."""
    rows = Instalment.objects.filter(pledge=OuterRef("pk"), due__range=(first, last))
    return Exists(rows.order_by().values("due").annotate(left=Sum("amount")).filter(left__gt=0))


def _ended(day: date) -> QuerySet[Done]:
    return Done.objects.filter(pledge=OuterRef("pk"), act__in=(Act.WITHDRAWN, Act.REPLACED), on__date__lte=day)


def overdue(scope: Scope, day: date) -> list[Stands]:
    """The pledges of a scope of which something is late, the longest first."""
    found = [each for each in stand(_may_be_late(scope, day), day) if each.standing.status is Status.OVERDUE]
    return sorted(found, key=lambda each: (each.standing.since or day, each.pledge.pk))


def _may_be_late(scope: Scope, day: date) -> QuerySet[Pledge]:
    """The pledges of a scope that are late on a day unless enough was given: only of these the ledger is asked."""
    due = Instalment.objects.filter(pledge=OuterRef("pk"))
    return confirmed(scope, day).filter(
        ~Exists(_ended(day)), Exists(due.filter(due__lt=day - timedelta(days=terms().grace))),
        Exists(due.filter(due__gte=day - timedelta(days=terms().lapse))),
    )  # fmt: skip


def total(scope: Scope, day: date) -> Ledger:
    """The ledgers of all pledges of a scope that an officer confirmed by a day, together, in rupiah."""
    return _sum(stand(confirmed(scope, day), day))


def total_by_side(scope: Scope, matter: str, day: date) -> dict[Holder, Ledger]:
    """The same by who counts it, for a matter of authority: each pledge once, so that both together are the total."""
    found: defaultdict[Holder, list[Stands]] = defaultdict(list)
    stands = stand(confirmed(scope, day), day)
    sides = authorities((each.pledge.giver for each in stands), matter, day)
    for each in stands:
        found[counted_by(sides[each.pledge.giver_id].authority)].append(each)
    return {side: _sum(found[side]) for side in (Holder.PROVINCE, Holder.REGENCY)}


def confirmed(scope: Scope, day: date) -> QuerySet[Pledge]:
    """The pledges of a scope that an officer confirmed by a day."""
    done = Done.objects.filter(pledge=OuterRef("pk"), act=Act.CONFIRMED, on__date__lte=day)
    return pledges(scope).filter(Exists(done))


def _sum(stands: Iterable[Stands]) -> Ledger:
    return sum((each.ledger.times(each.pledge.worth) for each in stands), Ledger())


# Holds


def holds(scope: Scope) -> QuerySet[Hold]:
    """The holds on needs of people who live in a scope, the oldest first."""
    found = Hold.objects.filter(within(scope, "need__area"))
    return found.select_related("pledge__giver", "need", "released")


@dataclass(frozen=True, slots=True)
class Held:
    """How many ``units`` of a need holds take up, and what they are worth in rupiah."""

    units: int
    value: int


def held(scope: Scope, day: date) -> dict[str, Held]:
    """What holds take up of the needs of a scope on a day, by the need; those of which nothing is are left out."""
    return _held(list(holds(scope)), day)


def held_of(need_id: str, day: date) -> int:
    """Units of one need that holds take up. The caller has found the need within a scope, and locked it where it
    writes."""
    rows = list(Hold.objects.filter(need=need_id).select_related("pledge", "released"))
    found = _held(rows, day)
    return found[need_id].units if need_id in found else 0


def _held(rows: list[Hold], day: date) -> dict[str, Held]:
    come = Outcomes.of(rows, day)
    found: dict[str, Held] = {}
    for each in rows:
        units = come.units(each)
        before = found.get(each.need_id, Held(0, 0))
        if units:
            worth = units * each.per_unit * each.pledge.worth
            found[each.need_id] = Held(before.units + units, before.value + worth)
    return found


# Authority


def authorities(of: Iterable[Giver], matter: str, day: date) -> dict[int, Found]:
    """Who has authority over givers in a matter on a day, by the number of the giver. The caller has found them within
    a scope."""
    numbers = {each.pk for each in of}
    claims: defaultdict[int, list[ruled.Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(giver__in=numbers):
        claims[claim.giver_id].append(
            ruled.Claim(claim.matter, Holder(claim.holder), claim.since, claim.until, claim.basis)
        )
    agreed: defaultdict[int, list[ruled.Settlement]] = defaultdict(list)
    for each in Settlement.objects.filter(giver__in=numbers, agreed__isnull=False):
        agreed[each.giver_id].append(ruled.Settlement(each.matter, Holder(each.holder), each.since, each.basis))
    return {number: authority(claims[number], agreed[number], matter, day) for number in sorted(numbers)}


def settlements(scope: Scope) -> QuerySet[Settlement]:
    """What was proposed to end disputes over the givers of a scope, the oldest first."""
    return Settlement.objects.filter(within(scope, "giver__area")).select_related("giver")


def disputed(scope: Scope, matter: str, day: date) -> list[tuple[Giver, Found]]:
    """The givers of a scope over whom the authority is disputed, with what contradicts. The province asks for its own
    scope, which holds the regency's: both see the same."""
    found = list(givers(scope))
    said = authorities(found, matter, day)
    return [(each, said[each.pk]) for each in found if said[each.pk].authority is Authority.DISPUTED]


# Messages and the trail


def messages(scope: Scope) -> QuerySet[Message]:
    """All messages of the givers of a scope, the oldest first."""
    return Message.objects.filter(within(scope, "giver__area")).select_related("giver", "by", "passed")


def own_messages(account: Account, day: date) -> QuerySet[Message]:
    """What the giver of an account wrote, and of what was written to it that which an officer let through."""
    mine = giver_of(account, day)
    seen = Q(of_giver=True) | Q(passed__through=True)
    return Message.objects.filter(seen, giver=mine) if mine else Message.objects.none()


def entries(scope: Scope) -> QuerySet[Entry]:
    """What the trail has of givers of a scope, their pledges and holds, the newest first."""
    return trail.entries(scope, ("giving",))
