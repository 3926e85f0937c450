"""Keys by which programs read for somebody's own account: listed, made, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts import tokens
from padan.office.accounts.policies import LONGEST_TOKEN
from padan.office.audit import queries as trail
from padan.web.access import ACCOUNT, page
from padan.web.asking import one_of, reader, words_of

#: How long a key is given for when nobody says otherwise.
USUAL: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ToldToken:
    """A key; ``state`` and ``kind`` say in words and in colour whether it holds."""

    number: int
    name: str
    hint: str
    made_at: datetime
    until: date
    used_at: datetime | None
    state: str
    kind: str
    holds: bool


class TokenForm(forms.Form):
    """A new key."""

    name = forms.CharField(min_length=3, max_length=80)
    until = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": day + USUAL}, **kwargs)
        self.fields["name"].label = _("Untuk program apa?")
        self.fields["name"].help_text = _("Misalnya: dasbor provinsi. Satu kunci untuk satu program.")
        self.fields["until"].label = _("Berlaku sampai")
        self.fields["until"].help_text = _("Paling lama {days} hari.").format(days=LONGEST_TOKEN.days)


@page(ACCOUNT)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The keys of the reader's own account."""
    who = reader(request)
    return render(request, "accounts/tokens.html", {"shown": _told(tokens.tokens_of(who.account), who.day)})


@page(ACCOUNT)
@require_http_methods(["GET", "POST"])
@reauthentication_required
def make(request: HttpRequest) -> HttpResponse:
    """A new key, shown this once; for who has just shown who they are."""
    who = reader(request)
    if settings.PADAN_SECOND_FACTOR and who.sees_names and not is_mfa_enabled(who.account):
        # A password alone makes no key to names: it would open them once the owner sets up the second factor.
        return redirect("mfa_activate_totp")
    form = TokenForm(request.POST or None, day=who.day)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            token, secret = tokens.issue(who.account, said["name"], said["until"], by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            answer = render(request, "accounts/token_made.html", {"token": token, "secret": secret})
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render(request, "accounts/token_make.html", {"form": form}, status=422 if form.errors else 200)


@page(ACCOUNT)
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Take a key back."""
    who = reader(request)
    found = one_of(request, tokens.tokens_of(who.account).filter(pk=token_id), f"token:{token_id}")
    tokens.revoke(found, by=who.account, on=timezone.now())
    return redirect("accounts.tokens")


def _told(found: Iterable[Any], day: date) -> list[ToldToken]:
    return [_one(each, day) for each in found]


def _one(token: Any, day: date) -> ToldToken:
    used = trail.about([str(token)], 1)
    if token.revoked_at is not None:
        state, kind = _("dicabut"), "plain"
    elif token.until < day:
        state, kind = _("sudah berakhir"), "plain"
    else:
        state, kind = _("berlaku"), "good"
    return ToldToken(
        token.pk, token.name, token.hint, token.made_at, token.until, used[0].at if used else None, state, kind,
        kind == "good",
    )  # fmt: skip
