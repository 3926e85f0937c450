"""What is asked for on the pages of releases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.reports.comparing import What
from padan.reports.comparing_words import what_words
from padan.reports.wording import region_name


class ReasonForm(forms.Form):
    """Why a release is taken in or refused."""

    reason = forms.CharField(min_length=10, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Mengapa?")
        self.fields["reason"].help_text = _("Misalnya: data e-PPGBM November sudah masuk. Alasan Anda dicatat.")


class BuildForm(forms.Form):
    """The day by which staleness is judged."""

    as_of = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].label = _("Dinilai per tanggal")
        self.fields["as_of"].help_text = _("Umur data dan umur anak dihitung sampai hari ini.")


class DifferenceForm(forms.Form):
    """Which differences to list. ``areas`` are those in which there are any."""

    what = forms.ChoiceField(required=False)
    area = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["what"].label, fields["area"].label = _("Yang berubah"), _("Desa atau kelurahan")
        fields["what"].choices = [(what.value, words) for what, words in what_words().items()]
        known = sorted(((code, region_name(code)) for code in areas), key=lambda each: each[1])
        fields["area"].choices = [("", _("Semua")), *known]

    def chosen(self) -> What:
        """The kind of difference that was chosen, else the first."""
        return What(self.cleaned_data["what"] or What.PERSON_NEW)
