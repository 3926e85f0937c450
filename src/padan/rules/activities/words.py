"""Texts of reports as words, and the phrases found among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from padan.kernel.cells import plain

_WORD: Final = re.compile(r"[a-z]+|[0-9]+")
#: Words of the longest phrase that is looked for.
LONGEST: Final = 5


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, numbers too."""
    return tuple(_WORD.findall(plain(text)))


def phrases_in(words: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """Known phrases in a text from its beginning, at each place the longest; its words are not used again."""
    place = 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            if (phrase := " ".join(words[place : place + length])) in known:
                yield phrase
                break
        else:
            length = 1
        place += length
