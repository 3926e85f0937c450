"""All regions of Indonesia, province to village, by Kemendagri code; older codes; BPS codes.

Codes have dots: ``64`` province, ``64.02`` regency, ``64.02.13`` kecamatan, ``64.02.13.1008`` village.
A fourth group 1xxx is a kelurahan, 2xxx a desa, 3xxx a customary village (a desa by UU 6/2014, article 6).
Sources and dates: ``sources.csv``. Everything is read on first use and kept.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from padan.reference.datafiles import read_rows, read_text

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Region:
    """One region; ``kind`` is provinsi, kabupaten, kota, kecamatan, kelurahan or desa.

    ``postcode`` is ``None`` above a village, ``parent_code`` for a province.
    """

    code: str
    name: str
    kind: str
    postcode: str | None
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A village whose code changed. ``decree`` is empty where only the tables say so and no law is noted."""

    old_code: str
    new_code: str
    old_name: str
    decree: str


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name as written that is not the region's name today, and the region that it means."""

    written: str
    code: str
    source: str


def parent_of(code: str) -> str | None:
    """The code of the region above; ``None`` for a province.

    >>> parent_of("64.02.13.1008")
    '64.02.13'
    """
    return code.rpartition(".")[0] or None


def dotted(digits: str) -> str:
    """A Kemendagri code of 2, 4, 6 or 10 digits with its dots.

    >>> dotted("6402131008")
    '64.02.13.1008'
    """
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


@cache
def _lines() -> list[str]:
    # In the order of codes. Some 90,000: a line is taken apart when its region is asked for.
    return read_text("data", "regions", "regions.csv.gz").splitlines()[1:]


@cache
def _row(code: str) -> tuple[str, str, str] | None:
    """Name, kind and postcode of the region with this code."""
    lines, begin = _lines(), f"{code},"
    place = bisect_left(lines, begin)
    if place == len(lines) or not lines[place].startswith(begin):
        return None
    _code, name, kind, postcode = next(csv.reader([lines[place]]))
    return name, kind, postcode


@cache
def codes() -> tuple[str, ...]:
    """Every code, in order, so that a region is followed by all that lie in it."""
    return tuple(line.partition(",")[0] for line in _lines())


def region(code: str) -> Region | None:
    """The region with this Kemendagri code today, or ``None``."""
    found = _row(code)
    return Region(code, found[0], found[1], found[2] or None, parent_of(code)) if found else None


def name_of(code: str) -> str:
    """The name of a region that exists; KeyError when it does not."""
    found = _row(code)
    if found is None:
        raise KeyError(code)
    return found[0]


@cache
def codes_under(code: str, length: int) -> tuple[str, ...]:
    """Codes of ``length`` characters that lie in ``code``; all of them for ``""``."""
    everything = codes()
    if not code:
        return tuple(found for found in everything if len(found) == length)
    # "/" is the character after ".": everything below a code lies between the two.
    low, high = bisect_left(everything, code + "."), bisect_left(everything, code + "/")
    return tuple(found for found in everything[low:high] if len(found) == length)


def children(code: str) -> tuple[Region, ...]:
    """The regions directly below ``code``; the provinces for ``""``."""
    length = {0: 2, 2: 5, 5: 8, 8: 13}.get(len(code))
    return tuple(r for r in map(region, codes_under(code, length)) if r) if length else ()


def villages_of(kecamatan_code: str) -> tuple[Region, ...]:
    """The villages of a kecamatan today; none for any other code."""
    return children(kecamatan_code) if len(kecamatan_code) == 8 else ()


@cache
def arrow() -> pa.Table:
    """All regions for joins: ``code, name, kind, postcode, parent`` (text; the last two may be null)."""
    import pyarrow as pa  # here, because most users of this module need no tables

    _codes, names, kinds, postcodes = zip(*csv.reader(_lines()), strict=True)
    columns = {
        "code": codes(),
        "name": names,
        "kind": kinds,
        "postcode": [postcode or None for postcode in postcodes],
        "parent": [parent_of(code) for code in codes()],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


@cache
def renumberings() -> tuple[Renumbering, ...]:
    """Every village code known to have changed, with its law where known."""
    rows = read_rows("data", "regions", "renumbered.csv")
    rows += read_rows("data", "regions", "renumbered_derived.csv.gz")
    return tuple(Renumbering(r["old_code"], r["new_code"], r["old_name"], r["decree"]) for r in rows)


@cache
def renumbered() -> dict[str, str]:
    """Old village code to the code today. No old code is in use today, so a code settles the village."""
    return {change.old_code: change.new_code for change in renumberings()}


@cache
def misspellings() -> tuple[Misspelling, ...]:
    """Names as written and the region each means: the hand-kept list, then an older Kemendagri table."""
    listed = [Misspelling(**row) for row in read_rows("data", "regions", "misspellings.csv")]
    older = read_rows("data", "regions", "older_names.csv")
    return (*listed, *(Misspelling(r["older_name"], r["code"], "older Kemendagri table") for r in older))


@cache
def _bps_upper() -> dict[str, str]:
    return {row["bps_code"]: row["kemendagri_code"] for row in read_rows("data", "regions", "bps.csv")}


@cache
def _bps_villages() -> dict[str, str]:
    lines = csv.reader(io.StringIO(read_text("data", "regions", "bps_villages.csv.gz"), newline=""))
    next(lines)
    return {line[0]: line[1] for line in lines}


def _bps(code: str) -> str | None:
    return (_bps_villages() if len(code) == 10 else _bps_upper()).get(code)


def bps_known(code: str) -> bool:
    """Whether the digits are a BPS code (2, 4, 7 or 10 digits), settled or not."""
    return _bps(code) is not None


def bps_to_kemendagri(code: str) -> str | None:
    """The Kemendagri code of a BPS code (2, 4, 7 or 10 digits); ``None`` where names do not settle it.

    >>> bps_to_kemendagri("6403")
    '64.02'
    """
    return _bps(code) or None
