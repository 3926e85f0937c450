"""What the register holds of a person and the family, in words: shared by the command line and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from padan.kernel.texts import _
from padan.kernel.writing import day, decimal, value
from padan.reports.choosing import why_chosen
from padan.reports.register import Row
from padan.reports.wording import (
    attribute_name,
    attribute_place,
    claimed,
    meaning,
    place_in_file,
    role_name,
    source_name,
)


def age(born: date | None, on: date) -> str:
    """An age: in months below five years, else in years."""
    if born is None or born > on:
        return ""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 60:
        return _("{months} bulan").format(months=months)
    return _("{years} tahun").format(years=months // 12)


def desil(family: Row) -> str | None:
    """The decile, or both ends of it; None is unknown."""
    low, high = family["desil_low"], family["desil_high"]
    return None if low is None else str(low) if low == high else f"{low}-{high}"


def address(family: Row) -> str:
    """Street, RT and RW, as far as they are known."""
    parts = (family["address"], _numbered("RT", family["rt"]), _numbered("RW", family["rw"]))
    return ", ".join(part for part in parts if part)


def _numbered(what: str, number: str | None) -> str:
    """Some lists write the word into the number."""
    bare = (number or "").upper().removeprefix(what).strip(" .:")
    return f"{what} {bare}" if bare else ""


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A value of an attribute: who says it (with how often), since when, and why it is the one that is used.

    ``about`` is empty but for the first value of an attribute; ``why`` is empty but for the chosen one.
    """

    about: str
    chosen: bool
    value: str
    said_by: str
    on: str
    why: str


def told_claims(claims: Sequence[Row], *, full: bool) -> list[ToldClaim]:
    """Each value once for each list that gives it, with the newest day on which it does, in the order in which people
    read attributes. ``claims`` are rows of the table ``claim`` of one subject."""
    told: list[ToldClaim] = []
    ordered = sorted(claims, key=lambda claim: (attribute_place(claim["attribute"]), claim["attribute"]))
    for attribute, group in groupby(ordered, key=lambda claim: claim["attribute"]):
        told += _of_attribute(attribute, list(group), full=full)
    return told


def _of_attribute(attribute: str, claims: list[Row], *, full: bool) -> list[ToldClaim]:
    chosen = next((claim["value"] for claim in claims if claim["chosen"]), None)
    why = why_chosen(attribute, claims)
    rows: list[ToldClaim] = []
    values = sorted({claim["value"] for claim in claims}, key=lambda text: (text != chosen, text))
    for text in values:
        own = [claim for claim in claims if claim["value"] == text]
        by = {
            source: sum(claim["source"] == source for claim in own)
            for source in sorted({claim["source"] for claim in own})
        }
        first = text == chosen
        rows.append(
            ToldClaim(
                attribute_name(attribute) if not rows else "",
                first,
                claimed(attribute, text, full=full),
                ", ".join(source_name(s) + (f" ×{n}" if n > 1 else "") for s, n in by.items()),
                day(max(claim["true_at"] for claim in own)),
                why if first else "",
            )
        )
    return rows


_PROVENANCE = frozenset(
    (
        "family_id",
        "person_id",
        "source",
        "record_id",
        "true_at",
        "collected_at",
        "entered_at",
        "received_at",
        "desil_quality",
    )
)


def said_of_family(row: Row) -> str:
    """A row of ``welfare``, ``dwelling`` or ``screening`` in a sentence."""
    said = []
    for name, found in row.items():
        if name in _PROVENANCE or found is None or found == [] or name == "desil_high":
            continue
        if name == "desil_low":
            said.append(f"{_('desil')} {desil(row)}")
        elif isinstance(found, bool):
            said.append(f"{attribute_name(name)}: {value(found)}")
        elif isinstance(found, list):
            said.append(f"{attribute_name(name)}: {', '.join(meaning(name, item) for item in found)}")
        else:
            said.append(f"{attribute_name(name)}: {meaning(name, found) if isinstance(found, str) else value(found)}")
    return "; ".join(said)


def told_record(record: Row) -> str:
    """Where a record stands, whom it names, and how sure it is that it belongs here."""
    name = f": {record['name']}" if record["name"] else ""
    return _("{source} ({role}), {place}{name}; yakin {percent}").format(
        source=source_name(record["source"]), role=role_name(record["role"]),
        place=place_in_file(record["file"], record["sheet"], record["row"]), name=name,
        percent=f"{decimal(100 * record['match_probability'])} %",
    )  # fmt: skip
