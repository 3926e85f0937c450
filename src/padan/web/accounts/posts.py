"""Giving posts and ending them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts import operations
from padan.office.accounts import queries as known
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import FACTS, Role
from padan.web.access import page
from padan.web.accounts import told
from padan.web.accounts.forms import PostForm, ReasonForm, roles_for
from padan.web.accounts.views import the_account
from padan.web.asking import one_of, reader, words_of


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, account_id: int) -> HttpResponse:
    """First the role, then where, how long and why."""
    who, found = reader(request), the_account(request, account_id)
    roles = roles_for(who.scope)
    context: dict[str, Any] = {"one": found, "roles": [(role, _(FACTS[role].title)) for role in roles], "form": None}
    asked = request.GET.get("role", "")
    if asked not in roles:
        return render(request, "accounts/appoint.html", context)
    role = Role(asked)
    form = PostForm(request.POST or None, role=role, scope=who.scope, day=who.day)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = Appointment(found, role, said.get("areas", ()), said["since"], said["until"])
        try:
            operations.appoint(wanted, by=who.account, on=timezone.now(), reason=said["reason"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("accounts.account", found.pk)
    context |= {
        "form": form,
        "role": _(FACTS[role].title),
        "chosen": form["areas"].value() or () if form.groups else (),
    }
    return render(request, "accounts/appoint.html", context, status=422 if form.errors else 200)


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, account_id: int, post_id: int) -> HttpResponse:
    """End a post."""
    who, found = reader(request), the_account(request, account_id)
    post = one_of(request, known.posts_in(found, who.scope).filter(pk=post_id), f"post:{post_id}")
    form, shown = ReasonForm(request.POST or None), told.post(post, who.day)
    if request.method == "POST" and form.is_valid():
        try:
            operations.dismiss(post, by=who.account, on=timezone.now(), reason=form.cleaned_data["reason"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("accounts.account", found.pk)
    context = {
        "form": form, "one": found, "title": _("Akhiri jabatan"), "button": _("Akhiri jabatan ini"),
        "warning": _("{role}, {areas}: berakhir hari ini juga.").format(
            role=shown.role, areas=", ".join(shown.areas) or _("tanpa wilayah")
        ),
    }  # fmt: skip
    return render(request, "accounts/act.html", context, status=422 if form.errors else 200)
