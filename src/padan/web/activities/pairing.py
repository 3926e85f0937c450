"""Two reports side by side: whether they tell of one activity, as a person says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.activities import operations, permissions
from padan.office.activities.lines import Said
from padan.office.activities.permissions import READERS
from padan.reports.activities.once import Found, Told, found
from padan.reports.trail_activity_words import PAIRS
from padan.reports.wording import region_name
from padan.rules.activities.evidence import Likeness
from padan.web.access import page
from padan.web.activities.forms import PairForm
from padan.web.activities.told import money, span
from padan.web.asking import reader, refused
from padan.web.doing import done

#: Pairs on one page.
AT_ONCE: Final = 10
#: Bits from which a field speaks for one activity, or against it.
_SPEAKS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Beside:
    """Two reports, line by line with what each line says of them (good: alike, bad: unlike); ``said``: what a person
    said, and the form in which to say so (None for who only reads)."""

    one: int
    other: int
    lines: tuple[tuple[str, str, str, str], ...]
    said: str
    form: PairForm | None


@page(*READERS)
@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for a person, the likeliest first; those that were decided; or one that is asked for."""
    who = reader(request)
    keeps = permissions.may_keep(who.account, settings.PADAN_REGENCY, who.day)
    held = found(who.scope)
    told = {each.activity.pk: each for once in held.once for each in once.reports}
    sent = PairForm(request.POST) if request.method == "POST" and keeps else None
    if sent is not None and done(request, sent, lambda said, how: _decide(told, said, how)):
        return redirect("activities.pairs")
    listed, which = _asked(request, held, told)
    pages = Paginator(listed, AT_ONCE).get_page(request.GET.get("page"))
    decided = _decided(held, told)
    shown = [_beside(told[a], told[b], why, decided.get((a, b)), sent, keeps=keeps) for a, b, why in pages]
    context = {
        "shown": shown, "pages": pages, "which": which, "ask": len(held.ask), "decided": len(decided),
        "contested": len(held.contested), "said": PAIRS, "faults": _faults(sent, shown),
    }  # fmt: skip
    return render(request, "activities/pairs.html", context, status=422 if sent is not None else 200)


_Listed = list[tuple[int, int, Likeness | None]]


def _asked(request: HttpRequest, held: Found, told: Mapping[int, Told]) -> tuple[_Listed, str]:
    """The pairs that are asked for, and by which word."""
    which = request.GET.get("which", "")
    if which == "decided":
        return [(a, b, None) for a, b in _decided(held, told)], which
    if which == "contested":
        return [(one.activity.pk, other.activity.pk, None) for one, other in held.contested], which
    ask: _Listed = [(each.one.activity.pk, each.other.activity.pk, each.likeness) for each in held.ask]
    if "one" not in request.GET:
        return ask, "ask"
    numbers = {each for each in (request.GET.get("one", ""), request.GET.get("other", "")) if each.isdecimal()}
    wanted = sorted(int(each) for each in numbers)
    if len(wanted) != 2 or not told.keys() >= set(wanted):
        refused(request, f"activity:{request.GET['one']}")
        raise Http404("pair")
    return [next((each for each in ask if list(each[:2]) == wanted), (wanted[0], wanted[1], None))], "one"


def _decided(held: Found, told: Mapping[int, Told]) -> dict[tuple[int, int], Said]:
    """What persons said of pairs, the last one first."""
    pairs = {**dict.fromkeys(held.same, Said.SAME), **dict.fromkeys(held.apart, Said.APART)}
    return {pair: said for pair, said in sorted(pairs.items(), reverse=True) if told.keys() >= set(pair)}


def _decide(told: Mapping[int, Told], said: Mapping[str, Any], how: dict[str, Any]) -> None:
    one, other = (told.get(said[name]) for name in ("one", "other"))
    if one is None or other is None:
        raise Http404("pair")
    operations.decide(one.activity, other.activity, said["said"], said["reason"], **how)


def _beside(
    one: Told, other: Told, why: Likeness | None, said: Said | None, sent: PairForm | None, *, keeps: bool
) -> Beside:
    numbers = (one.activity.pk, other.activity.pk)
    form: PairForm | None = None
    if keeps:
        mine = sent is not None and {sent["one"].value(), sent["other"].value()} == {str(each) for each in numbers}
        form = sent if mine else PairForm()
    bits = {each.field: each.bits for each in why.why} if why else {}
    looks = {name: "good" if each >= _SPEAKS else "bad" if each <= -_SPEAKS else "" for name, each in bits.items()}
    lines = tuple(
        (label, a, b, looks.get(field, ""))
        for (label, field, a), (_label, _field, b) in zip(_lines(one), _lines(other), strict=True)
    )
    return Beside(*numbers, lines, PAIRS[said]() if said else "", form)


def _lines(told: Told) -> list[tuple[str, str, str]]:
    """A report in lines: the label, the field of the evidence, and what it says."""
    one = told.activity
    names = one.company if not one.implementer else f"{one.company} / {one.implementer}"
    return [
        (_("Pengirim"), "", one.report.sender), (_("Kegiatan"), "title", one.title),
        (_("Pemberi dan pelaksana"), "party", names), (_("Wilayah"), "place", region_name(one.area)),
        (_("Waktu"), "time", span(one.since, one.until)), (_("Nilai"), "value", money(one.value)),
        (_("Jumlah penerima"), "people", "" if one.people is None else count(one.people)),
    ]  # fmt: skip


def _faults(sent: PairForm | None, shown: list[Beside]) -> list[str]:
    """What is wrong with an answer whose pair is not on this page any more."""
    if sent is None or any(each.form is sent for each in shown):
        return []
    return [str(error) for errors in sent.errors.values() for error in errors]
