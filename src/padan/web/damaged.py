"""A page that cannot be made because the register is damaged says so, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from padan.reports.damage import damage_behind

_log = logging.getLogger("padan.web")


class Damaged:
    """Answers for a view that failed on a damaged release; any other failure goes its way."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """503 in words; None where the register is not why."""
        damage = damage_behind(error)
        if damage is None:
            return None
        page = request.resolver_match.view_name if request.resolver_match else None
        _log.error("register damaged", extra={"told": {"page": page, "what": damage.what}})
        return render(request, "503.html", {"what": damage.what, "remedy": damage.next_step}, status=503)
