"""What a giver writes besides what officers write for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.web.giving.forms import labelled


class MessageForm(forms.Form):
    """A message, about one whom the giver helps or in general. ``codes``: the number of a hold by its code."""

    code = forms.ChoiceField(required=False)
    text = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, codes: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        code.choices = [("", _("Umum")), *((each, each) for each in sorted(codes))]
        labelled(self, {"code": _("Tentang kode"), "text": _("Pesan")})
        self.fields["text"].help_text = _("Petugas membacanya dahulu. Jangan menulis nama, alamat, atau nomor.")
