"""The code by which who complains finds a complaint again: hard to guess, easy to read aloud and to type."""

from __future__ import annotations

import hashlib
import re
from typing import Final

#: Crockford's base 32: no I, L, O or U.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("ILO", "110")
#: Letters of a code, five bits each: 100 bits, which nobody guesses, so that a fast digest keeps it.
LENGTH: Final = 20
_GROUP: Final = 5
_SHAPE: Final = re.compile(f"[{_LETTERS}]{{{LENGTH}}}")


def code_of(key: str) -> str:
    """The code of a form's key, in groups. The key is drawn at random with the form, so the same form sent twice over a
    bad line gives the same code."""
    number = int.from_bytes(hashlib.sha256(f"complaint:{key}".encode()).digest()) >> (256 - 5 * LENGTH)
    letters = "".join(_LETTERS[number >> 5 * at & 31] for at in reversed(range(LENGTH)))
    return "-".join(letters[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def plain(code: str) -> str:
    """A code as it is compared: capitals without blanks and dashes, misread letters set right."""
    return re.sub(r"[\s-]", "", code).upper().translate(_MISREAD)


def is_code(code: str) -> bool:
    """Whether a text has the form of a code."""
    return _SHAPE.fullmatch(plain(code)) is not None


def written(code: str) -> str:
    """A code in groups, as it is printed."""
    letters = plain(code)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(plain(code).encode()).hexdigest()
