"""What is written on the pages of deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.delivery.queries import Movement, Point
from padan.office.delivery.stock import Moved, Seen
from padan.reports.delivery_words import ending_words, items_words, way_words
from padan.reports.wording import village_name
from padan.rules.delivery import LONGEST, MOST, Ending, Way
from padan.web.choices import places


class RecordForm(forms.Form):
    """Of which month a record of handing over is made, and of which village; of all where none is chosen."""

    month = forms.ChoiceField()
    village = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, months: Iterable[date], villages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["month"].choices = [(each.isoformat(), _("mulai {day}").format(day=day(each))) for each in months]
        fields["village"].choices = [("", _("Semua desa")), *((code, village_name(code)) for code in villages)]
        fields["month"].label, fields["village"].label = _("Bulan"), _("Desa")


class SettleForm(forms.Form):
    """How an event ends, and why."""

    event = forms.CharField(max_length=64, widget=forms.HiddenInput)
    ending = forms.ChoiceField()
    reason = forms.CharField(max_length=LONGEST)

    def __init__(self, *args: Any, endings: Iterable[Ending] = tuple(Ending), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["ending"].choices = [(each.value, ending_words(each)) for each in endings]
        fields["ending"].label, fields["reason"].label = _("Selesaikan"), _("Alasan")


class PointForm(forms.Form):
    """A warehouse or a point of a place in the scope."""

    name = forms.CharField(max_length=120)
    area = forms.ChoiceField()

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["area"].choices = places(scope)
        fields["name"].label, fields["area"].label = _("Nama gudang atau titik bagi"), _("Wilayah")


class MoveForm(forms.Form):
    """A movement between some points. Its key is made with the form, so that one that is sent twice is one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    way = forms.ChoiceField()
    item = forms.CharField(max_length=80)
    unit = forms.CharField(max_length=20)
    amount = forms.IntegerField(min_value=1, max_value=MOST)
    source = forms.ChoiceField(required=False)
    target = forms.ChoiceField(required=False)
    supplier = forms.CharField(max_length=120, required=False)
    paper = forms.CharField(max_length=80, required=False)
    note = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._points = {str(each.pk): each for each in points}
        fields: Any = self.fields
        fields["way"].choices = [(each.value, way_words(each)) for each in Way]
        for name in ("source", "target"):
            fields[name].choices = [("", ""), *((number, each.name) for number, each in self._points.items())]
        labels = {
            "way": _("Apa yang terjadi"), "item": _("Barang"), "unit": _("Satuan"), "amount": _("Jumlah"),
            "source": _("Dari titik"), "target": _("Ke titik"), "supplier": _("Pemasok"),
            "paper": _("Nomor surat jalan"), "note": _("Catatan"),
        }  # fmt: skip
        for name, label in labels.items():
            fields[name].label = label

    def moved(self) -> Moved:
        """The movement as it is told."""
        said = self.cleaned_data
        return Moved(
            str(said["key"]), Way(said["way"]), said["item"], said["unit"], said["amount"],
            self._points.get(said["source"]), self._points.get(said["target"]), said["supplier"], said["paper"],
            said["note"],
        )  # fmt: skip


class ExamineForm(forms.Form):
    """What was found of one of these arrivals."""

    movement = forms.ChoiceField()
    examined_on = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    examiner = forms.CharField(max_length=120)
    unfit = forms.IntegerField(min_value=0, max_value=MOST, initial=0)
    last_day = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    price = forms.IntegerField(required=False, min_value=0, max_value=MOST)
    record = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, arrivals: Iterable[Movement], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"examined_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.arrivals = {str(each.pk): each for each in arrivals}
        fields: Any = self.fields
        fields["movement"].choices = [(number, _arrival(each)) for number, each in self.arrivals.items()]
        labels = {
            "movement": _("Barang yang datang"), "examined_on": _("Diperiksa pada"),
            "examiner": _("Siapa yang memeriksa"), "unfit": _("Satuan yang tidak layak"),
            "last_day": _("Baik sampai (tanggal kedaluwarsa)"),
            "price": _("Harga beli satu satuan (rupiah)"), "record": _("Nomor berita acara pemeriksaan"),
        }  # fmt: skip
        for name, label in labels.items():
            fields[name].label = label
        fields["unfit"].help_text = _("Yang masih ada di titik dan tidak layak. Sesudah disisihkan, periksa lagi.")
        fields["price"].help_text = _("Menurut faktur pemasok; kosongkan bila tidak diketahui.")

    def seen(self) -> Seen:
        """What was found."""
        said = self.cleaned_data
        return Seen(
            said["examined_on"], said["examiner"], said["unfit"], said["last_day"], said["price"], said["record"]
        )  # fmt: skip


def _arrival(movement: Movement) -> str:
    what = items_words({(movement.item, movement.unit): movement.amount})
    return f"{what}, {movement.target.name}, {day(timezone.localdate(movement.on))}"
