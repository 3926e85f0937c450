"""What is asked for on the pages of paper."""

from __future__ import annotations

from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.web.leaving import PDF, REASON, XLSX

#: Which tasks of a village: those that the reader's roles are asked, or all that are open there.
MINE, ALL = "mine", "all"


class PaperForm(forms.Form):
    """What a list holds, and as which kind of file; the button that was pressed says the kind."""

    which = forms.ChoiceField()
    reason = forms.CharField(required=False, min_length=REASON[0], max_length=REASON[1])
    file = forms.ChoiceField(required=False, choices=((PDF, PDF), (XLSX, XLSX)), widget=forms.HiddenInput)

    def __init__(self, *args: Any, owns: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which: Any = self.fields["which"]
        which.label = _("Tugas")
        mine = [(MINE, _("yang ditanyakan kepada saya"))] if owns else []
        which.choices = [*mine, (ALL, _("semua di desa ini"))]
        self.fields["reason"].label = _("Untuk apa nomor KK ditulis utuh?")
        self.fields["reason"].help_text = _("Bila kosong, nomornya disamarkan. Alasan Anda dicatat.")

    @property
    def shown(self) -> list[Any]:
        """The fields that are typed in or chosen."""
        return [self["which"], self["reason"]]
