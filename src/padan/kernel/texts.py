"""Texts for people: Indonesian in the code, English from a catalogue.

The message ids *are* the Indonesian texts, so a missing translation degrades to Indonesian and never to a
key. English is chosen by ``PADAN_LANG=en``, or with :func:`answering_in` for one answer of many at a time; the
catalogue is a plain ``.po`` file read when first needed, so there is no compiled file to keep in step.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

#: The languages there are texts in; the first is the one they are written in.
LANGUAGES = ("id", "en")

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def answering_in(chosen: str) -> Iterator[None]:
    """Speak a language inside, in this thread only: other threads answer others in theirs."""
    before = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    catalogue = resources.files("padan.kernel").joinpath("locale", language, "LC_MESSAGES", "padan.po")
    if not catalogue.is_file():
        return gettext.NullTranslations()
    # Babel is imported only for a language other than the one the texts are written in.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with catalogue.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def language() -> str:
    """The two-letter language of the reader: what is spoken, else ``PADAN_LANG``, else ``id``."""
    return _spoken.get() or os.environ.get("PADAN_LANG", "id")[:2].lower() or "id"


def _(message: str) -> str:
    """The text in the reader's language; the argument is the Indonesian text."""
    return _translations(language()).gettext(message)
