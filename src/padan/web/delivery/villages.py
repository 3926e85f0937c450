"""The delivery of a round in one village: its days with their queues, families that changed, and what was handed
over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.aid.queries import Round
from padan.office.delivery import operations, queries
from padan.office.delivery.permissions import HANDERS, READERS, may_keep
from padan.office.delivery.policies import is_taking
from padan.office.delivery.stock import plan_day
from padan.reports.wording import village_name
from padan.rules.delivery import Fate, months_of
from padan.web.access import page
from padan.web.aid.place import aid_of, village_in
from padan.web.asking import looked, reader, words_of
from padan.web.delivery import village_told as told
from padan.web.delivery.village_forms import FreeForm, GuardianForm, PlanForm

#: Hand-overs on one page.
AT_ONCE: Final = 50


@page(*READERS)
@require_http_methods(["GET", "POST"])
def village(request: HttpRequest, aid_id: int, village_code: str) -> HttpResponse:
    """How a round is delivered in a village; a day is planned there, a guardian named, or a place freed."""
    held, scope, who = aid_of(request, aid_id), village_in(request, village_code), reader(request)
    homes = told.homes(scope, held, who.day)
    asked = _forms(request, held, scope, homes)
    do = request.POST.get("do", "")
    if do in asked and asked[do].is_valid() and _done(request, held, village_code, asked[do]):
        return redirect("delivery.village", held.pk, village_code)
    looked(request, f"{held}:delivery", village_code)
    paged = Paginator(queries.events(scope, held).order_by("-handed_at"), AT_ONCE).get_page(request.GET.get("page"))
    keeps = is_taking(held) and may_keep(who.account, village_code, who.day)
    context = {
        "held": held, "code": village_code, "name": village_name(village_code), "forms": asked if keeps else {},
        "days": told.days(scope, held), "homes": homes, "paged": paged, "lines": told.events(paged, held, homes),
        "hands": bool(who.roles & {*HANDERS}), "papers": told.papers(scope, held),
        "card": told.card(scope, held, request.GET.get("kartu", ""), homes),
    }  # fmt: skip
    return render(request, "delivery/village.html", context, status=422 if request.method == "POST" else 200)


def _forms(
    request: HttpRequest, held: Round, scope: Scope, homes: Mapping[str, told.Home]
) -> dict[str, forms.Form]:  # fmt: skip
    """The forms of the page by what they do; the one that was sent holds what was said. Left out is one that has
    nothing to choose from."""
    data, months = request.POST, months_of(held.since, held.months)
    sent: dict[str, Any] = {do: data if data.get("do") == do else None for do in ("plan", "guardian", "free")}
    names = {family: home.name for family, home in homes.items()}
    alone = {family: home.name for family, home in homes.items() if home.needs_guardian or home.guardian}
    found: dict[str, forms.Form] = {}
    if names:
        found["plan"] = PlanForm(sent["plan"], months=months, points=queries.points_for(scope), auto_id="plan_%s")
        found["free"] = FreeForm(sent["free"], months=months, families=names, auto_id="free_%s")
    if alone:
        found["guardian"] = GuardianForm(sent["guardian"], families=alone, auto_id="guardian_%s")
    return found


def _done(request: HttpRequest, held: Round, code: str, form: forms.Form) -> bool:
    """Whether what a form says was written down; else the form says why not."""
    by, on, said = reader(request).account, timezone.now(), form.cleaned_data
    months = {each.isoformat(): each for each in months_of(held.since, held.months)}
    try:
        if isinstance(form, PlanForm):
            point = form.points[said["point"]]
            plan_day(held, point, months[said["month"]], code, said["on_day"], by=by, on=on)
        elif isinstance(form, GuardianForm):
            operations.name_guardian(held, said["family"], said["name"], by=by, on=on, why=said["why"])
        else:
            fate, month = Fate(said["fate"]), months[said["month"]]
            operations.free(held, said["family"], fate, month, by=by, on=on, why=said["why"])
    except PadanError as error:
        form.add_error(None, words_of(error))
    except ValidationError:
        form.add_error(None, _("Hari pembagian bulan itu sudah ditetapkan untuk desa ini."))
    return not form.errors
