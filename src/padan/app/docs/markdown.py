"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(text: object) -> str:
    """A text that cannot break out of its cell."""
    return str(text).replace("|", "\\|").replace("\n", " ").replace("*", "\\*")


def code(text: str) -> str:
    """A text as it is typed or written."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already."""
    lines = [f"| {' | '.join(headers)} |", f"|{'---|' * len(headers)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
