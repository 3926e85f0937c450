"""The chain: each entry holds the digest of the one before it, so that none can be altered, moved or left out unseen.

Whoever can write the whole table could make a new chain from the altered entry on. Against that its head is published
from time to time: a chain that does not hold a head that was once published is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum

#: What stands before the first entry.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says. ``at`` has a time zone; ``subject`` is a kind and an id, such as ``person:P1F350CC``;
    ``area`` a region code; ``before`` and ``after`` canonical JSON (:func:`padan.office.audit.operations.record`), null
    where there is nothing to tell."""

    at: datetime
    by: str
    action: str
    subject: str
    area: str
    reason: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it lies in the table."""

    number: int
    said: Said
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain: its number (0: none yet) and digest."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class Broken(StrEnum):
    """What is wrong at an entry."""

    ALTERED = "altered"
    MISSING = "missing"
    MOVED = "moved"
    CUT_OFF = "cut_off"
    NOT_AS_PUBLISHED = "not_as_published"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain is broken, and how. ``MISSING`` names the first number that is gone, ``CUT_OFF`` the last entry
    there is, ``NOT_AS_PUBLISHED`` the published head."""

    number: int
    what: Broken


def digest_of(number: int, said: Said, previous: str) -> str:
    """The digest of an entry: SHA-256 over all that it holds, each part with its length before it, so that no two
    entries have the same bytes."""
    at = said.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [str(number), previous, at, *(getattr(said, field.name) for field in fields(Said)[1:])]
    whole = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else part.encode()
        whole.update(f"{'-' if part is None else len(data)};".encode() + data)
    return whole.hexdigest()


def faults(links: Iterable[Link], head: Head, published: Iterable[Head] = ()) -> Iterator[Fault]:
    """All that is wrong with a chain, given in the order of its numbers. ``head`` is what the office believes to be
    the last entry; ``published`` are heads that were made known before."""
    wanted: Mapping[int, str] = {each.number: each.digest for each in published}
    met, last = set(), Head(0, GENESIS)
    for link in links:
        if link.number != last.number + 1:
            yield Fault(last.number + 1, Broken.MISSING)
        elif link.previous != last.digest:
            yield Fault(link.number, Broken.MOVED)
        if digest_of(link.number, link.said, link.previous) != link.digest:
            yield Fault(link.number, Broken.ALTERED)
        if link.number in wanted:
            met.add(link.number)
            if wanted[link.number] != link.digest:
                yield Fault(link.number, Broken.NOT_AS_PUBLISHED)
        last = Head(link.number, link.digest)
    if last != head:
        yield Fault(last.number, Broken.CUT_OFF)
    for number in sorted(wanted.keys() - met):
        yield Fault(number, Broken.NOT_AS_PUBLISHED)
