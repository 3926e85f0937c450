"""Options of the commands that read any table of people."""

from __future__ import annotations

from collections.abc import Iterable

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _


def named_columns(given: Iterable[str]) -> dict[str, str]:
    """``name=NAMA_ART`` (several with commas between) as field and header."""
    out: dict[str, str] = {}
    for each in given:
        for part in each.split(","):
            field, sign, header = part.partition("=")
            if not sign or not field.strip() or not header.strip():
                raise InvalidValueError(
                    _("--column: '{text}' bukan ISIAN=KOLOM").format(text=part), next_step="--column name=NAMA_ART"
                )
            out[field.strip()] = header.strip()
    return out
