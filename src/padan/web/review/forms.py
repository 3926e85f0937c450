"""What is typed on the pages of the review."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from padan.kernel.texts import _
from padan.office.reviews.states import Verdict

#: Pairs that a screen holds at once: the one at hand, and those on their way.
_MOST_ON_SCREEN: Final = 8


class DecisionForm(forms.Form):
    """A verdict, a note, and how long it took."""

    verdict = forms.ChoiceField(choices=[(each.value, each.value) for each in Verdict if each != Verdict.REOPENED])
    note = forms.CharField(max_length=500, required=False)
    seconds = forms.IntegerField(min_value=0, required=False)
    weights = forms.BooleanField(required=False)


class UndoForm(forms.Form):
    """Why something is opened again; one's own word needs no reason."""

    note = forms.CharField(max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Mengapa dibuka kembali?")


class OnScreenForm(forms.Form):
    """The pairs that the browser has on its screen, with commas."""

    but = forms.CharField(required=False, max_length=100)

    def clean_but(self) -> frozenset[int]:
        """Their numbers."""
        numbers = [text for text in self.cleaned_data["but"].split(",") if text.isdecimal()]
        return frozenset(int(text) for text in numbers[:_MOST_ON_SCREEN])
