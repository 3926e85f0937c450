"""What is asked for on the pages of files."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.receiving.operations import Said
from padan.reference.cycles import cycles
from padan.reports.wording import TASK_BOOK, source_name
from padan.web.choices import villages
from padan.web.receiving.told import states


class SendForm(forms.Form):
    """What the sender says of files, where they do not say it themselves."""

    source = forms.ChoiceField(required=False)
    village = forms.ChoiceField(required=False)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source, village = self._choices("source"), self._choices("village")
        source.label, village.label, self.fields["day"].label = (
            _("Jenis daftar"), _("Desa atau kelurahan"), _("Keadaan per tanggal"),
        )  # fmt: skip
        source.choices = [("", _("dikenali sendiri")), *sources()]
        village.choices = [("", _("seperti tertulis di berkas")), *villages(scope)]
        village.help_text = _("Untuk baris yang tidak menyebut desanya, misalnya dari OpenSID.")

    def said(self) -> Said:
        """As the operation takes it."""
        told = self.cleaned_data
        return Said(told["source"], told["village"], told["day"])

    def _choices(self, name: str) -> Any:
        return self.fields[name]


#: The choice of the files of which rows were refused, beside the states.
WITH_REFUSED_ROWS: Final = "rows_refused"


class FilterForm(forms.Form):
    """Which of the files that were sent."""

    source = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    sender = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, senders: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["source"].label, fields["state"].label = _("Jenis daftar"), _("Keadaan")
        fields["sender"].label, fields["since"].label = _("Pengirim"), _("Sejak")
        everything = ("", _("semua"))
        fields["source"].choices = [everything, *sources(), (TASK_BOOK, source_name(TASK_BOOK))]
        known = [(state.value, word) for state, word in states().items()]
        fields["state"].choices = [everything, *known, (WITH_REFUSED_ROWS, _("ada baris yang ditolak"))]
        fields["sender"].choices = [everything, *senders]


def sources() -> list[tuple[str, str]]:
    """The kinds of lists as choices."""
    return sorted(((kind, source_name(kind)) for kind in cycles()), key=lambda each: each[1])
