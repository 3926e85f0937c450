"""A form that keeps nothing: it shows how fields look and how they refuse."""

from __future__ import annotations

from typing import Any

from django import forms

from padan.kernel.texts import _


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(max_length=40)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField()
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["name"].label, fields["name"].help_text = _("Nama"), _("Keterangan berdiri di bawah isiannya.")
        fields["day"].label, fields["kind"].label, fields["sure"].label = _("Tanggal"), _("Jenis"), _("Ya, saya yakin")
        fields["kind"].choices = [("", _("pilih")), ("desa", _("Desa")), ("kecamatan", _("Kecamatan"))]
