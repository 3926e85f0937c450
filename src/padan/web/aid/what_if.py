"""What a version of a rule would come to, before anything is decided by it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from padan.kernel.errors import PadanError
from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.office.aid import queries
from padan.office.jobs import queries as jobs
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind, State
from padan.office.registry import queries as registry
from padan.reports.aid_what_if import Asked, WhatIf, what_if
from padan.reports.wording import region_name
from padan.rules import eligibility
from padan.rules.eligibility.catalogue import known_facts
from padan.web.access import page
from padan.web.aid.place import READERS, programme_of, release, said_by, version_of
from padan.web.asking import reader, words_of
from padan.web.working.told import told_job

#: Who ought to be helped, by what: texts of rules, as they are always written.
STANDARDS: Final = {
    "risk": "berisiko_stunting\ndesil_tertinggi <= 4",
    "stunted": "ada_anak_stunting",
    "poor": "desil_tertinggi <= 4",
    "urgent": "tingkat_mendesak >= 4",
}
#: Numbers are kept for so long, seconds: a release and a version of a rule never change.
_KEPT: Final = 3_600
#: Families of a register on which they are worked out while the reader waits, a second or two; on a larger one a
#: worker does it.
WHILE_WAITING: Final = 20_000
#: Work that failed is asked for again after so long.
AGAIN_AFTER: Final = timedelta(minutes=2)


class WhatIfForm(forms.Form):
    """By which quotas, at which cost, and beside what. ``versions`` are numbers of other versions, ``rounds`` those
    of the programme."""

    places = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)
    each = forms.IntegerField(min_value=0, required=False)
    budget = forms.IntegerField(min_value=0, required=False)
    standard = forms.ChoiceField(required=False)
    other = forms.TypedChoiceField(coerce=int, required=False, empty_value=0)
    quota = forms.TypedChoiceField(coerce=int, required=False, empty_value=0)
    last = forms.TypedChoiceField(coerce=int, required=False, empty_value=0)

    def __init__(self, *args: Any, versions: list[int], rounds: list[queries.Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        labels = {
            "places": _("Jumlah tempat di kabupaten"), "each": _("Biaya tiap penerima (Rp)"),
            "budget": _("Anggaran (Rp)"),
            "standard": _("Yang seharusnya dibantu"), "other": _("Bandingkan dengan versi"),
            "quota": _("Pakai kuota putaran"), "last": _("Bandingkan dengan daftar putaran"),
        }  # fmt: skip
        for name, label in labels.items():
            fields[name].label = label
        fields["standard"].choices = [
            ("risk", _("berisiko stunting dan desil 1-4")), ("stunted", _("mempunyai balita stunting")),
            ("poor", _("desil 1-4")), ("urgent", _("tingkat mendesak 4 atau lebih")),
        ]  # fmt: skip
        fields["other"].choices = [(0, _("tidak")), *((number, _("versi {n}").format(n=number)) for number in versions)]
        named = [(each.pk, f"{each.programme.name}: {each.name}") for each in rounds]
        fields["quota"].choices = [(0, _("tidak, satu kuota kabupaten")), *named]
        fields["last"].choices = [(0, _("tidak")), *named]


@page(*READERS)
@require_GET
def show(request: HttpRequest, programme_id: int, rule_number: int) -> HttpResponse:
    """The numbers of a version on the release in force. For htmx, how far their working out is."""
    programme = programme_of(request, programme_id)
    rule = version_of(request, programme, rule_number)
    versions = list(programme.rules.exclude(number=rule_number).values_list("number", flat=True))
    form = WhatIfForm(
        request.GET or None, versions=versions, rounds=list(queries.rounds(reader(request).scope))
    )  # fmt: skip
    context: dict[str, Any] = {
        "programme": programme, "rule": rule, "form": form, "found": None, "problem": "",
        "name": region_name, "job": None,
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            context |= _tried(request, programme, rule, form.cleaned_data)
        except PadanError as error:
            context["problem"] = words_of(error)
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "aid/counting.html", context)
        if context["job"] is None:
            answer.headers["HX-Refresh"] = "true"
        return answer
    return render(request, "aid/what_if.html", context, status=422 if form.errors else 200)


def _tried(
    request: HttpRequest, programme: queries.Programme, rule: queries.Rule, said: dict[str, Any]
) -> dict[str, Any]:
    scope = reader(request).scope
    held, last = (queries.rounds(scope).filter(pk=said[name]).first() for name in ("quota", "last"))
    quotas = queries.quotas_of(held) if held else {programme.area: said["places"] or 1}
    each, budget = said["each"] or (held.cost if held else 0), said["budget"] or (held.budget if held else 0)
    question = {
        "release": release().name, "programme": programme.pk, "rule": rule.number, "other": said["other"],
        "quotas": quotas, "each": each, "standard": said["standard"] or "risk", "last": last.pk if last else 0,
        "list": _digest(last) if last else "",
    }  # fmt: skip
    if release().families <= WHILE_WAITING:
        work_out(question)
    found: WhatIf | None = cache.get(_key(question))
    if found is None:
        return _waiting(request, question)
    inside = [one for one in found.places if scope.covers(one.code or settings.PADAN_REGENCY)]
    return {
        "found": found, "release": release(), "budget": budget, "other": said["other"], "last": last,
        "places_total": sum(places for area, places in quotas.items() if area in Scope.of(quotas).codes),
        "districts": found.districts(), "villages": [one for one in inside if len(one.code) == VILLAGE_LETTERS],
    }  # fmt: skip


def _waiting(request: HttpRequest, question: Mapping[str, Any]) -> dict[str, Any]:
    """How far a worker is with a question, which is asked where nobody is at it; or why it could not be answered a
    moment ago."""
    key, now = _key(question), timezone.now()
    asked = jobs.of_kinds(Kind.WHAT_IF).filter(arguments__key=key).first()
    if asked is not None and asked.state == State.FAILED and asked.ended_at > now - AGAIN_AFTER:
        return {"problem": f"{asked.error}. {asked.next_step}"}
    if asked is None or asked.is_over:
        asked = ask(Kind.WHAT_IF, {**question, "key": key}, by=reader(request).account, on=now)
    return {"job": told_job(asked)}


def work_out(question: Mapping[str, Any]) -> None:
    """Work out the numbers of a question and keep them, unless they are there. RegisterError where its release is
    damaged."""
    if cache.get(_key(question)) is not None:
        return
    rules = queries.programmes(_everywhere()).get(pk=question["programme"]).rules
    other = said_by(rules.get(number=question["other"])) if question["other"] else None
    last = queries.rounds(_everywhere()).filter(pk=question["last"]).first()
    asked = Asked(
        question["quotas"], question["each"], eligibility.read_rule(STANDARDS[question["standard"]], known_facts()),
        other, _recipients(last) if last else None,
    )  # fmt: skip
    folder = registry.releases().get(name=question["release"]).folder
    cache.set(_key(question), what_if(folder, said_by(rules.get(number=question["rule"])), asked), _KEPT)


def _everywhere() -> Scope:
    return Scope((settings.PADAN_REGENCY,))


def _recipients(held: queries.Round) -> frozenset[str]:
    return frozenset(queries.chosen(_everywhere(), held).values_list("family_id", flat=True))


def _digest(held: queries.Round) -> str:
    """A list by what it holds: numbers beside another one are other numbers."""
    return hashlib.sha256("\n".join(sorted(_recipients(held))).encode()).hexdigest()


def _key(question: Mapping[str, Any]) -> str:
    told = {name: value for name, value in question.items() if name != "key"}
    return "what-if:" + hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
