"""What a village prints of a round: cards, lists of a day and records of each family, as PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from padan.kernel.texts import _
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.permissions import HANDERS, READERS
from padan.office.delivery.queries import Day
from padan.reference import regions
from padan.reports import bast_sheets, delivery_cards
from padan.reports.delivery_queue import point_list, queue_list
from padan.reports.watermark import Watermark
from padan.rules.delivery import months_of
from padan.web.access import page
from padan.web.aid.place import aid_of, village_in
from padan.web.asking import one_of, reader
from padan.web.leaving import PDF, file_of, mark, write_down


@page(*READERS)
@require_POST
def queue(request: HttpRequest, aid_id: int, day_id: int) -> HttpResponse:
    """Who is called on a day under which number."""
    return _of_day(request, aid_id, day_id, queue_list, "antrean", "delivery.queue_taken")


@page(*HANDERS)
@require_POST
def point(request: HttpRequest, aid_id: int, day_id: int) -> HttpResponse:
    """The list of a day for who hands out without a phone."""
    return _of_day(request, aid_id, day_id, point_list, "titik-bagi", "delivery.point_taken")


@page(*HANDERS)
@require_POST
def cards(request: HttpRequest, aid_id: int, village_code: str) -> HttpResponse:
    """The cards of a village's recipients."""
    held = aid_of(request, aid_id)
    village_in(request, village_code)
    found = delivery_cards.cards_of(held, village_code, reader(request).day, _first(request))
    if not found:
        return _nothing(request, held, village_code, _("Tidak ada penerima di wilayah ini"))
    complain_at = request.build_absolute_uri(reverse("complaints.file")).partition("://")[2]
    made = delivery_cards.as_pdf(held, found, complain_at, mark(request))
    write_down(request, "delivery.cards_taken", str(held), village_code, {"cards": len(found)})
    return file_of(made, "kartu", regions.name_of(village_code), PDF)


@page(*READERS)
@require_POST
def sheets(request: HttpRequest, aid_id: int, village_code: str) -> HttpResponse:
    """The record of handing over of each family that received something in a month."""
    held = aid_of(request, aid_id)
    village_in(request, village_code)
    months = {each.isoformat(): each for each in months_of(held.since, held.months)}
    month = months.get(request.POST.get("month", ""))
    rows = bast_sheets.handed_to(village_code, held, month) if month else []
    if month is None or not rows:
        return _nothing(request, held, village_code, _("Belum ada yang diserahkan pada bulan itu."))
    made = bast_sheets.sheets(held, village_code, month, rows, mark(request))
    write_down(
        request, "delivery.recorded", str(held), village_code, {"since": month.isoformat(), "families": len(rows)}
    )  # fmt: skip
    return file_of(made, "bast-keluarga", regions.name_of(village_code), PDF)


_List = Callable[[Round, Day, Watermark], bytes]


def _of_day(request: HttpRequest, aid_id: int, day_id: int, make: _List, name: str, action: str) -> HttpResponse:
    """A list of a day, taken along and written down as ``action``."""
    held = aid_of(request, aid_id)
    planned = one_of(request, queries.days(reader(request).scope, held).filter(pk=day_id), f"day:{day_id}")
    made = make(held, planned, mark(request))
    write_down(request, action, str(held), planned.area, {"day": planned.on_day.isoformat()})
    return file_of(made, name, regions.name_of(planned.area), PDF)


def _first(request: HttpRequest) -> int:
    """The place from which a file of cards goes on: the page counts them from 1."""
    said = request.POST.get("first", "")
    return int(said) - 1 if said.isdecimal() and 1 <= len(said) <= 9 and int(said) else 0


def _nothing(request: HttpRequest, held: Round, village_code: str, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("delivery.village", held.pk, village_code)
