"""The rights of a round, what visits found of them, and the families behind each number."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.aid.queries import Round
from padan.office.checking.permissions import READERS
from padan.reports.four_rights import Account, account_of
from padan.reports.wording import region_name
from padan.rules.four_rights import Right
from padan.web.access import page
from padan.web.aid.place import OF_LISTS, aid_of
from padan.web.asking import looked, reader
from padan.web.four_rights import told
from padan.web.four_rights.beside import found_beside, upheld


class DayForm(forms.Form):
    """As it stood at the end of which day."""

    hari = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))


@page(*OF_LISTS)
@require_GET
def show(request: HttpRequest, aid_id: int) -> HttpResponse:
    """The numbers of every region in the reader's area."""
    held, form, found = _asked(request, aid_id)
    whole, who = next(iter(found.regions.values()), None), reader(request)
    rights = told.rights_for(who, found)
    context = {
        "held": held, "form": form, "day": _day(request, form), "rights": rights,
        "places": told.places(who, found, who.scope & Scope((held.area,))),
        "facts": told.facts(found, whole) if whole else [], "wrongs": told.wrongs(whole, rights) if whole else [],
        "goods": told.goods(whole) if whole else [],
        "visits": found_beside(found) if who.roles & {*READERS} else None, "upheld": upheld(who, held),
    }  # fmt: skip
    return render(request, "four_rights/show.html", context, status=422 if form.errors else 200)


@page(*OF_LISTS)
@require_GET
def behind(request: HttpRequest, aid_id: int) -> HttpResponse:
    """The claims of a region that missed a right."""
    held, _form, found = _asked(request, aid_id)
    right, region = request.GET.get("tepat", Right.TARGET), request.GET.get("wilayah", held.area)
    known = [each for each in found.rights if told.may_name(reader(request), each)]
    if right not in known or region not in {held.area, *found.regions}:
        raise Http404(f"{right} {region}")
    paged = Paginator(told.missed(found, Right(right), region), told.AT_ONCE).get_page(request.GET.get("page"))
    looked(request, f"{held}:{right}", region)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "held": held, "right": Right(right).words, "region": region_name(region), "paged": paged,
        "lines": told.lines(reader(request), list(paged.object_list)), "query": f"{asked.urlencode()}&",
    }  # fmt: skip
    return render(request, "four_rights/behind.html", context)


def _asked(request: HttpRequest, aid_id: int) -> tuple[Round, DayForm, Account]:
    held = aid_of(request, aid_id)
    form = DayForm(request.GET)
    form.fields["hari"].label = _("Keadaan pada akhir hari")
    return held, form, account_of(reader(request).scope, held, _day(request, form))


def _day(request: HttpRequest, form: DayForm) -> date:
    """The day that was chosen, or today where none was or it is still to come."""
    today = reader(request).day
    chosen: date | None = form.cleaned_data["hari"] if form.is_valid() else None
    return min(chosen, today) if chosen else today
