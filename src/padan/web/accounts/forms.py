"""What is asked for on the pages of accounts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms

from padan.kernel.scope import Scope
from padan.kernel.texts import LANGUAGES, _
from padan.office.accounts.policies import LONGEST
from padan.office.accounts.roles import FACTS, Role
from padan.web import choices

#: How long a post is given for when nobody says otherwise.
USUAL: Final = timedelta(days=365)
#: Lists from which an account can be picked, by what is written in the address.
WHICH: Final = ("", "ending", "waiting", "closed")


class FindForm(forms.Form):
    """Which accounts."""

    q = forms.CharField(max_length=100, required=False)
    which = forms.ChoiceField(required=False)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = _("Nama atau surel")
        self.fields["q"].widget.attrs |= {"type": "search", "data-search": "", "autocomplete": "off"}
        self.fields["which"].label = _("Yang mana")
        which: Any = self.fields["which"]
        words = (
            _("Semua akun"), _("Jabatannya segera berakhir"), _("Belum membuat kata sandi"), _("Ditutup"),
        )  # fmt: skip
        which.choices = list(zip(WHICH, words, strict=True))


class _Named(forms.Form):
    """The name and the language of an account."""

    name = forms.CharField(max_length=150)
    language = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nama lengkap")
        self.fields["language"].label = _("Bahasa")
        spoken: Any = self.fields["language"]
        names = {"id": "Bahasa Indonesia", "en": "English"}
        spoken.choices = [(code, names[code]) for code in LANGUAGES]


class InviteForm(_Named):
    """A new account."""

    email = forms.EmailField()

    field_order = ("email", "name", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Alamat surel")
        self.fields["email"].help_text = _("Alamat milik orangnya sendiri, bukan alamat bersama sebuah kantor.")


class ChangeForm(_Named):
    """Another name or language."""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(min_length=5, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Alasan")
        self.fields["reason"].help_text = _("Misalnya nomor surat keputusannya. Alasan Anda dicatat.")


def roles_for(scope: Scope) -> list[Role]:
    """The roles that can be given somewhere in a scope."""
    return [role for role, facts in FACTS.items() if not facts.levels or areas_for(role, scope)]


def areas_for(role: Role, scope: Scope) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a role can be given in a scope: choices in groups, each with its title."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for level in FACTS[role].levels:
        if level == "village":
            found += choices.villages(scope)
        elif level == "district" and (inside := choices.districts(scope)):
            found.append((_("Kecamatan"), inside))
        elif level == "regency" and (inside := choices.regencies(scope)):
            found.append((_("Kabupaten"), inside))
    return found


class PostForm(ReasonForm):
    """A post to be given: where, how long and why. ``role`` was chosen before, ``scope`` is the one who gives's."""

    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    field_order = ("areas", "since", "until", "reason")

    def __init__(self, *args: Any, role: Role, scope: Scope, day: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": day, "until": day + USUAL})
        super().__init__(*args, **kwargs)
        self.groups = areas_for(role, scope)
        if self.groups:
            areas: Any = self.fields["areas"]
            areas.choices = self.groups
            areas.label = _("Wilayah")
        else:
            del self.fields["areas"]
        self.fields["since"].label = _("Mulai")
        self.fields["until"].label = _("Sampai")
        years = LONGEST.days // 365
        self.fields["until"].help_text = _("Paling lama {years} tahun; sesudah itu diberikan lagi.").format(years=years)
