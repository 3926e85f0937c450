"""What is written on the pages of tasks. Whether an answer can be is decided by :mod:`padan.rules.tasks` alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final, Protocol

from django import forms
from django.conf import settings

from padan.kernel.numbers import mask
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.rules.tasks import FieldKind
from padan.web.choices import villages
from padan.web.tasks.told import Card, ToldField

#: After the name of a field with offers: what is written instead of one of them.
OTHER: Final = "_other"
_NUMBERS: Final = (FieldKind.NIK, FieldKind.KK)


class Asked(Protocol):
    """What a form asks: of a card, or of what somebody tells unasked."""

    @property
    def fields(self) -> tuple[ToldField, ...]: ...

    @property
    def version(self) -> int: ...


class AnswerForm(forms.Form):
    """The form of a card, or of what is told unasked. ``said`` are the values of an answer that is corrected: its
    numbers stand masked, and stay as they are where nobody writes over them."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    dari = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self, card: Asked, *args: Any, said: Mapping[str, Any] | None = None, initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.asked = card.fields
        self._said = {name: str(value) for name, value in (said or {}).items()}
        known = {each.name: each.value for each in card.fields} if said is None else {}
        first = {"key": uuid.uuid4().hex, "seen": card.version, **known, **self._shown(), **(initial or {})}
        super().__init__(*args, initial=first, **kwargs)
        for each in card.fields:
            self._add(each)

    def _shown(self) -> dict[str, str]:
        numbers = {each.name for each in self.asked if each.kind in _NUMBERS}
        return {name: mask(value) if name in numbers else value for name, value in self._said.items()}

    def _add(self, asked: ToldField) -> None:
        field = field_of(asked)
        if asked.only_if is not None:
            name, values = asked.only_if
            first = next(each for each in self.asked if each.name == name)
            told = " / ".join(title for code, title in first.choices if code in values)
            field.help_text = _("Diisi bila {question}: {answer}.").format(question=first.title.lower(), answer=told)
        if asked.offers:
            self.fields[asked.name + OTHER] = field
            field.label = _("Lainnya")
            self.fields[asked.name] = forms.ChoiceField(
                required=False, label=asked.title, choices=asked.offers, widget=forms.RadioSelect
            )
        else:
            self.fields[asked.name] = field

    def written(self) -> dict[str, str]:
        """What was written, by the names of the form's fields; blanks too."""
        found = {}
        for asked in self.asked:
            text = self._text(asked.name + OTHER) or self._text(asked.name)
            kept = self._said.get(asked.name, "")
            found[asked.name] = kept if kept and asked.kind in _NUMBERS and text == mask(kept) else text
        return found

    def _text(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip() if name in self.fields else ""

    def is_begun(self) -> bool:
        """Whether something was written that does not stand there by itself."""
        return any(text and text != each.value for each in self.asked for text in (self.written()[each.name],))

    def tell(self, faults: Mapping[str, str]) -> None:
        """What is wrong, beside the fields."""
        for name, fault in faults.items():
            self.add_error(name if name in self.fields else None, fault)


def field_of(asked: ToldField) -> forms.Field:
    """A field in which anything can be written; none is required: what is wrong is told by one judge."""
    field = _FIELDS[FieldKind(asked.kind)](asked)
    field.label, field.required = asked.title, False
    return field


def _radio(asked: ToldField) -> forms.Field:
    # More than a screen of a phone holds is easier to choose from a list.
    if len(asked.choices) > _MOST_RADIOS:
        return forms.ChoiceField(choices=[("", ""), *asked.choices])
    return forms.ChoiceField(choices=asked.choices, widget=forms.RadioSelect)


_MOST_RADIOS: Final = 9


def _text(asked: ToldField) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2}) if asked.name == "note" else forms.TextInput()
    return forms.CharField(max_length=1_000, widget=widget)


def _day(_asked: ToldField) -> forms.Field:
    return forms.CharField(max_length=20, widget=forms.DateInput(attrs={"type": "date"}))


def _number(asked: ToldField) -> forms.Field:
    field = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    field.help_text = asked.unit
    return field


def _sixteen(_asked: ToldField) -> forms.Field:
    return forms.CharField(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


def _village(asked: ToldField) -> forms.Field:
    near = [(_("Menurut daftar"), list(asked.choices))] if asked.choices else []
    others: list[Any] = villages(Scope.of((settings.PADAN_REGENCY,)))
    return forms.ChoiceField(choices=[("", ""), *near, *others])


_FIELDS: Final = {
    FieldKind.CHOICE: _radio,
    FieldKind.FAMILY: _radio,
    FieldKind.TEXT: _text,
    FieldKind.DAY: _day,
    FieldKind.NUMBER: _number,
    FieldKind.NIK: _sixteen,
    FieldKind.KK: _sixteen,
    FieldKind.VILLAGE: _village,
}


class ChooseForm(forms.Form):
    """Which of the contradicting answers holds, and why."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, card: Card, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["answer"].label, fields["reason"].label = _("Mana yang benar?"), _("Alasannya")
        fields["reason"].help_text = _("Misalnya: dicek langsung ke rumahnya tadi pagi.")
        told = [(str(each.number), each.by) for each in card.contested]
        # Where one holds already, to choose it is to choose none of the others.
        none = [] if card.holding else [("0", _("Tidak ada yang benar; tanyakan lagi"))]
        fields["answer"].choices = [*told, *none]


class ReasonForm(forms.Form):
    """Why something is taken back or does not take place."""

    reason = forms.CharField(min_length=5, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Mengapa?")


class MeetingForm(forms.Form):
    """A village meeting: its name, its day, and the numbers of the tasks, with commas."""

    name = forms.CharField(max_length=120)
    meets_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    tasks = forms.CharField(max_length=100_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["meets_on"].label = _("Nama musyawarah"), _("Hari musyawarah")

    def clean_tasks(self) -> list[int]:
        """The numbers."""
        return [int(text) for text in self.cleaned_data["tasks"].split(",") if text.isdecimal()]
