"""What is asked for on the pages of data subjects' rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.subjects.states import NEXT, Right, State
from padan.reports.rights_words import RIGHTS, STATES

_MOMENT: Final = "%Y-%m-%dT%H:%M"


def _moment(*, required: bool = True) -> forms.DateTimeField:
    return forms.DateTimeField(
        required=required, widget=forms.DateTimeInput({"type": "datetime-local"}, format=_MOMENT)
    )  # fmt: skip


def _long(*, required: bool = True) -> forms.CharField:
    return forms.CharField(max_length=4_000, required=required, widget=forms.Textarea({"rows": 4}))


class ReasonForm(forms.Form):
    """Why a file is made."""

    reason = forms.CharField(min_length=10, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Untuk apa?")
        self.fields["reason"].help_text = _("Misalnya: diminta orangnya sendiri, KTP sudah dicocokkan. Dicatat.")


class CaseForm(forms.Form):
    """What somebody asks for."""

    right = forms.ChoiceField()
    wanted = _long()
    asked_by = forms.CharField(max_length=150)
    paper = forms.CharField(max_length=200)
    asked_at = _moment()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"asked_at": timezone.localtime()})
        super().__init__(*args, **kwargs)
        right: Any = self.fields["right"]
        right.choices = [(each.value, RIGHTS[each]()) for each in Right]
        labels = {
            "right": _("Permintaan"), "wanted": _("Apa yang diminta"), "asked_by": _("Siapa yang meminta"),
            "paper": _("Bukti bahwa ia berhak"), "asked_at": _("Diminta pada"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["paper"].help_text = _("Misalnya KTP-nya sendiri, kartu keluarga sebagai orang tua, surat kuasa.")
        self.fields["asked_at"].help_text = _("Tenggat dihitung sejak permintaan diterima, bukan sejak dicatat.")


class StepForm(forms.Form):
    """What becomes of a case. ``state`` is where it stands."""

    state = forms.ChoiceField(widget=forms.RadioSelect)
    answer = _long(required=False)

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps: Any = self.fields["state"]
        steps.choices = [(each.value, STATES[each]()) for each in State if each in NEXT[state]]
        steps.label = _("Menjadi")
        self.fields["answer"].label = _("Jawaban dan alasannya")
        self.fields["answer"].help_text = _("Apa yang dilakukan, dan mengapa. Wajib bila permintaannya dijawab.")


class BreachForm(forms.Form):
    """What is known of a breach; fields as in :class:`padan.office.subjects.operations.Found`."""

    found_at = _moment()
    what = _long()
    data = _long()
    whose = _long()
    many = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)
    done = _long(required=False)
    people_told_at = _moment(required=False)
    authority_told_at = _moment(required=False)
    public_told_at = _moment(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "found_at": _("Diketahui pada"), "what": _("Apa yang terjadi, kapan dan bagaimana"),
            "data": _("Data yang mana"), "whose": _("Data siapa"), "many": _("Berapa orang"),
            "done": _("Penanganan dan pemulihan"), "people_told_at": _("Orangnya diberi tahu pada"),
            "authority_told_at": _("Lembaga pengawas diberi tahu pada"),
            "public_told_at": _("Masyarakat diberi tahu pada"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["many"].help_text = _("Kosong bila belum diketahui.")
        self.fields["whose"].help_text = _("Misalnya: balita di tiga desa; tanpa nama orang.")

    @staticmethod
    def of(breach: Any) -> dict[str, datetime | str | int | None]:
        """The fields of a breach, as they stand."""
        return {name: getattr(breach, name) for name in BreachForm.base_fields}
