"""The releases, their building and comparing, and settling what becomes of them."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.jobs import queries as jobs
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind, State
from padan.office.registry import operations
from padan.office.registry import queries as registry
from padan.office.registry.policies import check_can_be_refused, check_can_be_taken_in
from padan.reports.comparing import Comparison
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.releases import told
from padan.web.releases.forms import BuildForm, DifferenceForm, ReasonForm
from padan.web.working.told import told_job

READERS: Final = (Role.DATA_OFFICER, Role.INSPECTOR)
#: Differences on one page.
AT_ONCE: Final = 50
_KINDS: Final = (Kind.BUILD, Kind.TAKE_IN)


@page(*READERS)
@require_GET
def releases(request: HttpRequest) -> HttpResponse:
    """All releases, and what is being worked on."""
    scope = reader(request).scope
    found = told.releases(registry.releases_of(scope))
    at_work = [told_job(job) for job in _jobs(scope).filter(state__in=(State.WAITING, State.RUNNING))]
    last = _jobs(scope).first()
    broken = told_job(last) if last is not None and last.state == State.FAILED else None
    context = {"releases": found, "at_work": at_work, "broken": broken, "settles": _settles(request)}
    return render(request, "releases/list.html", context)


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def build(request: HttpRequest) -> HttpResponse:
    """Have a release built of all that was received."""
    form = BuildForm(request.POST or None, initial={"as_of": timezone.localdate().isoformat()})
    if request.method == "POST" and form.is_valid():
        told_as_of = {"as_of": form.cleaned_data["as_of"].isoformat()}
        try:
            made = ask(Kind.BUILD, told_as_of, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, str(error))
        else:
            return redirect("releases.job", made.pk)
    return render(request, "releases/build.html", {"form": form}, status=422 if form.errors else 200)


@page(*READERS)
@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a building or a taking in is. For htmx, only the part that changes."""
    found = one_of(request, _jobs(reader(request).scope).filter(pk=job_id), f"job:{job_id}")
    context = {
        "job": told_job(found), "kind": str(found.kind), "release": found.result.get("release", ""),
        "settles": _settles(request),
    }  # fmt: skip
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "releases/job.html", context)
    answer = render(request, "releases/progress.html", context)
    here = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    if found.is_over and here.partition("?")[0] in (reverse("releases.job", args=[job_id]), reverse("releases.list")):
        answer.headers["HX-Refresh"] = "true"
    return answer


@page(*READERS)
@require_GET
def show(request: HttpRequest, release_name: str) -> HttpResponse:
    """A release, and what differs from the one in force, by village and by name."""
    scope = reader(request).scope
    rows = list(registry.releases_of(scope))
    found = _release(request, release_name)
    before = told.earlier(rows, found)
    context: dict[str, Any] = {
        "release": told.release(found), "before": told.release(before) if before else None, "problem": None,
        "settles": _settles(request), "form": None,
    }  # fmt: skip
    if before is not None:
        compared = told.comparison(before, found)
        if isinstance(compared, PadanError):
            context["problem"] = compared
        else:
            context |= _compared(request, release_name, compared)
    return render(request, "releases/show.html", context)


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, release_name: str) -> HttpResponse:
    """Bring a release into force, or back into it, for a reason; a worker does it."""
    found, form = _release(request, release_name), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        arguments = {"release": found.name, "reason": form.cleaned_data["reason"]}
        try:
            check_can_be_taken_in(found)
            made = ask(Kind.TAKE_IN, arguments, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, str(error))
        else:
            return redirect("releases.job", made.pk)
    return _settling(request, found, form, "take_in")


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, release_name: str) -> HttpResponse:
    """Say that a release that was offered is not to be used, for a reason."""
    found, form = _release(request, release_name), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_can_be_refused(found)
            operations.refuse(found, by=reader(request).account, on=timezone.now(), reason=form.cleaned_data["reason"])
        except PadanError as error:
            form.add_error(None, str(error))
        else:
            return redirect("releases.list")
    return _settling(request, found, form, "refuse")


def _settling(request: HttpRequest, found: registry.Release, form: ReasonForm, how: str) -> HttpResponse:
    context = {"release": told.release(found), "form": form, "how": how}
    return render(request, "releases/settle.html", context, status=422 if form.errors else 200)


def _release(request: HttpRequest, name: str) -> registry.Release:
    rows = registry.releases_of(reader(request).scope).filter(name=name)
    found: registry.Release = one_of(request, rows, f"release:{name}")
    return found


def _jobs(scope: Scope) -> Any:
    """Work on releases, for who sees the whole regency, as releases are of it."""
    return jobs.of_kinds(*_KINDS) if scope.covers(settings.PADAN_REGENCY) else jobs.of_kinds()


def _compared(request: HttpRequest, name: str, compared: Comparison) -> dict[str, Any]:
    scope = reader(request).scope
    villages = told.villages(compared, scope)
    form = DifferenceForm(request.GET or None, areas=[code for code, _name, _counts in villages])
    context = {"totals": told.totals(compared, scope), "villages": villages, "form": form, "listed": None}
    if not form.is_valid():
        return context
    area, what = form.cleaned_data["area"], form.chosen()
    number = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdigit() else 1
    narrowed = scope & Scope((area,)) if area else scope
    rows = compared.listed(narrowed, what, start=(number - 1) * AT_ONCE, most=AT_ONCE + 1)
    looked(request, f"release:{name}", area, reason=what.value)
    return context | {
        "listed": told.differences(scope, rows[:AT_ONCE]), "more": len(rows) > AT_ONCE, "number": number,
        "what": what.value, "area": area,
    }  # fmt: skip


def _settles(request: HttpRequest) -> bool:
    return Role.DATA_OFFICER in reader(request).roles
