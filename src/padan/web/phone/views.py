"""The phone's application: its shell, its list of tasks, and the answers that it sends."""

from __future__ import annotations

import json
from functools import reduce

from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.tasks import operations, queries
from padan.office.tasks.permissions import OWNED
from padan.web.access import PUBLIC, page
from padan.web.asking import one_of, reader, words_of
from padan.web.phone import shell as shells
from padan.web.phone import told
from padan.web.phone.message import LARGEST, read_choice, read_message
from padan.web.phone.taking import take
from padan.web.tasks.told import Card

#: For a day it is known whom a phone was told of, so that a list that is asked for often is written down once.
_A_DAY = 24 * 60 * 60


@page(*OWNED)
@require_GET
def shell(_request: HttpRequest) -> HttpResponse:
    """The page of the application: no data, and whatever it shows comes from its scripts. It alone may ask where the
    phone is, and read a card with the camera."""
    answer = HttpResponse(shells.page())
    answer.headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()"
    return answer


@page(PUBLIC)
@never_cache
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker."""
    return HttpResponse(shells.worker(shells.page()), content_type="text/javascript")


@page(PUBLIC)
@require_GET
def manifest(_request: HttpRequest) -> HttpResponse:
    """What makes the application one that a phone keeps."""
    return HttpResponse(json.dumps(shells.manifest()), content_type="application/manifest+json")


@page(PUBLIC)
@require_GET
def file(_request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of the shell. Of an older version there is none: its scripts would not fit each other."""
    if version != shells.version() or name not in shells.KINDS:
        raise Http404(name)
    answer = HttpResponse(shells.read(name), content_type=shells.KINDS[name])
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@page(*OWNED)
@never_cache
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The reader's tasks, or that nothing changed since the list with that ``mark``."""
    get_token(request)  # the phone sends it back with its answers
    found, cards = told.listed(reader(request))
    now = {"at": timezone.now().isoformat()}
    if request.GET.get("mark") == found["mark"]:
        return JsonResponse({**now, "same": found["mark"], "account": found["account"]})
    _carried(request, cards)
    return JsonResponse({**now, **found})


@transaction.atomic
def _carried(request: HttpRequest, cards: list[Card]) -> None:
    """Write down of which families and people a phone was told, each once a day."""
    who = reader(request)
    key = f"phone:{who.account.pk}:{who.day}"
    before = frozenset(cache.get(key, ()))
    new = sorted({subject for card in cards for subject in _subjects(card)} - before)
    if new:
        record(
            by=acting(who.account), on=timezone.now(), action="tasks.carried", subject=str(who.account),
            area=reduce(holding, who.scope.codes), after={"about": new},
        )  # fmt: skip
        cache.set(key, sorted(before.union(new)), _A_DAY)


def _subjects(card: Card) -> list[str]:
    return [each for each in (card.family_id, card.person_id) if each]


@page(*OWNED)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take the answers that a phone kept; 409 where they are not those of who is signed in, 413 and 422 where nothing
    was read."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refused(_("Kiriman ini terlalu besar. Kirim lebih sedikit sekaligus."), 413)
    try:
        message = read_message(request.body)
    except PadanError as error:
        return _refused(words_of(error), 422)
    account = reader(request).account
    if message.account != account.pk:
        return _refused(_("Jawaban ini milik pengguna lain. Ia harus masuk untuk mengirimnya."), 409)
    results = take(message, by=account, on=timezone.now())
    return JsonResponse({"results": told.answered(results)})


@page(*OWNED)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Say which of two contradicting answers holds; 422 where that cannot be."""
    who = reader(request)
    try:
        wanted = read_choice(request.body)
        found = one_of(request, queries.tasks(who.scope).filter(pk=wanted.task), f"task:{wanted.task}")
        chosen = queries.answers_to(found).get(key=wanted.key) if wanted.key else None
        operations.choose(found, chosen, by=who.account, on=timezone.now(), reason=wanted.reason)
    except queries.Answer.DoesNotExist:
        return _refused(_("Jawaban itu tidak ada lagi. Perbarui daftarnya."), 422)
    except PadanError as error:
        return _refused(words_of(error), 422)
    return JsonResponse({"words": _("Pilihan Anda tersimpan.")})


def _refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"words": words}, status=status)
