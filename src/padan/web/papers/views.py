"""Lists of tasks and families to print or to fill, and corrections for the village's own register: each download is
recorded, and marked with who took it."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.accounts.roles import Role
from padan.office.tasks import queries
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.states import RoundState
from padan.reference import regions
from padan.reports.opensid_book import correction_files
from padan.reports.task_book import task_book
from padan.reports.task_book_lines import Row
from padan.reports.task_sheet import meeting_sheet, task_sheet
from padan.reports.wording import village_name
from padan.web.access import page
from padan.web.asking import one_of, reader, refused
from padan.web.leaving import PDF, XLSX, ZIP, ReasonForm, file_of, mark, write_down
from padan.web.papers import told
from padan.web.papers.forms import ALL, PaperForm

#: Who takes lists of tasks along, and who takes what only the village owns.
READERS: Final = (*OWNED, Role.COORDINATOR)
OF_THE_REGISTER: Final = (Role.VILLAGE_OPERATOR, Role.DATA_OFFICER)


@page(*READERS)
@require_GET
def villages(request: HttpRequest) -> HttpResponse:
    """The villages of which there is something to print."""
    who = reader(request)
    return render(request, "papers/list.html", {"districts": told.villages(who.scope, who.day)})


@page(*READERS)
@require_GET
def village(request: HttpRequest, village_code: str) -> HttpResponse:
    """What can be taken along from a village."""
    scope = _place(request, village_code)
    return _page(request, scope, PaperForm(owns=_owns(request)), _why())


@page(*READERS)
@require_POST
def tasks(request: HttpRequest, village_code: str) -> HttpResponse:
    """The tasks and the families of a village, to print or to fill and send back."""
    scope, who = _place(request, village_code), reader(request)
    form = PaperForm(request.POST, owns=_owns(request))
    if not form.is_valid():
        return _page(request, scope, form, _why(), 422)
    said = form.cleaned_data
    kind, reason = said["file"] or PDF, said["reason"]
    lines = told.lines(who.scope, told.asked(scope, who, everything=said["which"] == ALL), who)
    families = told.families(scope, full=bool(reason))
    heading, by = told.heading(_("Daftar tugas"), village_code, who.day), mark(request)
    if kind == XLSX:
        made = task_book([Row(line) for line in lines], families, heading, by)
    else:
        made = task_sheet(lines, families, heading, by)
    write_down(
        request, "papers.tasks", f"area:{village_code}", village_code,
        {"file": kind, "tasks": len(lines), "families": len(families), "full": bool(reason)}, reason,
    )  # fmt: skip
    return file_of(made, "tugas", regions.name_of(village_code), kind)


@page(*READERS)
@require_POST
def meeting(request: HttpRequest, round_id: int) -> HttpResponse:
    """The families of a village meeting, to print or to fill and send back."""
    who = reader(request)
    held = one_of(request, queries.rounds(who.scope).filter(pk=round_id), f"round:{round_id}")
    kind = XLSX if request.POST.get("file") == XLSX else PDF
    lines = told.lines(who.scope, queries.open_tasks(who.scope).filter(round=held), who)
    heading, by = told.heading(held.name, held.area, who.day), mark(request)
    if kind == XLSX:
        made = task_book([Row(line) for line in lines], [], heading, by)
    else:
        opening = [_("Musyawarah desa, {day}. {n} keluarga.").format(day=day(held.meets_on), n=len(lines))]
        made = meeting_sheet(lines, heading, opening, by)
    write_down(request, "papers.meeting", str(held), held.area, {"file": kind, "tasks": len(lines)})
    return file_of(made, "musyawarah", regions.name_of(held.area), kind)


@page(*OF_THE_REGISTER)
@require_POST
def opensid(request: HttpRequest, village_code: str) -> HttpResponse:
    """Corrections for the village's own register as its application imports them, and why each is one; for a reason
    that is written down: numbers stand in them in full."""
    scope, form = _place(request, village_code), _why(request.POST)
    found = told.opensid(scope, village_code) if form.is_valid() else None
    if found is not None and not found.listed:
        form.add_error(None, _("Buku induk desa ini belum pernah dikirim: tidak ada yang dapat dikoreksi."))
    if form.errors or found is None:
        return _page(request, scope, PaperForm(owns=_owns(request)), form, 422)
    made = correction_files(found, village_name(village_code), mark(request))
    write_down(
        request, "papers.opensid", f"area:{village_code}", village_code,
        {"rows": len(found.rows), "corrections": len(found.told)}, form.cleaned_data["reason"],
    )  # fmt: skip
    return file_of(made, "koreksi-opensid", regions.name_of(village_code), ZIP)


def _place(request: HttpRequest, code: str) -> Scope:
    """The village as a scope; one outside the reader's is answered as one that does not exist."""
    if len(code) != VILLAGE_LETTERS or regions.region(code) is None or not reader(request).scope.covers(code):
        refused(request, f"area:{code[:VILLAGE_LETTERS]}")
        raise Http404(code)
    return Scope((code,))


def _why(told: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(told, of_what=_("Berkas ini memuat NIK utuh penduduk desa. Alasan Anda dicatat."))


def _owns(request: HttpRequest) -> bool:
    return bool(reader(request).roles & OWNED.keys())


def _page(request: HttpRequest, scope: Scope, form: PaperForm, reason: ReasonForm, status: int = 200) -> HttpResponse:
    who, (code,) = reader(request), scope.codes
    context: dict[str, Any] = {
        "code": code, "name": village_name(code), "form": form, "reason": reason, "owns": _owns(request),
        "mine": told.asked(scope, who, everything=False).count(),
        "all": told.asked(scope, who, everything=True).count(),
        "meetings": queries.rounds(scope).filter(state=RoundState.PLANNED),
        "register": bool(who.roles & {*OF_THE_REGISTER}),
    }  # fmt: skip
    return render(request, "papers/village.html", context, status=status)
