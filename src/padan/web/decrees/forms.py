"""What is said of a decree, on its form."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from padan.kernel.texts import _, language
from padan.office.decrees.words import Drafted, References, Words
from padan.reference.agencies import agencies

#: Parts of which each line is a paragraph.
_LINES: Final = ("letterhead", "considering", "recalling", "noting", "decisions", "copies")


def _day() -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class DraftForm(forms.Form):
    """The words of a decree; fields as in :class:`padan.office.decrees.words.Drafted` and ``Words``."""

    agency = forms.ChoiceField()
    number = forms.CharField(max_length=60)
    signed_on = _day()
    about = forms.CharField(max_length=400, widget=forms.Textarea({"rows": 2}))
    full_numbers = forms.BooleanField(required=False)
    letterhead = forms.CharField(max_length=600, widget=forms.Textarea({"rows": 3}))
    issuer = forms.CharField(max_length=120)
    considering = forms.CharField(max_length=4_000, widget=forms.Textarea({"rows": 5}))
    recalling = forms.CharField(max_length=4_000, widget=forms.Textarea({"rows": 5}))
    noting = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea({"rows": 2}))
    decisions = forms.CharField(max_length=4_000, widget=forms.Textarea({"rows": 7}))
    place = forms.CharField(max_length=80)
    office = forms.CharField(max_length=160)
    name = forms.CharField(max_length=120)
    nip = forms.CharField(max_length=30, required=False)
    copies = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, said: Drafted, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(said), **kwargs)
        agency: Any = self.fields["agency"]
        agency.choices = [(code, each.name(language())) for code, each in agencies().items()]
        labels = {
            "agency": _("Instansi yang menomori"), "number": _("Nomor"), "signed_on": _("Tanggal ditetapkan"),
            "about": _("Tentang"), "full_numbers": _("Cetak NIK dan nomor KK utuh"), "letterhead": _("Kepala surat"),
            "issuer": _("Pejabat yang menetapkan"), "considering": _("Menimbang"), "recalling": _("Mengingat"),
            "noting": _("Memperhatikan"), "decisions": _("Diktum (KESATU, KEDUA, …)"), "place": _("Ditetapkan di"),
            "office": _("Jabatan penanda tangan"), "name": _("Nama penanda tangan"), "nip": _("NIP"),
            "copies": _("Tembusan"),
        }  # fmt: skip
        for field, label in labels.items():
            self.fields[field].label = label
        for field in _LINES:
            self.fields[field].help_text = _("Satu baris untuk tiap butir; huruf dan angkanya dibuat sendiri.")
        self.fields["number"].help_text = _("Unik untuk instansi itu dalam tahun tanggal penetapan.")
        self.fields["full_numbers"].help_text = _("Tanpa centang, nomor disamarkan: 640213********01.")

    def drafted(self) -> Drafted:
        """What was said."""
        said = self.cleaned_data
        lines = {name: [each.strip() for each in said[name].splitlines() if each.strip()] for name in _LINES}
        plain = {name: said[name].strip() for name in ("issuer", "place", "office", "name", "nip")}
        return Drafted(
            said["agency"], said["number"], said["about"], said["signed_on"], Words.of(lines | plain),
            said["full_numbers"],
        )  # fmt: skip


class AmendmentForm(DraftForm):
    """An amendment, with the papers that it rests on."""

    bast_number = forms.CharField(max_length=80)
    bast_date = _day()
    sptjm_number = forms.CharField(max_length=80)
    sptjm_date = _day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "bast_number": _("Nomor BAST"), "bast_date": _("Tanggal BAST"), "sptjm_number": _("Nomor SPTJM"),
            "sptjm_date": _("Tanggal SPTJM"),
        }  # fmt: skip
        for field, label in labels.items():
            self.fields[field].label = label
        self.order_fields([*labels, *self.fields])

    def papers(self) -> References:
        """The papers."""
        said = self.cleaned_data
        return References(said["bast_number"], said["bast_date"], said["sptjm_number"], said["sptjm_date"])


class WithdrawalForm(DraftForm):
    """A withdrawal, with why."""

    reason = forms.CharField(max_length=500, min_length=10, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Mengapa dicabut?")
        self.order_fields(["reason", *self.fields])


def _initial(said: Drafted) -> dict[str, Any]:
    words = said.words.kept()
    lines = {name: "\n".join(value) if isinstance(value, list) else value for name, value in words.items()}
    return {
        "agency": said.agency, "number": said.number, "about": said.about, "signed_on": said.signed_on,
        "full_numbers": said.full_numbers, **lines,
    }  # fmt: skip
