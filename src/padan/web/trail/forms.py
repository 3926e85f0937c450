"""What is asked of the trail."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts import queries as accounts
from padan.office.audit.queries import Asked
from padan.reports.trail_actions import ACTIONS
from padan.web.choices import places

#: An account or the program, as the trail calls them.
_EXACT: Final = re.compile(r"padan|account:\d+")
_PERSON, _FAMILY = re.compile(r"P[0-9A-F]{15}"), re.compile(r"F[0-9A-F]{15}")
#: Accounts to choose from that are worth listing.
_MOST: Final = 20


class TrailForm(forms.Form):
    """Which entries. ``scope`` is the reader's, ``actions`` begin with one of the ``apps`` where some are named."""

    who = forms.CharField(max_length=150, required=False)
    action = forms.ChoiceField(required=False)
    subject = forms.CharField(max_length=200, required=False)
    area = forms.ChoiceField(required=False)
    since = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    words = forms.CharField(max_length=100, required=False)
    below = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, apps: tuple[str, ...] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        #: Accounts that the words for one can mean, when they mean several.
        self.candidates: list[accounts.Account] = []
        labels = {
            "who": _("Siapa"), "action": _("Perbuatan"), "subject": _("Tentang"), "area": _("Wilayah"),
            "since": _("Sejak hari"), "until": _("Sampai hari"), "words": _("Kata dalam alasan"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["who"].help_text = _("Nama atau surel.")
        self.fields["subject"].help_text = _("Nomor orang (P…), keluarga (F…), atau seperti tertulis di entrinya.")
        known = [code for code in ACTIONS if apps is None or code.partition(".")[0] in apps]
        self._choices("action", [("", _("Semua")), *((code, ACTIONS[code]()) for code in known)])
        self._choices("area", [("", _("Semua di wilayah saya")), *places(scope)])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_who(self) -> str:
        """The account as the trail calls it; the words where they mean nobody or several."""
        said = self.cleaned_data["who"].strip()
        if not said or _EXACT.fullmatch(said):
            return said
        self.candidates = list(accounts.like(accounts.accounts(self._scope), said)[:_MOST])
        if not self.candidates:
            raise forms.ValidationError(_("Tidak ada akun dengan nama atau surel itu di wilayah Anda."))
        return str(self.candidates[0]) if len(self.candidates) == 1 else said

    def clean_subject(self) -> str:
        """The subject as the trail calls it; a person's or family's number suffices."""
        said: str = self.cleaned_data["subject"].strip()
        for kind, pattern in (("person", _PERSON), ("family", _FAMILY)):
            if pattern.fullmatch(said.upper()):
                return f"{kind}:{said.upper()}"
        return said

    def asked(self) -> Asked:
        """What is asked for."""
        said = self.cleaned_data
        until = said["until"] + timedelta(days=1) if said["until"] else None
        return Asked(
            by=said["who"], action=said["action"], subject=said["subject"], area=said["area"],
            since=_begin_of(said["since"]), until=_begin_of(until), words=said["words"],
        )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """What is asked for, as the trail keeps it."""
        keys = {"who": "by"}
        said = {keys.get(name, name): value for name, value in self.cleaned_data.items() if value}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _begin_of(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time()))
