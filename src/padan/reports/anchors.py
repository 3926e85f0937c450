"""Records by which an answer finds a person, and a family by its head, in every release."""

from __future__ import annotations

from typing import Final

from padan.reports.holdings import Holdings

_NAMED_BY_OTHERS: Final = ("mother", "father")
_HEAD: Final = "SELECT head_person_id FROM family WHERE family_id = ?"


def anchor_of(held: Holdings, person_id: str) -> str:
    """A record of a person: a row of their own before one in which others name them as a parent, as ``wanted.sql``
    chooses. Empty for nobody."""
    rows = held.records(person_id)
    return min(((row["role"] in _NAMED_BY_OTHERS, row["record_id"]) for row in rows), default=(False, ""))[1]


def head_anchor(held: Holdings, family_id: str) -> str:
    """The same of a family's head; empty where none is known."""
    rows = held.rows(_HEAD, [family_id])
    return anchor_of(held, rows[0]["head_person_id"]) if rows and rows[0]["head_person_id"] else ""
