"""What is chosen on the pages of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from padan.kernel.texts import _
from padan.reports.counting.codes import FAMILIES, all_asked, asked_of, attributes, code_of, pair_of
from padan.reports.counting.measures import LATE, PAIRS, Asked, Pair, Theme
from padan.reports.counting.words import asked_words, attribute_words, pair_words
from padan.reports.gap_words import gap_kinds

Choices = list[tuple[str, Any]]
#: What the first page shows by place until somebody chooses: families at risk that no poor list has.
_FIRST = Asked(Theme.GAP, "at_risk_not_poor_list")


class PlacedForm(forms.Form):
    """A choice about the place of the page, which stays. It shows what is chosen, also where the address asks for
    nothing that is offered."""

    data: Any
    wilayah = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)

    def __init__(self, asked: Mapping[str, str], place: str) -> None:
        super().__init__({**asked, "wilayah": place})

    def offer(self, name: str, label: str, choices: Choices, first: str) -> None:
        """Offer choices; ``first`` is chosen where none of them was."""
        field: Any = self.fields[name]
        field.label, field.choices = label, choices
        if not field.valid_value(self.data.get(name, "")):
            self.data = {**self.data, name: first}


class MeasureForm(PlacedForm):
    """What to show place by place: two lists, or a kind of gap."""

    ukuran = forms.ChoiceField(required=False)

    def __init__(self, asked: Mapping[str, str], place: str) -> None:
        super().__init__(asked, place)
        self.offer("ukuran", _("Yang ditampilkan"), self.choices(), code_of(_FIRST))

    def choices(self) -> Choices:
        """All that can be shown, by what it is of."""
        return [(_("Selisih"), _gaps()), (_("Dua daftar"), _pairs())]

    def chosen(self) -> Asked | Pair:
        """What was chosen, else the first."""
        code = self.cleaned_data["ukuran"] if self.is_valid() else ""
        return pair_of(code) or asked_of(code) or _FIRST


class MapForm(MeasureForm):
    """What to colour the map by: a state of two lists, a kind of gap, or what is late."""

    def choices(self) -> Choices:
        late = [(code_of(_late(each)), attribute_words(each)) for each in attributes()]
        states = [(code_of(each), asked_words(each)) for each in all_asked() if each.theme is Theme.PAIR]
        return [(_("Selisih"), _gaps()), (_("Data yang tertinggal"), late), (_("Dua daftar"), states)]

    def coloured(self) -> Asked:
        """What was chosen, else the first."""
        found = self.chosen()
        return found if isinstance(found, Asked) else _FIRST


class FreshForm(PlacedForm):
    """Whose age to show place by place, and whether village by village."""

    tentang = forms.ChoiceField(required=False)
    desa = forms.BooleanField(required=False)

    def __init__(self, asked: Mapping[str, str], place: str) -> None:
        super().__init__(asked, place)
        owed = [(each, attribute_words(each)) for each in attributes()]
        self.offer("tentang", _("Data"), owed, attributes()[0])
        self.fields["desa"].label = _("Desa demi desa")

    def chosen(self) -> tuple[str, bool]:
        """The attribute, else the first; and whether village by village."""
        if not self.is_valid():
            return attributes()[0], False
        return self.cleaned_data["tentang"], self.cleaned_data["desa"]


class NamesForm(PlacedForm):
    """Whom to list."""

    daftar = forms.ChoiceField(required=False)

    def __init__(self, asked: Mapping[str, str], place: str) -> None:
        super().__init__(asked, place)
        by_theme = {
            theme: [(code_of(each), asked_words(each)) for each in all_asked() if each.theme is theme]
            for theme in Theme
        }  # fmt: skip
        choices = [
            (_("Selisih"), by_theme[Theme.GAP]), (_("Umur data"), by_theme[Theme.FRESH]),
            (_("Dua daftar"), by_theme[Theme.PAIR]), (_("Keluarga"), by_theme[Theme.TOTAL]),
        ]  # fmt: skip
        self.offer("daftar", _("Yang didaftar"), choices, code_of(FAMILIES))

    def asked(self) -> Asked:
        """Whom to list: everybody, where nothing that is counted was asked for."""
        return (asked_of(self.cleaned_data["daftar"]) if self.is_valid() else None) or FAMILIES


def _late(attribute: str) -> Asked:
    return Asked(Theme.FRESH, attribute, LATE)


def _gaps() -> Choices:
    return [(code_of(each), asked_words(each)) for each in (Asked(Theme.GAP, kind) for kind in gap_kinds())]


def _pairs() -> Choices:
    return [(code_of(Asked(Theme.PAIR, pair.key)), pair_words(pair)) for pair in PAIRS]
