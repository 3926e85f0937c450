"""What is written on the pages of coordination."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.coordination.kinds import LEVELS, Gathered
from padan.office.coordination.operations import Held
from padan.reports.coordination_words import ENDINGS, KINDS
from padan.reports.wording import region_name
from padan.web.choices import places, regencies


def _day() -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


class GatheringForm(forms.Form):
    """A gathering of one of the ``kinds`` that its writer may write down, in a place of the ``scope`` or one of the
    ``provinces`` as a whole."""

    kind = forms.ChoiceField()
    title = forms.CharField(max_length=160)
    area = forms.ChoiceField()
    held_on = _day()
    place = forms.CharField(max_length=120)
    people = forms.IntegerField(min_value=1, max_value=1_000_000)
    agencies = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea({"rows": 4}))
    note = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea({"rows": 6}))
    minutes = forms.FileField(required=False, widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}))

    def __init__(
        self, *args: Any, scope: Scope, provinces: Collection[str], kinds: tuple[Gathered, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["kind"].choices = [(kind.value, KINDS[kind]()) for kind in kinds]
        # A village has no other region in it: only who has more than that chooses.
        whole = [code for code in scope.codes if _level(code) != "village"]
        regency = regencies(Scope.of(code for code in whole if _level(code) == "regency"))
        province = [(code, region_name(code)) for code in provinces]
        found["area"].choices = [*province, *regency, *places(scope)]
        labels = {
            "kind": _("Jenis pertemuan"), "title": _("Judul"), "area": _("Tingkat dan wilayah"),
            "held_on": _("Tanggal"), "place": _("Tempat"), "people": _("Jumlah orang yang hadir"),
            "agencies": _("Instansi dan kelompok yang ikut"), "note": _("Ringkasan"),
            "minutes": _("Notulen atau daftar hadir"),
        }  # fmt: skip
        for name, label in labels.items():
            found[name].label = label
        found["agencies"].help_text = _("Satu baris untuk satu nama.")
        found["minutes"].help_text = _("PDF, JPG atau PNG, paling besar 5 MB.")

    def clean(self) -> dict[str, Any]:
        """A kind is held in regions of its levels only; said beside the place."""
        said: dict[str, Any] = super().clean() or {}
        kind, area = said.get("kind"), said.get("area")
        if kind and area and _level(area) not in LEVELS[Gathered(kind)]:
            self.add_error("area", _("Pertemuan ini tidak diadakan di tingkat itu. Pilih wilayah lain."))
        return said

    def held(self) -> Held:
        """What was written."""
        said = self.cleaned_data
        return Held(
            Gathered(said["kind"]), said["title"], said["area"], said["held_on"], said["place"], said["people"],
            said["agencies"].splitlines(), said["note"],
        )  # fmt: skip


class CommitmentForm(forms.Form):
    """What somebody will do, and by when."""

    what = forms.CharField(max_length=300)
    owner = forms.CharField(max_length=120)
    due_on = _day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("Apa yang akan dikerjakan")
        self.fields["owner"].label = _("Penanggung jawab")
        self.fields["owner"].help_text = _("Instansi, perusahaan, atau desa.")
        self.fields["due_on"].label = _("Tenggat")


class StrikeForm(forms.Form):
    """Why a gathering was written down by mistake."""

    why = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Alasan")


class WordForm(forms.Form):
    """What is told of a commitment, and of which day."""

    ending = forms.ChoiceField(required=False)
    day = _day()
    text = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": today.isoformat()}, **kwargs)
        ending: Any = self.fields["ending"]
        ending.label, ending.choices = _("Keadaannya"), [(each, words()) for each, words in ENDINGS.items()]
        self.fields["day"].label, self.fields["text"].label = _("Per tanggal"), _("Keterangan")


def _level(code: str) -> str:
    return RegionCode(code, RegionSystem.KEMENDAGRI).level
