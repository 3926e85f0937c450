"""Errors that a person can act on.

Everything a user can cause is a :class:`PadanError`: it says what is wrong, where, and the next step, and the
command line shows it without a traceback. Anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

from dataclasses import dataclass

from padan.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something was found; every part is optional. Rows count from 1 as a spreadsheet shows them."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = (("", self.file), (_("lembar"), self.sheet), (_("baris"), self.row), (_("kolom"), self.column))
        return ", ".join(f"{label} {value}".strip() for label, value in parts if value not in (None, ""))


class PadanError(Exception):
    """A mistake that a person can mend: ``what`` is wrong, ``where``, and what to do ``next``."""

    exit_code = 1

    def __init__(self, what: str, *, where: Place | None = None, next_step: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where and str(self.where) else ""
        remedy = f"\n{self.next_step}" if self.next_step else ""
        return f"{self.what}{place}{remedy}"


class InvalidValueError(PadanError, ValueError):
    """A value that cannot be built, such as a NIK with an impossible date."""


class UnreadableFileError(PadanError):
    """A file that cannot be opened or read as any known kind."""

    exit_code = 3


class UnknownSourceError(PadanError):
    """A readable file whose columns no source knows."""

    exit_code = 4


class RegisterError(PadanError):
    """The register (``PADAN_HOME``) is not in the state that the command needs."""

    exit_code = 5
