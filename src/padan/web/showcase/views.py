"""The page of the components."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from padan.office.accounts.roles import Role
from padan.web.access import page
from padan.web.giving.forms import ReasonForm
from padan.web.showcase.forms import ExampleForm


@page(Role.ADMINISTRATOR, Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    """Every component with an example and when to use it. The example form can be sent, and keeps nothing."""
    form = ExampleForm(request.POST or None)
    context = {"form": form, "reason": ReasonForm(), "paged": Paginator(range(100), 10).get_page(3)}
    return render(request, "showcase/components.html", context, status=422 if form.errors else 200)
