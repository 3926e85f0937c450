"""What is written on the pages of givers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.office.giving.kinds import Form
from padan.office.giving.operations import Offered
from padan.office.giving.registering import Described
from padan.reference.aid import aid_kinds
from padan.reference.giving import giver_kinds
from padan.reports.giving_words import FORMS
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment, Schedule, monthly
from padan.rules.giving.units import unit_of
from padan.web.asking import words_of
from padan.web.choices import districts, places, regencies

#: The version of the text on what is kept of a giver (``giving/consent.html``).
CONSENT: Final = "2026-11"
_LARGEST: Final = 10**13
_DATE: Final = {"type": "date"}


def day_field(**kwargs: Any) -> forms.DateField:
    """A day to choose."""
    return forms.DateField(widget=forms.DateInput(attrs=_DATE), **kwargs)


def labelled(form: forms.Form, labels: dict[str, str]) -> None:
    """Give fields their labels."""
    for name, label in labels.items():
        form.fields[name].label = label


class GiverForm(forms.Form):
    """Who somebody is that wants to give. ``own``: they write it themselves, and agree to what is kept of them."""

    kind = forms.ChoiceField()
    name = forms.CharField(max_length=120)
    contact = forms.CharField(max_length=200)
    area = forms.ChoiceField()
    sector = forms.CharField(max_length=60, required=False)
    permit_kind = forms.CharField(max_length=60, required=False)
    permit_number = forms.CharField(max_length=80, required=False)
    permit_issuer = forms.CharField(max_length=120, required=False)
    agreed = forms.BooleanField()

    def __init__(self, *args: Any, scope: Scope, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["kind"].choices = [(code, each.name(language())) for code, each in giver_kinds().items()]
        found["area"].choices = regencies(scope)
        labelled(self, {
            "kind": _("Jenis pemberi"), "name": _("Nama"), "contact": _("Telepon, surel, atau alamat"),
            "area": _("Kabupaten/kota"), "sector": _("Bidang usaha"), "permit_kind": _("Jenis izin"),
            "permit_number": _("Nomor izin"), "permit_issuer": _("Penerbit izin"),
            "agreed": _("Saya sudah membaca dan menyetujui teks di atas."),
        })  # fmt: skip
        if not own:
            del found["agreed"]

    def described(self) -> Described:
        """What was written."""
        return Described(**{name: text for name, text in self.cleaned_data.items() if name != "agreed"})


class VetForm(forms.Form):
    """Whether a giver is who it says."""

    verified = forms.ChoiceField()
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verified: Any = self.fields["verified"]
        verified.choices = [("1", _("Benar, boleh diterima janjinya")), ("0", _("Tidak dapat dipastikan"))]
        labelled(self, {"verified": _("Hasil pemeriksaan"), "reason": _("Apa yang diperiksa")})


class ConsentForm(forms.Form):
    """That a giver agreed on paper, or withdrew."""

    given = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["given"]
        given.choices = [("1", _("Menyetujui")), ("0", _("Mencabut persetujuan"))]
        labelled(self, {"given": _("Pernyataan pemberi")})


class RepresentForm(forms.Form):
    """Which account acts for a giver."""

    email = forms.EmailField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"email": _("Surel akun wakilnya")})
        self.fields["email"].help_text = _("Akunnya harus mempunyai jabatan pemberi.")


class EndForm(forms.Form):
    """Which account acts for a giver no longer. ``acting``: those that do, by the number of the row that says so."""

    representative = forms.ChoiceField()

    def __init__(self, *args: Any, acting: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        representative: Any = self.fields["representative"]
        representative.label, representative.choices = _("Wakil yang berhenti"), list(acting)
        representative.help_text = _("Akunnya tidak dapat lagi membuka halaman pemberi ini.")


class SiteForm(forms.Form):
    """Where a giver works."""

    name = forms.CharField(max_length=120)
    area = forms.ChoiceField()

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.choices = places(scope)
        labelled(self, {"name": _("Nama lokasi"), "area": _("Kecamatan atau desa")})


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"reason": _("Alasan")})


class PledgeForm(forms.Form):
    """What is pledged, when it comes, and for whom. ``near``: places around the sites of the giver, by code."""

    form = forms.ChoiceField()
    amount = forms.IntegerField(min_value=1, max_value=_LARGEST)
    item = forms.CharField(max_length=80, required=False)
    unit = forms.CharField(max_length=20, required=False)
    worth = forms.IntegerField(min_value=1, max_value=_LARGEST, required=False)
    first = day_field()
    months = forms.IntegerField(min_value=1, max_value=60, initial=1)
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    least_months = forms.IntegerField(min_value=0, max_value=59, required=False)
    most_months = forms.IntegerField(min_value=0, max_value=59, required=False)

    def __init__(self, *args: Any, scope: Scope, near: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["form"].choices = [(each.value, FORMS[each]()) for each in Form]
        found["kinds"].choices = [(code, each.name(language())) for code, each in aid_kinds().items()]
        # The surroundings of a site come first: most companies give there.
        around = dict(near)
        found["areas"].choices = [*around.items(), *(each for each in districts(scope) if each[0] not in around)]
        labelled(self, {
            "form": _("Berupa"), "amount": _("Jumlah (rupiah, atau satuan barangnya)"), "item": _("Barang atau jasa"),
            "unit": _("Satuan"), "worth": _("Harga satu satuan (rupiah)"), "first": _("Mulai diberikan"),
            "months": _("Selama berapa bulan"), "kinds": _("Untuk bantuan apa"), "areas": _("Untuk wilayah mana"),
            "least_months": _("Umur anak paling muda (bulan)"), "most_months": _("Umur anak paling tua (bulan)"),
        })  # fmt: skip
        found["item"].help_text = _("Bila berupa barang atau jasa, misalnya: paket makanan tambahan.")
        found["unit"].help_text = _(
            "Hari, bulan, kunjungan, atau rumah: janji dalam satuan lain tidak dapat dicocokkan."
        )
        found["kinds"].help_text = _("Bila tidak ada yang dicentang: bantuan apa saja.")
        found["areas"].help_text = _("Bila tidak ada yang dicentang: di mana saja dalam kabupaten.")

    def clean(self) -> dict[str, Any]:
        """Goods and services have a name, a unit and a worth; ages have both ends."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("form") and said["form"] != Form.MONEY:
            for name in ("item", "unit", "worth"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Isi untuk barang atau jasa."))
        if (said.get("least_months") is None) != (said.get("most_months") is None):
            self.add_error("most_months", _("Isi kedua batas umurnya, atau kosongkan keduanya."))
        if not self.errors:
            try:
                said["offered"] = _offered(said)
            except InvalidValueError as error:
                self.add_error(None, words_of(error))
        return said


def _offered(said: dict[str, Any]) -> Offered:
    ages = None if said["least_months"] is None else (said["least_months"], said["most_months"])
    limits = Restrictions(Scope.of(said["areas"]), frozenset(said["kinds"]), ages)
    schedule: Schedule = monthly(said["amount"], said["first"], said["months"])
    if said["form"] == Form.MONEY:
        return Offered(Form.MONEY, schedule, limits)
    return Offered(Form(said["form"]), schedule, limits, said["item"], unit_of(said["unit"]), said["worth"])


class ChangeForm(forms.Form):
    """More, or less, by a day."""

    due = day_field()
    amount = forms.IntegerField(min_value=-_LARGEST, max_value=_LARGEST)
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"due": _("Angsuran tanggal"), "amount": _("Tambahan atau kurangnya"), "reason": _("Alasan")})
        self.fields["amount"].help_text = _(
            "Tulis tanda minus bila berkurang. Sesudah diterima, janji hanya dapat dikurangi."
        )

    @staticmethod
    def part(said: Mapping[str, Any]) -> Instalment:
        """The change as an instalment."""
        return Instalment(said["due"], said["amount"])
