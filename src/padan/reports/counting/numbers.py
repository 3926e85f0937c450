"""Numbers as they leave the office: in files and through the API, each with what it is of, where, and of which release.

They are those of pages: told by the same :class:`Told`, so that what a page keeps back is kept back here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from padan.reports.counting.codes import FAMILIES, asked_of, code_of, pair_of
from padan.reports.counting.measures import PAIRS, Asked, Known, Theme
from padan.reports.counting.telling import Share, Told
from padan.reports.counting.words import asked_words, pair_words, place_words
from padan.reports.gap_words import gap_kinds


@dataclass(frozen=True, slots=True)
class Edition:
    """The release that numbers are of."""

    name: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Where:
    """The place that numbers are of: its code (empty for several regions at once), and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number: of a measure, in a place, of a release. ``number`` is ``part`` of ``among``; None is not told."""

    of: Edition
    where: Where
    measure: str
    words: str
    number: int | None
    among: int | None
    part: float | None


@dataclass(frozen=True, slots=True)
class Check:
    """One control total: a number, and the sum of what it consists of. ``hidden`` parts are not told, so that the sum
    may be less; otherwise both are the same."""

    words: str
    whole: int
    parts: int
    hidden: int

    @property
    def agrees(self) -> bool:
        """Whether the parts make the whole, as far as they are told."""
        return self.parts <= self.whole if self.hidden else self.parts == self.whole


def number(of: Edition, where: Where, asked: Asked, share: Share) -> Number:
    """One number out of what is told."""
    part = None if share.part is None else round(share.part, 6)
    return Number(of, where, code_of(asked), asked_words(asked), share.number, share.among, part)


def numbers(of: Edition, told: Told, asked: Iterable[Asked], whole: Where) -> list[Number]:
    """What is asked for of the whole place, then of each of its parts."""
    every = tuple(asked)
    spots = [(None, whole), *((part, Where(part, place_words(part))) for part in told.parts)]
    return [number(of, where, each, told.share(each, part)) for part, where in spots for each in every]


def checks(told: Told, asked: Iterable[Asked]) -> Iterator[Check]:
    """The control totals of what is asked for: parts of the place, and states of each two lists."""
    for each in dict.fromkeys(asked):
        whole = told.number(each)
        found = [told.number(each, part) for part in told.parts]
        if whole is not None and found:
            yield Check(asked_words(each), whole, sum(n for n in found if n is not None), found.count(None))
    for pair in PAIRS:
        families, states = told.number(FAMILIES), told.number(Asked(Theme.PAIR, pair.key))
        if families is not None and states is not None:
            yield Check(pair_words(pair), families, states, 0)


def gaps_there(told: Told) -> list[Asked]:
    """The kinds of gaps that there are in the place, the most frequent first."""
    found = [(told.number(asked), asked) for asked in (Asked(Theme.GAP, kind) for kind in gap_kinds())]
    return [asked for _n, asked in sorted(((n, asked) for n, asked in found if n), key=lambda each: -each[0])]


def measures_of(code: str) -> list[Asked]:
    """What a word asks for: one measure, or every state of two lists; nothing where it names nothing."""
    if pair := pair_of(code):
        return [Asked(Theme.PAIR, pair.key, state) for state in Known]
    asked = asked_of(code)
    return [asked] if asked else []
