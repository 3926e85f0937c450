"""Consignments, with how each stands: officers ask within a scope, a giver for itself. No scope, no rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from padan.kernel.scope import Scope
from padan.office.aid.states import State
from padan.office.bringing.kinds import Status, status_of
from padan.office.bringing.models import Answer, Consignment, Part
from padan.office.giving.kinds import Act, Form
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.giving.standing import Outcomes
from padan.office.scoping import within
from padan.office.showing.queries import told_holds
from padan.reference.aid import AidForm, aid_kinds
from padan.rules.delivery import Label

__all__ = ["Answer", "Consignment", "Stands"]

#: Letters of the code of a kecamatan: goods are brought to one, or to a village of it, and no wider place.
_NARROW: Final = 8


@dataclass(frozen=True, slots=True)
class Stands:
    """A consignment with what was answered, the units that came (None: nobody answered), and how it stands."""

    consignment: Consignment
    answer: Answer | None
    came: int | None

    @property
    def status(self) -> Status:
        """How it stands."""
        return status_of(self.consignment.units, self.came)


def consignments(scope: Scope) -> QuerySet[Consignment]:
    """The consignments to places and families of a scope."""
    return _whole(Consignment.objects.filter(within(scope, "area")))


def waiting(scope: Scope) -> QuerySet[Consignment]:
    """Those of a scope that nobody has answered, the oldest first."""
    return consignments(scope).filter(answer=None)


def of_giver(giver: Giver) -> QuerySet[Consignment]:
    """What a giver brought, the newest first. The caller has found the giver by its account."""
    return _whole(Consignment.objects.filter(giver=giver)).order_by("-pk")


def _whole(found: QuerySet[Consignment]) -> QuerySet[Consignment]:
    return found.select_related(
        "giver", "pledge__giver", "hold__need", "hold__taken__gift__round", "answer__by", "answer__movement__target"
    )  # fmt: skip


def stand(found: Iterable[Consignment]) -> list[Stands]:
    """How consignments stand, in their order. Of works and services what came is the hand-overs that count: one that is
    declared void did not."""
    rows = list(found)
    counted = Part.objects.filter(answer__in=[each.pk for each in rows], event__verdict__label=Label.COUNTED)
    units = dict(counted.values_list("answer").annotate(units=Sum("event__amount")))
    return [_stands(each, units) for each in rows]


def _stands(consignment: Consignment, counted: dict[int, int]) -> Stands:
    answer: Answer | None = getattr(consignment, "answer", None)
    if answer is None:
        return Stands(consignment, None, None)
    return Stands(consignment, answer, answer.units if consignment.is_goods else counted.get(consignment.pk, 0))


# What a giver can bring. All of it follows from what it is told, so that no choice says more.


def pledges_of(giver: Giver) -> QuerySet[Pledge]:
    """The pledges of a giver of which goods can be brought: confirmed ones of goods or money's worth. A pledge that was
    withdrawn still gives what is held of it."""
    found = Pledge.objects.filter(giver=giver, acts__act=Act.CONFIRMED).exclude(form=Form.SERVICE)
    return found.exclude(acts__act=Act.REPLACED).select_related("giver").order_by("pk")


def places_for(pledge: Pledge, day: date) -> Scope:
    """To where goods of a pledge can be brought: the places of those whom the giver is shown that it helps; where it is
    shown none, what it pledged for itself."""
    rows = list(told_holds(pledge.giver).filter(pledge=pledge))
    come = Outcomes.of(rows, day)
    areas = [each.told.shown.area for each in rows if come.units(each)]
    told = Scope.of(area for area in areas if len(area) >= _NARROW)
    home = Scope((pledge.giver.area,))
    return told or (Scope.of(pledge.areas) & home if pledge.areas else home)


def takes_goods(pledge: Pledge, area: str, day: date) -> bool:
    """Whether goods of a pledge can be brought to a village or kecamatan."""
    return len(area) >= _NARROW and places_for(pledge, day).covers(area)


def deliverable(giver: Giver, day: date) -> list[Hold]:
    """The holds of which a giver is told and that a round delivers as works, money or a service."""
    kinds = [code for code, kind in aid_kinds().items() if kind.form is not AidForm.GOODS]
    found = told_holds(giver).filter(need__kind__in=kinds, taken__gift__round__state=State.DELIVERING)
    rows = list(found)
    come = Outcomes.of(rows, day)
    return [each for each in rows if come.kept(each)]


def together_with(hold: Hold) -> list[Hold]:
    """The told holds of the giver of a hold for the same need in the same round, that one too: they have one code."""
    found = told_holds(hold.pledge.giver).filter(need=hold.need_id, taken__gift=hold.taken.gift_id)
    return list(found)


def left_of(holds: Collection[Hold], day: date) -> int:
    """Units that are left to be done of the holds of one code in one round, besides what waits for an answer."""
    rows = list(holds)
    come = Outcomes.of(rows, day)
    mine = stand(Consignment.objects.filter(hold__in=[each.pk for each in rows]).select_related("answer"))
    open_ = sum(each.consignment.units for each in mine if each.came is None)
    done = max(sum(come.delivered.get(each.pk, 0) for each in rows), sum(each.came or 0 for each in mine))
    return sum(each.units for each in rows) - done - open_
