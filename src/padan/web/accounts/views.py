"""Accounts: found, invited, changed, shut and opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import LANGUAGES, _
from padan.office.accounts import operations, tokens
from padan.office.accounts import queries as known
from padan.office.accounts.roles import Role
from padan.web.access import ACCOUNT, page
from padan.web.accounts import mail, told
from padan.web.accounts.forms import ChangeForm, FindForm, InviteForm, ReasonForm
from padan.web.asking import one_of, reader, words_of
from padan.web.middleware import LANGUAGE_COOKIE

#: Accounts on one page.
AT_ONCE: Final = 50


@page(Role.ADMINISTRATOR)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts of the reader's area and those without one."""
    who, form = reader(request), FindForm(request.GET)
    found = known.accounts(who.scope)
    number = 1
    if form.is_valid():
        which, number = form.cleaned_data["which"], form.cleaned_data["page"] or 1
        if which == "ending":
            found = known.ending(found, who.day, who.day + told.SOON)
        elif which == "waiting":
            found = known.waiting(found)
        elif which == "closed":
            found = found.filter(is_active=False)
        found = known.like(found, form.cleaned_data["q"])
    pages = Paginator(found.prefetch_related("posts__places").order_by("name", "pk"), AT_ONCE).get_page(number)
    shown = [told.account(each, who.scope, who.day) for each in pages]
    asked = request.GET.copy()
    asked.pop("page", None)
    query = f"{said}&" if (said := asked.urlencode()) else ""
    return render(request, "accounts/list.html", {"form": form, "shown": shown, "pages": pages, "query": query})


@page(Role.ADMINISTRATOR)
@require_GET
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account, its posts and what can be done with it."""
    who, found = reader(request), the_account(request, account_id)
    context = {
        "one": told.account(found, who.scope, who.day), "factor": told.has_second_factor(found),
        "locked": told.is_locked(found), "own": found.pk == who.account.pk,
        "keys": tokens.holding(found, who.day).count(),
    }  # fmt: skip
    return render(request, "accounts/account.html", context)


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """A new account; its owner is sent a link."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = operations.invite(
                said["email"], said["name"], by=reader(request).account, on=timezone.now(), language=said["language"]
            )
        except PadanError as error:
            form.add_error("email", words_of(error))
        else:
            return _sent(request, made)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@page(Role.ADMINISTRATOR)
@require_POST
def send(request: HttpRequest, account_id: int) -> HttpResponse:
    """The link of an invitation once more."""
    return _sent(request, the_account(request, account_id))


def _sent(request: HttpRequest, account: known.Account) -> HttpResponse:
    """Send the link by mail; where no server takes it, show it to the one who invites, this once."""
    by, link, refusal = reader(request).account, mail.link_for(request, account), ""
    sent = not account.has_usable_password() and mail.is_set_up() and mail.send_invitation(account, link)
    try:
        operations.invitation_sent(account, shown=not sent, by=by, on=timezone.now())
    except PadanError as error:
        refusal = words_of(error)
    context = {"one": account, "sent": sent, "link": "" if sent or refusal else link, "refusal": refusal}
    answer = render(request, "accounts/sent.html", context, status=422 if refusal else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, account_id: int) -> HttpResponse:
    """Another name or language."""
    found = the_account(request, account_id)
    form = ChangeForm(request.POST or None, initial={"name": found.name, "language": found.language})
    if request.method == "POST" and form.is_valid():
        try:
            operations.change(found, **form.cleaned_data, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("accounts.account", found.pk)
    context = {"form": form, "one": found, "title": _("Ubah nama atau bahasa"), "button": _("Simpan"), "warning": ""}
    return render(request, "accounts/act.html", context, status=422 if form.errors else 200)


@page(ACCOUNT)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language that somebody's own account speaks, in every browser."""
    account, chosen = reader(request).account, request.POST.get("language", "")
    if chosen in LANGUAGES:
        operations.change(account, name=account.name, language=chosen, by=account, on=timezone.now())
    answer = redirect("mfa_index")
    answer.delete_cookie(LANGUAGE_COOKIE)
    return answer


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to an account for a reason: its words, and what does it."""

    title: Callable[[], str]
    warning: Callable[[], str]
    button: Callable[[], str]
    does: Callable[..., Any]


#: What can be done, by what stands in the address.
ACTS: Final[Mapping[str, Act]] = {
    "tutup": Act(
        lambda: _("Tutup akun"), lambda: _("Pemiliknya tidak dapat masuk lagi, dan keluar dari semua perambannya."),
        lambda: _("Tutup akun ini"), operations.close,
    ),
    "buka": Act(
        lambda: _("Buka lagi akun"), lambda: _("Pemiliknya dapat masuk lagi dengan jabatan yang masih berlaku."),
        lambda: _("Buka lagi akun ini"), operations.reopen,
    ),
    "buka-kunci": Act(
        lambda: _("Buka kunci salah sandi"),
        lambda: _("Pastikan lebih dahulu bahwa yang salah menulis adalah pemiliknya."),
        lambda: _("Buka kuncinya"), operations.unlocked,
    ),
    "lepas-pengaman": Act(
        lambda: _("Lepas pengaman kedua yang hilang"),
        lambda: _("Pastikan lebih dahulu, dengan bertemu atau menelepon, bahwa pemiliknya sendiri yang meminta. "
                  "Ia memasang yang baru saat masuk berikutnya."),
        lambda: _("Lepas pengaman keduanya"), operations.remove_second_factor,
    ),
    "cabut-kunci": Act(
        lambda: _("Cabut semua kunci program"), lambda: _("Program yang memakainya tidak dapat membaca lagi."),
        lambda: _("Cabut semuanya"), tokens.revoke_all,
    ),
}  # fmt: skip


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, account_id: int, act: str) -> HttpResponse:
    """Shut or open an account, unlock it, or take a lost second factor from it, for a reason."""
    found, what = the_account(request, account_id), ACTS.get(act)
    if what is None:
        raise Http404(act)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            what.does(found, by=reader(request).account, on=timezone.now(), reason=form.cleaned_data["reason"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            if what.does is operations.unlocked:
                get_adapter().unlock(request, found)
            return redirect("accounts.account", found.pk)
    context = {
        "form": form, "one": found, "title": what.title(), "warning": what.warning(), "button": what.button(),
    }  # fmt: skip
    return render(request, "accounts/act.html", context, status=422 if form.errors else 200)


def the_account(request: HttpRequest, account_id: int) -> known.Account:
    """The account, if the reader keeps it; Http404 otherwise."""
    rows = known.accounts(reader(request).scope).filter(pk=account_id).prefetch_related("posts__places")
    found: known.Account = one_of(request, rows, f"account:{account_id}")
    return found
