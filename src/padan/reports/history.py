"""What was known of a person or a family for a day, and on a day: two questions that have different answers.

*As it was* on a day: what describes that day or one before it, by all that is known now, a correction that came later
among it; and what is fixed at birth, whichever day the list describes. *As we knew it* on a day: what had been received
by then, right or wrong. Of what is left the value is chosen by the same table of precedence as in a release
(:mod:`padan.pipeline.resolve.claims`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

import pyarrow as pa

from padan.pipeline.standardise.names import standard_names
from padan.reports.choosing import ruling
from padan.reports.register import Row

#: How a birth date must have been read to be sound.
_SOUND: Final = ("exact", "serial")
#: What does not change: who says today when a child was born says so of every day before.
FIXED: Final = frozenset(
    {
        "name", "nik", "sex", "birth_date", "birth_place", "mother_name", "father_name", "birth_weight", "birth_length",
    }
)  # fmt: skip
#: Where whose source has no place in the table of precedence comes: behind all that have one.
_LAST: Final = 1_000


class Question(StrEnum):
    """What is asked of a day."""

    WAS = "was"
    KNEW = "knew"


@dataclass(frozen=True, slots=True)
class Then:
    """A day, and what is asked of it."""

    question: Question
    day: date

    def holds(self, row: Row) -> bool:
        """Whether what a row says counts: a claim, or what a list says of a family."""
        if self.question is Question.KNEW:
            return bool(row["received_at"] <= self.day)
        return row.get("attribute") in FIXED or bool(row["true_at"] <= self.day)

    def measured(self, row: Row) -> bool:
        """The same of a measurement, which is true of the day of measuring."""
        if self.question is Question.KNEW:
            return self.holds(row)
        return bool((row["measured_on"] or row["true_at"]) <= self.day)


def claims_then(claims: Iterable[Row], then: Then, read: Mapping[str, str]) -> list[Row]:
    """Those of one subject's claims that counted then, with the ``chosen`` ones of then. ``read``: how the birth date
    of each record was read (its ``birth_date_quality``)."""
    held = [claim for claim in claims if then.holds(claim)]
    return choose(held, read)


def choose(claims: Iterable[Row], read: Mapping[str, str]) -> list[Row]:
    """One subject's claims with one ``chosen`` of each attribute, as a release chooses; in the order of the attributes,
    the chosen one first."""
    rows = sorted(claims, key=lambda claim: claim["attribute"])
    infants = _infants({row["value"] for row in rows if row["attribute"] == "name"})
    found: list[Row] = []
    for _attribute, group in groupby(rows, key=lambda claim: claim["attribute"]):
        ordered = sorted(group, key=lambda claim: _place(claim, read, infants))
        found += [{**claim, "chosen": number == 0} for number, claim in enumerate(ordered)]
    return found


def _place(claim: Row, read: Mapping[str, str], infants: frozenset[str]) -> tuple[object, ...]:
    """Where a claim stands among those of its attribute: the least is chosen."""
    rule = next((row for row in ruling(claim["attribute"], claim) if row.source == claim["source"]), None)
    first = rule.rank if rule is not None and rule.rule == "rank" else _LAST
    rank = _LAST if rule is None else rule.rank
    return _doubtful(claim, read, infants), first, -claim["true_at"].toordinal(), rank, claim["record_id"]


def _doubtful(claim: Row, read: Mapping[str, str], infants: frozenset[str]) -> bool:
    """An infant's "By. Ny. …" and a 1 January are values only for want of better ones."""
    if claim["attribute"] == "name":
        return claim["value"] in infants
    if claim["attribute"] == "birth_date":
        return claim["value"][5:] in ("01-01", "12-31") or read.get(claim["record_id"], "exact") not in _SOUND
    return False


def _infants(names: set[str]) -> frozenset[str]:
    """Those of the names that say only whose infant it is."""
    listed = sorted(names)
    found = standard_names(pa.array(listed, pa.string())).infant.to_pylist()
    return frozenset(name for name, infant in zip(listed, found, strict=True) if infant)


def value_of(claims: Sequence[Row], attribute: str) -> str | None:
    """The chosen value of an attribute; None where nothing was said."""
    return next((row["value"] for row in claims if row["chosen"] and row["attribute"] == attribute), None)


def members_then(homes: Iterable[Row], family_id: str, day: date) -> list[Row]:
    """Who lived in a family on a day by what lists say: rows of ``membership`` of all families of those people.

    A person lives where a list said so last, on that day or before; lists tell the first and the last day, and between
    them the person is taken to have stayed.
    """
    at: dict[str, Row] = {}
    for row in homes:
        if row["first_seen"] <= day and _later(row, at.get(row["person_id"]), day):
            at[row["person_id"]] = row
    return [row for row in at.values() if row["family_id"] == family_id]


def _later(row: Row, other: Row | None, day: date) -> bool:
    return other is None or _last_said(row, day) > _last_said(other, day)


def _last_said(row: Row, day: date) -> tuple[object, ...]:
    return min(row["last_seen"], day), row["first_seen"], row["current"], row["family_id"]


def history_then(growth: Sequence[Row], then: Then) -> list[Row]:
    """A child's measurements that counted then (rows of :meth:`padan.reports.holdings.Holdings.growth`)."""
    return [row for row in growth if then.measured(row)]


def counting(growth: Sequence[Row]) -> list[Row]:
    """One measurement a day: the one that counts by the release, else the first that was received."""
    by_day: dict[date, Row] = {}
    for row in sorted(growth, key=lambda row: (not row["counts"], row["received_at"], row["measurement_id"])):
        by_day.setdefault(row["measured_on"], row)
    return [by_day[day] for day in sorted(by_day)]
