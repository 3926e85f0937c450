"""Whom givers helped in a time, by kind of aid: worked out from the hand-overs of gift rounds that count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope
from padan.office.delivery.models import Event
from padan.office.giving.models import Taken
from padan.office.scoping import within
from padan.rules.delivery import Label


@dataclass(frozen=True, slots=True)
class Helped:
    """Of one kind of aid: ``families`` that received anything, ``children`` for whom it was, and the months of aid
    that they received together: one of a family that received something for that month. ``givers`` whose pledges paid
    for it."""

    kind: str
    families: int
    children: int
    months: int
    givers: int


def helped(scope: Scope, since: date, until: date) -> list[Helped]:
    """Whom givers helped in a scope from a day to a day, both counted, by kind."""
    rows = Event.objects.filter(
        within(scope, "area"), round__gifts__isnull=False, verdict__label=Label.COUNTED, day__gte=since, day__lte=until
    ).order_by()
    months: defaultdict[str, set[tuple[str, date]]] = defaultdict(set)
    reached: defaultdict[tuple[int, str], str] = defaultdict(str)
    for kind, held, family, month in rows.values_list("round__programme__kind", "round", "family_id", "month"):
        months[kind].add((family, month))
        reached[held, family] = kind
    children: defaultdict[str, set[str]] = defaultdict(set)
    givers: defaultdict[str, set[int]] = defaultdict(set)
    taken = Taken.objects.filter(gift__in={held for held, _family in reached})
    for held, family, person, giver in taken.values_list(
        "gift_id", "hold__need__family_id", "hold__need__person_id", "hold__pledge__giver_id"
    ):
        if (held, family) in reached:
            kind = reached[held, family]
            givers[kind].add(giver)
            children[kind] |= {person} - {""}
    return [
        Helped(kind, len({family for family, _month in found}), len(children[kind]), len(found), len(givers[kind]))
        for kind, found in sorted(months.items())
    ]
