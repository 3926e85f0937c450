"""The language of one run: ``--lang``, else ``PADAN_LANG``, else Indonesian.

Help texts are made when the commands are built, so the language must be settled before that: it is read from
the arguments first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from padan.kernel.texts import LANGUAGES


def asked_for(arguments: Sequence[str]) -> str | None:
    """The language that ``--lang`` names in ``arguments``; None when it is not there or not one of ours."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            said = value if equals else "".join(arguments[place + 1 : place + 2])
            return said if said in LANGUAGES else None
    return None


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak ``language`` inside, in this process and those it starts; None changes nothing."""
    before = os.environ.get("PADAN_LANG")
    if language is not None:
        os.environ["PADAN_LANG"] = language
    try:
        yield
    finally:
        if language is not None:
            if before is None:
                del os.environ["PADAN_LANG"]
            else:
                os.environ["PADAN_LANG"] = before
