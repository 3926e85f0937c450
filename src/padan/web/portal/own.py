"""Who asks on the givers' pages, and what it may see. The giver follows from the account, never from an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from padan.office.giving import queries as giving
from padan.office.registry import queries as registry
from padan.office.showing import queries as showing
from padan.office.showing.operations import draw
from padan.reports.portal import Own, own_of, register_of
from padan.web.asking import reader

_View = Callable[..., HttpResponse]


def giver(request: HttpRequest) -> giving.Giver | None:
    """The giver that the account acts for."""
    who = reader(request)
    return giving.giver_of(who.account, who.day)


def own(request: HttpRequest, held: giving.Giver) -> Own:
    """All that it may see; first it is decided what that is."""
    decide(request)
    return own_of(held, reader(request).day)


def decide(request: HttpRequest) -> None:
    """Decide what givers may see, where something changed since that was done."""
    release = registry.current()
    if release is not None and not showing.is_drawn(release):
        draw(register_of(release, settings.PADAN_REGENCY), by=reader(request).account, on=timezone.now())


def registered(view: _View) -> _View:
    """A view that is given the giver; who acts for none yet is led to where one registers."""

    def asked(request: HttpRequest, **arguments: Any) -> HttpResponse:
        held = giver(request)
        return redirect("portal.home") if held is None else view(request, held, **arguments)

    return asked
