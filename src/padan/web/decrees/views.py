"""Reading decrees, signing them off, taking them along, and the page for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.aid import queries as aid
from padan.office.decrees import policies, queries
from padan.office.decrees.permissions import check_may_sign, may_draft, may_sign
from padan.office.decrees.queries import Decree
from padan.office.decrees.states import Kind as DecreeKind
from padan.office.decrees.states import State, Status
from padan.office.jobs import queries as jobs
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind
from padan.reports.decree import files
from padan.reports.decree.content import paper, subject_of
from padan.reports.decree.pdf import as_pdf
from padan.reports.decree.public import public_totals
from padan.reports.wording import region_name
from padan.web.access import PUBLIC, page
from padan.web.asking import reader, words_of
from padan.web.decrees import told
from padan.web.decrees.drafting import the
from padan.web.leaving import named, write_down
from padan.web.working.told import told_job

READERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR, Role.INSPECTOR)
#: Decrees on one page.
AT_ONCE: Final = 50
#: What can be taken along of a sealed decree: the file and its type.
FILES: Final = {
    "pdf": (files.PDF, "application/pdf"),
    "docx": (files.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (files.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@page(*READERS)
@require_GET
def decrees(request: HttpRequest) -> HttpResponse:
    """All decrees of the reader's area, the newest first, and the rounds that wait for one."""
    who = reader(request)
    pages = Paginator(queries.decrees(who.scope), AT_ONCE).get_page(request.GET.get("page", "1"))
    waiting = []
    if Role.DATA_OFFICER in who.roles:
        ready = aid.rounds(who.scope).filter(
            state__in=policies.DRAFTED_AT, decrees__isnull=True, programme__by_givers=False
        )
        waiting = [(each.pk, each.programme.name, each.name) for each in ready]
    return render(
        request, "decrees/list.html", {"shown": told.decrees(list(pages)), "pages": pages, "waiting": waiting}
    )  # fmt: skip


@page(*READERS)
@require_GET
def show(request: HttpRequest, decree_id: int) -> HttpResponse:
    """A decree: its words, where it stands, its recipients by village, and what the reader can do with it."""
    found, who = the(request, decree_id), reader(request)
    job = _job(found)
    sealed = found.state == State.SEALED
    drafts = may_draft(who.account, found.area, who.day)
    context: dict[str, Any] = {
        "one": told.decree(found), "job": told_job(job) if job else None,
        "totals": [(region_name(area) if area else _("desa tidak diketahui"), n)
                   for area, n in queries.totals_of(found).items()],
        "files": sealed and files.folder_of(Path(settings.PADAN_HOME), found).is_dir(),
        "drafts": drafts and not sealed, "changes": drafts and policies.can_be_changed(found),
        "signs": not sealed and policies.can_be_sealed(found) and may_sign(who.account, found, who.day),
        "fallen": len(policies.fallen_out(found.round)) if sealed else 0,
    }  # fmt: skip
    answer = render(request, "decrees/show.html", context)
    if job is not None and job.is_over and request.htmx:  # type: ignore[attr-defined]
        answer.headers["HX-Refresh"] = "true"
    return answer


@page(Role.DATA_OFFICER, Role.COORDINATOR)
@require_POST
def sign(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Have a draft sealed and its papers written, or the papers of a sealed one again; a worker does it."""
    found, who = the(request, decree_id), reader(request)
    try:
        if found.state == State.DRAFT:
            check_may_sign(who.account, found, who.day)
            policies.check_can_be_sealed(found)
        job = _job(found)
        if job is None or job.is_over:
            arguments = {"decree": found.pk, "site": request.build_absolute_uri("/")}
            ask(Kind.DECREE, arguments, by=who.account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
    return redirect("decrees.show", decree_id)


@page(*READERS)
@require_POST
def take(request: HttpRequest, decree_id: int) -> HttpResponseBase:
    """A file of a sealed decree; of a draft its words, as PDF without the list. Each is written down."""
    found, kind = the(request, decree_id), request.POST.get("file", "pdf")
    if kind not in FILES:
        raise Http404(kind)
    name = f"sk-{slugify(found.number)}-{found.year}"
    if found.state == State.DRAFT:
        made = as_pdf(paper(found, [], {}, ""), subject_of(found))
        return named(made, f"rancangan-{name}.pdf", FILES["pdf"][1])
    file, content_type = FILES[kind]
    path = files.folder_of(Path(settings.PADAN_HOME), found) / file
    if not path.is_file():
        messages.error(request, _("Berkas ini belum ditulis. Tekan “Tulis berkasnya”, lalu tunggu sebentar."))
        return redirect("decrees.show", decree_id)
    write_down(request, "decrees.taken", str(found), found.area, {"file": kind, "full": found.full_numbers})
    answer = FileResponse(path.open("rb"), content_type=content_type, as_attachment=True, filename=f"{name}.{kind}")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page(PUBLIC)
@require_GET
def public(request: HttpRequest, seal: str) -> HttpResponse:
    """What everybody may check of a decree: number, day, what about, how many families where, and whether it holds."""
    found = queries.by_seal(seal)
    if found is None:
        return render(request, "decrees/unknown.html", {"seal": seal[:64]}, status=404)
    status = queries.status_of(found)
    after = queries.change_of(found)
    context = {
        "one": found, "name": told.name_of(found), "status": told.status_words(status),
        "good": status is Status.IN_FORCE, "kind": told.kind_words(DecreeKind(found.kind)),
        "issuer": found.words["issuer"],
        "totals": _public_totals(found, status), "after": after, "after_name": told.name_of(after) if after else "",
        "before_name": told.name_of(found.changes) if found.changes else "",
    }  # fmt: skip
    return render(request, "decrees/public.html", context)


def _public_totals(found: Decree, status: Status) -> dict[str, Any] | None:
    """Of a decree that no longer holds nothing: beside those of its amendment, its numbers would tell who left."""
    if status is not Status.IN_FORCE:
        return None
    totals = public_totals(found)
    villages = [(region_name(area), n) for area, n in totals.villages.items() if area]
    return {"all": totals.all_, "villages": villages, "kept": totals.kept}


def _job(found: Decree) -> jobs.Job | None:
    return jobs.of_kinds(Kind.DECREE).filter(arguments__decree=found.pk).first()
