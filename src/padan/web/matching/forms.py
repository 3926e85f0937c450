"""What is written on the pages of matching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.office.aid.operations import LONGEST
from padan.office.matching.states import Effort
from padan.reference.aid import aid_kinds
from padan.reports.matching.supposing import Supposed
from padan.web.choices import districts
from padan.web.giving.forms import day_field, labelled

_LARGEST: Final = 10**13
Choices = Sequence[tuple[str, str]]


class AskForm(forms.Form):
    """How long is looked for a better plan."""

    effort = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        effort: Any = self.fields["effort"]
        effort.choices = [
            (Effort.USUAL.value, _("biasa (beberapa detik sampai beberapa menit)")),
            (Effort.THOROUGH.value, _("lebih teliti (lebih lama)")),
        ]
        labelled(self, {"effort": _("Ketelitian")})


class ManyForm(forms.Form):
    """Which proposals are accepted in one action: of a kind of aid, of a kecamatan, of a pledge (empty: all)."""

    kind = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    district = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    pledge = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """For which other pledge or units a proposal is accepted, and why."""

    pledge = forms.TypedChoiceField(coerce=int)
    units = forms.IntegerField(min_value=1, max_value=_LARGEST)
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, pledges: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pledge: Any = self.fields["pledge"]
        pledge.choices = list(pledges)
        labelled(self, {"pledge": _("Dari janji"), "units": _("Banyaknya"), "reason": _("Alasan mengubah")})


class RefuseForm(forms.Form):
    """Why a proposal is not followed."""

    refusal = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"refusal": _("Alasan menolak")})


class WhatIfForm(forms.Form):
    """One more pledge, or one more restriction on a pledge that there is."""

    pledge = forms.ChoiceField(required=False)
    amount = forms.IntegerField(min_value=1, max_value=_LARGEST, required=False)
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, scope: Scope, pledges: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["pledge"].choices = [("", _("satu janji baru")), *pledges]
        found["kinds"].choices = [(code, each.name(language())) for code, each in aid_kinds().items()]
        found["areas"].choices = districts(scope)
        labelled(self, {
            "pledge": _("Yang diandaikan"), "amount": _("Jumlah janji baru (rupiah)"),
            "kinds": _("Hanya untuk bantuan"), "areas": _("Hanya untuk wilayah"),
        })  # fmt: skip
        found["pledge"].help_text = _("Pilih janji yang ada untuk mencoba batasan tambahan padanya.")
        found["kinds"].help_text = _("Bila tidak ada yang dicentang: bantuan apa saja.")
        found["areas"].help_text = _("Bila tidak ada yang dicentang: di mana saja dalam kabupaten.")

    def clean(self) -> dict[str, Any]:
        """A new pledge has an amount; one that there is, a restriction."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("pledge") and not said.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Isi jumlahnya."))
        if said.get("pledge") and not said.get("kinds") and not said.get("areas"):
            self.add_error("kinds", _("Centang bantuan atau wilayahnya."))
        if not self.errors:
            amount = 0 if said["pledge"] else said["amount"]
            said["supposed"] = Supposed(amount, tuple(said["kinds"]), tuple(said["areas"]), said["pledge"])
        return said


class RoundForm(forms.Form):
    """Which holds are handed out in a round, by which rule, and as what."""

    package = forms.ChoiceField()
    rule = forms.TypedChoiceField(coerce=int)
    name = forms.CharField(max_length=120)
    item = forms.CharField(max_length=80)
    since = day_field()
    months = forms.IntegerField(min_value=1, max_value=LONGEST, initial=1)

    def __init__(self, *args: Any, packages: Choices, rules: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["package"].choices, found["rule"].choices = list(packages), list(rules)
        labelled(self, {
            "package": _("Yang disalurkan"), "rule": _("Program dan aturannya"), "name": _("Nama putaran"),
            "item": _("Nama barang"), "since": _("Mulai"), "months": _("Selama berapa bulan"),
        })  # fmt: skip
        found["item"].help_text = _("Seperti tertulis pada kartu dan ponsel, misalnya: makanan tambahan.")
