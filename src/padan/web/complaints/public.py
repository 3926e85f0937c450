"""The pages that need no account: the form, and what stands behind a code."""

from __future__ import annotations

from typing import Any, Final

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.office.aid import queries as aid
from padan.office.aid.states import State as RoundState
from padan.office.complaints import operations, queries
from padan.office.complaints.codes import code_of, is_code, plain, written
from padan.office.complaints.operations import Filed
from padan.office.complaints.states import State, after
from padan.rules.complaints import published
from padan.web.access import PUBLIC, page
from padan.web.asking import words_of
from padan.web.complaints import told
from padan.web.complaints.forms import AppealForm, CodeForm, ComplaintForm

#: Rounds that people know of: their lists are decreed.
_KNOWN: Final = (RoundState.DECREED, RoundState.DELIVERING, RoundState.CLOSED)
_TOO_OFTEN: Final = 429


@page(PUBLIC)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Take a complaint from anybody."""
    form = form_for(request, Scope((regency(),)))
    too_often = False
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="complaint"):
            done = filed(form, None)
            if done is not None:
                return done
        else:
            too_often = True
            form.add_error(None, _("Terlalu banyak pengaduan dari jaringan ini. Coba lagi satu jam lagi."))
    context = {"form": form, "find": CodeForm(auto_id="cari_%s"), "title": _("Sampaikan pengaduan"), "noted": False}
    status = _TOO_OFTEN if too_often else 422 if form.errors else 200
    return private(render(request, "complaints/file.html", context, status=status))


@page(PUBLIC)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Lead from a code that was typed to its page."""
    form = CodeForm(request.POST, auto_id="cari_%s")
    if not ratelimit.consume(request, action="complaint_code"):
        return private(ratelimit.respond_429(request))
    if form.is_valid():
        code = plain(form.cleaned_data["code"])
        if queries.by_code(code) is not None:
            return redirect("complaints.status", written(code))
        form.add_error("code", _("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya."))
    return private(render(request, "complaints/find.html", {"find": form}, status=422))


@page(PUBLIC)
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a complaint, for who has its code; from here an answer is appealed and a complaint withdrawn."""
    held = queries.by_code(code) if is_code(code) else None
    if held is None:
        raise Http404("complaint")
    form = AppealForm(request.POST if request.POST.get("do") == "appeal" else None)
    if request.method == "POST" and _done(request, code, form):
        return redirect("complaints.status", written(code))
    day = timezone.localdate()
    context = {
        "one": told.for_complainant(held, code, day), "form": form,
        "appeals": told.can_be_appealed(held, day), "withdraws": State.WITHDRAWN in after(State(held.state)),
    }  # fmt: skip
    return private(render(request, "complaints/status.html", context, status=422 if form.errors else 200))


def _done(request: HttpRequest, code: str, form: AppealForm) -> bool:
    """Whether what who complains asked for was done; else the form or a message says why not."""
    try:
        if request.POST.get("do") == "withdraw":
            operations.withdraw(code, on=timezone.now())
        elif form.is_valid():
            operations.appeal(code, form.cleaned_data["text"], on=timezone.now())
        else:
            return False
    except PadanError as error:
        messages.error(request, words_of(error))
    return True


@page(PUBLIC)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """By when each kind of complaint is answered and what that rests on, and how many there were this year: only what
    tells of nobody."""
    day = timezone.localdate()
    made = published(queries.tallies(Scope((regency(),)), day.replace(month=1, day=1), day))
    context = {"shown": told.categories_told(), "counted": [(told.kind_of(row), row) for row in made], "year": day.year}
    return render(request, "complaints/rules.html", context)


def regency() -> str:
    """The regency of this installation."""
    return str(settings.PADAN_REGENCY)


def form_for(request: HttpRequest, scope: Scope) -> ComplaintForm:
    """The form of a complaint in one of the scope's villages or the regency as a whole."""
    rounds = aid.rounds(Scope((regency(),))).filter(state__in=_KNOWN)
    return ComplaintForm(request.POST or None, scope=scope, regency=regency(), rounds=rounds)


def filed(form: ComplaintForm, by: Account | None) -> HttpResponse | None:
    """Take what a sound form says and lead to the page behind its code; None where it is refused, and the form says
    why."""
    key: str = form.cleaned_data["key"]
    try:
        operations.file(Filed(**form.filed()), key, by=by, on=timezone.now())
    except PadanError as error:
        form.add_error(None, words_of(error))
        return None
    return redirect("complaints.status", code_of(key))


def private(answer: Any) -> HttpResponse:
    """The answer, kept nowhere and found by no search engine."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    found: HttpResponse = answer
    return found
