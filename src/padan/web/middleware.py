"""What is done around every page: its language, who may open it, and a line for the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from padan.kernel.texts import LANGUAGES, answering_in
from padan.office.accounts.queries import Account
from padan.web.access import Access, Door, Reader, access_of, reader_of
from padan.web.asking import refused

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "bahasa"
#: What a session keeps of the page that somebody wanted who has to set up a second factor first.
ONWARD = "onward"
#: Seconds after which a session is seen anew, and where it keeps when it last was.
SEEN_AGAIN = 5 * 60
_SEEN = "seen"

_log = logging.getLogger("padan.web")


class Language:
    """Indonesian, unless the account or the browser's cookie says English: for our texts and for Django's."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        if chosen not in LANGUAGES:
            chosen = request.user.language if isinstance(request.user, Account) else LANGUAGES[0]
        with answering_in(chosen), translation.override(chosen):
            response = self._answer(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class Seen:
    """Keeps the list of somebody's sessions true to some minutes. A write for every page, as the library has it, makes
    readers wait for whoever writes."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account) and time.time() - request.session.get(_SEEN, 0) >= SEEN_AGAIN:
            request.session[_SEEN] = int(time.time())
            UserSession.objects.create_from_request(request)
        return self._answer(request)


class Gate:
    """Lets in whom the page is for. A page that does not say whom is shut; a refusal is written down."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """None lets in; an answer leads elsewhere; PermissionDenied shuts out."""
        access = access_of(view, request.resolver_match.view_name if request.resolver_match else None)
        if access is None:
            raise PermissionDenied("this page does not say whom it is for")
        account = request.user
        if not isinstance(account, Account):
            return None if access.door is Door.PUBLIC else redirect_to_login(request.get_full_path())
        found = reader_of(account, access, timezone.localdate())
        request.reader = found  # type: ignore[attr-defined]
        if access.door is None and not found.roles:
            refused(request, f"page:{request.resolver_match.view_name if request.resolver_match else ''}")
            raise PermissionDenied
        return _second_factor_first(request, access, found)


def _second_factor_first(request: HttpRequest, access: Access, found: Reader) -> HttpResponse | None:
    """Whoever may see names sets up a second factor before any page for roles."""
    if access.door is not None or not settings.PADAN_SECOND_FACTOR:
        return None
    from allauth.mfa.utils import is_mfa_enabled

    if found.sees_names and not is_mfa_enabled(found.account):
        # The page with the first recovery codes leads on to what was asked for.
        request.session[ONWARD] = request.get_full_path() if request.method == "GET" else "/"
        return redirect("mfa_activate_totp")
    return None


class Unasked:
    """An address that does not answer what it was asked with says so on a page: the framework's answer is empty."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        opens = "GET" in response.headers["Allow"]
        said = render(request, "405.html", {"opens": opens}, status=response.status_code)
        said.headers["Allow"] = response.headers["Allow"]
        return said


class Devices:
    """No page may use the reader's camera, microphone or place, unless it says so itself."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class Log:
    """One line a request, without who asked or for whom: method, page, answer, milliseconds."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self._answer(request)
        told = {
            "method": request.method,
            "page": request.resolver_match.view_name if request.resolver_match else None,
            "status": response.status_code,
            "ms": round(1000 * (time.perf_counter() - began), 1),
        }
        _log.info("request", extra={"told": told})
        response.headers["Server-Timing"] = f"app;dur={told['ms']}"
        return response
