"""What giving did: how the helped children grew, beside those whom nobody helps, and whom to visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day, listing
from padan.office.registry import queries as registry
from padan.reports.aid_words import kind_words
from padan.reports.outcome.book import outcome_book
from padan.reports.outcome.content import Outcome, Visit, outcome_of
from padan.reports.outcome.words import caution, told
from padan.reports.wording import region_name, village_name
from padan.rules.giving.progress import Progress
from padan.web.access import page
from padan.web.asking import looked, reader
from padan.web.giving.givers import READERS
from padan.web.leaving import XLSX, file_of, mark, write_down

#: Children on one page.
AT_ONCE: Final = 30


@page(*READERS)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What giving did in the reader's area by the release in force, and the children to visit by name."""
    who, release = reader(request), registry.current()
    context: dict[str, object] = {"release": release, "kinds": []}
    if release is not None:
        found = outcome_of(who.scope, release, who.day)
        pages = Paginator(found.visits, AT_ONCE).get_page(request.GET.get("page"))
        looked(request, "givers:outcome")
        context |= {
            "kinds": told(found), "caution": caution(), "pages": pages, "visits": _visits(pages.object_list, who.scope)
        }  # fmt: skip
    return render(request, "giving/outcome.html", context)


@page(*READERS)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The same numbers to take along, without a child."""
    who, release = reader(request), registry.current()
    if release is None:
        raise Http404("no release")
    found: Outcome = outcome_of(who.scope, release, who.day)
    area, place = who.scope.codes[0], listing(region_name(code) for code in who.scope.codes)
    made = outcome_book(told(found), release, place, mark(request))
    write_down(request, "giving.outcome_taken", f"area:{area}", area, {"file": XLSX})
    return file_of(made, "hasil-bantuan", place, XLSX)


@dataclass(frozen=True, slots=True)
class Called:
    """A child to visit, in words."""

    person_id: str
    name: str
    worse: bool
    more: str


def _visits(rows: Sequence[Visit], scope: Scope) -> list[Called]:
    """By name; a child who lives in the reader's area no more is not named, and has no page."""
    people = {
        each.person_id: each for each in registry.people(scope).filter(person_id__in=[each.person_id for each in rows])
    }
    return [_called(each, people.get(each.person_id)) for each in rows]


def _called(visit: Visit, person: registry.Person | None) -> Called:
    measured = (
        _("terakhir diukur {day}").format(day=day(visit.measured_on)) if visit.measured_on else _("belum pernah diukur")
    )
    since = _("dibantu sejak {day}").format(day=day(visit.began))
    where = village_name(person.area) if person else ""
    more = " · ".join(filter(None, (kind_words(visit.kind), since, measured, where)))
    worse = visit.progress is Progress.WORSE
    if person is None:
        return Called("", _("tidak lagi di wilayah ini"), worse, more)
    return Called(visit.person_id, person.name or _("tanpa nama"), worse, more)
