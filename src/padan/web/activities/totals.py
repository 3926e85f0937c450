"""What activities come to, each counted once; and the list to take along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _, language
from padan.kernel.writing import count
from padan.office.accounts.roles import Role
from padan.office.activities.permissions import READERS, countable
from padan.office.registry import queries as registry
from padan.reference.activities import activity_kinds
from padan.reports.activities.book import activities_book
from padan.reports.activities.fourw import as_4w
from padan.reports.activities.once import Once, against_needs, found, nobody_gives, nobody_needs, value_by
from padan.reports.activities.totals import ORDER, by_class, by_kind, by_year, needed, total
from padan.reports.activities.words import class_words
from padan.reports.open_forms import hxl
from padan.reports.wording import region_name
from padan.web.access import page
from padan.web.activities.told import money
from padan.web.asking import reader
from padan.web.leaving import CSV, XLSX, file_of, mark, write_down

#: Letters of a kecamatan's code; regions that are shown of those where nobody needs, or nobody gives.
_DISTRICT: Final = 8
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table of the page: its title, its heads, and its rows; what follows the first cell is a number."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@page(*READERS)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Value by year, class, field and place; and, against the release in force, who gives where nobody needs and who
    needs where nobody gives."""
    who = reader(request)
    once = found(who.scope).once
    level = "desa" if request.GET.get("tingkat") == "desa" else "kecamatan"
    context = {
        **_sums(once, "village" if level == "desa" else "district"), "level": level,
        **_standings(who.scope, once, VILLAGE_LETTERS if level == "desa" else _DISTRICT), "whole": True,
    }  # fmt: skip
    return render(request, "activities/totals.html", context)


@page(Role.PROVINCE)
@require_GET
def of_province(request: HttpRequest) -> HttpResponse:
    """The sums of the regency, for the province that it lies in: no activity and no giver."""
    who = reader(request)
    scope = countable(who.account, settings.PADAN_REGENCY, who.day)
    context = {**_sums(found(scope).once, "district"), "level": "kecamatan", "whole": False}
    return render(request, "activities/totals.html", context)


@page(*READERS)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The activities to take along: a workbook of every report, or 4W of each activity once."""
    who = reader(request)
    area, once = who.scope.codes[0], found(who.scope).once
    kind = CSV if request.POST.get("file") == CSV else XLSX
    made = hxl.book(as_4w(once, area)) if kind == CSV else activities_book(once, mark(request))
    write_down(request, "activities.taken", f"area:{area}", area, {"file": kind})
    return file_of(made, "kegiatan-csr-4w" if kind == CSV else "kegiatan-csr", region_name(area), kind)


def _sums(once: Sequence[Once], part: str) -> dict[str, Any]:
    every = total(once)
    heads = (_("Tahun"), *map(class_words, ORDER), _("Jumlah"))
    years = [
        (year or _("tidak disebut"), *(count(found.get(each or "", 0)) for each in ORDER), count(whole))
        for year, found, whole in by_year(once)
    ]
    kinds = {code: each.name(language()) for code, each in activity_kinds().items()}
    places = [
        (region_name(area) if area else _("tidak sampai tingkat itu"), count(value))
        for area, value in value_by(once, part).items()
    ]
    place = _("Desa atau kelurahan") if part == "village" else _("Kecamatan")
    return {
        "number": every.number, "money": money(every.value),
        "tables": [
            Numbers(_("Nilai menurut tahun dan golongan (Rp)"), heads, years),
            _of_sums(_("Menurut golongan"), _("Golongan"), by_class(once), class_words),
            _of_sums(
                _("Menurut bidang"), _("Bidang"), by_kind(once), lambda code: kinds.get(code, _("belum diketahui"))
            ),
            Numbers(_("Menurut tempat"), (place, _("Nilai (Rp)")), places),
        ],
    }  # fmt: skip


def _of_sums(title: str, head: str, sums: Mapping[Any, Any], words: Callable[[Any], str]) -> Numbers:
    rows = [(words(key), count(each.number), count(each.value)) for key, each in sums.items()]
    return Numbers(title, (head, _("Kegiatan"), _("Nilai (Rp)")), rows)


def _standings(scope: Scope, once: Iterable[Once], length: int) -> dict[str, Any]:
    """Giving beside needing; nothing while no release is in force."""
    release = registry.current()
    if release is None:
        return {"release": ""}
    standings = against_needs(once, needed(release.folder, scope, length))
    without_need, without_gift = nobody_needs(standings), nobody_gives(standings)
    covered = [each for each in standings if each.area and each.covered]
    return {
        "release": release.name,
        "nowhere_needed": [(region_name(each.area), money(each.given), ", ".join(each.givers))
                           for each in without_need[:_SHOWN]],
        "nowhere_given": [(region_name(each.area), money(each.needed)) for each in without_gift[:_SHOWN]],
        "covered": [(region_name(each.area), money(each.given), money(each.needed), f"{round(100 * share)} %")
                    for each in covered if (share := each.covered) is not None],
        "counts": (len(without_need), len(without_gift)),
    }  # fmt: skip
