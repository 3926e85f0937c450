"""The columns of a report, as a form: what each holds is guessed, and a person says what cannot be guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from padan.kernel.texts import _
from padan.reports.activities.columns import FIELDS, Guess
from padan.reports.activities.words import FIELD_WORDS

#: Examples that are shown of a column, and letters of one.
_SHOWN: Final = 3
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column for the page: its head, what stands in it, the field to choose, and whether nothing is known of it."""

    head: str
    examples: tuple[str, ...]
    chosen: Any
    unknown: bool


class ColumnsForm(forms.Form):
    """What each column of a sheet holds."""

    def __init__(self, *args: Any, guessed: Guess, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guessed = guessed
        held = {head: field for field, head in guessed.mapping.items()}
        choices = [("", _("tidak dipakai")), *((field, FIELD_WORDS[field]()) for field in FIELD_WORDS)]
        for place, head in enumerate(guessed.examples):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=choices, required=False, label=head, initial=held.get(head, "")
            )

    def clean(self) -> dict[str, Any]:
        """One column is the activity's name, and no two are the same thing."""
        said: dict[str, Any] = super().clean() or {}
        fields = [field for field in said.values() if field]
        for field in dict.fromkeys(fields):
            if fields.count(field) > 1:
                words = _("Dua kolom dipilih untuk {field}. Pilih salah satu.").format(field=FIELD_WORDS[field]())
                self.add_error(None, words)
        if "title" not in fields:
            self.add_error(None, _("Kolom kegiatan belum ditunjuk. Pilih kolom yang berisi nama kegiatan."))
        return said

    def answers(self) -> dict[str, str]:
        """The head of each field, empty for one that no column holds."""
        said = {self.cleaned_data[f"column_{place}"]: head for place, head in enumerate(self._guessed.examples)}
        return {field: said.get(field, "") for field in FIELDS}

    def columns(self) -> Iterator[Column]:
        """The columns in their order."""
        for place, (head, examples) in enumerate(self._guessed.examples.items()):
            shown = tuple(each if len(each) <= _LONGEST else f"{each[:_LONGEST]}…" for each in examples[:_SHOWN])
            yield Column(head, shown, self[f"column_{place}"], head in self._guessed.unknown)
