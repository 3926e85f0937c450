"""Reports of activities: sent, their columns settled, accepted with a receipt; and the refused rows to correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError, UnreadableFileError
from padan.kernel.texts import _
from padan.office.activities import operations, permissions, queries
from padan.office.activities.lines import Addressed, Sent
from padan.office.activities.permissions import KEEPERS, READERS
from padan.office.receiving.storage import drop
from padan.reports.activities.book import rejects_book
from padan.reports.activities.columns import with_answers
from padan.reports.activities.reading import opened
from padan.reports.open_forms import gathered
from padan.web.access import page
from padan.web.activities import told
from padan.web.activities.columns import ColumnsForm
from padan.web.activities.forms import GRANTS, TAGGED, AcceptForm, ReasonForm, SendForm
from padan.web.activities.waiting import Taken, alike, put_aside, taken, taken_4w, taken_grants, waiting
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.doing import done
from padan.web.leaving import book_of, mark, write_down

#: Reports on one page; refused rows that are shown.
AT_ONCE: Final = 50
_SHOWN: Final = 20


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """The first step: who reports what to whom; and the columns of the file, for the second."""
    asked = request.GET.get("writing", "")
    form = SendForm(request.POST or None, request.FILES or None, initial={"writing": asked})
    answers: list[HttpResponse] = []
    if request.method == "POST" and done(request, form, lambda said, _how: answers.append(_put_aside(request, said))):
        return answers[0]
    return render(request, "activities/send.html", {"form": form}, status=422 if form.errors else 200)


def _put_aside(request: HttpRequest, said: Mapping[str, Any]) -> HttpResponse:
    """The columns of a file that waits from now on; or its receipt, where it was received already."""
    who = reader(request)
    permissions.check_may_keep(who.account, settings.PADAN_REGENCY, who.day)
    stored = put_aside(said["file"])
    known = queries.reports(who.scope).filter(sha256=stored.sha256, withdrawn=None).first()
    if known is not None:
        drop(stored.stored)
        messages.warning(request, _("Berkas yang persis sama sudah diterima; tidak ada yang berubah."))
        return redirect("activities.receipt", known.pk)
    told_of = {name: said[name] for name in ("sender", "office", "addressed", "writing")}
    try:
        look = _look(request, AcceptForm({**told_of, "stored": stored.stored, "name": stored.name}), {})
    except PadanError:
        drop(stored.stored)
        raise
    return _columns(request, look, 200)


@page(*KEEPERS)
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """The second step: the columns as a person says; read again to look at, or received."""
    try:
        look = _look(request, AcceptForm(request.POST), request.POST)
    except PadanError as error:
        context = {"form": SendForm(), "fault": words_of(error)}
        return render(request, "activities/send.html", context, status=422)
    if request.POST.get("do") != "accept" or look.taken is None:
        return _columns(request, look, 200)
    found, made = look.taken, list[queries.Report]()
    if not found.rows.lines:
        look.asked.add_error(None, _("Tidak satu baris pun dapat diterima. Periksa kolomnya."))
    elif done(request, look.asked, lambda said, how: made.append(_receive(found, said, how))):
        drop(look.asked.cleaned_data["stored"])
        return redirect("activities.receipt", made[0].pk)
    return _columns(request, look, 422)


@dataclass(frozen=True, slots=True)
class _Look:
    """A report that waits: what was said of it, its sheets, the one that is read and those with its heads, the form of
    its columns (None where its writing settles them), and what would be received (None while they are not settled)."""

    asked: AcceptForm
    sheets: tuple[str, ...]
    read: tuple[str, ...]
    columns: ColumnsForm | None
    taken: Taken | None


def _look(request: HttpRequest, asked: AcceptForm, sent: Mapping[str, Any]) -> _Look:
    """Look at a report that waits, with the answers that were sent. UnreadableFileError where it cannot be read,
    InvalidValueError where it is gone."""
    if not asked.is_valid():
        raise UnreadableFileError(_("Berkas itu tidak dikenal"), next_step=_("Kirim lagi berkasnya."))
    said, regency = asked.cleaned_data, settings.PADAN_REGENCY
    path = waiting(said["stored"])
    if said["writing"] == TAGGED:
        return _Look(asked, (), (), None, taken_4w(path, regency))
    if said["writing"] == GRANTS:
        who = reader(request)
        found = taken_grants(path, regency, gathered.grants(who.scope, who.day), gathered.prefix(regency))
        return _Look(asked, (), (), None, found)
    book = opened(path, regency)
    sheet = sent.get("sheet", "")
    first = not sent or sheet not in book.sheets or sent.get("do") == "sheet"
    if sheet not in book.sheets:
        sheet = max(book.sheets, key=lambda name: len(book.sheets[name].mapping))
    guessed = book.sheets[sheet]
    guessed = with_answers(guessed, queries.remembered(reader(request).scope, said["sender"], guessed.fingerprint))
    form = ColumnsForm(None if first else sent, guessed=guessed)
    names = alike(book, sheet)
    if form.is_valid():
        guessed = with_answers(guessed, form.answers())
    if guessed.lacking or form.errors:
        return _Look(asked, tuple(book.sheets), names, form, None)
    rows = taken(path, book, names, guessed, said["sender"], regency)
    return _Look(asked, tuple(book.sheets), names, form, rows)


def _columns(request: HttpRequest, look: _Look, status: int) -> HttpResponse:
    rows = look.taken.rows if look.taken else None
    context = {
        "asked": look.asked, "columns": look.columns, "name": look.asked.cleaned_data["name"],
        "others": [name for name in look.sheets if name not in look.read], "read": look.read,
        "rows": rows, "refused": told.refused(rows.refused[:_SHOWN]) if rows else [],
        "lines": told.lines(rows.lines[:_SHOWN]) if rows else [],
        "near": told.near(look.taken.near[:_SHOWN]) if look.taken else [],
        "grants": look.asked.cleaned_data["writing"] == GRANTS,
    }  # fmt: skip
    faulty = look.columns is not None and bool(look.columns.errors)
    return render(request, "activities/columns.html", context, status=422 if faulty else status)


def _receive(found: Taken, said: Mapping[str, Any], how: dict[str, Any]) -> queries.Report:
    sent = Sent(
        said["sender"], said["office"], Addressed(said["addressed"]), settings.PADAN_REGENCY, said["name"],
        found.sha256, found.header, found.mapping,
    )  # fmt: skip
    return operations.receive(sent, found.rows.lines, found.rows.refused, **how)


@page(*READERS)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that were received, the newest first."""
    who = reader(request)
    pages = Paginator(queries.reports(who.scope), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "shown": [told.report(each) for each in pages], "pages": pages,
        "keeps": permissions.may_keep(who.account, settings.PADAN_REGENCY, who.day),
    }  # fmt: skip
    return render(request, "activities/reports.html", context)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, report_id: int) -> HttpResponse:
    """What became of a report: every row of it; and, for who accepted it, that it was a mistake."""
    who = reader(request)
    held = one_of(request, queries.reports(who.scope).filter(pk=report_id), f"activity_report:{report_id}")
    form = None
    if not hasattr(held, "withdrawn") and permissions.may_withdraw(who.account, held, who.day):
        form = ReasonForm(request.POST or None)
    if request.method == "POST" and done(request, form, lambda said, how: operations.withdraw(held, **said, **how)):
        messages.success(request, _("Laporan ini ditarik. Kegiatannya tidak dihitung lagi."))
        return redirect("activities.receipt", held.pk)
    rejects = queries.rejects(who.scope, held)
    rows = queries.every_activity(who.scope).filter(report=held).order_by("pk")
    context = {
        "one": told.report(held), "facts": told.report_facts(held), "refused": told.refused(rejects[:_SHOWN]),
        "rows": told.rows(rows[:_SHOWN]), "more": max(0, held.rows_accepted - _SHOWN), "form": form,
        "keeps": permissions.may_keep(who.account, held.area, who.day), "withdrawn": getattr(held, "withdrawn", None),
    }  # fmt: skip
    return render(request, "activities/receipt.html", context, status=422 if form and form.errors else 200)


@page(*READERS)
@require_POST
def take_rejects(request: HttpRequest, report_id: int) -> HttpResponse:
    """The refused rows as a workbook to correct."""
    who = reader(request)
    held = one_of(request, queries.reports(who.scope).filter(pk=report_id), f"activity_report:{report_id}")
    if not held.rows_rejected:
        raise Http404(str(held))
    looked(request, str(held), held.area)
    made = rejects_book(list(queries.rejects(who.scope, held)), mark(request))
    write_down(request, "activities.rejects_taken", str(held), held.area, {"rows_rejected": held.rows_rejected})
    return book_of(made, get_valid_filename(f"{Path(held.name).stem[:100] or 'laporan'}-ditolak"))
