"""The code by which who complains finds a complaint again: hard to guess, easy to read aloud and to type."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from padan.kernel.codes import LETTERS, grouped, plain, spelled

__all__ = ["code_of", "digest_of", "is_code", "plain", "written"]

#: Letters of a code, five bits each: 100 bits, which nobody guesses, so that a fast digest keeps it.
LENGTH: Final = 20
_SHAPE: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")


def code_of(key: str) -> str:
    """The code of a form's key, in groups. The key is drawn at random with the form, so the same form sent twice over a
    bad line gives the same code."""
    return grouped(spelled(hashlib.sha256(f"complaint:{key}".encode()).digest(), LENGTH))


def is_code(code: str) -> bool:
    """Whether a text has the form of a code."""
    return _SHAPE.fullmatch(plain(code)) is not None


def written(code: str) -> str:
    """A code in groups, as it is printed."""
    return grouped(plain(code))


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(plain(code).encode()).hexdigest()
