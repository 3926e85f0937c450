"""Words that are nearly another one: letters left out, doubled, swapped or wrong.

The distinct words of a release are some tens of thousands to hundreds of thousands: they are held in memory, and all
of them are looked at for each word that is asked for. What a few letters of another word cannot be is left out by which
letters the words have at all; of the rest the changes are counted, all words at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from padan.office.registry.models import Release, Spelling

#: The most letters of a word that are compared; longer ones are cut when they are kept.
LONGEST: Final = 40
#: Near words that are taken of one word, the nearest and most borne first.
MOST_NEAR: Final = 40
#: Bits of the letters that a word has: A to Z and the digits have one each.
_BITS: Final = 64
#: More letters than ever differ in a near word.
FARTHEST: Final = 3


def allowed(length: int) -> int:
    """How many letters of a word of a name may differ: three letters are too few to guess by."""
    return 0 if length < 4 else 1 if length < 8 else 2


class Vocabulary:
    """Words in the order of their letters, and how many people bear each."""

    def __init__(self, words: Sequence[str], bearers: Sequence[int]) -> None:
        self._words = list(words)
        self._bearers = np.array(bearers, np.int64)
        self._before = np.concatenate(([0], np.cumsum(self._bearers)))
        self._lengths = np.array([len(word) for word in self._words], np.int16)
        self._letters = _letters(self._words)
        self._has = _has(self._letters)

    def bearers(self, first: str, last: str) -> int:
        """How often somebody bears a word from ``first`` to ``last``."""
        begin, end = bisect_left(self._words, first), bisect_right(self._words, last)
        return int(self._before[end] - self._before[begin])

    def near(self, asked: Iterable[str]) -> dict[str, int]:
        """Words that are nearly one of those asked and do not begin with any, with the letters in which they differ: at
        most :data:`MOST_NEAR`, the nearest first, then those that most people bear."""
        wanted = tuple(asked)
        found: dict[int, int] = {}
        for word in wanted:
            for place, distance in self._differing(word[:LONGEST], allowed(len(word))):
                found[place] = min(distance, found.get(place, distance))
        ordered = sorted(found, key=lambda place: (found[place], -self._bearers[place], self._words[place]))
        near = [place for place in ordered if not self._words[place].startswith(wanted)][:MOST_NEAR]
        return {self._words[place]: found[place] for place in near}

    def _differing(self, word: str, limit: int) -> list[tuple[int, int]]:
        """Places of words with at most ``limit`` letters changed, and how many those are."""
        if not limit or not self._words:
            return []
        asked = _letters([word])[:, 0]
        # A letter left out or added changes one bit, one for another two; swapping none.
        shared = np.bitwise_count(self._has ^ _has(asked[:, None])[0]) <= 2 * limit
        places = np.flatnonzero(shared & (np.abs(self._lengths - len(word)) <= limit))
        changes = _changes(asked[: len(word)], self._letters[: len(word) + limit, places], self._lengths[places])
        return [(int(places[at]), int(changes[at])) for at in np.flatnonzero(changes <= limit)]


def _letters(words: Sequence[str]) -> NDArray[np.uint32]:
    """The letters of words, a column each, as their code points; zeros behind."""
    table = np.array(words, f"U{LONGEST}").view(np.uint32).reshape(len(words), LONGEST)
    return np.ascontiguousarray(table.T)


def _has(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Which letters a word has, as bits. Two letters may share one: then a difference is missed, never invented."""
    bits = np.where(letters > 0, np.left_shift(np.uint64(1), (letters % _BITS).astype(np.uint64)), np.uint64(0))
    return np.bitwise_or.reduce(bits, axis=0)


def _changes(asked: NDArray[Any], letters: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int16]:
    """Letters changed, added, left out or swapped with a neighbour, from the one word to each of the others.
    ``letters`` has at least as many rows as the longest of them has letters."""
    rows, count = letters.shape
    steps = np.arange(rows + 1, dtype=np.int16)[:, None]
    older = before = np.broadcast_to(steps, (rows + 1, count))
    for i, letter in enumerate(asked, 1):
        row = np.empty_like(before)
        row[0] = i
        differs = (letters != letter).astype(np.int16)
        for j in range(1, rows + 1):
            np.minimum(before[j] + 1, row[j - 1] + 1, out=row[j])
            np.minimum(row[j], before[j - 1] + differs[j - 1], out=row[j])
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == asked[i - 2])
                np.minimum(row[j], np.where(swapped, older[j - 2] + 1, row[j]), out=row[j])
        older, before = before, row
    return before[lengths, np.arange(count)]


def vocabulary(release: Release) -> Vocabulary:
    """The words of the names of a release, read once for each server process."""
    return _read(release.pk, release.name)


@lru_cache(maxsize=2)
def _read(release_id: int, _name: str) -> Vocabulary:
    rows = sorted(Spelling.objects.filter(release_id=release_id).values_list("word", "bearers"))
    return Vocabulary([word for word, _bearers in rows], [bearers for _word, bearers in rows])
