"""Quarters of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter: 1 is January to March. InvalidValueError for a number that there is not."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (2000 <= self.year <= 2100 and 1 <= self.number <= 4):
            raise InvalidValueError(_("Triwulan itu tidak ada"), next_step=_("Pilih dari daftarnya."))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def read(cls, text: str) -> Quarter:
        """The quarter that ``2026-4`` names; InvalidValueError for another text."""
        year, dash, number = text.partition("-")
        if not (dash and year.isdecimal() and number.isdecimal()):
            raise InvalidValueError(_("Triwulan itu tidak ada"), next_step=_("Pilih dari daftarnya."))
        return cls(int(year), int(number))

    @property
    def since(self) -> date:
        """Its first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    @property
    def until(self) -> date:
        """Its last day."""
        return self.after.since - timedelta(days=1)

    @property
    def before(self) -> Quarter:
        """The one before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def words(self) -> str:
        """The quarter for people."""
        numeral = ("I", "II", "III", "IV")[self.number - 1]
        return _("Triwulan {numeral} {year}").format(numeral=numeral, year=self.year)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
