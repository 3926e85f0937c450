"""What day and what village a file describes, where its rows do not say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from padan.kernel.dates import DateOrder, read_date
from padan.kernel.errors import Place, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.receive.feed import Feed
from padan.pipeline.receive.periods import last_day
from padan.reference import regions
from padan.reference.villages import find_village

_DATE_TITLE = re.compile(r"(?:data\s+tanggal|tanggal\s+data|per\s+tanggal|tanggal\s+unduh)\s*:?\s*(.+)", re.IGNORECASE)
_PERIOD_TITLE = re.compile(r"periode|semester|triwulan|tahun|bulan|posisi|keadaan", re.IGNORECASE)
_PLACE_TITLE = re.compile(r"^\s*(desa|kelurahan|desa/kelurahan|kecamatan|kec\.?)\s*:\s*(.+)$", re.IGNORECASE)
_LONGEST = timedelta(days=183)
_CODE = re.compile(r"(?<!\d)(\d{2})[._]?(\d{2})[._]?(\d{2})[._]?(\d{4})(?!\d)")


def regency() -> str | None:
    """The regency of this installation, a Kemendagri code: ``PADAN_REGENCY``, else Kutai Kartanegara's."""
    return os.environ.get("PADAN_REGENCY", "64.02") or None


def describe(path: Path, feed: Feed, received_at: date, given: date | None) -> tuple[date, str]:
    """The day that the file describes, and what said so: argument, title, file name or the day of receipt.

    A period counts by its last day; one that is not over yet by the day of receipt.
    """
    if given is not None:
        return given, "argument"
    titles = [title for sheet in feed.sheets for title in sheet.titles]
    for found in (_date_in_titles(titles, received_at), _period_in_titles(titles, received_at)):
        if found is not None:
            return found, "title"
    named = _period(path.stem, received_at, year_alone=True)
    return (received_at, "receipt") if named is None else (named, "file_name")


def _date_in_titles(titles: Iterable[str], received_at: date) -> date | None:
    for title in titles:
        said = _DATE_TITLE.search(title)
        if said is None:
            continue
        value = read_date(said[1].strip(), order=DateOrder.DAY_FIRST, reference=received_at).value
        if value is not None and value <= received_at:
            return value
    return None


def _period_in_titles(titles: Iterable[str], received_at: date) -> date | None:
    # A title with a year may name a law; beside the word "period" a year alone is one.
    periods = (_period(t, received_at, year_alone=_PERIOD_TITLE.search(t) is not None) for t in titles)
    return next((period for period in periods if period is not None), None)


def _period(text: str, received_at: date, *, year_alone: bool) -> date | None:
    """The last day of a period that has begun, at most the day of receipt; a year alone must be over."""
    named = last_day(text, year_alone=False)
    if named is None and year_alone:
        named = last_day(text, year_alone=True)
        if named is not None and named > received_at:
            return None
    # The longest period beside a year is half a year.
    return None if named is None or named > received_at + _LONGEST else min(named, received_at)


def village_of_file(path: Path, titles: Iterable[str], given: str | None, own: str | None = None) -> str:
    """The village code of a file whose rows name no village.

    ``given`` is what the receiver said: a code, or ``village, kecamatan``. Else the titles above the header,
    else the file's name; where these say nothing else, ``own``, the only village whose rows the sender may bring.
    Raises :class:`UnknownSourceError` when nothing settles it: it is never guessed.
    """
    if given is not None:
        return _village_of_argument(path, given)
    places = {m[1].lower()[:3]: m[2].strip() for t in titles if (m := _PLACE_TITLE.match(t))}
    village = places.get("des") or places.get("kel")
    if village:
        found = find_village(
            village=village,
            district=places.get("kec"),
            regency=None,
            province=None,
            code=None,
            within=regency(),
        )
        if found.code is not None:
            return found.code
    named = _villages_in_name(path.stem)
    if len(named) == 1:
        return named[0]
    if own is not None and (not named or own in named):
        return own
    candidates = ", ".join(f"{_name(code)} ({code})" for code in named)
    raise UnknownSourceError(
        _("Berkas ini tidak menyebut desanya")
        + (": " + _("mungkin {candidates}").format(candidates=candidates) if named else ""),
        where=Place(file=path.name),
        next_step=_("Terima lagi dengan --village KODE, misalnya --village 64.02.07.2002."),
    )


def _village_of_argument(path: Path, given: str) -> str:
    written = _CODE.fullmatch(given.strip())
    known = _known_code(".".join(written.groups())) if written else None
    if known is not None:
        return known
    code = given if written else None
    village, _comma, district = (None, "", None) if code else given.partition(",")
    found = find_village(
        village=village, district=(district or "").strip() or None, regency=None, province=None, code=code,
        within=regency(),
    )  # fmt: skip
    if found.code is None:
        candidates = ", ".join(f"{_name(c)} ({c})" for c in found.candidates)
        raise UnknownSourceError(
            _("Desa {given} tidak ditemukan").format(given=given)
            + (": " + _("mungkin {candidates}").format(candidates=candidates) if candidates else ""),
            where=Place(file=path.name),
            next_step=_("Sebut kodenya (64.02.07.2002) atau nama desa dan kecamatannya ('Tanjung Harapan, Sebulu')."),
        )
    return found.code


def _villages_in_name(stem: str) -> list[str]:
    """Villages that a file's name can mean: by code; else by name, the kecamatan's name settling equal ones."""
    for code in _CODE.finditer(stem):
        known = _known_code(".".join(code.groups()))
        if known is not None:
            return [known]
    within = regency()
    if within is None:
        return []
    # "Desa Genting Tanah Kec Kembang Janggut": what follows "Kec" is no village, though one has that name too.
    of_village, _marker, of_district = re.sub(r" KECAMATAN ", " KEC ", f" {_folded(stem)} ").partition(" KEC ")
    words = f"{of_village} "
    named = [
        (village.code, _folded(village.name), _folded(district.name))
        for district in regions.children(within)
        for village in regions.children(district.code)
        if f" {_folded(village.name)} " in words
    ]
    settled = [e for e in named if f" {e[2]} " in words.replace(f" {e[1]} ", " ", 1) + f" {of_district}"]
    # "Loa Kulu Kota" is not "Loa Kulu": the longest name that fits is meant.
    longest = max((len(name) for _code, name, _district in settled or named), default=0)
    return [code for code, name, _district in settled or named if len(name) == longest]


def _known_code(dotted: str) -> str | None:
    """The code as it is today, if Kemendagri knows it: OpenSID and those who run Padan use no other system."""
    code = regions.renumbered().get(dotted, dotted)
    return code if regions.region(code) is not None else None


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^A-Z]+", " ", text.upper()).split())


def _name(code: str) -> str:
    return regions.name_of(code)
