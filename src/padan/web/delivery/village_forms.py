"""What is written on the page of a village's delivery, and the month from which an amendment is followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.delivery.queries import Point
from padan.reports.delivery_words import fate_words
from padan.rules.delivery import LONGEST, Fate


def _months(months: Iterable[date]) -> list[tuple[str, str]]:
    return [(each.isoformat(), _("mulai {day}").format(day=day(each))) for each in months]


class FollowForm(forms.Form):
    """From which month of a round an amendment of its decree is followed."""

    month = forms.ChoiceField()

    def __init__(self, *args: Any, months: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["month"].choices, fields["month"].label = _months(months), _("Berlaku untuk bulan")


class PlanForm(forms.Form):
    """On which day and where a month of a round is handed out."""

    do = forms.CharField(widget=forms.HiddenInput, initial="plan")
    month = forms.ChoiceField()
    point = forms.ChoiceField()
    on_day = forms.DateField(widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, months: Iterable[date], points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {str(each.pk): each for each in points}
        fields: Any = self.fields
        fields["month"].choices = _months(months)
        fields["point"].choices = [(number, each.name) for number, each in self.points.items()]
        for name, label in (("month", _("Bulan")), ("point", _("Titik bagi")), ("on_day", _("Hari"))):
            fields[name].label = label


class GuardianForm(forms.Form):
    """Who takes what a family without grown-ups is entitled to."""

    do = forms.CharField(widget=forms.HiddenInput, initial="guardian")
    family = forms.ChoiceField()
    name = forms.CharField(max_length=120)
    why = forms.CharField(max_length=LONGEST)

    def __init__(self, *args: Any, families: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["family"].choices = list(families.items())
        for name, label in (("family", _("Keluarga")), ("name", _("Nama wali")), ("why", _("Alasan"))):
            fields[name].label = label


class FreeForm(forms.Form):
    """That a family left its place from a month on, or that this was a mistake."""

    do = forms.CharField(widget=forms.HiddenInput, initial="free")
    family = forms.ChoiceField()
    fate = forms.ChoiceField()
    month = forms.ChoiceField()
    why = forms.CharField(max_length=LONGEST)

    def __init__(self, *args: Any, months: Iterable[date], families: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["family"].choices, fields["month"].choices = list(families.items()), _months(months)
        fields["fate"].choices = [(each.value, fate_words(each)) for each in (Fate.DIED_OUT, Fate.MOVED_OUT)]
        fields["fate"].choices.append((Fate.STAYS.value, _("tetap menerima: catatan sebelumnya keliru")))
        labels = {
            "family": _("Keluarga"), "fate": _("Keadaannya"), "month": _("Berlaku untuk bulan"), "why": _("Alasan"),
        }  # fmt: skip
        for name, label in labels.items():
            fields[name].label = label
