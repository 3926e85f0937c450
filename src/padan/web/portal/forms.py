"""What a giver writes besides what officers write for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.bringing.sending import Goods, Sent
from padan.office.tasks import papers
from padan.rules.delivery import MOST
from padan.rules.giving.units import unit_of
from padan.web.choices import places
from padan.web.giving.forms import day_field, labelled


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


class _SentForm(forms.Form):
    """How much was brought or done, when, by which paper. The key is made with the form, so that one that is sent
    twice is one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    units = forms.IntegerField(min_value=1, max_value=MOST)
    on_day = day_field()
    paper = forms.CharField(max_length=80)
    picture = forms.FileField(required=False, widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].help_text = _("PDF, JPG atau PNG, paling besar 5 MB. Jangan memotret orang.")

    def sent(self) -> Sent:
        """What was written."""
        said = self.cleaned_data
        picture = said["picture"].read(papers.LARGEST + 1) if said["picture"] else b""
        return Sent(str(said["key"]), said["units"], said["on_day"], said["paper"], picture)


class BringForm(_SentForm):
    """Goods that are brought to a village or kecamatan, of a pledge (by its number)."""

    pledge = forms.ChoiceField()
    area = forms.ChoiceField()
    item = forms.CharField(max_length=80)
    unit = forms.CharField(max_length=20)

    field_order = ("key", "pledge", "area", "item", "units", "unit", "on_day", "paper", "picture")

    def __init__(self, *args: Any, pledges: Mapping[str, str], scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["pledge"].choices = list(pledges.items())
        fields["area"].choices = places(scope)
        labelled(self, {
            "pledge": _("Dari janji"), "area": _("Ke desa atau kecamatan"), "item": _("Barang"), "units": _("Jumlah"),
            "unit": _("Satuan"), "on_day": _("Hari dibawa"), "paper": _("Nomor surat jalan atau faktur"),
            "picture": _("Gambar suratnya"),
        })  # fmt: skip
        fields["unit"].help_text = _("Misalnya: kg, butir, kotak. Tulis jumlahnya dalam satuan ini.")

    def goods(self) -> Goods:
        """What is brought, and to where."""
        said = self.cleaned_data
        return Goods(said["item"], unit_of(said["unit"]), said["area"])


class CarryOutForm(_SentForm):
    """Works or a service that were done for a code. ``codes``: what is done for each, in words."""

    code = forms.ChoiceField()

    field_order = ("key", "code", "units", "on_day", "paper", "picture")

    def __init__(self, *args: Any, codes: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        code.choices = [(each, f"{each} · {words}") for each, words in sorted(codes.items())]
        labelled(self, {
            "code": _("Untuk kode"), "units": _("Jumlah yang selesai"), "on_day": _("Hari selesai"),
            "paper": _("Nomor berita acara atau bukti bayar"), "picture": _("Gambar suratnya"),
        })  # fmt: skip
