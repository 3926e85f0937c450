"""The pages of coordination: gatherings and their minutes, commitments and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.coordination import operations, queries
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.permissions import READERS, REPORTERS, WRITERS, Reach, may_keep, reach
from padan.office.tasks import papers
from padan.reports.coordination_words import KINDS
from padan.rules.commitments import Ending, Standing
from padan.web.access import Reader, page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.choices import regencies
from padan.web.coordination import told
from padan.web.coordination.forms import CommitmentForm, GatheringForm, StrikeForm, WordForm
from padan.web.doing import done
from padan.web.leaving import paper_to_keep

#: Gatherings, and commitments, on one page.
AT_ONCE: Final = 50
#: Where a commitment is waited for.
_WAITED: Final = (Standing.OPEN.value, Standing.LATE.value)


@page(*READERS)
@require_GET
def gatherings(request: HttpRequest) -> HttpResponse:
    """The gatherings of the area, the newest first; of one kind where it is asked for. A province reads its own, and
    how many there were below."""
    who = reader(request)
    kind = request.GET.get("kind", "")
    reached = _reached(who)
    rows = queries.gatherings(reached.area, reached.provinces)
    if kind in set(Gathered):
        rows = rows.filter(kind=kind)
    pages = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    promised = queries.commitments(reached.area, who.day, reached.provinces)
    sums = told.sums(queries.tallies(Scope(reached.own), who.day.replace(month=1, day=1), who.day), reached.own)
    context = {
        "shown": [told.card(each) for each in pages], "pages": pages, "kind": kind, "sums": sums,
        "late": promised.filter(standing=Standing.LATE).count(), "year": who.day.year, "own": reached.own,
        "kinds": [(each.value, words()) for each, words in ((each, KINDS[each]) for each in Gathered)],
        "writes": not who.roles.isdisjoint(WRITERS), "reports": not who.roles.isdisjoint(REPORTERS),
    }  # fmt: skip
    return render(request, "coordination/list.html", context)


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Write down a gathering, with the file of its minutes where there is one."""
    who = reader(request)
    reached = _reached(who)
    of_regency = bool(regencies(who.areas.get(Role.COORDINATOR, Scope())))
    offered = {
        Gathered.OUTREACH: bool(reached.area), Gathered.TPPS: True, Gathered.CSR_FORUM: of_regency or reached.own,
    }  # fmt: skip
    form = GatheringForm(
        request.POST or None, request.FILES or None, scope=reached.area, provinces=reached.own,
        kinds=tuple(kind for kind, held in offered.items() if held),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["minutes"]
        try:
            paper = papers.keep(sent.read(papers.LARGEST + 1), sent.name) if sent else None
            made = operations.note_gathering(form.held(), paper, by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Pertemuannya tercatat. Catat juga komitmennya di bawah ini."))
            return redirect("coordination.show", made.pk)
    return render(request, "coordination/note.html", {"form": form}, status=422 if form.errors else 200)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """One gathering, what was committed to there, and what its keeper may do with it."""
    who = reader(request)
    reached = _reached(who)
    rows = queries.gatherings(reached.area, reached.provinces).filter(pk=gathering_id)
    held = one_of(request, rows, f"gathering:{gathering_id}")
    struck = getattr(held, "struck", None)
    own: dict[str, forms.Form] = {}
    doing = request.POST.get("do", "")
    if struck is None and may_keep(who.account, held, who.day):
        own = {
            name: form(request.POST if doing == name else None)
            for name, form in (("commit", CommitmentForm), ("strike", StrikeForm))
        }
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("coordination.show", held.pk)
    looked(request, str(held), held.area)
    promises = queries.commitments(reached.area, who.day, reached.provinces).filter(gathering=held)
    whole = reached.reads_whole(held)
    context = {
        "one": told.card(held), "facts": told.facts(held), "note": held.note if whole else "",
        "paper": whole and bool(held.minutes),
        "struck": struck, "promises": [told.promise(each) for each in promises], "forms": own, "whole": whole,
    }  # fmt: skip
    faulty = any(form.errors for form in own.values())
    return render(request, "coordination/show.html", context, status=422 if faulty else 200)


@page(*READERS)
@require_GET
def minutes(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The file of a gathering's minutes."""
    reached = _reached(reader(request))
    rows = queries.gatherings(reached.area, reached.own).filter(pk=gathering_id)
    held = one_of(request, rows, f"gathering:{gathering_id}")
    if not held.minutes:
        raise Http404(str(held))
    looked(request, f"{held}:minutes", held.area)
    return paper_to_keep(held.minutes, f"notulen-{held.area}-{held.held_on}")


@page(*READERS)
@require_GET
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments of the area: those that are waited for, those that are late, or all."""
    who = reader(request)
    reached = _reached(who)
    every = queries.commitments(reached.area, who.day, reached.provinces)
    lists = {
        "open": every.filter(standing__in=_WAITED), "late": every.filter(standing=Standing.LATE), "all": every,
    }  # fmt: skip
    which = request.GET.get("which", "")
    which = which if which in lists else "open"
    pages = Paginator(lists[which], AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "shown": [told.promise(each) for each in pages], "pages": pages, "which": which,
        "counts": {"open": lists["open"].count(), "late": lists["late"].count()},
    }  # fmt: skip
    return render(request, "coordination/commitments.html", context)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """One commitment: what was told of it, and a form to tell more."""
    who = reader(request)
    reached = _reached(who)
    rows = queries.commitments(reached.area, who.day, reached.provinces).filter(pk=commitment_id)
    held = one_of(request, rows, f"commitment:{commitment_id}")
    form = None
    if may_keep(who.account, held.gathering, who.day):
        form = WordForm(request.POST or None, today=who.day)
        if request.method == "POST" and done(request, form, lambda said, how: _tell(held, said, how)):
            return redirect("coordination.commitment", held.pk)
    words = told.said(queries.words_of([held]), whole=reached.reads_whole(held.gathering))
    context = {"one": told.promise(held), "told": words, "form": form}
    faulty = form is not None and bool(form.errors)
    return render(request, "coordination/commitment.html", context, status=422 if faulty else 200)


def _reached(who: Reader) -> Reach:
    """What the reader of a page reads of."""
    return reach(who.areas, who.roles)


_Said = Mapping[str, Any]


def _commit(held: queries.Gathering, said: _Said, how: dict[str, Any]) -> None:
    operations.commit(held, said["what"], said["owner"], said["due_on"], **how)


def _tell(held: queries.Commitment, said: _Said, how: dict[str, Any]) -> None:
    operations.tell(held, Ending(said["ending"]) if said["ending"] else None, said["day"], said["text"], **how)


#: What is done with a gathering, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Gathering, _Said, dict[str, Any]], object]]] = {
    "commit": _commit,
    "strike": lambda held, said, how: operations.strike(held, said["why"], **how),
}
