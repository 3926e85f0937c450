"""Find the village that a row means, inside its kecamatan.

Eight village names repeat within Kutai Kartanegara alone, so a name is never taken from another kecamatan
than the one written, except when the village was split from that one, and then the answer says ``former``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from padan.reference.folding import written
from padan.reference.gazetteer import (
    Page,
    find_province,
    find_regencies,
    is_kind,
    kecamatan_page,
    villages_page,
)
from padan.reference.regions import codes_under, name_of
from padan.reference.village_codes import Names, Verdict, code_digits, judge, readings

#: Every answer ``VillageMatch.how`` can hold.
HOWS = (
    "code",
    "code_renumbered",
    "exact",
    "misspelling",
    "former",
    "similar",
    "regency",
    "code_system_unknown",
    "ambiguous",
    "unknown",
    "missing",
)
#: Answers that are a guess: the gap "village resolved only by guess".
GUESSES = frozenset({"similar", "regency"})
_MOST_CANDIDATES = 20
_KIND = re.compile(r"\s*(?:(KEL|KELURAHAN)|(DS|DESA))\b(?!\s*/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VillageMatch:
    """The village, how it was found (see ``HOWS``), and what it could be when it was not settled.

    ``code`` is ``None`` unless one village is meant. ``candidates`` are codes to choose from, at most 20.
    """

    code: str | None
    how: str
    candidates: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether a person should confirm it."""
        return self.how in GUESSES


def find_village(
    *,
    village: str | None,
    district: str | None,
    regency: str | None,
    province: str | None,
    code: str | None,
    within: str | None = None,
) -> VillageMatch:
    """The village that a row means; each argument as the cell held it, or ``None``.

    ``within`` is the Kemendagri code of the area that this installation serves ("64.02"); it stands in for a
    regency that the row does not name and is never preferred to one that it does.
    """
    return _find(village, district, regency, province, code, within)


@lru_cache(maxsize=262144)
def _find(
    village: str | None,
    district: str | None,
    regency: str | None,
    province: str | None,
    code: str | None,
    within: str | None,
) -> VillageMatch:
    names = Names(_name(village), _name(district), _name(regency), _name(province))
    verdicts = tuple(judge(reading, names) for reading in readings(code))
    by_code = _by_code(verdicts, names)
    if by_code:
        return by_code
    if names.village is None:
        return VillageMatch(None, "unknown" if len(code_digits(code)) == 10 else "missing")
    by_name = _by_name(names, within)
    if by_name.how == "unknown":
        kept = [v.reading for v in verdicts if v.only_village_name_unknown and len(v.reading.code) == 13]
        if len(kept) == 1:
            return VillageMatch(kept[0].code, kept[0].how)
    return by_name


def _name(text: str | None) -> str | None:
    """A written name; digits alone are a code that strayed into a name's column."""
    name = written(text)
    return None if name is None or name.replace(".", "").isdigit() else name


def _by_code(verdicts: tuple[Verdict, ...], names: Names) -> VillageMatch | None:
    """What the code settles; ``None`` when the names must."""
    silent = all(level is None for verdict in verdicts for level in verdict.levels)
    agreeing = verdicts if silent else tuple(verdict for verdict in verdicts if verdict.agrees)
    full = tuple(verdict.reading for verdict in agreeing if len(verdict.reading.code) == 13)
    if len(agreeing) == 1 and full:
        return VillageMatch(full[0].code, full[0].how)
    if len(agreeing) > 1 and names.village is None:
        return VillageMatch(None, "code_system_unknown", tuple(sorted(reading.code for reading in full)))
    return None


def _by_name(names: Names, within: str | None) -> VillageMatch:
    regencies = _scope(names, within)
    if names.district is None and within is not None and len(within) == 8 and within[:5] in regencies:
        return _inside((within,), "exact", names.village or "")
    if names.district is None:
        return _without_district(regencies, names.village or "")
    how, kecamatan = _kecamatan(names.district, regencies, everywhere=not (names.regency or names.province or within))
    if not kecamatan:
        return VillageMatch(None, "unknown", _namesakes(regencies, names.village or ""))
    found = _inside(kecamatan, how, names.village or "")
    return (
        found if found.how != "unknown" else VillageMatch(None, "unknown", _namesakes(regencies, names.village or ""))
    )


def _scope(names: Names, within: str | None) -> tuple[str, ...]:
    """The regencies that the row can mean; none when it names one that is not known."""
    province = find_province(names.province) if names.province else None
    if names.regency:
        return find_regencies(names.regency, province) or (find_regencies(names.regency, None) if province else ())
    if within and (province is None or within[:2] == province):
        return codes_under(within, 5) if len(within) == 2 else (within[:5],)
    return codes_under(province, 5) if province else ()


def _kecamatan(written_name: str, regencies: tuple[str, ...], *, everywhere: bool) -> tuple[str, tuple[str, ...]]:
    """How the kecamatan was found, and its code; several where the regency is open."""
    found = [kecamatan_page(place).find(written_name) for place in (("",) if everywhere else regencies)]
    for how in ("exact", "misspelling", "similar"):
        codes = tuple(code for answer, several in found if answer == how for code in several)
        if codes and (how != "similar" or len(codes) == 1):
            return how, codes
    return "unknown", ()


def _inside(kecamatan: tuple[str, ...], district_how: str, village: str) -> VillageMatch:
    """The village in one of these kecamatan; the surest way of finding it wins."""
    found = [villages_page(code).find(village) for code in kecamatan]
    for how in ("exact", "misspelling", "former", "similar"):
        codes = tuple(sorted({code for answer, several in found if answer == how for code in several}))
        if codes:
            return _one(codes, _weaker(district_how, how), village)
    return VillageMatch(None, "unknown")


def _weaker(district_how: str, how: str) -> str:
    """The less sure of two ways; an exact village in a misspelt kecamatan is a misspelling."""
    if "similar" in (district_how, how):
        return "similar"
    return "misspelling" if (district_how, how) == ("misspelling", "exact") else how


def _one(codes: tuple[str, ...], how: str, village: str) -> VillageMatch:
    """One village, told from namesakes in its kecamatan by the written kind or the exact letters."""
    if len(codes) > 1:
        codes = _told_apart(codes, village)
    if len(codes) == 1:
        return VillageMatch(codes[0], how)
    return VillageMatch(None, "ambiguous", codes[:_MOST_CANDIDATES])


def _told_apart(codes: tuple[str, ...], village: str) -> tuple[str, ...]:
    kind = _KIND.match(village)
    wanted = ("kelurahan" if kind[1] else "desa") if kind else None
    of_kind = tuple(code for code in codes if is_kind(code, wanted))
    same = tuple(code for code in codes if name_of(code).casefold() == village.strip().casefold())
    if wanted and len(of_kind) == 1:
        return of_kind
    return same if len(same) == 1 else codes


def _without_district(regencies: tuple[str, ...], village: str) -> VillageMatch:
    """A name that occurs once in the one regency is taken as a guess."""
    codes = _namesakes(regencies, village)
    if len(codes) == 1 and len(regencies) == 1:
        return VillageMatch(codes[0], "regency")
    return VillageMatch(None, "ambiguous" if codes else "unknown", codes)


@lru_cache(maxsize=65536)
def _namesakes(regencies: tuple[str, ...], village: str) -> tuple[str, ...]:
    """Villages of that name, or of a listed spelling of it, in these regencies; at most 20."""
    pages: list[Page] = [villages_page(code) for place in regencies for code in codes_under(place, 8)]
    found = [page.find_known(village) for page in pages]
    for how in ("exact", "misspelling"):
        codes = tuple(code for answer, several in found if answer == how for code in several)
        if codes:
            return codes[:_MOST_CANDIDATES]
    return ()
