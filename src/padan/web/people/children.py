"""Children who need to be looked at: whose growth falters, in the reader's area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.accounts.roles import Role
from padan.office.registry import queries as registry
from padan.reports.faltering import faltering, how_many
from padan.reports.growth_words import ground_names
from padan.reports.holdings import Holdings, holdings
from padan.reports.people_words import age
from padan.reports.register import Row
from padan.reports.wording import village_name
from padan.web.access import page
from padan.web.asking import looked, reader
from padan.web.people.forms import ChildrenForm
from padan.web.people.growing import Mark, child_marks, to_do

#: Who works with children by name.
READERS: Final = (Role.NUTRITION_OFFICER, Role.VILLAGE_OPERATOR, Role.COORDINATOR, Role.DATA_OFFICER, Role.INSPECTOR)
#: Children on one page.
AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class Child:
    """A child whose growth falters: on which grounds, and what to do first."""

    person_id: str
    name: str
    facts: str
    village: str
    marks: tuple[Mark, ...]
    grounds: str
    to_do: str


class Faltering:
    """The children as a paginator counts and cuts them: both ask the same rows."""

    def __init__(self, held: Holdings, scope: Scope) -> None:
        self._held, self._scope = held, scope

    def count(self) -> int:
        """How many there are."""
        return how_many(self._held, self._scope, settings.PADAN_REGENCY)

    def __getitem__(self, part: slice) -> list[Row]:
        return faltering(self._held, self._scope, settings.PADAN_REGENCY, start=part.start, most=part.stop - part.start)


@page(*READERS)
@require_GET
def faltering_children(request: HttpRequest) -> HttpResponse:
    """Children whose growth falters, in one village or in all of the reader's area."""
    form, release = ChildrenForm(request.GET or None, scope=reader(request).scope), registry.current()
    context: dict[str, Any] = {"form": form, "release": release, "village": form.village(), "shown": ()}
    if release is not None:
        pages = Paginator(Faltering(holdings(release.folder), form.narrowed()), AT_ONCE)
        cut = pages.get_page(request.GET.get("page"))
        looked(request, "children:list", form.village())
        context |= {"page": cut, "shown": [_told(row, release) for row in cut.object_list]}
    return render(request, "people/children.html", context)


def _told(row: Row, release: registry.Release) -> Child:
    facts = (
        age(row["birth_date"], release.as_of),
        _("terakhir ditimbang {day}").format(day=day(row["last_measured"])),
    )
    return Child(
        row["person_id"], row["name"] or _("tanpa nama"), ", ".join(each for each in facts if each),
        village_name(row["area"]), child_marks(row), "; ".join(ground_names(row["faltering"])),
        _first(to_do(row, release.as_of)),
    )  # fmt: skip


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")
