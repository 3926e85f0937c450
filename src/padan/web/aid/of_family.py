"""What a family is told of its aid, from one page: what it is entitled to, has received, and how to object."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.reports.family_aid import aid_of_family
from padan.web.access import page
from padan.web.aid.place import OF_LISTS
from padan.web.asking import looked, one_of, reader


@page(*OF_LISTS)
@require_GET
def show(request: HttpRequest, family_id: str) -> HttpResponse:
    """The rounds in which a family of the reader's area stands."""
    who = reader(request)
    found = one_of(request, registry.families(who.scope).filter(family_id=family_id), f"family:{family_id}")
    looked(request, f"family:{family_id}", found.area)
    context = {
        "family_id": family_id, "name": found.head_name or _("tanpa nama"),
        "rounds": aid_of_family(who.scope, family_id, who.day),
    }  # fmt: skip
    return render(request, "aid/of_family.html", context)
