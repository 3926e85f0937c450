"""What people complain about, and how long there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based, Named


class Counting(StrEnum):
    """Which days count."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Term(Based):
    """So many ``days``, counted as ``counting`` says, and what that rests on."""

    code: str
    days: int
    counting: Counting
    basis_id: str
    basis_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Category(Named):
    """What is complained about; answered within ``term``. ``sensitive``: few may see it."""

    code: str
    sensitive: bool
    term: Term
    name_id: str
    name_en: str
    hint_id: str
    hint_en: str

    def hint(self, language: str = "id") -> str:
        """What falls under it, in Indonesian, or in English for ``"en"``."""
        return self.hint_en if language == "en" else self.hint_id


@cache
def categories() -> Mapping[str, Category]:
    """Categories by code, in the order in which they are chosen from."""
    rows = read_rows("data", "complaints.csv")
    found = (
        Category(
            r["category"], r["sensitive"] == "1", _term(r, r["category"]), r["name_id"], r["name_en"], r["hint_id"],
            r["hint_en"],
        )
        for r in rows
    )  # fmt: skip
    return MappingProxyType({each.code: each for each in found})


@cache
def terms() -> Mapping[str, Term]:
    """The other terms by code: ``appeal_window``, ``appeal``, ``rung``."""
    return MappingProxyType({r["term"]: _term(r, r["term"]) for r in read_rows("data", "complaint_terms.csv")})


def _term(row: Mapping[str, str], code: str) -> Term:
    return Term(code, int(row["days"]), Counting(row["counting"]), row["basis_id"], row["basis_en"], row["source"])
