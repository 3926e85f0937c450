"""The first page after signing in, the choice of language, and whether the server lives."""

from __future__ import annotations

from django.db import connection
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.scope import Scope
from padan.kernel.texts import LANGUAGES, _
from padan.office.accounts.queries import posts_of
from padan.office.accounts.roles import FACTS, Role
from padan.office.registry import queries as registry
from padan.reports.wording import region_name
from padan.web.access import ACCOUNT, PUBLIC, WHO_SEE_NAMES, page
from padan.web.asking import reader
from padan.web.middleware import LANGUAGE_COOKIE
from padan.web.receiving.views import SENDERS
from padan.web.waiting import Desk, tiles


@page(ACCOUNT)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Which posts the account holds, and what there is to do."""
    account, day = reader(request).account, reader(request).day
    held = list(posts_of(account, day))
    areas: dict[Role, Scope] = {}
    for post in held:
        areas[Role(post.role)] = areas.get(Role(post.role), Scope()) | post.scope
    context = {
        "posts": [
            {
                "role": _(FACTS[Role(post.role)].title),
                "areas": [region_name(code) for code in post.scope.codes],
                "until": post.until,
            }
            for post in held
        ],
        "tiles": tiles(Desk(account, day, timezone.now(), areas)),
        "searches": not areas.keys().isdisjoint(WHO_SEE_NAMES),
        "sends": not areas.keys().isdisjoint(SENDERS),
        "release": registry.current(),
    }
    return render(request, "home.html", context)


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
