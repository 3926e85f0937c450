"""Around every request of a program: who asks, how often, a line of the trail, and refusals as RFC 9457 has them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from padan.kernel.texts import answering_in
from padan.office.accounts.operations import acting
from padan.office.accounts.queries import Account
from padan.office.accounts.tokens import token_of
from padan.office.audit.operations import record
from padan.reference import regions
from padan.web.api import problems

Answer = Callable[[HttpRequest], HttpResponse]
PREFIX: Final = "/api/"
#: Requests of one key, or of one signed-in account, in a minute.
A_MINUTE: Final = 120
_MINUTE: Final = 60
#: The address that tells of nobody and of no number.
OPENAPI: Final = "api.openapi"
_BEARER: Final = "Bearer "
#: Letters of a question that the trail keeps.
_MOST: Final = 500


class ApiDoor:
    """Knows a program by its key, and keeps its requests apart from sessions."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self._answer(request)
        said = request.headers.get("Authorization")
        if said is None:
            return self._answered(request, None)
        token = token_of(said.removeprefix(_BEARER).strip(), timezone.localdate())
        if token is None:
            return _refused(problems.not_known(), request)
        # A key neither uses nor makes a session, whatever cookie comes with it.
        kept, request.session = request.session, type(request.session)()
        request.user = token.account
        try:
            with answering_in(token.account.language), translation.override(token.account.language):
                response = self._answered(request, token)
                response.headers.setdefault("Content-Language", token.account.language)
                return response
        finally:
            request.session = kept

    def _answered(self, request: HttpRequest, token: Any) -> HttpResponse:
        asking = request.user if isinstance(request.user, Account) else None
        if asking is not None and _too_often(str(token or asking)):
            return _refused(problems.too_often(), request)
        response = self._answer(request)
        if response.status_code not in (200, 304):
            return _as_problem(response, request)
        if asking is not None and _name(request) != OPENAPI:
            _write_down(request, asking, token)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["Vary"] = "Authorization, Cookie, Accept-Encoding"
        return response


def _too_often(who: str) -> bool:
    """Whether somebody asked more than a minute takes; counted in the cache, as guesses at a password are."""
    minute = int(time.time()) // _MINUTE
    key = f"api:{who}:{minute}"
    cache.add(key, 0, 2 * _MINUTE)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # emptied meanwhile
        return False


def _as_problem(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """A page for people as a refusal for programs."""
    if response.headers.get("Content-Type") == problems.CONTENT_TYPE:
        # A mark is of the answer that there would be.
        response.headers.pop("ETag", None)
        return response
    if response.status_code == 302:
        known = isinstance(request.user, Account)
        return _refused(problems.no_second_factor() if known else problems.not_known(), request)
    said = _refused(problems.of_status(response.status_code), request)
    if "Allow" in response.headers:
        said.headers["Allow"] = response.headers["Allow"]
    return said


def _refused(problem: problems.Problem, request: HttpRequest) -> HttpResponse:
    answer = problems.answer_of(problem, request)
    if problem.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Padan"'
    if problem.status == 429:
        answer.headers["Retry-After"] = str(_MINUTE - int(time.time()) % _MINUTE)
    return answer


@transaction.atomic
def _write_down(request: HttpRequest, account: Account, token: Any) -> None:
    """Who read which numbers, and by which key: they leave the office, as a file does."""
    code = request.GET.get("area", "").removesuffix(".-")
    record(
        by=acting(account), on=timezone.now(), action="api.asked", subject=str(token or account),
        area=code if regions.region(code) else "",
        after={"page": _name(request), "asked": request.GET.urlencode()[:_MOST]},
    )  # fmt: skip


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
