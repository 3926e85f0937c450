"""The list of a round: shown, taken along, and why a family is in it or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.roles import Role
from padan.office.aid import listing, queries
from padan.office.aid.permissions import may_exclude, may_lift
from padan.office.aid.policies import can_change
from padan.office.aid.states import State
from padan.office.registry import queries as registry
from padan.reports import eligible
from padan.reports.aid_book import Line, list_book
from padan.reports.aid_words import outside_words, standing_words
from padan.rules.selection import Exclusion, Standing
from padan.web.access import page
from padan.web.aid import drafting, forms, told
from padan.web.aid.place import OF_LISTS, READERS, aid_of, said_by
from padan.web.asking import looked, one_of, reader, refused, words_of
from padan.web.leaving import XLSX, ReasonForm, file_of, mark, write_down

#: Families on one page; families in one workbook, and how many are worded at a time.
AT_ONCE: Final = 50
MOST: Final = 60_000
_WORDED: Final = 500


def shown_to(request: HttpRequest, held: queries.Round) -> None:
    """Http404 where the list is not with villages, for who sees it for a village."""
    if not reader(request).roles & {*READERS} and State(held.state) not in told.SHOWN_TO_VILLAGES:
        refused(request, str(held))
        raise Http404(str(held))


@page(*OF_LISTS)
@require_GET
def names(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Who is chosen, who waits and who is excluded, in the reader's area, by rank."""
    held, who = aid_of(request, aid_id), reader(request)
    shown_to(request, held)
    form, rows = _listed(request, held)
    paged = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    looked(request, f"{held}:list", form.cleaned_data.get("area", "") if form.is_valid() else "")
    context = {
        "held": held, "form": form, "paged": paged, "lines": told.family_lines(who.scope, list(paged.object_list)),
        "query": f"{asked.urlencode()}&" if asked else "", "asked": asked.urlencode(),
        "reads": bool(who.roles & {*READERS}),
    }  # fmt: skip
    return render(request, "aid/list.html", context)


def _listed(request: HttpRequest, held: queries.Round) -> tuple[forms.ListForm, Any]:
    """The form that narrows the list, and what it narrows it to."""
    rows = queries.listed(reader(request).scope, held)
    areas = list(rows.order_by("area").values_list("area", flat=True).distinct())
    form = forms.ListForm(request.GET.dict(), areas=[each for each in areas if each])
    if form.is_valid():
        if form.cleaned_data["standing"]:
            rows = rows.filter(standing=form.cleaned_data["standing"])
        if form.cleaned_data["area"]:
            rows = rows.filter(area=form.cleaned_data["area"])
    return form, rows


@page(*OF_LISTS)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, aid_id: int) -> HttpResponse:
    """The list as a workbook, for a reason that is written down; narrowed as the page was."""
    held, who = aid_of(request, aid_id), reader(request)
    shown_to(request, held)
    _form, rows = _listed(request, held)
    many = rows.count()
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        of_what=_("Berkas ini memuat nama orang. Alasan Anda dicatat."),
    )
    if request.method == "POST" and form.is_valid() and many > MOST:
        form.add_error(None, _("Paling banyak {most} nama sekaligus. Pilih desa.").format(most=count(MOST)))
    if request.method == "POST" and form.is_valid():
        title = f"{held.programme.name}: {held.name}"
        made = list_book(title, _lines(who.scope, rows), mark(request))
        area = who.scope.codes[0] if len(who.scope.codes) == 1 else held.area
        reason = form.cleaned_data["reason"]
        write_down(request, "aid.list_taken", str(held), area, {"file": XLSX, "rows": many}, reason)
        return file_of(made, "daftar", held.name, XLSX)
    context = {"held": held, "form": form, "many": many, "asked": request.GET.urlencode()}
    return render(request, "aid/take.html", context, status=422 if form.errors else 200)


def _lines(scope: Scope, rows: Any) -> Iterator[Line]:
    start = 0
    while found := list(rows[start : start + _WORDED]):
        for each in told.family_lines(scope, found):
            yield Line(
                each.rank, each.name, each.address, each.card, each.rt, each.rw, each.village, each.words,
                each.family_id,
            )  # fmt: skip
        start += len(found)


@page(*OF_LISTS)
@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, aid_id: int, family_id: str) -> HttpResponse:
    """Why a family is in a list or not; and taking it out, for a reason."""
    held, who = aid_of(request, aid_id), reader(request)
    shown_to(request, held)
    row = queries.listed(who.scope, held).filter(family_id=family_id).first()
    known = registry.families(who.scope).filter(family_id=family_id)
    found = known.first() if row else one_of(request, known, f"family:{family_id}")
    area = row.area if row else found.area
    excluded = queries.excluded(who.scope, held.programme).filter(family_id=family_id).first()
    form = forms.ExcludeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            listing.exclude(
                held.programme, (family_id, area), Exclusion(form.cleaned_data["kind"]), by=who.account,
                on=timezone.now(), why=form.cleaned_data["reason"],
            )  # fmt: skip
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("aid.family", held.pk, family_id)
    looked(request, f"family:{family_id}", area, str(held))
    answer, conditions, problem = _explained(held, family_id)
    context = {
        "held": held, "family_id": family_id, "name": (found.head_name if found else "") or _("tanpa nama"),
        "known": found is not None, "standing": standing_words(row) if row else outside_words(answer),
        "conditions": conditions, "problem": problem, "excluded": excluded, "form": form,
        "reason": Exclusion(excluded.reason).words if excluded else "",
        "said": told.said_lines(who.scope, queries.statements(who.scope, held).filter(family_id=family_id)),
        "excludes": excluded is None and may_exclude(who.account, area, who.day) and _lives(held),
        "lifts": excluded is not None and may_lift(who.account, excluded, who.day),
        "chosen": bool(row and row.standing == Standing.CHOSEN),
    }  # fmt: skip
    return render(request, "aid/family.html", context, status=422 if form.errors else 200)


def _lives(held: queries.Round) -> bool:
    return can_change(held) or State(held.state) in (State.VERIFYING, State.PROPOSED)


def _explained(held: queries.Round, family_id: str) -> tuple[int, tuple[drafting.Condition, ...], str]:
    """What the round's rule says of a family by the round's release: its answer, condition by condition, or why it
    cannot be told."""
    try:
        facts = eligible.family(held.release.folder, family_id)
        answer, conditions = drafting.explained(said_by(held.rule), facts)
    except KeyError:
        return 0, (), _("Pada rilis daftar ini tidak ada yang tinggal dalam keluarga ini.")
    except PadanError as error:
        return -1, (), words_of(error)
    return answer, conditions, ""


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, aid_id: int, family_id: str) -> HttpResponse:
    """Say that the reason to exclude a family was a mistake or is over."""
    held, who = aid_of(request, aid_id), reader(request)
    rows = queries.excluded(who.scope, held.programme).filter(family_id=family_id)
    excluded = one_of(request, rows, f"family:{family_id}")
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            listing.lift(excluded, by=who.account, on=timezone.now(), why=form.cleaned_data["reason"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("aid.family", held.pk, family_id)
    context = {"held": held, "family_id": family_id, "form": form, "why": excluded.why}
    return render(request, "aid/lift.html", context, status=422 if form.errors else 200)
