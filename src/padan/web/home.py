"""The first page after signing in, the choice of language, and whether the server lives."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.texts import LANGUAGES, _
from padan.office.accounts.roles import FACTS, Role
from padan.office.registry import queries as registry
from padan.office.tasks.permissions import READERS
from padan.reports.wording import region_name
from padan.web.access import ACCOUNT, PUBLIC, WHO_SEE_NAMES, page
from padan.web.asking import looked, reader
from padan.web.middleware import LANGUAGE_COOKIE
from padan.web.receiving.views import SENDERS
from padan.web.tasks.listing import Listing
from padan.web.tasks.told import Card, cards
from padan.web.waiting import Desk, tiles

#: Tasks on the first page; the rest is one press away.
FIRST_TASKS: Final = 8


@page(ACCOUNT)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Which posts the account holds, and what there is to do."""
    who = reader(request)
    areas = who.areas
    listing = Listing(who.at(READERS), "")
    context = {
        "posts": [
            {
                "role": _(FACTS[Role(post.role)].title),
                "areas": [region_name(code) for code in post.scope.codes],
                "until": post.until,
            }
            for post in who.posts
        ],
        "tiles": tiles(Desk(who.account, who.day, timezone.now(), areas)),
        "searches": not areas.keys().isdisjoint(WHO_SEE_NAMES),
        "sends": not areas.keys().isdisjoint(SENDERS),
        "gives": Role.GIVER in areas,
        "release": registry.current(),
        "asks": listing.asks,
        "tasks": _first_tasks(request, listing) if listing.asks else [],
    }
    return render(request, "home.html", context)


def _first_tasks(request: HttpRequest, listing: Listing) -> list[Card]:
    """The tasks of the reader that are due first; they name people, so the trail has it."""
    who = listing.who
    found = cards(who.scope, listing.rows[:FIRST_TASKS], who.day, who.account.pk)
    if found:
        looked(request, "tasks:list")
    return found


@page(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen in a cookie, and go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=365 * 24 * 60 * 60, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


@page(PUBLIC)
@require_GET
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@page(PUBLIC)
@require_GET
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers too; 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True})
