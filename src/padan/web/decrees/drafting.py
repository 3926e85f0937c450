"""Drafting decrees: the first of a round, amendments, withdrawals; rewriting and dropping a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.aid import queries as aid
from padan.office.decrees import drafting, queries
from padan.office.decrees.policies import (
    NumberTakenError,
    check_can_be_changed,
    check_can_draft,
    check_somebody_fell_out,
)
from padan.office.decrees.queries import Decree
from padan.office.decrees.states import Kind
from padan.office.decrees.suggesting import suggested
from padan.office.decrees.words import Drafted, Words
from padan.web.access import page
from padan.web.asking import one_of, reader, words_of
from padan.web.decrees import told
from padan.web.decrees.forms import AmendmentForm, DraftForm, WithdrawalForm


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Draft the decree of a round, beginning with what such decrees say."""
    who = reader(request)
    held = one_of(request, aid.rounds(who.scope).filter(pk=aid_id), f"aid:{aid_id}")
    form = DraftForm(request.POST or None, said=suggested(held, who.day))
    return _asked(
        request, form, _("Susun keputusan"), lambda: check_can_draft(held),
        lambda: drafting.draft(held, form.drafted(), by=who.account, on=timezone.now()),
    )  # fmt: skip


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Rewrite a draft."""
    found, who = the(request, decree_id), reader(request)
    said = Drafted(
        found.agency, found.number, found.about, found.signed_on, Words.of(found.words), found.full_numbers
    )  # fmt: skip
    form = DraftForm(request.POST or None, said=said)
    return _asked(
        request, form, _("Ubah rancangan keputusan"), lambda: None,
        lambda: drafting.revise(found, form.drafted(), by=who.account, on=timezone.now()),
    )  # fmt: skip


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Draft the amendment that replaces who fell out."""
    found, who = the(request, decree_id), reader(request)
    form = AmendmentForm(request.POST or None, said=suggested(found.round, who.day, Kind.AMENDMENT, found))

    def first() -> None:
        check_can_be_changed(found)
        check_somebody_fell_out(found.round)

    return _asked(
        request, form, _("Perubahan atas {name}").format(name=told.name_of(found)), first,
        lambda: drafting.draft_amendment(found, form.drafted(), form.papers(), by=who.account, on=timezone.now()),
    )  # fmt: skip


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Draft the withdrawal of a decree."""
    found, who = the(request, decree_id), reader(request)
    form = WithdrawalForm(request.POST or None, said=suggested(found.round, who.day, Kind.WITHDRAWAL, found))
    return _asked(
        request, form, _("Pencabutan {name}").format(name=told.name_of(found)), lambda: check_can_be_changed(found),
        lambda: drafting.draft_withdrawal(
            found, form.drafted(), form.cleaned_data["reason"], by=who.account, on=timezone.now()
        ),
    )  # fmt: skip


@page(Role.DATA_OFFICER)
@require_POST
def drop(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Remove a draft."""
    found = the(request, decree_id)
    try:
        drafting.drop(found, by=reader(request).account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
        return redirect("decrees.show", decree_id)
    return redirect("decrees.list")


def the(request: HttpRequest, decree_id: int) -> Decree:
    """The decree, if the reader's scope has it."""
    rows = queries.decrees(reader(request).scope).filter(pk=decree_id)
    found: Decree = one_of(request, rows, f"decree:{decree_id}")
    return found


def _asked(
    request: HttpRequest, form: DraftForm, title: str, first: Callable[[], None], write: Callable[[], Decree]
) -> HttpResponse:
    """The form; or the decree that was written. ``first``: what stands against it before anything is asked."""
    context: dict[str, Any] = {"form": form, "title": title, "problem": None}
    try:
        first()
    except PadanError as error:
        context["problem"] = error
        return render(request, "decrees/form.html", context)
    if request.method == "POST" and form.is_valid():
        try:
            made = write()
        except PadanError as error:
            form.add_error("number" if isinstance(error, NumberTakenError) else None, words_of(error))
        else:
            return redirect("decrees.show", made.pk)
    return render(request, "decrees/form.html", context, status=422 if form.errors else 200)
