"""How much speaks for two reports telling of one activity, field by field, in bits.

A bit doubles the odds. The figures are decisions of this project, set by what agreement by chance is worth (there are
237 villages in the regency, some dozen companies, twelve months of a year) and held by ``benchmarks/activities.py``.
Nothing said is no evidence. Words count by their rarity: "bantuan" is in every second title.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from padan.kernel.scope import lies_in
from padan.rules.activities.report import Reported, parties
from padan.rules.activities.words import words_of

#: Odds before any field is looked at that two reports that come together at all tell of one activity: 1 to 256.
PRIOR: Final = -8.0
#: A question costs a person 1; a sum wrong by one activity, counted twice or lost, costs 20. So a pair is settled
#: without a question where its odds are beyond 19 to 1: log2(19) bits.
SETTLED: Final = math.log2(19)
_BEST_TITLE: Final = 7.0
_BEST_PARTY: Final = 4.0


class Zone(StrEnum):
    """What is to be thought of a pair."""

    SAME = "same"
    ASK = "ask"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Why:
    """A field, how it agrees, and the bits that this is worth."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for a pair: ``bits`` with the prior, ``why`` by field."""

    bits: float
    why: tuple[Why, ...]

    @property
    def zone(self) -> Zone:
        """Settled as one or as two, or to be asked."""
        if self.bits >= SETTLED:
            return Zone.SAME
        return Zone.APART if self.bits <= -SETTLED else Zone.ASK


class Rarity:
    """How rare each word is among the titles of all reports, in bits: 0 for one that is in each of them."""

    def __init__(self, reports: Sequence[Reported]) -> None:
        self._counts = Counter(word for report in reports for word in set(words_of(report.title)))
        self._once = math.log2(max(len(reports), 1))
        self._bits = {word: self._once - math.log2(times) for word, times in self._counts.items()}

    def bits(self, word: str) -> float:
        """The rarity of a word; one that was never met is as rare as one that was met once."""
        return self._bits.get(word, self._once)

    def rarest(self, title: str, most: int) -> list[str]:
        """The rarest words of a title that other titles have too: a word of one title finds no other."""
        shared = [word for word in set(words_of(title)) if self._counts[word] > 1]
        return sorted(shared, key=lambda word: (self._counts[word], word))[:most]


def likeness(one: Reported, other: Reported, rarity: Rarity) -> Likeness:
    """What speaks for two reports telling of one activity."""
    why = (
        _report(one, other), _party(one, other), _title(one, other, rarity), _place(one.area, other.area),
        _time(one, other), _value(one, other), _people(one.people, other.people),
    )  # fmt: skip
    return Likeness(PRIOR + sum(each.bits for each in why), why)


def is_hopeless(one: Reported, other: Reported) -> bool:
    """Whether two reports are apart whatever their titles say: those take the longest to compare."""
    why = (_place(one.area, other.area), _time(one, other), _value(one, other), _people(one.people, other.people))
    short = PRIOR + _BEST_TITLE + sum(each.bits for each in why)
    return short + _BEST_PARTY <= -SETTLED or short + _party(one, other).bits <= -SETTLED


def is_repeated(one: Reported, other: Reported) -> bool:
    """Whether two rows of one report say the very same."""
    return replace(one, number=0) == replace(other, number=0)


def _report(one: Reported, other: Reported) -> Why:
    """Rows of one report are different activities, unless a row was copied."""
    if one.report != other.report:
        return Why("report", "other", 0.0)
    return Why("report", "repeated", 4.0) if is_repeated(one, other) else Why("report", "one", -16.0)


def _party(one: Reported, other: Reported) -> Why:
    a, b = parties(one.giver, one.implementer), parties(other.giver, other.implementer)
    if not a or not b:
        return Why("party", "unknown", 0.0)
    if a & b:
        return Why("party", "same", _BEST_PARTY)
    near = any(_is_part(x, y) or _is_part(y, x) for x in a for y in b)
    return Why("party", "near", 3.0) if near else Why("party", "different", -5.0)


def _is_part(part: str, whole: str) -> bool:
    """Whether all words of one name are in another, each but for one slip."""
    return all(any(slipped(word, other) for other in whole.split()) for word in part.split())


def slipped(one: str, other: str) -> bool:
    """Whether two words are one but for one letter that is wrong, lacking or too much; words of four letters and less
    must be the same."""
    if one == other or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return one == other
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    swapped = one[place + 1 : place + 2] + one[place : place + 1] == other[place : place + 2]
    return (
        one[place + 1 :] == other[place + 1 :] or one[place + 1 :] == other[place:] or one[place:] == other[place + 1 :]
        or (swapped and one[place + 2 :] == other[place + 2 :])
    )  # fmt: skip


def _title(one: Reported, other: Reported, rarity: Rarity) -> Why:
    """The share of the two titles' rarity that they have in common; never worth more than the rarity itself."""
    a, b = set(words_of(one.title)), set(words_of(other.title))
    if not a or not b:
        return Why("title", "unknown", 0.0)
    both = a & b
    left, right = a - both, set(b - both)
    common, lacking = _sum(rarity, both), 0.0
    for word in sorted(left):
        like = min((each for each in right if slipped(word, each)), default=None)
        if like is None:
            lacking += rarity.bits(word)
        else:
            right.remove(like)
            common += min(rarity.bits(word), rarity.bits(like))
    share = common / total if (total := common + lacking + _sum(rarity, right)) else 1.0
    for least, level, bits in (
        (0.9, "same", _BEST_TITLE),
        (0.6, "near", 5.0),
        (0.35, "alike", 2.0),
        (0.15, "little", -2.0),
    ):
        if share >= least:
            return Why("title", level, min(bits, common))
    return Why("title", "different", -9.0)


def _sum(rarity: Rarity, words: Iterable[str]) -> float:
    return math.fsum(sorted(rarity.bits(word) for word in words))


def _place(one: str, other: str) -> Why:
    if not one or not other:
        return Why("place", "unknown", 0.0)
    if one == other:
        return Why("place", "same", {13: 6.0, 8: 3.0}.get(len(one), 0.0))
    if lies_in(one, other) or lies_in(other, one):
        return Why("place", "inside", 2.0 if min(len(one), len(other)) == 8 else 0.0)
    return Why("place", "beside", -4.0) if one[:8] == other[:8] else Why("place", "different", -7.0)


def _time(one: Reported, other: Reported) -> Why:
    """Days between the two, 0 where they overlap; long ones overlap easily, so that is worth less."""
    if one.since is None or other.since is None:
        return Why("time", "unknown", 0.0)
    ends, begins = (each.until or each.since for each in (one, other)), max(one.since, other.since)
    between = (begins - min(end for end in ends if end)).days
    days = max(((each.until or begins) - (each.since or begins)).days for each in (one, other))
    if between <= 3:
        return Why("time", "same", 3.0 if days <= 7 else 2.0 if days <= 31 else 1.0)
    if between <= 31:
        return Why("time", "near", 0.0)
    return Why("time", "far", -3.0) if between <= 92 else Why("time", "different", -8.0)


def _value(one: Reported, other: Reported) -> Why:
    if not one.value or not other.value:
        return Why("value", "unknown", 0.0)
    low, high = sorted((one.value, other.value))
    if low == high:
        return Why("value", "same", 4.0)
    if low >= 0.95 * high:
        return Why("value", "near", 3.0)
    if one.share or other.share or any(low * parts == high for parts in range(2, 11)):
        return Why("value", "part", 0.0)
    return Why("value", "different", -3.0)


def _people(one: int | None, other: int | None) -> Why:
    if not one or not other:
        return Why("people", "unknown", 0.0)
    low, high = sorted((one, other))
    if low == high:
        return Why("people", "same", 3.0)
    return Why("people", "near", 2.0) if low >= 0.9 * high else Why("people", "different", -2.0)
