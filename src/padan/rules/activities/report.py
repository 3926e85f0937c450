"""A reported activity as the rules know it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from padan.reference.activities import company_forms
from padan.rules.activities.words import words_of

_JOINTS: Final = re.compile(r"\b(?:dan|bersama|and)\b|[&,/;+]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reported:
    """One activity of one report.

    ``report`` is the report that it stands in and ``sender`` whose report that is; ``office``: the sender is an office
    (regency, province), not a company. ``giver`` and ``implementer`` as written, several names joined by "dan" or a
    comma. ``area``: code of the smallest region that is known, empty for none. ``since`` and ``until``: first and last
    day. ``value`` in rupiah; ``share``: it is said to be the sender's part of what was given together. ``people``: how
    many it reached. None where nothing is said.
    """

    number: int
    report: int
    sender: str
    office: bool
    giver: str
    title: str
    implementer: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None
    value: int | None = None
    share: bool = False
    people: int | None = None


@lru_cache(maxsize=65536)
def company_key(name: str) -> str:
    """The words of a company's name that tell it from others, the form of the company left out.

    >>> company_key("PT. Mahakam Jaya, Tbk (Persero)")
    'mahakam jaya'
    """
    words = words_of(name)
    return " ".join(word for word in words if word not in company_forms()) or " ".join(words)


@lru_cache(maxsize=65536)
def parties(giver: str, implementer: str) -> frozenset[str]:
    """Keys of all who are named as giving or carrying out."""
    names = (name for text in (giver, implementer) for name in _JOINTS.split(text))
    return frozenset(key for name in names if (key := company_key(name)))
