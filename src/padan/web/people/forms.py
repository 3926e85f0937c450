"""What is asked for on the pages of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.reports.history import Question, Then
from padan.web.choices import villages


class SearchForm(forms.Form):
    """Whom to look for, and where. ``scope`` is the reader's; only villages in it can be chosen."""

    q = forms.CharField(max_length=100, required=False)
    village = forms.ChoiceField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        self.fields["q"].label = _("Nama, NIK atau nomor KK")
        self.fields["q"].widget.attrs |= {"type": "search", "data-search": "", "autocomplete": "off"}
        self.fields["village"].label = _("Desa atau kelurahan")
        village: Any = self.fields["village"]
        village.choices = [("", _("Semua di wilayah saya")), *villages(scope)]

    def asks_for_something(self) -> bool:
        """Whether a name, a number or one village was asked for: everybody of a regency in one list helps nobody."""
        return bool(self.cleaned_data["q"]) or all(len(code) == VILLAGE_LETTERS for code in self.narrowed().codes)

    def narrowed(self) -> Scope:
        """The reader's scope, or the chosen village in it."""
        chosen = self.cleaned_data["village"]
        return self._scope & Scope((chosen,)) if chosen else self._scope


class ChildrenForm(forms.Form):
    """In which village of the reader's scope children are looked for."""

    where = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        village: Any = self.fields["where"]
        village.label = _("Desa atau kelurahan")
        village.choices = [("", _("Semua di wilayah saya")), *villages(scope)]

    def village(self) -> str:
        """The chosen village; empty for all, or where it is not one of the scope."""
        return str(self.cleaned_data["where"]) if self.is_valid() else ""

    def narrowed(self) -> Scope:
        """The reader's scope, or the chosen village in it."""
        chosen = self.village()
        return self._scope & Scope((chosen,)) if chosen else self._scope


class HistoryForm(forms.Form):
    """For which day a page is to tell, and which of two questions it answers."""

    day = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    question = forms.ChoiceField(widget=forms.RadioSelect, initial=Question.WAS.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Hari")
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()
        question: Any = self.fields["question"]
        question.label = _("Yang ditanyakan")
        question.choices = [
            (Question.WAS.value, _("Keadaannya pada hari itu (koreksi kemudian ikut)")),
            (Question.KNEW.value, _("Yang kita ketahui pada hari itu (benar atau salah)")),
        ]

    def clean_day(self) -> date:
        """The day; one to come has no history."""
        asked: date = self.cleaned_data["day"]
        if asked > timezone.localdate():
            raise forms.ValidationError(_("Hari itu belum tiba. Pilih hari ini atau hari sebelumnya."))
        return asked

    def then(self) -> Then | None:
        """What is asked of which day; None for today, or where the day cannot be read."""
        if not self.is_valid():
            return None
        return Then(Question(self.cleaned_data["question"]), self.cleaned_data["day"])


class RevealForm(forms.Form):
    """Why numbers are to be shown in full."""

    reason = forms.CharField(min_length=10, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Untuk apa?")
        self.fields["reason"].help_text = _("Misalnya: mencocokkan KTP di meja layanan. Alasan Anda dicatat.")
