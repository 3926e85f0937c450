"""What was read of a report, before it is kept: rows as activities, and rows that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Addressed(StrEnum):
    """To whom a report was made."""

    REGENCY = "regency"
    PROVINCE = "province"


class Said(StrEnum):
    """What a person says of two reports: one activity, two, or (taken back) nothing."""

    SAME = "same"
    APART = "apart"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Line:
    """An activity of a report; fields as in :class:`padan.office.activities.models.Activity`, ``sheet`` and ``row``
    where it stands."""

    company: str
    title: str
    area: str
    sheet: str = ""
    row: int = 1
    implementer: str = ""
    description: str = ""
    sector: str = ""
    beneficiaries: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    value: int | None = None
    share: bool = False
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is no activity: where it stands, what is in it by the titles of its columns, which column is wrong,
    why, and what to do."""

    sheet: str
    row: int
    column: str
    written: Mapping[str, str]
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was read: who sent it (``office``: an office, not a company) to whom, the regency, the file's name
    and SHA-256, the fingerprint of its heads and which column each field was read from."""

    sender: str
    office: bool
    addressed: Addressed
    area: str
    name: str
    sha256: str
    header: str
    mapping: Mapping[str, str] = field(default_factory=dict)
