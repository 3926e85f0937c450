"""Who lives with whom: people of a family who live in one of their own, or in another one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry import queries as registry
from padan.office.registry.queries import Family, Person
from padan.office.tasks import unasked
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.unasked import Subject
from padan.reports.anchors import anchor_of, head_anchor
from padan.reports.holdings import holdings
from padan.reports.people_words import address
from padan.reports.wording import relation_name, village_name
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.people import finding
from padan.web.people.told import family as told_family

#: Which of a family's people are meant: a tick for each.
_TICKS: Final = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})


class PeopleForm(forms.Form):
    """Which people of a family are meant."""

    people = forms.MultipleChoiceField(widget=_TICKS)

    def __init__(self, *args: Any, members: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(each.person_id, _named(each)) for each in members]
        people.error_messages["required"] = _("Centang paling sedikit satu orang.")


def _named(one: Person) -> str:
    """A person with what tells them from others of the family."""
    born = _("lahir {day}").format(day=day(one.birth_date)) if one.birth_date else ""
    return ", ".join(each for each in (one.name or _("tanpa nama"), relation_name(one.relation, one.sex), born) if each)


class SplitForm(PeopleForm):
    """Who lives in a family of their own, and from where that is known. ``key`` is made when the form is shown, so that
    the same form sent twice is one answer."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    reason = forms.CharField(min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4().hex, **(initial or {})}, **kwargs)
        self.fields["reason"].label = _("Dari mana Anda tahu?")
        self.fields["reason"].help_text = _("Misalnya: dicek langsung ke rumahnya tadi pagi.")


class SeekForm(PeopleForm):
    """Who lives in another family, and which one is looked for; ``into`` is the one that was chosen."""

    q = forms.CharField(max_length=100)
    into = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = _("Nama, NIK atau nomor KK")
        self.fields["q"].help_text = _("Siapa pun di keluarga itu; ejaannya boleh berbeda atau salah ketik.")
        self.fields["q"].error_messages["required"] = _("Tulis sebuah nama atau nomor.")
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off"}


class MergeForm(SplitForm):
    """Who lives in which other family. People and family were chosen before."""

    people = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)
    into = forms.CharField(max_length=16, widget=forms.HiddenInput)


@page(*OWNED)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, family_id: str) -> HttpResponse:
    """Say that people of a family live in one of their own."""
    family, members = _family(request, family_id)
    form = SplitForm(request.POST if request.method == "POST" else None, members=members)
    if request.method == "POST" and form.is_valid():
        held, sent = holdings(family.release.folder), form.cleaned_data

        def told() -> None:
            people = [anchor_of(held, each) for each in sent["people"]]
            unasked.split(
                sent["key"], _subject(family), people, family.members, sent["reason"],
                by=reader(request).account, on=timezone.now(),
            )  # fmt: skip

        if _kept(request, form, told):
            return redirect("people.family", family_id)
    return _shown(request, "tasks/split.html", family, members, form=form, status=422 if form.errors else 200)


@page(*OWNED)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, family_id: str) -> HttpResponse:
    """Say that people of a family live in another one: choose them, find it, see both, and tell."""
    family, members = _family(request, family_id)
    if request.method == "POST":
        return _merge(request, family, members)
    everybody = {"people": [each.person_id for each in members]}
    form = SeekForm(request.GET or None, members=members, initial=everybody)
    if not form.is_valid():
        return _shown(request, "tasks/merge.html", family, members, form=form)
    asked = form.cleaned_data
    if asked["into"]:
        chosen = MergeForm(initial={"people": asked["people"], "into": asked["into"]}, members=members)
        return _beside(request, family, members, chosen, asked["into"])
    found = _sought(request, family, asked["q"])
    return _shown(request, "tasks/merge.html", family, members, form=form, found=found)


def _merge(request: HttpRequest, family: Family, members: Sequence[Person]) -> HttpResponse:
    form = MergeForm(request.POST, members=members)
    sound, sent = form.is_valid(), form.cleaned_data
    if "people" not in sent or "into" not in sent:
        return redirect("tasks.merge", family.family_id)
    if sound:
        into, held = _other(request, sent["into"]), holdings(family.release.folder)

        def told() -> None:
            people = [anchor_of(held, each) for each in sent["people"]]
            unasked.merge(
                sent["key"], _subject(family), people, _subject(into), sent["reason"], by=reader(request).account,
                on=timezone.now(),
            )  # fmt: skip

        if _kept(request, form, told):
            return redirect("people.family", family.family_id)
    return _beside(request, family, members, form, sent["into"])


def _family(request: HttpRequest, family_id: str) -> tuple[Family, list[Person]]:
    """A family of the reader's area, and those of its people who are in it too, the head first."""
    found, members = _other(request, family_id), registry.members(reader(request).scope, family_id)
    return found, sorted(members, key=lambda one: (one.relation != "head", one.birth_date or date.max))


def _other(request: HttpRequest, family_id: str) -> Family:
    rows = registry.families(reader(request).scope).filter(family_id=family_id).select_related("release")
    found: Family = one_of(request, rows, f"family:{family_id}")
    return found


def _subject(family: Family) -> Subject:
    return Subject(family.area, family.family_id, head_anchor(holdings(family.release.folder), family.family_id))


def _kept(request: HttpRequest, form: forms.Form, told: Callable[[], None]) -> bool:
    """Whether it was told; else the form says why not."""
    try:
        told()
    except PadanError as error:
        form.add_error(None, words_of(error))
        return False
    messages.success(request, _("Tersimpan. Masuk ke register dengan rilis berikutnya."))
    return True


@dataclass(frozen=True, slots=True)
class Household:
    """A family among those found: where it lives, who of it was found, and whether only nearly."""

    family_id: str
    title: str
    where: str
    people: tuple[str, ...]
    near: bool


def _sought(request: HttpRequest, family: Family, asked: str) -> list[Household]:
    """Families of the reader's area in which somebody is whom ``asked`` can mean, but for this one."""
    who = reader(request)
    found = finding.find(who.scope, asked, 1)
    finding.searched(who, asked, "", found.count)
    people: dict[str, list[finding.Result]] = {}
    for each in (*found.people, *found.near):
        people.setdefault(each.family_id, []).append(each)
    rows = {row.family_id: row for row in registry.families(who.scope).filter(family_id__in=people)}
    return [
        _household(rows[each], own, own[0] in found.near)
        for each, own in people.items() if each in rows and each != family.family_id
    ]  # fmt: skip


def _household(row: Family, people: Sequence[finding.Result], near: bool) -> Household:
    where = (address({"address": row.address, "rt": row.rt, "rw": row.rw}), village_name(row.area))
    return Household(
        row.family_id, _("Keluarga {name}").format(name=row.head_name or _("tanpa nama")),
        ", ".join(each for each in where if each), tuple(f"{each.name} ({each.facts})" for each in people), near,
    )  # fmt: skip


def _beside(
    request: HttpRequest, family: Family, members: Sequence[Person], form: MergeForm, into: str
) -> HttpResponse:
    """Both families side by side, before they are told to be one."""
    scope, other = reader(request).scope, _other(request, into)
    looked(request, f"family:{into}", other.area)
    moving = set(form["people"].value())
    context = {
        "one": told_family(scope, family), "other": told_family(scope, other), "moving": moving,
        "staying": family.members - len(moving),
    }  # fmt: skip
    return _shown(
        request, "tasks/merge_beside.html", family, members, form=form, status=422 if form.errors else 200, **context
    )


def _shown(
    request: HttpRequest, template: str, family: Family, members: Sequence[Person], *, form: forms.Form,
    status: int = 200, **context: Any,
) -> HttpResponse:  # fmt: skip
    looked(request, f"family:{family.family_id}", family.area)
    title = _("Keluarga {name}").format(name=family.head_name or _("tanpa nama"))
    told = {"family_id": family.family_id, "title": title, "form": form, "outside": family.members - len(members)}
    answer = render(request, template, {**told, **context}, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
