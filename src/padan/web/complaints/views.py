"""The officers' pages of complaints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts import queries as accounts
from padan.office.complaints import correcting, operations, queries
from padan.office.complaints.permissions import READERS
from padan.office.complaints.states import Desk, Outcome
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.complaints import told
from padan.web.complaints.acting import forms_for
from padan.web.complaints.public import filed, form_for, private
from padan.web.doing import done

#: Complaints on one page.
AT_ONCE: Final = 50


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The complaints that wait for the reader, or all: what is latest first."""
    who = reader(request)
    every = queries.complaints(who.scope, who.account, who.day)
    mine = queries.waiting_for(who.scope, who.account, who.day)
    open_ones = every.filter(waits_until__isnull=False)
    lists = {"mine": mine, "open": open_ones, "all": every}
    whose = request.GET.get("whose", "")
    whose = whose if whose in lists else "mine" if mine.exists() else "open"
    pages = Paginator(lists[whose], AT_ONCE).get_page(request.GET.get("page", "1"))
    context = {
        "shown": [told.card(each, who.day) for each in pages], "pages": pages, "whose": whose,
        "counts": {"mine": mine.count(), "open": open_ones.count(), "late": queries.late(open_ones, who.day).count()},
    }  # fmt: skip
    return render(request, "complaints/list.html", context)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Write down what somebody complains about, who then gets the code."""
    who = reader(request)
    form = form_for(request, who.scope)
    if request.method == "POST" and form.is_valid():
        done = filed(form, who.account)
        if done is not None:
            return done
    context = {"form": form, "title": _("Catat pengaduan"), "noted": True}
    return private(render(request, "complaints/file.html", context, status=422 if form.errors else 200))


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """One complaint, and what its reader may do with it."""
    who = reader(request)
    rows = queries.complaints(who.scope, who.account, who.day)
    held = one_of(request, rows.filter(pk=complaint_id), f"complaint:{complaint_id}")
    doing = request.POST.get("do", "")
    forms = forms_for(held, who, doing, request.POST)
    if request.method == "POST" and done(request, forms.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        # Who sorted it as sensitive, or handed it on, may not see it any more.
        stays = rows.filter(pk=held.pk).exists()
        return redirect("complaints.show", held.pk) if stays else redirect("complaints.list")
    looked(request, str(held), held.area)
    faulty = any(form.errors for form in forms.values())
    context = {"one": told.whole(held, who), "forms": forms}
    return private(render(request, "complaints/show.html", context, status=422 if faulty else 200))


def _name(held: queries.Complaint, said: Mapping[str, Any], how: dict[str, Any]) -> None:
    account = accounts.Account.objects.filter(email=said["email"].lower()).first()
    if account is None:
        raise InvalidValueError(_("Tidak ada akun dengan surel itu"), next_step=_("Periksa lagi surelnya."))
    operations.name(held, account, **how)


#: What is done with a complaint, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Complaint, Mapping[str, Any], dict[str, Any]], object]]] = {
    "examine": lambda held, _said, how: operations.examine(held, **how),
    "answer": lambda held, said, how: operations.answer(held, Outcome(said["outcome"]), said["text"], **how),
    "refer": lambda held, said, how: operations.refer(held, Desk(said["desk"]), said["reason"], **how),
    "sort": lambda held, said, how: operations.sort(held, said["category"], said["reason"], **how),
    "name": _name,
    "point": lambda held, said, how: correcting.point_to(held, said["person_id"], **how),
    "request": lambda held, said, how: correcting.open_request(held, said["wanted"], **how),
}
