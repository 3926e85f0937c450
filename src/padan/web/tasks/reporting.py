"""A family that nobody knew: its people, one form each. Room for one more person is asked of the server."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.states import Channel
from padan.office.tasks.unasked import Reported, report_family
from padan.reference.tasks import REPORTED
from padan.rules.tasks import FieldKind, form_of
from padan.web.access import page
from padan.web.asking import reader, words_of
from padan.web.choices import villages
from padan.web.tasks.forms import field_of
from padan.web.tasks.told import form_fields

#: People of one family, at most.
MOST: Final = 20
#: What is said once, of the family: with its first person.
_OF_THE_FAMILY: Final = frozenset({"kk", "village", "address", "rt", "rw", "water", "latrine", "note"})


class FamilyForm(forms.Form):
    """The key of the report, and how many people it has."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    people = forms.IntegerField(min_value=1, max_value=MOST, widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """One person of the family; of the first also what is said of the family."""

    def __init__(self, *args: Any, number: int, scope: Scope, **kwargs: Any) -> None:
        own = scope.codes[0] if len(scope.codes) == 1 else ""
        first = {"relation": "head", "village": own} if number == 0 else {}
        super().__init__(*args, prefix=str(number), initial=first, **kwargs)
        fields = form_fields(form_of(REPORTED))
        self.asked = [each for each in fields if number == 0 or each.name not in _OF_THE_FAMILY]
        for asked in self.asked:
            field: Any = field_of(asked)
            if asked.kind == FieldKind.VILLAGE:
                field.choices = [("", ""), *villages(scope)]
            self.fields[asked.name] = field

    def written(self) -> dict[str, str]:
        """What was written, without blanks."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


@page(*OWNED)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report a family, or ask for room for one more person."""
    scope = reader(request).scope
    if request.method == "GET":
        return _shown(request, uuid.uuid4().hex, [PersonForm(number=0, scope=scope)])
    family = FamilyForm(request.POST)
    if not family.is_valid():
        return redirect("tasks.report")
    key, many = family.cleaned_data["key"], family.cleaned_data["people"]
    people = [PersonForm(request.POST, number=number, scope=scope) for number in range(many)]
    if "add" in request.POST:
        added = PersonForm(number=many, scope=scope)
        return _shown(request, key, [*people, added] if many < MOST else people)
    return _send(request, key, people)


def _send(request: HttpRequest, key: str, people: list[PersonForm]) -> HttpResponse:
    # Each is asked, so that each says what is wrong.
    sound = [person.is_valid() for person in people]
    if not all(sound):
        return _shown(request, key, people, 422)
    # Room that was asked for and not used is nobody.
    filled = [people[0], *(person for person in people[1:] if person.written())]
    said = [person.written() for person in filled]
    try:
        report_family(Reported(key, said, Channel.PAGE), by=reader(request).account, on=timezone.now())
    except AnswerFaultsError as error:
        _tell(filled, error.faults)
        return _shown(request, key, people, 422)
    except PadanError as error:
        messages.error(request, words_of(error))
        return _shown(request, key, people, 422)
    messages.success(request, _("Keluarga ini tersimpan. Masuk ke register dengan rilis berikutnya."))
    return redirect("tasks.mine")


def _tell(people: list[PersonForm], faults: dict[str, str]) -> None:
    """What is wrong, beside the fields: a fault is named by the number of the person and the field."""
    for named, fault in faults.items():
        number, _dot, name = named.partition(".")
        person = people[int(number)] if number.isdecimal() else people[0]
        person.add_error(name if name in person.fields else None, fault)


def _shown(request: HttpRequest, key: str, people: list[PersonForm], status: int = 200) -> HttpResponse:
    family = FamilyForm(initial={"key": key, "people": len(people)})
    context = {"family": family, "people": people, "full": len(people) >= MOST}
    answer = render(request, "tasks/report.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
