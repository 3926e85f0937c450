"""Numbers of places in words, each with the way to the names behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from padan.kernel.texts import _
from padan.kernel.writing import count, day, decimal
from padan.office.registry import queries as registry
from padan.office.registry.states import State
from padan.reports.counting.codes import FAMILIES, code_of
from padan.reports.counting.counts import Counts, counts
from padan.reports.counting.measures import PAIRS, Asked, Known, Pair, Theme
from padan.reports.counting.numbers import gaps_there
from padan.reports.counting.telling import Share, Told
from padan.reports.counting.trends import Point, trend
from padan.reports.counting.words import asked_words, known_words, pair_words, place_words
from padan.web.sync.place import Place

#: What is shown of two lists, in this order.
SHOWN = (Known.BOTH, Known.FIRST, Known.SECOND, Known.CONTRADICTING, Known.STALE)
#: Releases that a trend goes back, and the height of its bars.
_BACK, _HIGH = 8, 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words: a dash where it is not told. ``address`` leads to its names; empty where nobody is led."""

    text: str
    address: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers of one place or of one thing. ``address`` leads on to it."""

    words: str
    figures: tuple[Figure, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines under each other, the sum last; ``held_back``: some numbers are not told."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    whole: Line
    held_back: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What one release says, with the bar that shows it."""

    on: str
    figure: Figure
    height: int
    y: int
    x: int


def numbers(release: registry.Release) -> Counts:
    """The numbers of a release."""
    return counts(release.folder, settings.PADAN_REGENCY)


def numbers_of(place: Place, release: registry.Release, asked: Asked) -> int:
    """How many rows of a place are asked for."""
    return place.told(numbers(release)).number(asked) or 0


def parts_of_site(place: Place) -> list[tuple[str, str, str]]:
    """The pages about a place: the name of each, its address and its words."""
    pages = [("overview", _("Ringkasan")), ("freshness", _("Kesegaran data")), ("map", _("Peta"))]
    pages += [("totals", _("Jumlah kendali"))] if place.names else []
    query = f"?{urlencode({'wilayah': place.code})}" if place.code else ""
    return [(name, reverse(f"sync.{name}") + query, words) for name, words in pages]


def gaps(place: Place, told: Told) -> list[tuple[Figure, str]]:
    """Each kind of gap that there is in the place, with its number, the most frequent first."""
    return [(figure(place, told, asked), asked_words(asked)) for asked in gaps_there(told)]


def pairs(place: Place, told: Told) -> list[Line]:
    """Each two lists, with what they know of the place's families."""
    return [
        Line(pair_words(pair), tuple(figure(place, told, Asked(Theme.PAIR, pair.key, state)) for state in SHOWN))
        for pair in PAIRS
    ]


def by_place(place: Place, told: Told, chosen: Asked | Pair, page: str) -> Grid:
    """What was chosen, for each part of the place and for all of it."""
    if isinstance(chosen, Pair):
        columns = [Asked(Theme.PAIR, chosen.key, state) for state in SHOWN]
        headers = [known_words(chosen, state) for state in SHOWN]
    else:
        columns, headers = [chosen], [_("Jumlah")]
    asked, names = [FAMILIES, *columns], (_("Keluarga"), *headers)

    def line(words: str, part: str | None, address: str = "") -> Line:
        found = tuple(figure(place, told, each, part) for each in asked)
        # Of one number its share stands beside it.
        return Line(words, (*found, Figure(found[-1].part)) if len(columns) == 1 else found, address)

    lines = tuple(line(place_words(part), part, _onward(page, part, chosen)) for part in told.parts)
    whole = line(_("Semua"), None)
    names = (*names, _("Bagian")) if len(columns) == 1 else names
    every = [each.text for line in (*lines, whole) for each in line.figures]
    return Grid(names, lines, whole, _not_told() in every)


def _onward(page: str, part: str, chosen: Asked | Pair) -> str:
    code = code_of(Asked(Theme.PAIR, chosen.key) if isinstance(chosen, Pair) else chosen)
    return f"{reverse(page)}?{urlencode({'wilayah': part, 'ukuran': code})}"


def figure(place: Place, told: Told, asked: Asked, part: str | None = None) -> Figure:
    """One number, and the way to its names where the reader may see them and there are any."""
    share = told.share(asked, part)
    if share.number is None:
        return Figure(_not_told())
    leads = place.names and share.number > 0
    address = names_address(place.code if part is None else part, asked) if leads else ""
    return Figure(count(share.number), address, part_words(share))


def names_address(area: str, asked: Asked) -> str:
    """Where the names behind a number are."""
    return f"{reverse('sync.names')}?{urlencode({'daftar': code_of(asked), 'wilayah': area})}"


def part_words(share: Share) -> str:
    """A share as a percentage; empty where there is none."""
    return "" if share.part is None else f"{decimal(100 * share.part)} %"


def _not_told() -> str:
    return "–"


def releases_told() -> QuerySet[registry.Release]:
    """The releases that were in force, the newest first."""
    return registry.releases().filter(state__in=(State.CURRENT, State.PAST, State.STORED))


def points(place: Place, asked: Asked) -> list[Point]:
    """What each of the last releases in force said of what is asked for, the earliest first."""
    past = ((each.name, each.as_of, each.folder) for each in releases_told()[:_BACK])
    return trend(past, settings.PADAN_REGENCY, asked, place.told)


def bars(place: Place, asked: Asked) -> list[Bar]:
    """The same as bars beside each other; releases that are not told of are left out."""
    told = [point for point in points(place, asked) if point.share.number is not None]
    highest = max((point.share.part or 0 for point in told), default=0) or 1
    found = []
    for number, point in enumerate(told):
        high = max(1, round(_HIGH * (point.share.part or 0) / highest))
        text = Figure(count(point.share.number or 0), "", part_words(point.share))
        found.append(Bar(day(point.as_of), text, high, _HIGH - high, 34 * number))
    return found


def above(place: Place, page: str, more: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """The regions around a place: address and words, the widest first."""
    return [(f"{reverse(page)}?{urlencode([('wilayah', code), *more])}", words) for code, words in place.above()]
