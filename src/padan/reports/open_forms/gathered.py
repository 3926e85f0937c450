"""What the office has of givers, as open forms hold it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.kernel.writing import listing
from padan.office.giving import queries
from padan.office.giving.policies import SOCIAL
from padan.office.giving.queries import Giver, Stands
from padan.office.giving.standing import Outcomes
from padan.office.showing.queries import told_among
from padan.reference.giving import giver_kinds
from padan.reports.aid_words import kind_words
from padan.reports.open_forms.rows import Company, Grant
from padan.reports.wording import region_name


def prefix(regency: str) -> str:
    """What stands before every number of ours in a package that leaves."""
    return f"padan-{regency}-"


def grants(scope: Scope, day: date) -> list[Grant]:
    """The pledges of a scope that an officer took by a day, each as a grant in rupiah. Single people are not named.

    A package of grants is made to be published, and givers read it: what arrived is therefore told as their own pages
    tell it, of the holds of which they are told (:mod:`padan.office.showing`)."""
    found = queries.stand(queries.confirmed(scope, day).order_by("pk"), day)
    told = list(told_among([each.pledge.pk for each in found]))
    arrived = Outcomes.of(told, day).by_pledge(told)
    return [_grant(each, arrived[each.pledge.pk]) for each in found]


def companies(scope: Scope, day: date) -> list[Company]:
    """The organisations of a scope, who has authority over their social responsibility on a day, and what of their
    pledges has reached families."""
    rows = list(queries.organisations(scope))
    said = queries.authorities(rows, SOCIAL, day)
    arrived: defaultdict[int, int] = defaultdict(int)
    for each in queries.stand(queries.confirmed(scope, day), day):
        arrived[each.pledge.giver_id] += each.ledger.delivered * each.pledge.worth
    return [
        Company(
            str(each.pk), each.name, each.sector, each.permit_number, said[each.pk].authority.value,
            "; ".join(said[each.pk].bases), arrived[each.pk],
        )
        for each in rows
    ]  # fmt: skip


def _grant(stands: Stands, arrived: int) -> Grant:
    pledge, rows = stands.pledge, [each.due for each in stands.pledge.instalments.all()]
    kinds = [kind_words(code) for code in pledge.kinds]
    places = [region_name(code) for code in pledge.areas]
    return Grant(
        number=str(pledge.pk), title=listing(kinds) or _("Bantuan apa saja"),
        about=listing(places) or _("Di mana saja dalam kabupaten"), giver_number=str(pledge.giver_id),
        giver=_called(pledge.giver), amount=stands.ledger.pledged * pledge.worth,
        arrived=arrived * pledge.worth, promised_on=timezone.localdate(pledge.on), since=min(rows),
        until=max(rows), areas=tuple(pledge.areas), kinds=tuple(pledge.kinds),
    )  # fmt: skip


def _called(giver: Giver) -> str:
    """An organisation by its name, a single person by what it is."""
    return giver.name or giver_kinds()[giver.kind].name(language())
