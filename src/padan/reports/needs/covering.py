"""What covers a need already: rounds of aid of the same kind in which the family has a place, and what givers hold for
it. Worked out when it is asked, from the office as it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.aid.following import followed
from padan.office.aid.queries import Round
from padan.office.aid.states import State
from padan.office.delivery import queries as delivery
from padan.office.registry.models import Release
from padan.rules.giving.needs import Need

#: States of a round whose list binds: before them nobody is promised anything.
_BINDING: Final = (State.DECREED, State.DELIVERING)


@dataclass(frozen=True, slots=True)
class Cover:
    """A round of a programme that gives a family a kind of aid ``until`` a day, worth ``value`` rupiah in all (what one
    place costs)."""

    programme: str
    round: str
    until: date
    value: int


Covers = Mapping[tuple[str, str], tuple[Cover, ...]]
"""What covers the needs of a family, by its id and the kind."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A need with what covers it, in rupiah: ``covered`` by rounds, ``held`` by givers; ``open`` is what is left of its
    value, None where nobody knows what it costs."""

    need: Need
    covered_by: tuple[Cover, ...]
    covered: int
    held: int

    @property
    def open(self) -> int | None:
        """What nobody gives yet."""
        return None if self.need.value is None else max(0, self.need.value - self.covered - self.held)


def covers_in(scope: Scope, release: Release, today: date) -> Covers:
    """What covers the needs of the families of a scope on a day, by the ids of a release: a family whose id went over
    into another keeps its place. The rounds that have begun or are decreed, until their last day; those that givers pay
    are counted with their holds."""
    found: defaultdict[tuple[str, str], list[Cover]] = defaultdict(list)
    binding = aid.rounds_over(scope).filter(state__in=_BINDING, until__gte=today, programme__by_givers=False)
    for held in binding.order_by("since", "pk"):
        cover = Cover(held.programme.name, held.name, held.until, held.cost)
        for family_id in followed(release, dict.fromkeys(_served(scope, held, today), "")):
            found[family_id, held.programme.kind].append(cover)
    return {key: tuple(covers) for key, covers in found.items()}


def standing(needs: Iterable[Need], covers: Covers, held: Mapping[str, int]) -> list[Standing]:
    """The needs with what covers them; ``held`` is what givers hold, in rupiah by the need's id. What a round gives to
    a family is shared alike among its needs of that kind: a place is the family's."""
    rows = list(needs)
    many = Counter((each.family_id, each.kind) for each in rows)
    found = []
    for each in rows:
        key = (each.family_id, each.kind)
        by = covers.get(key, ())
        share = sum(cover.value for cover in by) // many[key]
        found.append(Standing(each, by, share, held.get(each.need_id, 0)))
    return found


def _served(scope: Scope, held: Round, today: date) -> set[str]:
    """The recipients of a scope who have not left their place in a round by a day."""
    left = {family for family, month in delivery.freed_of(scope, held).items() if month <= today}
    return set(aid.chosen(scope, held).values_list("family_id", flat=True)) - left
