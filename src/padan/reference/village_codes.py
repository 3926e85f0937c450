"""Which village a written code means: Kemendagri or BPS is settled by the names beside it, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from padan.reference.gazetteer import find_province, find_regencies, kecamatan_page, villages_page
from padan.reference.regions import bps_known, bps_to_kemendagri, dotted, region, renumbered


@dataclass(frozen=True, slots=True)
class Names:
    """The names written beside a code; ``None`` where the cell holds none."""

    village: str | None
    district: str | None
    regency: str | None
    province: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a code can mean. ``code`` may stop above the village when BPS's is not settled."""

    code: str
    how: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the names say of a reading, by level: ``True`` agree, ``False`` contradict, ``None`` silent."""

    reading: Reading
    village: bool | None
    district: bool | None
    regency: bool | None
    province: bool | None

    @property
    def levels(self) -> tuple[bool | None, ...]:
        """From village to province."""
        return self.village, self.district, self.regency, self.province

    @property
    def agrees(self) -> bool:
        """Some name agrees and none contradicts."""
        return True in self.levels and False not in self.levels

    @property
    def only_village_name_unknown(self) -> bool:
        """The kecamatan agrees and nothing but the village's name does not."""
        return self.district is True and False not in self.levels[1:]


def code_digits(text: str | None) -> str:
    """The digits of a written code, without what a spreadsheet adds ("6402131008.0").

    >>> code_digits("64.02.13.1008")
    '6402131008'
    """
    if text is None:
        return ""
    return re.sub(r"\D", "", re.sub(r"^(\s*'?\d{5,})[.,]0\s*$", r"\1", text))


def readings(code: str | None) -> tuple[Reading, ...]:
    """All that a full village code (10 digits) can mean; none for anything else."""
    digits = code_digits(code)
    if len(digits) != 10:
        return ()
    found = []
    ours = dotted(digits)
    if region(ours):
        found.append(Reading(ours, "code"))
    elif ours in renumbered():
        found.append(Reading(renumbered()[ours], "code_renumbered"))
    if bps_known(digits):
        upper = bps_to_kemendagri(digits[:7]) or bps_to_kemendagri(digits[:4]) or ""
        found.append(Reading(bps_to_kemendagri(digits) or upper, "code"))
    same = {reading.code for reading in found}
    return tuple(found[:1]) if len(same) == 1 else tuple(found)


def judge(reading: Reading, names: Names) -> Verdict:
    """Hold the names beside a code against one reading of it."""
    code = reading.code
    province = find_province(names.province) if names.province else None
    regencies = find_regencies(names.regency, None) if names.regency else ()
    return Verdict(
        reading,
        village=_village(code, names.village) if names.village else None,
        district=_district(code, names.district) if names.district else None,
        regency=code[:5] in regencies if regencies and len(code) > 4 else None,
        province=code[:2] == province if province and code else None,
    )


def _village(code: str, written: str) -> bool | None:
    if len(code) < 13:
        return None
    return code in villages_page(code[:8]).find(written)[1]


def _district(code: str, written: str) -> bool | None:
    """Whether the kecamatan is that of the code, or the one it was split from."""
    if len(code) < 8:
        return None
    written_codes = kecamatan_page(code[:5]).find(written)[1]
    if code[:8] in written_codes:
        return True
    return any(code in former for former in map(_former, written_codes))


def _former(kecamatan: str) -> frozenset[str]:
    page = villages_page(kecamatan)
    return frozenset(code for codes in page.former.values() for code in codes)
