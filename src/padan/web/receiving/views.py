"""Sending files, following them, their receipts, and the rows to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.receiving import operations
from padan.office.receiving import queries as receiving
from padan.office.receiving.policies import most_bytes, too_large
from padan.office.receiving.states import State
from padan.web.access import Reader, page
from padan.web.asking import one_of, reader
from padan.web.leaving import book_of, mark
from padan.web.receiving import told
from padan.web.receiving.forms import WITH_REFUSED_ROWS, FilterForm, SendForm
from padan.web.receiving.uploading import Sent, Storing, announced_too_large

SENDERS: Final = (Role.DATA_OFFICER, Role.NUTRITION_OFFICER, Role.FIELD_OFFICER, Role.VILLAGE_OPERATOR)
#: Files on one page of the list.
AT_ONCE: Final = 30


# The files of a request are taken up by a handler of our own, which must be there before anything reads the request,
# as the check against forgery does: it is made one step later, by what is called here.
@csrf_exempt
@page(*SENDERS)
@require_http_methods(["GET", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """The files that were sent, and the way to send more."""
    if request.method == "GET":
        return _list(request, SendForm(scope=reader(request).scope), [], 200)
    if announced_too_large(request):
        return _refusal(request, [too_large()], 413)
    handler = Storing(request)
    request.upload_handlers = [handler]
    return _send(request, handler)


@csrf_protect
def _send(request: HttpRequest, handler: Storing) -> HttpResponse:
    files = [file for file in request.FILES.getlist("files") if isinstance(file, Sent)]
    form = SendForm(request.POST, scope=reader(request).scope)
    problems: list[PadanError] = [_of_file(name, too_large()) for name in handler.too_large]
    if not form.is_valid():
        return _list(request, form, problems, 422)
    sent = []
    for file in files:
        try:
            made = operations.send(file.stored, form.said(), by=reader(request).account, on=timezone.now())
        except PadanError as error:
            problems.append(_of_file(file.name or "", error))
            continue
        if made.state == State.WAITING:
            file.keep()
        sent.append(made)
    if not sent:
        problems = problems or [PadanError(_("Belum ada berkas yang dipilih"), next_step=_("Pilih berkasnya dahulu."))]
        return _refusal(request, problems, 422)
    if _in_pieces(request):
        return render(request, "receiving/row.html", {"one": told.upload(_again(request, sent[0].pk))}, status=201)
    if problems:
        return _list(request, form, problems, 200)
    return redirect("receiving.show", sent[0].pk) if len(sent) == 1 else redirect("receiving.uploads")


@page(*SENDERS)
@require_GET
def show(request: HttpRequest, upload_id: int) -> HttpResponse:
    """One file: how far it is, and then its receipt. For htmx, only the part that changes."""
    found = one_of(request, _mine(reader(request)).filter(pk=upload_id), f"upload:{upload_id}")
    one = told.upload(found)
    if _in_pieces(request):
        answer = render(request, "receiving/row.html", {"one": one})
        here = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
        if one.over and here.partition("?")[0] == reverse("receiving.show", args=[upload_id]):
            answer.headers["HX-Refresh"] = "true"
        return answer
    context = {"one": one, "known": told.why_known(found), "receipt": told.receipt(found) if one.over else None}
    return render(request, "receiving/show.html", context)


@page(*SENDERS)
@require_GET
def correct(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The refused rows as a workbook to correct and send back, marked with who took it."""
    found = one_of(request, _mine(reader(request)).filter(pk=upload_id), f"upload:{upload_id}")
    if not found.rows_rejected:
        raise Http404(f"upload:{upload_id}")
    book = told.book_to_correct(found, mark(request))
    operations.downloaded(found, by=reader(request).account, on=timezone.now())
    return book_of(book, get_valid_filename(f"{Path(found.name).stem[:100]}-ditolak"))


def _mine(who: Reader) -> Any:
    """What a data officer sees of the area, and everybody of their own."""
    return receiving.uploads(_kept(who), who.account)


def _kept(who: Reader) -> Scope:
    return who.areas.get(Role.DATA_OFFICER, Scope())


def _again(request: HttpRequest, number: int) -> receiving.Upload:
    found: receiving.Upload = _mine(reader(request)).get(pk=number)
    return found


def _list(request: HttpRequest, form: SendForm, problems: list[PadanError], status: int) -> HttpResponse:
    who = reader(request)
    chosen = FilterForm(request.GET or None, senders=receiving.senders(_kept(who), who.account))
    rows = _mine(who)
    if chosen.is_valid():
        rows = _chosen(rows, chosen.cleaned_data)
    paged = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form, "filter": chosen, "problems": problems, "paged": paged, "rows": told.uploads(paged.object_list),
        "filtered": chosen.is_bound, "query": f"{asked.urlencode()}&" if asked else "",
        "late": told.late(who.day) if _kept(who) else [], "most": most_bytes(), "most_told": told.size(most_bytes()),
        "everybody": bool(_kept(who)),
    }  # fmt: skip
    return render(request, "receiving/list.html", context, status=status)


def _chosen(rows: Any, asked: dict[str, Any]) -> Any:
    if asked["source"]:
        rows = rows.filter(source=asked["source"])
    if asked["state"] == WITH_REFUSED_ROWS:
        rows = rows.filter(receiving.WITH_REFUSED_ROWS)
    elif asked["state"]:
        rows = rows.filter(state=asked["state"])
    if asked["sender"]:
        rows = rows.filter(sent_by_id=asked["sender"])
    if asked["since"]:
        rows = rows.filter(sent_at__date__gte=asked["since"])
    return rows


def _refusal(request: HttpRequest, problems: list[PadanError], status: int) -> HttpResponse:
    """What was refused: a piece for a script, else the page with the form."""
    if _in_pieces(request):
        return render(request, "receiving/refused.html", {"problems": problems}, status=status)
    return _list(request, SendForm(scope=reader(request).scope), problems, status)


def _of_file(name: str, error: PadanError) -> PadanError:
    return PadanError(f"{name}: {error.what}", next_step=error.next_step)


def _in_pieces(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]
