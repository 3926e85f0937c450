"""Words in people's names: titles, words of descent, short forms, and words for a child without a name.

Words are in capitals without dots. Andi, Daeng and Aji are parts of a name, not titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class NameTitle:
    """``position``: ``front``, ``back`` (after the name) or ``lineage`` ("binti": a parent follows)."""

    title: str
    position: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NameAbbreviation:
    """``short`` stands for ``long``; at ``front`` only as the first word, else at ``any`` place."""

    short: str
    long: str
    position: str


@dataclass(frozen=True, slots=True)
class InfantPrefix:
    """Words before a name; ``follows`` says whose: ``mother``, ``child``, ``unclear`` or ``nothing``."""

    prefix: str
    follows: str


@cache
def name_titles() -> tuple[NameTitle, ...]:
    """Titles and words of descent."""
    return tuple(NameTitle(**row) for row in read_rows("data", "name_titles.csv"))


@cache
def name_abbreviations() -> tuple[NameAbbreviation, ...]:
    """Short and variant forms of first names."""
    return tuple(NameAbbreviation(**row) for row in read_rows("data", "name_abbreviations.csv"))


@cache
def infant_prefixes() -> tuple[InfantPrefix, ...]:
    """Words for a child without a name, the longest first, so that the first that fits is right."""
    rows = (InfantPrefix(**row) for row in read_rows("data", "infant_prefixes.csv"))
    return tuple(sorted(rows, key=lambda row: (-len(row.prefix), row.prefix)))
