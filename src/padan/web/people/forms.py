"""What is asked for on the pages of people."""

from __future__ import annotations

from typing import Any

from django import forms

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
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


class RevealForm(forms.Form):
    """Why numbers are to be shown in full."""

    reason = forms.CharField(min_length=10, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Untuk apa?")
        self.fields["reason"].help_text = _("Misalnya: mencocokkan KTP di meja layanan. Alasan Anda dicatat.")
