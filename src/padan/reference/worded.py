"""What rows of facts have in common: a name and a basis in both languages, and days between which they hold."""

from __future__ import annotations

from datetime import date


class Named:
    """A row with a name in both languages."""

    __slots__ = ()

    name_id: str
    name_en: str

    def name(self, language: str = "id") -> str:
        """What it is called, in Indonesian, or in English for ``"en"``."""
        return self.name_en if language == "en" else self.name_id


class Based:
    """A row that says in both languages what it rests on."""

    __slots__ = ()

    basis_id: str
    basis_en: str

    def basis(self, language: str = "id") -> str:
        """What it rests on, in Indonesian, or in English for ``"en"``."""
        return self.basis_en if language == "en" else self.basis_id


class Dated:
    """A row that holds from the day ``since`` until ``until`` (both counted; None: until another comes)."""

    __slots__ = ()

    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)
