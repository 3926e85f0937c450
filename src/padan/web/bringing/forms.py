"""What is answered to a consignment. Its giver reads the number that came and the reason, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django import forms

from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.office.bringing.answering import Came, Looked, confirm, receive, refuse
from padan.office.bringing.kinds import Because
from padan.office.bringing.queries import Answer, Consignment
from padan.office.delivery.queries import Point
from padan.reports.bringing_words import BECAUSE
from padan.reports.delivery_words import checked_words, taker_words
from padan.rules.delivery import LONGEST, MOST, Checked, Taker
from padan.web.giving.forms import labelled

#: Who of a family is there when somebody looks, and how that is made sure; a card is for goods.
_TAKERS: Final = (Taker.RECIPIENT, Taker.FAMILY)
_CHECKED: Final = (Checked.KTP, Checked.KK, Checked.KNOWN)


class _AnswerForm(forms.Form):
    """Why another number came, and a note that stays inside."""

    because = forms.ChoiceField(required=False)
    note = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["because"]
        reasons.choices = [("", ""), *((each.value, words()) for each, words in BECAUSE.items())]
        labelled(self, {"because": _("Sebab jumlahnya lain"), "note": _("Catatan untuk petugas")})
        reasons.help_text = _("Pemberi membaca jumlah dan sebab ini.")
        self.fields["note"].help_text = _("Untuk petugas saja; pemberi tidak membacanya.")

    def came(self) -> Came:
        """What came."""
        said = self.cleaned_data
        return Came(said["units"], Because(said["because"]) if said["because"] else None, said["note"])


class ReceiveForm(_AnswerForm):
    """How many units of goods came to which point, and what they are called there."""

    units = forms.IntegerField(min_value=1, max_value=MOST)
    item = forms.CharField(max_length=80)
    point = forms.ChoiceField()

    field_order = ("units", "because", "item", "point", "note")

    def __init__(self, *args: Any, of: Consignment, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, initial={"units": of.units, "item": of.item}, **kwargs)
        self._points = {str(each.pk): each for each in points}
        fields: Any = self.fields
        fields["point"].choices = [(number, each.name) for number, each in self._points.items()]
        labelled(self, {"units": _("Jumlah yang datang"), "item": _("Dicatat sebagai"), "point": _("Di titik")})
        fields["item"].help_text = _("Nama barang seperti di paket dan ponsel, supaya dapat diserahkan.")

    def answer(self, one: Consignment, by: Account, on: datetime) -> Answer:
        """Do what was written."""
        said = self.cleaned_data
        return receive(one, self.came(), self._points[said["point"]], said["item"], by=by, on=on)


class ConfirmForm(_AnswerForm):
    """How much of works or a service was done, seen at the family."""

    units = forms.IntegerField(min_value=1, max_value=MOST)
    taker = forms.ChoiceField()
    checked = forms.ChoiceField()

    field_order = ("units", "because", "taker", "checked", "note")

    def __init__(self, *args: Any, of: Consignment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"units": of.units}, **kwargs)
        fields: Any = self.fields
        fields["taker"].choices = [(each.value, taker_words(each)) for each in _TAKERS]
        fields["checked"].choices = [(each.value, checked_words(each)) for each in _CHECKED]
        labelled(self, {
            "units": _("Jumlah yang terlaksana"), "taker": _("Yang ditemui"), "checked": _("Dipastikan dengan"),
        })  # fmt: skip

    def answer(self, one: Consignment, by: Account, on: datetime) -> Answer:
        """Do what was written."""
        looked = Looked(Taker(self.cleaned_data["taker"]), Checked(self.cleaned_data["checked"]))
        return confirm(one, self.came(), looked, by=by, on=on)


class RefuseForm(_AnswerForm):
    """Why nothing came of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].required = True
        labelled(self, {"because": _("Sebabnya")})

    def answer(self, one: Consignment, by: Account, on: datetime) -> Answer:
        """Do what was written."""
        said = self.cleaned_data
        return refuse(one, Because(said["because"]), said["note"], by=by, on=on)


AnswerForm = ReceiveForm | ConfirmForm | RefuseForm
