"""The addresses that a phone asks when it hands out."""

from __future__ import annotations

import logging
from functools import reduce
from typing import Final

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.office.accounts.operations import acting
from padan.office.accounts.queries import Account
from padan.office.audit.operations import record
from padan.office.delivery import proofs
from padan.office.delivery.given import Given
from padan.office.delivery.permissions import HANDERS
from padan.office.delivery.taking import Taken, take
from padan.office.tasks import papers
from padan.web.access import Reader, page
from padan.web.asking import reader, words_of
from padan.web.delivery import told
from padan.web.delivery.message import LARGEST, Message, read_message

#: For a day it is known whom a phone was told of, so that a list that is asked for often is written down once.
_A_DAY: Final = 24 * 60 * 60

_log: Final = logging.getLogger("padan.web")


@page(*HANDERS)
@never_cache
@require_GET
def package(request: HttpRequest) -> HttpResponse:
    """What is handed out in a village (``desa``; where the reader has no other, its own), or that nothing changed since
    what had that ``mark``."""
    get_token(request)  # the phone sends it back with its events
    who = reader(request)
    found, families = told.carried(who, request.GET.get("desa", ""))
    now = {"at": timezone.now().isoformat()}
    if request.GET.get("mark") == found["mark"]:
        return JsonResponse({**now, "same": found["mark"], "account": found["account"]})
    _carried(who, families)
    return JsonResponse({**now, **found})


@transaction.atomic
def _carried(who: Reader, families: list[str]) -> None:
    """Write down of which families a phone was told, each once a day."""
    key = f"delivery:{who.account.pk}:{who.day}"
    before = frozenset(cache.get(key, ()))
    new = sorted(set(families) - before)
    if new:
        record(
            by=acting(who.account), on=timezone.now(), action="delivery.carried", subject=str(who.account),
            area=reduce(holding, who.scope.codes), after={"about": new},
        )  # fmt: skip
        cache.set(key, sorted(before.union(new)), _A_DAY)


@page(*HANDERS)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take the events that a phone kept; 409 where they are not those of who is signed in, 422 where nothing
    was read, 503 where the phone is to send all of them again later."""
    try:
        message = read_message(_body(request, LARGEST))
    except PadanError as error:
        return _refused(words_of(error), 422)
    account = reader(request).account
    if message.account != account.pk:
        return _refused(_("Catatan ini milik pengguna lain. Ia harus masuk untuk mengirimnya."), 409)
    try:
        results = _taken(message, account)
    except DatabaseError:
        _log.exception("events of a phone were not taken")
        return _refused(_("Kantor sedang sibuk. Catatan tetap tersimpan; kirim lagi nanti."), 503)
    return JsonResponse({"results": told.answered(results)})


def _taken(message: Message, by: Account) -> list[Taken]:
    """What became of each event of a message, in its order."""
    readable = [each for each in message.events if isinstance(each, Given)]
    results = iter(take(readable, by=by, on=timezone.now(), sent_at=message.sent_at))
    unread = InvalidValueError(_("Catatan ini tidak terbaca"), next_step=_("Isi lagi formulirnya."))
    return [Taken(each, refused=unread) if isinstance(each, str) else next(results) for each in message.events]


@page(*HANDERS)
@require_POST
def proof(request: HttpRequest) -> HttpResponse:
    """Keep a picture or a letter, and tell its SHA-256; 422 where it is none or too large."""
    try:
        found = proofs.keep(_body(request, papers.LARGEST), by=reader(request).account, on=timezone.now())
    except PadanError as error:
        return _refused(words_of(error), 422)
    return JsonResponse({"sha256": found})


def _body(request: HttpRequest, most: int) -> bytes:
    """What was sent, as far as one byte over ``most``: a message may be larger than a form. InvalidValueError where it
    is longer."""
    found: bytes = request.read(most + 1)
    if len(found) > most:
        raise InvalidValueError(_("Kiriman ini terlalu besar"), next_step=_("Kirim lebih sedikit sekaligus."))
    return found


def _refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"words": words}, status=status)
