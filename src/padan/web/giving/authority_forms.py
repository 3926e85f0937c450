"""What is written on the pages of authority over companies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.office.giving.policies import MATTERS
from padan.reference.giving import authority_bases
from padan.reports.giving_words import matter_words
from padan.rules.giving.authority import Holder
from padan.web.giving.forms import day_field, labelled


class ClaimForm(forms.Form):
    """Who has authority, since when, and by which law or document."""

    matter = forms.ChoiceField()
    holder = forms.ChoiceField()
    since = day_field()
    until = day_field(required=False)
    law = forms.ChoiceField(required=False)
    title = forms.CharField(max_length=200, required=False)
    document = forms.FileField(required=False, widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}))

    def __init__(self, *args: Any, matters: Sequence[str] = MATTERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["matter"].choices = [(each, matter_words(each)) for each in matters]
        found["holder"].choices = [(each.value, each.words) for each in Holder]
        if "law" in found:
            laws = [(code, each.law) for code, each in authority_bases().items()]
            found["law"].choices = [("", _("Dokumen lain, disebut di bawah")), *laws]
        labels = {
            "matter": _("Urusan"), "holder": _("Yang berwenang"), "since": _("Sejak"), "until": _("Sampai"),
            "law": _("Menurut peraturan"), "title": _("Nama dan nomor dokumen"), "document": _("Berkas dokumen"),
        }  # fmt: skip
        labelled(self, {name: label for name, label in labels.items() if name in found})
        found["document"].help_text = _("PDF, JPG atau PNG, paling besar 5 MB.")

    def clean(self) -> dict[str, Any]:
        """What it rests on: a law, or the title of a document."""
        said: dict[str, Any] = super().clean() or {}
        said["basis"] = said.get("law") or said.get("title", "")
        if not said["basis"]:
            self.add_error("title", _("Pilih peraturannya, atau sebut dokumennya."))
        return said


class SettleForm(ClaimForm):
    """How a dispute would end, by a document that both sign."""

    until = None  # type: ignore[assignment]
    law = None  # type: ignore[assignment]


class AgreeForm(forms.Form):
    """Which proposal of the other side is agreed to."""

    settlement = forms.ChoiceField()

    def __init__(self, *args: Any, waiting: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settlement: Any = self.fields["settlement"]
        settlement.choices = waiting
        labelled(self, {"settlement": _("Usul pihak lain")})
