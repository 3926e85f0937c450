"""The place that a page of numbers is about, and what its reader may be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest

from padan.kernel.scope import VILLAGE_LETTERS, Scope, holding, together
from padan.kernel.writing import listing
from padan.office.accounts.roles import Role
from padan.reference import regions
from padan.reports.counting.counts import Counts
from padan.reports.counting.measures import is_unplaced, unplaced
from padan.reports.counting.telling import Told, in_full, of_tier, without_small
from padan.reports.counting.words import place_words
from padan.web.access import WHO_SEE_NAMES, Reader
from padan.web.asking import reader, refused

#: Who reads of names behind the numbers, and who reads the numbers.
WHO_ARE_TOLD_NAMES: Final = tuple(role for role in WHO_SEE_NAMES if role is not Role.GIVER)
READERS: Final = (*WHO_ARE_TOLD_NAMES, Role.PROVINCE)
#: Letters of the smallest region that who sees no names is told of.
_SMALLEST_WITHOUT_NAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is about. ``code`` is its region, empty for several at once; ``root`` is the region of the reader's
    that holds it; ``named`` is all of which the reader may see names."""

    scope: Scope
    code: str
    root: str
    named: Scope

    @property
    def names(self) -> bool:
        """Whether the reader may see who is behind the numbers of this place."""
        return all(self.named.covers(code) for code in self.scope.codes)

    @property
    def title(self) -> str:
        """The place in words."""
        return place_words(self.code) if self.code else listing(place_words(code) for code in self.scope.codes)

    @property
    def is_village(self) -> bool:
        """Whether nothing smaller lies in it."""
        return len(self.code) == VILLAGE_LETTERS or is_unplaced(self.code)

    @property
    def area(self) -> str:
        """The smallest region that holds it, for the trail."""
        return self.code.removesuffix(".-") or reduce(holding, self.scope.codes)

    def told(self, counts: Counts) -> Told:
        """Its numbers, as the reader may be told them."""
        return in_full(counts, self.scope) if self.names else without_small(counts, self.root, self.code)

    def part(self, code: str) -> Place:
        """One of its parts."""
        return replace(self, scope=Scope((code,)), code=code)

    def by_tier(self, counts: Counts, letters: int) -> Told:
        """Its numbers by the parts of a tier, whose codes have so many letters; as far down as the reader is told."""
        return of_tier(self.told(counts), letters, lambda part: self.part(part).told(counts))

    def above(self) -> Iterable[tuple[str, str]]:
        """The regions around it that the reader reads of too, the widest first: code and words."""
        codes = [self.code[:length] for length in (2, 5, 8) if len(self.root) <= length < len(self.code)]
        return [(code, place_words(code)) for code in codes]


def place_of(request: HttpRequest) -> Place:
    """The place that a page was asked about."""
    return place_at(request, request.GET.get("wilayah", ""))


def place_at(request: HttpRequest, code: str) -> Place:
    """The place with a code, else all that the reader reads of. Http404, and an entry of the trail, for one that is
    nowhere or is not the reader's."""
    who = reader(request)
    named = _named(who)
    if not code:
        return _whole(who, named)
    known = code == unplaced(settings.PADAN_REGENCY) or regions.region(code) is not None
    if known and named.covers(code):
        return Place(Scope((code,)), code, _root(named, code), named)
    if known and len(code) <= _SMALLEST_WITHOUT_NAMES and who.scope.covers(code):
        return Place(Scope((code,)), code, _root(who.scope, code), Scope())
    refused(request, f"area:{code[:VILLAGE_LETTERS]}")
    raise Http404(code)


def _whole(who: Reader, named: Scope) -> Place:
    """All that the reader sees names of; else the first of the regions that the reader is told numbers of."""
    if named:
        code = named.codes[0] if len(named.codes) == 1 else ""
        return Place(named, code, code, named)
    code = who.scope.codes[0]
    return Place(Scope((code,)), code, code, Scope())


def _named(who: Reader) -> Scope:
    """Where the reader's posts that let in see names."""
    return together(who.areas[role] for role in who.roles if role in WHO_ARE_TOLD_NAMES)


def _root(scope: Scope, code: str) -> str:
    """The region of a scope that holds a code."""
    return next(each for each in scope.codes if Scope((each,)).covers(code))
