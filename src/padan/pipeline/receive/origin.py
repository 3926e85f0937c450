"""What day and what village a file describes, where its rows do not say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from padan.kernel.dates import DateOrder, read_date
from padan.kernel.errors import Place, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.receive.feed import Feed
from padan.reference import regions
from padan.reference.villages import find_village

_DATE_TITLE = re.compile(
    r"(?:data\s+tanggal|tanggal\s+data|per\s+tanggal|tanggal\s+unduh)\s*:?\s*(.+)", re.IGNORECASE
)
_PLACE_TITLE = re.compile(r"^\s*(desa|kelurahan|desa/kelurahan|kecamatan|kec\.?)\s*:\s*(.+)$", re.IGNORECASE)
_FILE_DATE = re.compile(r"(20\d\d)[-_.]?([01]\d)(?:[-_.]?([0-3]\d))?(?!\d)")
_CODE = re.compile(r"(?<!\d)(\d{2})[._]?(\d{2})[._]?(\d{2})[._]?(\d{4})(?!\d)")


def regency() -> str | None:
    """The regency of this installation, a Kemendagri code: ``PADAN_REGENCY``, else Kutai Kartanegara's."""
    return os.environ.get("PADAN_REGENCY", "64.02") or None


def describe(path: Path, feed: Feed, received_at: date, given: date | None) -> tuple[date, str]:
    """The day that the file describes, and what said so: argument, title, file name or the day of receipt."""
    if given is not None:
        return given, "argument"
    for sheet in feed.sheets:
        for title in sheet.titles:
            said = _DATE_TITLE.search(title)
            value = (
                read_date(said[1].strip(), order=DateOrder.DAY_FIRST, reference=received_at).value
                if said
                else None
            )
            if value is not None and value <= received_at:
                return value, "title"
    named = _date_in_name(path.stem)
    if named is not None and named <= received_at:
        return named, "file_name"
    return received_at, "receipt"


def _date_in_name(stem: str) -> date | None:
    found = _FILE_DATE.search(stem)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def village_of_file(path: Path, titles: Iterable[str], given: str | None) -> str:
    """The village code of a file whose rows name no village.

    ``given`` is what the receiver said: a code, or ``village, kecamatan``. Else the titles above the header,
    else the file's name. Raises :class:`UnknownSourceError` when nothing settles it: it is never guessed.
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
    candidates = ", ".join(f"{_name(code)} ({code})" for code in named)
    raise UnknownSourceError(
        _("Berkas ini tidak menyebut desanya")
        + (": " + _("mungkin {candidates}").format(candidates=candidates) if named else ""),
        where=Place(file=path.name),
        next_step=_("Terima lagi dengan --village KODE, misalnya --village 64.02.07.2002."),
    )


def _village_of_argument(path: Path, given: str) -> str:
    code = given if any(c.isdigit() for c in given) else None
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
            next_step=_(
                "Sebut kodenya (64.02.07.2002) atau nama desa dan kecamatannya ('Tanjung Harapan, Sebulu')."
            ),
        )
    return found.code


def _villages_in_name(stem: str) -> list[str]:
    """Villages that a file's name can mean: by code; else by name, the kecamatan's name settling equal ones."""
    for code in _CODE.finditer(stem):
        # OpenSID names its exports with Kemendagri's code, the only system that it knows.
        dotted = ".".join(code.groups())
        dotted = regions.renumbered().get(dotted, dotted)
        if regions.region(dotted) is not None:
            return [dotted]
    within = regency()
    if within is None:
        return []
    words = f" {_folded(stem)} "
    named = [
        (village.code, _folded(village.name), _folded(district.name))
        for district in regions.children(within)
        for village in regions.children(district.code)
        if f" {_folded(village.name)} " in words
    ]
    # "Loa Kulu Kota" is not "Loa Kulu": the longest name that fits is meant.
    longest = max((len(name) for _code, name, _district in named), default=0)
    named = [entry for entry in named if len(entry[1]) == longest]
    settled = [e for e in named if f" {e[2]} " in words.replace(f" {e[1]} ", " ", 1)]
    return [code for code, _name_folded, _district in (settled or named)]


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^A-Z]+", " ", text.upper()).split())


def _name(code: str) -> str:
    return regions.name_of(code)
