"""Texts inside queries."""

from __future__ import annotations


def quoted(text: object) -> str:
    """A text, or the path of a file, as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"
