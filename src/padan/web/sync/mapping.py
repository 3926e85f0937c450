"""The map for the pages: each place a link in the colour of its share, on tiles or with boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from padan.kernel.scope import VILLAGE_LETTERS, lies_in
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reference import regions
from padan.reports.counting.codes import code_of
from padan.reports.counting.counts import Counts
from padan.reports.counting.measures import Asked, Theme, is_unplaced
from padan.reports.counting.telling import Share, Told
from padan.reports.counting.words import place_words
from padan.reports.maps.boundaries import drawing_of
from padan.reports.maps.steps import Scale, scale_of
from padan.reports.maps.tiles import SIDE, Block, block, blocks
from padan.web.sync.place import Place

#: The looks of places without a step: nothing to be part of, and not told.
EMPTY, HELD_BACK = "empty", "held"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: what a screen reader says, its look, and where it is drawn: by a path, or a corner with a short text
    in the tile."""

    words: str
    look: str
    address: str
    path: str = ""
    x: int = 0
    y: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawing, with its size and its title (empty: the whole map)."""

    title: str
    width: int
    height: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The drawings, the legend (a look and its words), and whether they are boundaries."""

    sheets: tuple[Sheet, ...]
    legend: tuple[tuple[str, str], ...]
    bounded: bool
    side: int = SIDE


def drawn(place: Place, counts: Counts, asked: Asked) -> Map:
    """The map of a place: village by village, or for who sees no names by the parts that are told."""
    told = place.told(counts)
    areas = _villages(place) if place.names else [part for part in told.parts if not is_unplaced(part)]
    if place.names:
        told = Told(told.whole, {area: counts.of(area) for area in areas}, complete=True)
    shares = {area: told.share(asked, area) for area in areas}
    scale = scale_of(share.part for share in shares.values())
    spots = {area: _spot(area, share, scale, asked) for area, share in shares.items()}
    bounded = _bounded(place, spots) if place.names else None
    sheets = bounded or _tiled(place, spots)
    looks = {spot.look for spot in spots.values()}
    legend = [(f"step-{step}", words) for step, words in scale.legend()]
    legend += [(EMPTY, _("tidak ada keluarga yang dihitung"))] if EMPTY in looks else []
    legend += [(HELD_BACK, _("tidak ditampilkan, karena angkanya kecil"))] if HELD_BACK in looks else []
    return Map(sheets, tuple(legend), bounded is not None)


def _villages(place: Place) -> list[str]:
    found: list[str] = []
    for code in place.scope.codes:
        found += [code] if len(code) == VILLAGE_LETTERS else regions.codes_under(code, VILLAGE_LETTERS)
    return found


def _spot(area: str, share: Share, scale: Scale, asked: Asked) -> Spot:
    onward = _onward(area, asked)
    if share.number is None or share.among is None:
        return Spot(_("{place}: tidak ditampilkan").format(place=_name(area)), HELD_BACK, onward, text="–")
    if share.part is None:
        return Spot(_("{place}: tidak ada").format(place=_name(area)), EMPTY, onward)
    words = _("{place}: {number} dari {among}").format(
        place=_name(area), number=count(share.number), among=count(share.among)
    )
    return Spot(words, f"step-{scale.step(share.part)}", onward, text=f"{round(100 * share.part)}%")


def _onward(area: str, asked: Asked) -> str:
    """The page about a place that shows what the map is coloured by: of two lists in one state, all their states."""
    if asked.theme is Theme.FRESH:
        return f"{reverse('sync.freshness')}?{urlencode({'wilayah': area, 'tentang': asked.item})}"
    shown = code_of(replace(asked, state=""))
    return f"{reverse('sync.overview')}?{urlencode({'wilayah': area, 'ukuran': shown})}"


def _name(area: str) -> str:
    return place_words(area).partition(", ")[0]


def _tiled(place: Place, spots: dict[str, Spot]) -> tuple[Sheet, ...]:
    if place.names:
        return tuple(_sheet(each, place_words(each.code), spots) for each in blocks(spots))
    return (_sheet(block(place.code, list(spots)), "", spots),) if spots else ()


def _sheet(tiles: Block, title: str, spots: dict[str, Spot]) -> Sheet:
    found = []
    for tile in tiles.tiles:
        spot = spots[tile.code]
        found.append(Spot(spot.words, spot.look, spot.address, "", tile.x, tile.y, spot.text))
    return Sheet(title, tiles.width, tiles.height, tuple(found))


def _bounded(place: Place, spots: dict[str, Spot]) -> tuple[Sheet, ...] | None:
    """The map by boundaries; None where none were given for the place. What they leave out is tiled below it."""
    found = drawing_of(Path(settings.PADAN_HOME), _drawn_area(place))
    if found is None:
        return None
    inside = {area: path for area, path in found.paths.items() if area in spots}
    paths = tuple(Spot(spots[area].words, spots[area].look, spots[area].address, path) for area, path in inside.items())
    rest = {area: spot for area, spot in spots.items() if area not in inside}
    return (Sheet("", found.width, found.height, paths), *_rest(rest))


def _rest(spots: dict[str, Spot]) -> Iterable[Sheet]:
    if not spots:
        return ()
    return (_sheet(block("", sorted(spots)), _("Tanpa batas wilayah di peta"), spots),)


def _drawn_area(place: Place) -> str:
    """The regency, or the kecamatan that holds the place."""
    area = place.area
    if lies_in(settings.PADAN_REGENCY, area):
        return str(settings.PADAN_REGENCY)
    return area[:8]
