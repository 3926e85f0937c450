"""Which children givers help, since when, and how much of it they received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Min
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.delivery.models import Event
from padan.office.giving import queries as giving
from padan.office.giving.queries import Hold
from padan.office.giving.standing import Outcomes
from padan.rules.delivery import Label

#: Letters of a kecamatan's code.
DISTRICT: Final = 8


class Dose(StrEnum):
    """How much of its course a child received."""

    ALL = "all"
    PART = "part"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Helped:
    """A child, by its id in the release at hand, whom givers help with a ``kind`` of aid. ``began``: the first day on
    which anything of it was handed out; where nothing was yet, the day on which it was set aside."""

    kind: str
    person_id: str
    district: str
    began: date
    dose: Dose


def helped(scope: Scope, day: date, becomes: Mapping[str, str]) -> list[Helped]:
    """The children of a scope for whom something is held or was delivered by a day, whoever gives it."""
    rows = list(giving.holds(scope).exclude(need__person_id="").select_related("taken"))
    come = Outcomes.of(rows, day)
    found: defaultdict[tuple[str, str], list[Hold]] = defaultdict(list)
    for each in rows:
        if come.units(each):
            person = each.need.person_id
            found[each.need.kind, becomes.get(person, person)].append(each)
    first = _first_days((hold.taken.gift_id for hold in rows if hasattr(hold, "taken")), day)
    return [
        Helped(kind, person, of[0].need.area[:DISTRICT], _began(of, come, first), _dose(of, come))
        for (kind, person), of in sorted(found.items())
    ]


def _first_days(rounds: Iterable[int], day: date) -> dict[tuple[int, str], date]:
    """The first day on which a family received anything of a round."""
    counted = Event.objects.filter(round__in=set(rounds), verdict__label=Label.COUNTED, day__lte=day).order_by()
    rows = counted.values_list("round", "family_id").annotate(first=Min("day"))
    return {(held, family): first for held, family, first in rows}


def _began(holds: list[Hold], come: Outcomes, first: Mapping[tuple[int, str], date]) -> date:
    given = [first[each.taken.gift_id, each.need.family_id] for each in holds if come.delivered.get(each.pk)]
    return min(given) if given else min(timezone.localdate(each.on) for each in holds)


def _dose(holds: list[Hold], come: Outcomes) -> Dose:
    """The course is what was set aside. Where a hold ended before all of it was given, another may give the rest: so
    what is kept or was given together, or the largest of them if that is more."""
    given = sum(come.delivered.get(each.pk, 0) for each in holds)
    course = max(sum(map(come.units, holds)), *(each.units for each in holds))
    return Dose.NOTHING if not given else Dose.ALL if given >= course else Dose.PART
