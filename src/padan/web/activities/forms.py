"""What is written on the pages of reported activities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.office.activities.lines import Addressed, Line, Said
from padan.reference.activities import Class, activity_kinds
from padan.reports.activities.words import ADDRESSED, class_words
from padan.reports.wording import region_name
from padan.web.choices import districts, places
from padan.web.giving.forms import day_field, labelled

#: Bytes of a report, at most.
LARGEST: Final = 20 * 1024 * 1024
LARGEST_GRANTS: Final = 5 * 1024 * 1024
#: How a report is written: in its sender's own columns, tagged as 4W, or as a package of grants.
OWN, TAGGED, GRANTS = "own", "4w", "360giving"
UNKNOWN: Final = "unknown"


class FilterForm(forms.Form):
    """Which of the activities."""

    year = forms.ChoiceField(required=False)
    of = forms.ChoiceField(required=False)
    district = forms.ChoiceField(required=False)
    only = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, scope: Scope, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"year": _("Tahun"), "of": _("Golongan"), "district": _("Kecamatan"), "only": _("Hanya yang")})
        fields: Any = self.fields
        everything = ("", _("semua"))
        fields["year"].choices = [everything, *((str(year), str(year)) for year in years)]
        fields["of"].choices = [
            everything, *((each.value, class_words(each)) for each in Class), (UNKNOWN, class_words(None)),
        ]  # fmt: skip
        fields["district"].choices = [everything, *districts(scope)]
        fields["only"].choices = [
            everything, ("misfiled", _("salah bidang")), ("doubled", _("dilaporkan lebih dari sekali")),
        ]  # fmt: skip


class SenderForm(forms.Form):
    """Who reports, to whom, and in which writing."""

    sender = forms.CharField(max_length=200)
    office = forms.BooleanField(required=False)
    addressed = forms.ChoiceField()
    writing = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {
            "sender": _("Pengirim"), "office": _("Pengirimnya kantor pemerintah"), "addressed": _("Dilaporkan kepada"),
            "writing": _("Bentuk berkas"),
        })  # fmt: skip
        fields: Any = self.fields
        fields["sender"].help_text = _("Nama perusahaan, atau kantor yang mengumpulkan laporannya.")
        fields["addressed"].choices = [(each.value, words()) for each, words in _addressed()]
        fields["writing"].choices = [
            (OWN, _("kolom milik pengirim (xlsx, xls, ods, csv)")), (TAGGED, _("4W bertanda HXL (csv)")),
            (GRANTS, _("hibah 360Giving (json)")),
        ]  # fmt: skip


class SendForm(SenderForm):
    """The same, and the file."""

    file = forms.FileField(widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.json"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"file": _("Berkas laporan")})
        self.fields["file"].help_text = _("Paling besar 20 MB; 360Giving 5 MB.")

    def clean_file(self) -> Any:
        """A file that is not too large."""
        file = self.cleaned_data["file"]
        if self.cleaned_data.get("writing") == GRANTS and file.size > LARGEST_GRANTS:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 5 MB. Pecah menjadi beberapa berkas."))
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 20 MB. Pecah menjadi beberapa berkas."))
        return file


class AcceptForm(SenderForm):
    """What was said with a file that waits, and which one it is: a name that was made for it and tells no path."""

    stored = forms.RegexField(r"^kiriman-[0-9a-f]{32}(?:\.[a-z0-9]{1,8})?$", widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class EnterForm(forms.Form):
    """One activity that was told without a file."""

    sender = forms.CharField(max_length=200)
    addressed = forms.ChoiceField()
    title = forms.CharField(max_length=500)
    company = forms.CharField(max_length=300, required=False)
    implementer = forms.CharField(max_length=300, required=False)
    description = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea({"rows": 3}))
    sector = forms.CharField(max_length=200, required=False)
    beneficiaries = forms.CharField(max_length=500, required=False)
    people = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)
    area = forms.ChoiceField()
    since = day_field(required=False)
    until = day_field(required=False)
    value = forms.IntegerField(min_value=0, max_value=10**15, required=False)
    share = forms.BooleanField(required=False)

    def __init__(self, *args: Any, regency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {
            "sender": _("Pengirim"), "addressed": _("Dilaporkan kepada"), "title": _("Nama kegiatan"),
            "company": _("Perusahaan pemberi"), "implementer": _("Pelaksana"), "description": _("Uraian"),
            "sector": _("Bidang"), "beneficiaries": _("Sasaran"), "people": _("Jumlah penerima"),
            "area": _("Tempat"), "since": _("Mulai"), "until": _("Selesai"), "value": _("Nilai (Rp)"),
            "share": _("Nilai itu hanya bagian pengirim"),
        })  # fmt: skip
        fields: Any = self.fields
        fields["company"].help_text = _("Kosong: pengirimnya.")
        fields["addressed"].choices = [(each.value, words()) for each, words in _addressed()]
        fields["area"].choices = [(regency, region_name(regency)), *places(Scope((regency,)))]

    def line(self) -> Line:
        """What was written."""
        said = {name: each for name, each in self.cleaned_data.items() if name not in ("sender", "addressed")}
        return Line(**{**said, "company": said["company"] or self.cleaned_data["sender"]})


class ReasonForm(forms.Form):
    """Why something is said, or taken back."""

    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"reason": _("Alasan")})


class KindForm(ReasonForm):
    """What an activity does, and why its words do not say so."""

    kind = forms.ChoiceField()
    field_order = ("kind", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"kind": _("Yang dikerjakan")})
        fields: Any = self.fields
        fields["kind"].choices = [
            (
                class_words(of),
                [(code, each.name(language())) for code, each in activity_kinds().items() if each.of is of],
            )
            for of in Class
        ]


class PairForm(ReasonForm):
    """Whether two reports tell of one activity; which are they."""

    one = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.TypedChoiceField(coerce=Said, choices=[(each.value, each.value) for each in Said])


def _addressed() -> list[tuple[Addressed, Any]]:
    return [(each, ADDRESSED[each]) for each in Addressed]
