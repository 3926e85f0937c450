"""What givers bring: what waits in the reader's area and what was answered, and one with the answer to it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.bringing import queries
from padan.office.bringing.permissions import READERS, may_answer
from padan.office.bringing.queries import Consignment
from padan.office.delivery.proofs import stored_as
from padan.office.delivery.queries import points
from padan.reports.bringing_words import what_words
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, refused
from padan.web.bringing import told
from padan.web.bringing.forms import AnswerForm, ConfirmForm, ReceiveForm, RefuseForm
from padan.web.doing import done
from padan.web.leaving import paper_to_see

#: Consignments on one page.
AT_ONCE: Final = 30


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first, or all, the newest first."""
    scope = reader(request).scope
    which = "all" if request.GET.get("which") == "all" else "waiting"
    waiting = queries.waiting(scope)
    rows = queries.consignments(scope).order_by("-pk") if which == "all" else waiting
    pages = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "shown": [told.line(each) for each in queries.stand(pages)], "pages": pages, "which": which,
        "waiting": waiting.count(),
    }  # fmt: skip
    return render(request, "bringing/list.html", context)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, consignment_id: int) -> HttpResponse:
    """One: what the giver says, what was answered; and who hands out there answers it."""
    one, who = _the(request, consignment_id), reader(request)
    asked = _forms(request, one) if not hasattr(one, "answer") and may_answer(who.account, one, who.day) else {}
    form = asked.get(request.POST.get("do", ""))
    if form is not None and done(request, form, lambda _said, how: form.answer(one, **how)):
        messages.success(request, _("Kiriman ini sudah dijawab."))
        return redirect("bringing.show", one.pk)
    home = told.home(one, who.scope)
    looked(request, str(one), one.area)
    (stands,) = queries.stand([one])
    context = {
        "one": told.line(stands), "facts": told.facts(stands), "home": home, "handed": told.handed(stands),
        "what": what_words(one), "picture": told.has_picture(one), "forms": asked, "goods": one.is_goods,
    }  # fmt: skip
    faulty = any(form.errors for form in asked.values())
    return render(request, "bringing/show.html", context, status=422 if faulty else 200)


def _forms(request: HttpRequest, one: Consignment) -> dict[str, AnswerForm]:
    """The forms by what they do; the one that was sent holds what was said."""
    doing, data = request.POST.get("do", ""), request.POST
    if one.is_goods:
        at = points(Scope((one.area,)) & reader(request).scope)
        take: AnswerForm = ReceiveForm(data if doing == "take" else None, of=one, points=at, auto_id="take_%s")
    else:
        take = ConfirmForm(data if doing == "take" else None, of=one, auto_id="take_%s")
    return {"take": take, "refuse": RefuseForm(data if doing == "refuse" else None, auto_id="refuse_%s")}


@page(*READERS)
@require_GET
def picture(request: HttpRequest, consignment_id: int) -> HttpResponse:
    """The picture of the paper."""
    one = _the(request, consignment_id)
    stored = stored_as(one.picture)
    if stored is None:
        refused(request, f"{one}:picture")
        raise Http404("picture")
    looked(request, f"{one}:picture", one.area)
    return paper_to_see(stored)


def _the(request: HttpRequest, number: int) -> Consignment:
    found: Consignment = one_of(
        request, queries.consignments(reader(request).scope).filter(pk=number), f"consignment:{number}"
    )
    return found
