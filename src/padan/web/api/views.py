"""The addresses of the API: what each answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from ninja import Query

from padan.office.registry import queries as registry
from padan.reports.counting import control
from padan.reports.counting.codes import all_asked, code_of
from padan.reports.counting.control import Tier
from padan.reports.counting.measures import Asked, Theme
from padan.reports.counting.numbers import Number, checks, numbers
from padan.reports.counting.telling import Told
from padan.reports.counting.words import asked_words, attribute_words, owing, pair_words, place_words
from padan.web.access import PUBLIC, page
from padan.web.api import answers as told_as
from padan.web.api import asked as ask
from padan.web.api.declared import document, endpoint
from padan.web.api.differing import difference
from padan.web.sync import ages, told
from padan.web.sync.place import READERS, WHO_ARE_TOLD_NAMES, Place
from padan.web.sync.taken import edition, trend_of, where

Said = dict[str, Any]


@page(PUBLIC)
@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document: it tells of no number."""
    return JsonResponse(document())


@endpoint("regions", ask.AreaAsked, told_as.Regions, *READERS)
def regions(request: HttpRequest, asked: Query[ask.AreaAsked]) -> Said:
    """A place, what is around it and what lies in it."""
    place = ask.place_asked(request, asked)
    found = place.told(ask.counts_asked(ask.release_named("")))
    return {
        "area": _region(place), "names": place.names,
        "above": [{"code": code, "name": words} for code, words in place.above()],
        "parts": [{"code": code, "name": place_words(code)} for code in found.parts],
    }  # fmt: skip


@endpoint("measures", ask.NothingAsked, told_as.Measures, *READERS)
def measures(request: HttpRequest) -> Said:
    """All that is counted."""
    found = [{"code": code_of(each), "theme": each.theme, "meaning": asked_words(each)} for each in all_asked()]
    return {"measures": found}


@endpoint("releases", ask.NothingAsked, told_as.Releases, *READERS)
def releases(request: HttpRequest) -> Said:
    """The releases that are or were in force, the newest first."""
    now = registry.current()
    found = [{"name": each.name, "as_of": each.as_of, "current": each == now} for each in told.releases_told()]
    return {"releases": found}


@endpoint("counts", ask.CountsAsked, told_as.Counts, *READERS)
def counts(request: HttpRequest, asked: Query[ask.CountsAsked]) -> Said:
    """Numbers of a place and of its parts."""
    return _counted(request, asked, ask.measures_asked(asked.measure))


@endpoint("freshness", ask.FreshnessAsked, told_as.Freshness, *READERS)
def freshness(request: HttpRequest, asked: Query[ask.FreshnessAsked]) -> Said:
    """How old what is owed is, and who owes it."""
    attributes = ask.attributes_asked(asked.attribute)
    found = [Asked(Theme.FRESH, each, state) for each in attributes for state in ages.SHOWN]
    owed = [{"attribute": each, "meaning": attribute_words(each), "by": owing(each)} for each in attributes]
    return {**_counted(request, asked, found), "owed": owed}


@endpoint("trend", ask.TrendAsked, told_as.Trend, *READERS)
def trend(request: HttpRequest, asked: Query[ask.TrendAsked]) -> Said:
    """One number from release to release, the earliest first."""
    place, (measure, *_others) = ask.place_asked(request, asked), ask.measures_asked([asked.measure])
    points = [
        {"release": each.of, "number": each.number, "among": each.among, "share": each.part}
        for each in trend_of(place, measure)
    ]
    return {
        "area": _region(place), "measure": code_of(measure), "meaning": asked_words(measure), "points": points,
    }  # fmt: skip


# What follows looks for what should not be: it is worked out anew each time.
@endpoint("control-totals", ask.AreaAsked, told_as.ControlTotals, *WHO_ARE_TOLD_NAMES, kept=False)
def control_totals(request: HttpRequest, asked: Query[ask.AreaAsked]) -> Said:
    """Whether every tier counts the same families."""
    place, release = ask.place_asked(request, asked), ask.release_named("")
    found = place.told(ask.counts_asked(release))
    tiers = control.tiers(found, place.scope, release.folder, settings.PADAN_REGENCY)
    agrees = all(each.agrees for each in tiers)
    differing = {} if agrees else control.differences(place.scope, release.folder, settings.PADAN_REGENCY)
    pairs = [
        {"pair": code_of(Asked(Theme.PAIR, each.pair.key)), "meaning": pair_words(each.pair), "number": each.number,
         "agrees": each.agrees}
        for each in control.shared_out(found)
    ]  # fmt: skip
    between = [
        {"between": name, "one": each.one, "other": each.other, "only_one": len(each.only_one),
         "only_other": len(each.only_other)}
        for name, each in differing.items()
    ]  # fmt: skip
    return {
        "release": edition(release), "area": _region(place), "agrees": agrees and all(each["agrees"] for each in pairs),
        "tiers": [_tier(place, each) for each in tiers], "pairs": pairs, "differences": between,
    }  # fmt: skip


@endpoint("differences", ask.DifferencesAsked, told_as.Differences, *WHO_ARE_TOLD_NAMES, kept=False)
def differences(request: HttpRequest, asked: Query[ask.DifferencesAsked]) -> Said:
    """Two tiers, or two releases, row by row: who stands in one of them only."""
    place = ask.place_asked(request, asked)
    return {**difference(request, place, asked), "area": _region(place)}


def _counted(request: HttpRequest, asked: ask.TierAsked, measured: Sequence[Asked]) -> Said:
    place, release = ask.place_asked(request, asked), ask.release_named(asked.release)
    letters = ask.letters_asked(place, asked.tier)
    counted = ask.counts_asked(release)
    found = place.by_tier(counted, letters) if letters else place.told(counted)
    every = numbers(edition(release), found, measured, where(place))
    whole, parts = every[: len(measured)], every[len(measured) :]
    shown, said = ask.paged(request, asked, parts)
    return {
        "release": edition(release), "area": _region(place), "held_back": any(each.number is None for each in every),
        "whole": _numbers(whole), "parts": _numbers(shown), "checks": _checks(found, measured), "page": said,
    }  # fmt: skip


def _checks(found: Told, measured: Iterable[Asked]) -> list[Said]:
    return [
        {"meaning": each.words, "whole": each.whole, "parts": each.parts, "hidden": each.hidden, "agrees": each.agrees}
        for each in checks(found, measured)
    ]


def _numbers(found: Iterable[Number]) -> list[Said]:
    return [
        {
            "area": each.where.code, "place": each.where.words, "measure": each.measure, "meaning": each.words,
            "number": each.number, "among": each.among, "share": each.part,
        }
        for each in found
    ]  # fmt: skip


def _tier(place: Place, tier: Tier) -> Said:
    return {
        "area": place.code if tier.part is None else tier.part,
        "place": place.title if tier.part is None else place_words(tier.part), "in_release": tier.in_release,
        "counted": tier.counted, "emptied": tier.emptied, "in_office": tier.in_office, "agrees": tier.agrees,
    }  # fmt: skip


def _region(place: Place) -> Said:
    return {"code": place.code, "name": place.title}
