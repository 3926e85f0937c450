"""What is written on the pages of the verification sample."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.checking.drawing import Level
from padan.office.checking.operations import Told, Wanted
from padan.office.checking.queries import Met
from padan.reports.checking_words import LEVELS, METS, QUESTIONS

#: Before the name of the field for the units of an item stands its place in the package.
_UNITS: Final = "jumlah_"
_PERCENT: Final = 100


class DrawForm(forms.Form):
    """Of which of the ``rounds`` a sample is drawn, and how sure it is to be (percent)."""

    held = forms.ChoiceField()
    level = forms.ChoiceField()
    half_width = forms.IntegerField(min_value=1, max_value=30, initial=5)
    response = forms.IntegerField(min_value=30, max_value=100, initial=90)

    def __init__(self, *args: Any, rounds: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {str(each.pk): each for each in rounds}
        fields: Any = self.fields
        fields["held"].choices = [(pk, f"{each.programme.name}: {each.name}") for pk, each in self.rounds.items()]
        fields["level"].choices = [(each.value, LEVELS[each]()) for each in Level]
        labels = {
            "held": _("Putaran bantuan"), "level": _("Dibagi menurut"),
            "half_width": _("Ketelitian (plus-minus, persen)"), "response": _("Perkiraan yang dapat ditemui (persen)"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["half_width"].help_text = _("Makin kecil, makin banyak yang dikunjungi.")

    def wanted(self) -> Wanted:
        """How sure it is to be, as shares."""
        said = self.cleaned_data
        return Wanted(
            Level(said["level"]), said["half_width"] / _PERCENT, response=said["response"] / _PERCENT
        )  # fmt: skip


class AssignForm(forms.Form):
    """Who visits a stratum: somebody's e-mail."""

    stratum = forms.ChoiceField()
    email = forms.EmailField()

    def __init__(self, *args: Any, strata: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stratum: Any = self.fields["stratum"]
        stratum.label, stratum.choices = _("Wilayah"), list(strata)
        self.fields["email"].label = _("Surel petugas yang berkunjung")
        self.fields["email"].help_text = _("Bukan orang yang menyusun daftar atau membagikan bantuannya di sana.")


class VisitForm(forms.Form):
    """What was found at a family: ``package`` is what a recipient is entitled to each month."""

    met = forms.ChoiceField(widget=forms.RadioSelect)
    visited_on = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, package: Iterable[Any], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"visited_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self._items = list(package)
        met: Any = self.fields["met"]
        met.label, met.choices = _("Siapa yang ditemui?"), [(each.value, METS[each]()) for each in Met]
        self.fields["visited_on"].label = _("Hari kunjungan")
        self.fields["note"].label = _("Catatan")
        for name, question in QUESTIONS.items():
            choices = [("1", _("ya")), ("0", _("tidak")), ("-1", _("tidak tahu"))]
            self.fields[name] = forms.ChoiceField(
                label=question(), choices=choices, required=False, widget=forms.RadioSelect
            )
        for number, portion in enumerate(self._items):
            self.fields[f"{_UNITS}{number}"] = forms.IntegerField(
                label=_("{item} yang diterima sebulan ({unit})").format(item=portion.item, unit=portion.unit),
                required=False, min_value=0, max_value=1_000_000,
            )  # fmt: skip

    @property
    def amounts(self) -> list[str]:
        """The names of the fields of amounts."""
        return [name for name in self.fields if name.startswith(_UNITS)]

    def told(self) -> Told:
        """What was found."""
        said = self.cleaned_data
        units = {
            portion.item: said[f"{_UNITS}{number}"]
            for number, portion in enumerate(self._items)
            if said[f"{_UNITS}{number}"] is not None
        }
        answers = {name: int(said[name] or -1) for name in QUESTIONS}
        return Told(Met(said["met"]), said["visited_on"], answers, units, said["note"])
