"""From accepted proposals to a round: what was held is handed out by the records of aid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.kernel.texts import _
from padan.office.aid import queries as aid
from padan.office.giving.rounds import Planned, open_round
from padan.office.matching import queries
from padan.web.access import page
from padan.web.aid.place import MAKERS, release
from padan.web.asking import one_of, reader
from padan.web.doing import done
from padan.web.matching import told
from padan.web.matching.forms import RoundForm


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open a round of a programme that givers pay, with the holds of a plan that make one package."""
    who = reader(request)
    plan: queries.Plan = one_of(request, queries.plans(who.scope).filter(pk=plan_id), f"plan:{plan_id}")
    packages = {_key(each): each for each in queries.packages(who.scope, plan, who.day)}
    kinds = {each.kind for each in packages.values()}
    programmes = aid.programmes(who.scope).filter(by_givers=True, ended_on=None, kind__in=kinds).order_by("name")
    rules = {rule.pk: rule for each in programmes for rule in each.rules.all()}
    form = RoundForm(
        request.POST or None, packages=[(key, told.package_words(each)) for key, each in packages.items()],
        rules=[(str(number), _named(rule)) for number, rule in rules.items()],
    )  # fmt: skip
    made: list[aid.Round] = []

    def act(said: Any, how: dict[str, Any]) -> None:
        planned = Planned(said["name"], said["item"], said["since"], said["months"])
        holds = packages[said["package"]].holds
        made.append(open_round(rules[said["rule"]], release(), holds, planned, **how))

    if request.method == "POST" and done(request, form, act):
        return redirect("aid.round", made[0].pk)
    context = {"plan": plan, "form": form, "packages": packages, "rules": rules}
    return render(request, "matching/round.html", context, status=422 if form.errors else 200)


def _key(package: queries.Package) -> str:
    """What a package is called in the form: the same while others come and go."""
    return f"{package.kind}:{package.unit}:{package.units}"


def _named(rule: aid.Rule) -> str:
    return _("{name}, aturan versi {n}").format(name=rule.programme.name, n=rule.number)
