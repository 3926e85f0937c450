"""What open forms hold, whatever their writing; and what comes of reading one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True)
class Activity:
    """Who does what, where and when (4W). ``number`` is that of its teller, the same in each export. ``area``: a
    Kemendagri code of any level. ``reached``: people; ``value``: rupiah; None where nobody said it."""

    number: str
    funder: str
    implementer: str
    sector: str
    title: str
    area: str
    since: date
    until: date
    reached: int | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a giver promised (``amount``) and what of it has arrived (``arrived``), rupiah. ``areas``: Kemendagri codes
    of the places that it is for; ``places``: names of those that are told without such a code; ``kinds``: of aid;
    ``receiver``: the organisation that passes it on."""

    number: str
    title: str
    about: str
    giver_number: str
    giver: str
    amount: int
    arrived: int
    promised_on: date
    since: date
    until: date
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company and who says to have authority over it, as one side has it; ``authority`` as its side writes it."""

    number: str
    name: str
    sector: str
    permit: str
    authority: str
    basis: str
    given: int


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: its line in the file (the first is 1), and what is wrong with it."""

    line: int
    what: str


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Read(Generic[Row]):
    """What was read: every data row is in one of both."""

    rows: tuple[Row, ...]
    rejects: tuple[Reject, ...]
