"""Grants of others (360Giving) read like a report: each becomes an activity or a refused row, beside our pledges."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, Final

from padan.kernel.scope import holding, lies_in
from padan.kernel.texts import _
from padan.kernel.writing import day, listing, rupiah
from padan.office.activities.lines import Line, Refused
from padan.reports.activities.reading import Read, area_of, too_much, unfit
from padan.reports.open_forms import grants
from padan.reports.open_forms.beside import Beside, How, beside
from padan.reports.open_forms.rows import Grant
from padan.reports.wording import region_name
from padan.rules.activities.words import words_of

#: Letters of a reason, at most.
_REASON: Final = 300
#: What of a grant is compared (:data:`padan.reports.open_forms.beside.COMPARED`): its label, and how it is written.
_WRITTEN: Final[Mapping[str, tuple[Callable[[], str], Callable[[Any], str]]]] = {
    "title": (lambda: _("Judul"), str),
    "giver": (lambda: _("Pemberi"), str),
    "amount": (lambda: _("Dijanjikan"), rupiah),
    "arrived": (lambda: _("Sampai"), rupiah),
    "promised_on": (lambda: _("Tanggal janji"), day),
    "since": (lambda: _("Mulai"), day),
    "until": (lambda: _("Selesai"), day),
    "areas": (lambda: _("Tempat"), lambda codes: listing(map(region_name, codes)) or "–"),
}


def read_grants(content: bytes, regency: str, ours: Iterable[Grant], prefix: str) -> tuple[Read, tuple[Beside, ...]]:
    """The grants of a package as activities and refused rows, by their place in its list (the first is 1); and those
    that may be one of ours. One that is ours by its number is refused: it is a pledge that is kept here, and what
    differs is told. UnreadableFileError where it is no package."""
    written, found = grants.listed(content), grants.read(content)
    refused = [_refused(each.line, written, *_parted(each.what)) for each in found.rejects]
    wrong = {each.line for each in found.rejects}
    places = [place for place in range(1, len(written) + 1) if place not in wrong]
    kept: list[Line] = []
    near: list[Beside] = []
    for place, stands in zip(places, beside(found.rows, ours, prefix), strict=True):
        told = _line(place, stands.theirs, regency)
        why = _why_not(stands, told, regency)
        if why:
            refused.append(_refused(place, written, *why))
            continue
        kept.append(told)
        if stands.how is How.NEAR:
            near.append(stands)
    refused.sort(key=lambda each: each.row)
    return Read(tuple(kept), tuple(refused), sum(1 for line in kept if line.area == regency)), tuple(near)


def _why_not(stands: Beside, told: Line, regency: str) -> tuple[str, str] | None:
    """Why a grant is no activity here, and what to do; None where it is one."""
    if stands.how is How.OURS:
        return _ours(stands)
    if unknown := [name for name in stands.theirs.places if not _named(name, regency)]:
        why = _("Tempatnya tidak dikenal di kabupaten ini: {names}").format(names=listing(unknown))
        return why, _("Minta pengirimnya menulis kode wilayah Kemendagri.")
    if not lies_in(told.area, regency):
        if any(lies_in(code, regency) for code in stands.theirs.areas):
            return _("Hibah ini untuk beberapa kabupaten"), _("Minta pengirimnya menulis bagian kabupaten ini.")
        return _("Tempat itu di luar kabupaten ini"), _("Tidak perlu apa-apa.")
    return too_much() if unfit(told) else None


def _ours(stands: Beside) -> tuple[str, str]:
    number = stands.ours.number if stands.ours else ""
    if not stands.fields:
        return _("Janji nomor {n} di sini, isinya sama").format(n=number), _("Tidak perlu apa-apa.")
    told = []
    for name in stands.fields:
        label, written = _WRITTEN[name]
        ours, theirs = (written(getattr(side, name)) for side in (stands.ours, stands.theirs))
        told.append(_("{label}: kita {ours}, mereka {theirs}").format(label=label(), ours=ours, theirs=theirs))
    what = _("Janji nomor {n} di sini, isinya lain. {differences}").format(n=number, differences="; ".join(told))
    return what, _("Periksa janjinya; yang berlaku adalah yang tercatat di sini.")


def _line(place: int, one: Grant, regency: str) -> Line:
    return Line(
        one.giver, one.title, _area(one, regency), row=place, implementer=one.receiver,
        description="" if one.about == one.title else one.about, place=listing(one.places), since=one.since,
        until=one.until, value=one.amount,
    )  # fmt: skip


def _area(one: Grant, regency: str) -> str:
    """The smallest region that holds all places of a grant; the regency where none is told."""
    areas = (*one.areas, *filter(None, (_named(name, regency) for name in one.places)))
    return reduce(holding, areas) if areas else regency


def _named(name: str, regency: str) -> str:
    """The regency, or the kecamatan or village of it, that a name means; empty where it means none."""
    kind_and_name = words_of(region_name(regency))
    if words_of(name) in (kind_and_name, kind_and_name[1:]):
        return regency
    found = (area_of(name, "", regency), area_of("", name, regency))
    return next((area for area in found if area != regency), "")


def _parted(what: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    why, _dot, remedy = what.partition(". ")
    return why, remedy


def _refused(place: int, written: list[Any], why: str, remedy: str) -> Refused:
    # Half of a pair of surrogates is text in JSON and nowhere else.
    cells = {"": json.dumps(written[place - 1], ensure_ascii=False).encode(errors="backslashreplace").decode()}
    return Refused("", place, "", cells, why[:_REASON], remedy[:_REASON])
