"""Numbers of places: pairs of lists and gaps, how fresh facts are, the map, control totals, and the names behind."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.office.registry import queries as registry
from padan.reports.counting.codes import code_of
from padan.reports.counting.measures import LATE, Asked, Known, Pair, Theme
from padan.reports.counting.rows import rows
from padan.reports.counting.words import asked_words, attribute_words, pair_words
from padan.web.access import page
from padan.web.asking import looked, reader
from padan.web.sync import ages, mapping, naming, told
from padan.web.sync import totals as control
from padan.web.sync.forms import FreshForm, MapForm, MeasureForm, NamesForm
from padan.web.sync.place import READERS, WHO_ARE_TOLD_NAMES, Place, place_of
from padan.web.sync.sending import sending

#: Names on one page.
AT_ONCE: Final = 50


@page(*READERS)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What lists agree on in a place, gap by gap and pair by pair, and part by part."""
    place, release = place_of(request), registry.current()
    if release is None:
        return _nothing_yet(request, place, "overview")
    numbers, form = told.numbers(release), MeasureForm(request.GET.dict(), place.code)
    found, chosen = place.told(numbers), form.chosen()
    traced = Asked(Theme.PAIR, chosen.key, Known.BOTH) if isinstance(chosen, Pair) else chosen
    context = {
        "form": form, "gaps": told.gaps(place, found), "pairs": told.pairs(place, found),
        "grid": told.by_place(place, found, chosen, "sync.overview"),
        "chosen": pair_words(chosen) if isinstance(chosen, Pair) else asked_words(chosen),
        "bars": told.bars(place, traced), "traced": asked_words(traced),
    }  # fmt: skip
    return render(request, "sync/overview.html", _about(place, release, "overview") | context)


@page(*READERS)
@require_GET
def freshness(request: HttpRequest) -> HttpResponse:
    """How old what is owed is, who owes it, and where it is worst."""
    place, release = place_of(request), registry.current()
    if release is None:
        return _nothing_yet(request, place, "freshness")
    numbers, form = told.numbers(release), FreshForm(request.GET.dict(), place.code)
    attribute, villages = form.chosen()
    listed, hidden = ages.places(place, numbers, attribute, villages=villages)
    late = Asked(Theme.FRESH, attribute, LATE)
    context = {
        "form": form, "owed": ages.owed(place, place.told(numbers)), "places": listed, "hidden": hidden,
        "attribute": attribute_words(attribute), "bars": told.bars(place, late), "traced": asked_words(late),
    }  # fmt: skip
    return render(request, "sync/freshness.html", _about(place, release, "freshness") | context)


@page(*READERS)
@require_GET
def on_map(request: HttpRequest) -> HttpResponse:
    """The places in the colours of a share."""
    place, release = place_of(request), registry.current()
    if release is None:
        return _nothing_yet(request, place, "map")
    numbers, form = told.numbers(release), MapForm(request.GET.dict(), place.code)
    asked = form.coloured()
    context = {
        "form": form, "map": mapping.drawn(place, numbers, asked), "chosen": asked_words(asked),
        "grid": told.by_place(place, place.told(numbers), asked, "sync.map"),
    }  # fmt: skip
    return render(request, "sync/map.html", _about(place, release, "map") | context)


@page(*WHO_ARE_TOLD_NAMES)
@require_GET
def totals(request: HttpRequest) -> HttpResponse:
    """Whether every tier counts the same families, and which it does not."""
    place, release = place_of(request), registry.current()
    if release is None:
        return _nothing_yet(request, place, "totals")
    numbers = told.numbers(release)
    tiers = control.tiers(place, numbers, release)
    differing = [] if all(each.agrees for each in tiers) else control.differences(place, release)
    context = {"tiers": tiers, "differences": differing, "pairs": control.shared_out(place.told(numbers))}
    return render(request, "sync/totals.html", _about(place, release, "totals") | context)


@page(*WHO_ARE_TOLD_NAMES)
@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Who is behind a number."""
    place, release = place_of(request), registry.current()
    if release is None:
        return _nothing_yet(request, place, "names")
    form = NamesForm(request.GET.dict(), place.code)
    asked, number = form.asked(), _page_number(request)
    held = rows(release.folder, settings.PADAN_REGENCY)
    found = held.listed(place.scope, asked, start=(number - 1) * AT_ONCE, most=AT_ONCE + 1)
    looked(request, f"counted:{code_of(asked)}", place.area)
    context = {
        "form": form, "asked": asked_words(asked), "code": code_of(asked), "number": number,
        "count": told.numbers_of(place, release, asked), "shown": naming.named(place.named, asked, found[:AT_ONCE]),
        "more": len(found) > AT_ONCE, "first": (number - 1) * AT_ONCE + 1,
        "sends": sending(reader(request), place, asked, [row["id"] for row in found[:AT_ONCE]]),
        "proposals": naming.proposals(held.proposals(place.scope, asked)) if asked.theme is Theme.GAP else [],
    }  # fmt: skip
    return render(request, "sync/names.html", _about(place, release, "names") | context)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdigit() and len(asked) < 8 else 1


def _about(place: Place, release: registry.Release | None, part: str) -> dict[str, Any]:
    """What every page of numbers tells: of where, of which release, and the ways around."""
    return {
        "place": place, "release": release, "part": part, "above": told.above(place, f"sync.{part}"),
        "parts": told.parts_of_site(place),
    }  # fmt: skip


def _nothing_yet(request: HttpRequest, place: Place, part: str) -> HttpResponse:
    return render(request, "sync/nothing.html", _about(place, None, part))
