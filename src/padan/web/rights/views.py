"""Cases of data subjects, and the file of all that is held of one person."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.operations import acting
from padan.office.accounts.roles import Role
from padan.office.audit.operations import record
from padan.office.registry import queries as registry
from padan.office.subjects import operations, queries
from padan.office.subjects.operations import Request
from padan.office.subjects.states import NEXT, Right, State
from padan.reports.subject_file import gathered, subject_file
from padan.reports.watermark import Watermark
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.leaving import named
from padan.web.rights import told
from padan.web.rights.forms import CaseForm, ReasonForm, StepForm

#: Cases on one page.
AT_ONCE: Final = 50


@page(Role.DATA_OFFICER, Role.INSPECTOR)
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """All cases of the reader's area: who waits longest first."""
    who, now = reader(request), timezone.now()
    asked = request.GET.get("page", "1")
    pages = Paginator(queries.cases(who.scope), AT_ONCE).get_page(asked)
    context = {
        "shown": [told.case(each, now) for each in pages], "pages": pages,
        "late": queries.overdue(who.scope, now).count(), "acts": Role.DATA_OFFICER in who.roles,
        "breaches": queries.breaches(who.scope).filter(closed_at=None).count(),
    }  # fmt: skip
    return render(request, "rights/list.html", context)


@page(Role.DATA_OFFICER, Role.INSPECTOR)
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case; who answers brings it further."""
    who, now = reader(request), timezone.now()
    found = one_of(request, queries.cases(who.scope).filter(pk=case_id), f"case:{case_id}")
    state = State(found.state)
    acts = Role.DATA_OFFICER in who.roles and bool(NEXT[state])
    form = StepForm(request.POST or None, state=state) if acts else None
    if form is not None and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.step(found, State(said["state"]), by=who.account, on=now, answer=said["answer"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("rights.case", found.pk)
    looked(request, str(found), found.area)
    context = {"one": told.case(found, now), "form": form}
    return render(request, "rights/case.html", context, status=422 if form is not None and form.errors else 200)


@page(Role.DATA_OFFICER)
@require_GET
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """What one person asked for so far, and what can be asked."""
    found, who, now = _the(request, person_id), reader(request), timezone.now()
    mine = queries.cases_of(who.scope, f"person:{person_id}")
    context = {
        "person_id": person_id, "name": found.name or _("tanpa nama"), "shown": [told.case(each, now) for each in mine],
    }  # fmt: skip
    return render(request, "rights/person.html", context)


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, person_id: str) -> HttpResponse:
    """Write down what somebody asks for."""
    found, form = _the(request, person_id), CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = Request(
            Right(said["right"]), f"person:{person_id}", found.area, said["wanted"], said["asked_by"], said["paper"],
            said["asked_at"],
        )  # fmt: skip
        try:
            made = operations.open_case(wanted, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("rights.case", made.pk)
    context = {"person_id": person_id, "name": found.name or _("tanpa nama"), "form": form}
    return render(request, "rights/ask.html", context, status=422 if form.errors else 200)


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, person_id: str) -> HttpResponse:
    """Everything that is held of a person, as a PDF for that person, for a reason that is written down."""
    found, form = _the(request, person_id), ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"person_id": person_id, "name": found.name or _("tanpa nama"), "form": form}
        return render(request, "rights/file.html", context, status=422 if form.errors else 200)
    made = _made(request, found, form.cleaned_data["reason"])
    return named(made, f"data-pribadi-{person_id}.pdf", "application/pdf")


def _made(request: HttpRequest, found: registry.Person, reason: str) -> bytes:
    who, now = reader(request), timezone.now()
    subject = f"person:{found.person_id}"
    family = registry.families(who.scope).filter(family_id=found.family_id).first()
    folder = found.release.folder
    held = gathered(found, family, folder, queries.cases_of(who.scope, subject))
    made = subject_file(held, Watermark(who.account.name, who.account.email, timezone.localtime(now)))
    with transaction.atomic():
        record(
            by=acting(who.account), on=now, action="subjects.exported", subject=subject, area=found.area, reason=reason
        )  # fmt: skip
    return made


def _the(request: HttpRequest, person_id: str) -> Any:
    rows = registry.people(reader(request).scope).filter(person_id=person_id).select_related("release")
    return one_of(request, rows, f"person:{person_id}")
