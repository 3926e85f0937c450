"""How old what is owed is, for the pages: by what is owed, and place by place, the worst first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from padan.kernel.scope import VILLAGE_LETTERS
from padan.reports.counting.codes import attributes
from padan.reports.counting.counts import Counts
from padan.reports.counting.measures import LATE, Asked, Fresh, Theme
from padan.reports.counting.telling import Share, Told
from padan.reports.counting.words import attribute_words, owing, place_words
from padan.web.sync.place import Place
from padan.web.sync.told import Figure, figure, part_words

#: What is shown of an attribute, in this order.
SHOWN = (*Fresh, LATE)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed: by whom, and how many facts are how old. ``late`` is the share that nobody kept
    current."""

    attribute: str
    words: str
    by: str
    figures: tuple[Figure, ...]
    late: str
    address: str


@dataclass(frozen=True, slots=True)
class LatePlace:
    """One place: how many facts are how old, and the share that nobody kept current, from 0 to 100."""

    words: str
    address: str
    figures: tuple[Figure, ...]
    late: str
    percent: int


def owed(place: Place, told: Told) -> list[Owed]:
    """All that is owed in the place."""
    found = []
    for attribute in attributes():
        share = told.share(Asked(Theme.FRESH, attribute, LATE))
        more = {"tentang": attribute} | ({"wilayah": place.code} if place.code else {})
        found.append(
            Owed(
                attribute, attribute_words(attribute), owing(attribute), _figures(place, told, attribute),
                part_words(share), f"{reverse('sync.freshness')}?{urlencode(more)}#wilayah",
            )
        )  # fmt: skip
    return found


def places(place: Place, counts: Counts, attribute: str, *, villages: bool) -> tuple[list[LatePlace], int]:
    """Where it is owed, the largest late share first; and how many places are not told of. With ``villages`` village by
    village, for who sees names."""
    told = told_of(place, counts, villages=villages)
    shares = {part: told.share(Asked(Theme.FRESH, attribute, LATE), part) for part in told.parts}
    shown = {part: share for part, share in shares.items() if share.part is not None}
    ordered = sorted(shown, key=lambda part: (-(shown[part].part or 0), -(shown[part].number or 0), part))
    hidden = sum(share.number is None for share in shares.values())
    return [_late_place(place, told, attribute, part, shown[part]) for part in ordered], hidden


def told_of(place: Place, counts: Counts, *, villages: bool) -> Told:
    """The numbers of the place by its parts, or village by village."""
    return place.by_tier(counts, VILLAGE_LETTERS) if villages and place.names else place.told(counts)


def _late_place(place: Place, told: Told, attribute: str, part: str, share: Share) -> LatePlace:
    onward = f"{reverse('sync.freshness')}?{urlencode({'wilayah': part, 'tentang': attribute})}"
    return LatePlace(
        place_words(part), onward, _figures(place, told, attribute, part), part_words(share),
        round(100 * (share.part or 0)),
    )  # fmt: skip


def _figures(place: Place, told: Told, attribute: str, part: str | None = None) -> tuple[Figure, ...]:
    return tuple(figure(place, told, Asked(Theme.FRESH, attribute, state), part) for state in SHOWN)
