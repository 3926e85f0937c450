"""Messages between givers and families, which pass only when an officer lets them through."""

from __future__ import annotations

from typing import Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.office.giving import messaging, queries
from padan.office.giving.permissions import KEEPERS
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving import told

#: Messages on one page.
AT_ONCE: Final = 30


class DecisionForm(forms.Form):
    """Whether a message passes; kept back it needs a reason."""

    message = forms.IntegerField(widget=forms.HiddenInput)
    through = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=500, required=False)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The messages that wait, or all; each is let through or kept on this page."""
    who = reader(request)
    rows = queries.messages(who.scope)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["message"]
        held = one_of(request, rows.filter(pk=number), f"message:{number}")
        if done(
            request, form,
            lambda said, how: messaging.decide(held, through=said["through"], reason=said["reason"], **how),
        ):  # fmt: skip
            return redirect("giving.messages")
    which = "all" if request.GET.get("which") == "all" else "waiting"
    waiting = rows.filter(passed=None)
    pages = Paginator(rows.order_by("-pk") if which == "all" else waiting, AT_ONCE).get_page(request.GET.get("page"))
    looked(request, "givers:messages")
    context = {
        "shown": [told.message(each) for each in pages], "pages": pages, "which": which, "form": form,
        "waiting": waiting.count(),
    }  # fmt: skip
    return render(request, "giving/messages.html", context, status=422 if form.errors else 200)
