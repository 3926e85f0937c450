"""The agencies that send a source or settle a gap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.datafiles import read_rows
from padan.reference.worded import Named


@dataclass(frozen=True, slots=True)
class Agency(Named):
    """One agency; ``sources`` are the kinds of list that it owns."""

    code: str
    name_id: str
    name_en: str
    sources: tuple[str, ...]


@cache
def agencies() -> dict[str, Agency]:
    """Agencies by code: dinsos, dinkes, dp2kb, desa, disdukcapil."""
    return {
        r["code"]: Agency(r["code"], r["name_id"], r["name_en"], tuple(filter(None, r["sources"].split(";"))))
        for r in read_rows("data", "agencies.csv")
    }


@cache
def owner_of(source: str) -> Agency:
    """The agency that owns a source; KeyError for an unknown source."""
    for agency in agencies().values():
        if source in agency.sources:
            return agency
    raise KeyError(source)
