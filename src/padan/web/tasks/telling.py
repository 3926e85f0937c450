"""Values that nobody asked for: of a person, and of how a family lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry import queries as registry
from padan.office.registry.queries import Family, Person
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.unasked import Subject, tell_of
from padan.reference.tasks import HOUSE_TOLD, MERGED, REPORTED, SPLIT, VALUE_TOLD
from padan.reports.anchors import anchor_of, head_anchor
from padan.reports.holdings import holdings
from padan.reports.task_facts import Known, dwelling_of
from padan.reports.wording import claimed, number, source_name, status_name, village_name
from padan.rules.tasks import form_of
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.tasks.forms import AnswerForm
from padan.web.tasks.told import Card, ToldField, form_fields


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of whom: the kind, the questions, of whom in words, where that one's page is. There is one version:
    nobody asked, so nothing was read that could have changed."""

    kind: str
    subject: Subject
    name: str
    back: str
    fields: tuple[ToldField, ...]
    version: int = 1


@page(*OWNED)
@require_http_methods(["GET", "POST"])
def mend_person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Mend values of a person. What the register has stands beside each question; only what is written is told."""
    rows = registry.people(reader(request).scope).filter(person_id=person_id).select_related("release")
    found: Person = one_of(request, rows, f"person:{person_id}")
    held, now = holdings(found.release.folder), known_of_person(found)
    head = head_anchor(held, found.family_id)
    subject = Subject(found.area, found.family_id, head, person_id, anchor_of(held, person_id))
    fields = tuple(replace(each, now=now.get(each.name, "")) for each in form_fields(form_of(VALUE_TOLD)))
    back = reverse("people.person", args=[person_id])
    return _told(request, Telling(VALUE_TOLD, subject, found.name or _("tanpa nama"), back, fields))


@page(*OWNED)
@require_http_methods(["GET", "POST"])
def mend_family(request: HttpRequest, family_id: str) -> HttpResponse:
    """Tell how a family lives. The form is filled with what is known."""
    rows = registry.families(reader(request).scope).filter(family_id=family_id).select_related("release")
    found: Family = one_of(request, rows, f"family:{family_id}")
    held = holdings(found.release.folder)
    known = dwelling_of(held.claims(family_id))
    place = {"address": found.address or "", "rt": found.rt or "", "rw": found.rw or ""}
    fields = tuple(
        replace(each, now=place[each.name]) if each.name in place else _filled(each, known.get(each.name))
        for each in form_fields(form_of(HOUSE_TOLD))
    )
    subject = Subject(found.area, family_id, head_anchor(held, family_id))
    name = _("Keluarga {name}").format(name=found.head_name or _("tanpa nama"))
    return _told(request, Telling(HOUSE_TOLD, subject, name, reverse("people.family", args=[family_id]), fields))


def known_of_person(person: Person) -> Mapping[str, str]:
    """What the register has of a person, by the fields of the form that mends it; numbers masked."""
    return {
        "name": person.name or "", "nik": number(person.nik, full=False), "birth_date": day(person.birth_date),
        "sex": claimed("sex", person.sex, full=True), "status": status_name(person.status),
        "village": village_name(person.area),
    }  # fmt: skip


def _filled(field: ToldField, known: Known | None) -> ToldField:
    value = known.value if known and known.value in dict(field.choices) else ""
    return replace(field, now=known_words(field, known), value=value)


def known_words(field: ToldField, known: Known | None) -> str:
    """A value of a family's house, with who said it when; empty where none is known."""
    if known is None:
        return ""
    told = dict(field.choices).get(known.value) or claimed(field.name, known.value, full=False)
    return f"{told} ({source_name(known.source)}, {day(known.true_at)})"


def _told(request: HttpRequest, telling: Telling) -> HttpResponse:
    form = AnswerForm(telling, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, telling, form):
        messages.success(request, _("Tersimpan. Masuk ke register dengan rilis berikutnya."))
        return redirect(telling.back)
    about = telling.subject.person_id
    looked(request, f"person:{about}" if about else f"family:{telling.subject.family_id}", telling.subject.area)
    context = {"telling": telling, "form": form, "question": _(form_of(telling.kind).title)}
    answer = render(request, "tasks/tell.html", context, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _kept(request: HttpRequest, telling: Telling, form: AnswerForm) -> bool:
    """Whether it was told; else the form says why not."""
    key, who = form.cleaned_data["key"], reader(request).account
    try:
        tell_of(telling.kind, key, telling.subject, form.written(), by=who, on=timezone.now())
    except AnswerFaultsError as error:
        form.tell(error.faults)
        return False
    except PadanError as error:
        form.add_error(None, words_of(error))
        return False
    return True


def again(card: Card) -> str:
    """Where what is told of families is told anew, for it is not corrected; empty for what has a form of its own."""
    if card.kind == REPORTED:
        return reverse("tasks.report")
    name = {SPLIT: "tasks.split", MERGED: "tasks.merge"}.get(card.kind)
    return reverse(name, args=[card.family_id]) if name and card.family_id else ""
