"""Which source's value the register shows, attribute by attribute, with the reason for people.

Order of claims for one attribute: a sound value before any other; then rows whose rule is ``rank``, by rank,
the newest day first among equals; then rows whose rule is ``newest``, by day, and by rank among equals.
``office`` is rank 1: what a person decided of facts fixed at birth or by papers stands until a person decides again
(``rank``); what changes (where and how a family lives, who is pregnant, who has died) until a newer list says otherwise
(``newest``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from padan.reference.datafiles import read_rows

if TYPE_CHECKING:
    import pyarrow as pa

#: The kinds of source, as everywhere in the register.
SOURCES = ("office", "opensid", "dtsen", "krs", "puskesmas_fhir", "eppgbm")


@dataclass(frozen=True, slots=True)
class Precedence:
    """One source's place for one attribute; ``rule`` is ``rank`` or ``newest``; rank 1 is the best."""

    attribute: str
    rank: int
    source: str
    rule: str
    reason_id: str
    reason_en: str


@cache
def precedence_rows() -> tuple[Precedence, ...]:
    """The whole table, in the order of the file."""
    return tuple(
        Precedence(r["attribute"], int(r["rank"]), r["source"], r["rule"], r["reason_id"], r["reason_en"])
        for r in read_rows("data", "precedence.csv")
    )


@cache
def precedence(attribute: str) -> tuple[Precedence, ...]:
    """The sources of one attribute, best first; KeyError for an attribute that the table does not know."""
    found = tuple(sorted((r for r in precedence_rows() if r.attribute == attribute), key=lambda r: r.rank))
    if not found:
        raise KeyError(attribute)
    return found


@cache
def attributes() -> tuple[str, ...]:
    """Every attribute of the table."""
    return tuple(dict.fromkeys(row.attribute for row in precedence_rows()))


@cache
def arrow() -> pa.Table:
    """The table for joins: ``attribute, rank, source, rule, reason_id, reason_en``."""
    import pyarrow as pa  # here, because most users of this module need no tables

    rows = precedence_rows()
    names = ("attribute", "rank", "source", "rule", "reason_id", "reason_en")
    return pa.table({name: [getattr(row, name) for row in rows] for name in names})
