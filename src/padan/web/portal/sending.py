"""Messages of a giver, and the papers that it downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.office.accounts.roles import Role
from padan.office.giving import messaging, queries
from padan.office.showing import queries as showing
from padan.reports.portal import Own, papers
from padan.reports.portal.own import code_of
from padan.reports.watermark import Watermark
from padan.web.access import page
from padan.web.asking import reader
from padan.web.doing import done
from padan.web.leaving import PDF, XLSX, file_of, mark, write_down
from padan.web.portal import told
from padan.web.portal.forms import MessageForm
from padan.web.portal.own import own, registered

#: Messages on one page.
AT_ONCE: Final = 30
#: What is downloaded, by its address: the name of the file, how it is made, and as what.
_PAPERS: Final[Mapping[str, tuple[str, Callable[[Own, Watermark], bytes], str]]] = {
    "laporan": ("laporan-pemberian", papers.report_pdf, PDF),
    "buku": ("laporan-pemberian", papers.report_book, XLSX),
    "tanda-terima": ("tanda-terima", papers.receipt_pdf, PDF),
    "piagam": ("piagam", papers.certificate_pdf, PDF),
}


@page(Role.GIVER)
@require_http_methods(["GET", "POST"])
@registered
def listed(request: HttpRequest, held: queries.Giver) -> HttpResponse:
    """Its messages and those that passed to it; and a form to write one, about a code or in general."""
    who = reader(request)
    own(request, held)
    holds = {code_of(held, each): each for each in showing.told_holds(held)}
    form = MessageForm(request.POST or None, codes={code: each.pk for code, each in holds.items()})
    if request.method == "POST" and done(
        request, form, lambda said, how: messaging.write(held, said["text"], holds.get(said["code"]), **how)
    ):
        return redirect("portal.messages")
    pages = Paginator(showing.told_messages(who.account, who.day), AT_ONCE).get_page(request.GET.get("page"))
    context = {"shown": [told.note(each) for each in pages], "pages": pages, "form": form}
    return render(request, "portal/messages.html", context, status=422 if form.errors else 200)


@page(Role.GIVER)
@require_GET
@registered
def take(request: HttpRequest, held: queries.Giver, paper: str) -> HttpResponse:
    """A paper: the report as PDF or workbook, the receipt, the certificate. Its name says what it is and of which day,
    no code and no place."""
    if paper not in _PAPERS:
        raise Http404(paper)
    name, make, kind = _PAPERS[paper]
    seen = own(request, held)
    write_down(request, "portal.taken", str(held), held.area, {"file": paper})
    return file_of(make(seen, mark(request)), "padan", name, kind)
