"""Codes that people read aloud and type: Crockford's base 32, in which no two letters look or sound alike."""

from __future__ import annotations

import re
from typing import Final

#: No I, L, O or U.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Letters of a printed group.
GROUP: Final = 5
_BITS: Final = 5
_MISREAD: Final = str.maketrans("ILO", "110")


def spelled(digest: bytes, length: int) -> str:
    """The first bits of a digest in ``length`` letters, five bits each. The digest holds at least as many."""
    number = int.from_bytes(digest) >> (8 * len(digest) - _BITS * length)
    return "".join(LETTERS[number >> _BITS * at & 31] for at in reversed(range(length)))


def plain(code: str) -> str:
    """A code as it is compared: capitals without blanks and dashes, misread letters set right."""
    return re.sub(r"[\s-]", "", code).upper().translate(_MISREAD)


def grouped(letters: str) -> str:
    """A code as it is printed."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
