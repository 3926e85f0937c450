"""The NIK, the sixteen-digit number of a person.

``PPKKCC DDMMYY SSSS``: province, regency and district of *issue* (never proof of where somebody lives),
date of birth with 40 added to the day for a woman, and a serial. It holds no century. Layout:
Government Regulation 37/2007, article 37.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from padan.kernel.dates import latest_date
from padan.kernel.errors import InvalidValueError
from padan.kernel.numbers import NumberReading, mask, read_number, why_not
from padan.kernel.texts import _


def read_nik(cell: object) -> NumberReading:
    """Read a NIK from anything a cell can hold: text, number, None. Never raises.

    The quality says what it is worth. A float or a whole number is a *number cell*: when it ends in 0, the
    last digit is lost. A plain text that ends in 0 is sound.
    """
    return read_number(cell, of_person=True)


@dataclass(frozen=True, slots=True, order=True)
class Nik:
    """A sound NIK; nothing else can be built.

    Raises :class:`~padan.kernel.errors.InvalidValueError` for anything but sixteen plain digits with a
    possible region, date and serial. What comes out of a file goes through :func:`read_nik` first.
    """

    value: str

    def __post_init__(self) -> None:
        reading = read_nik(self.value)
        if reading.value is None or reading.value != self.value:
            raise InvalidValueError(
                _("NIK {nik} tidak dapat dipakai: {reason}.").format(nik=self.value, reason=why_not(reading)),
                next_step=_("Periksa NIK pada KTP-el atau Kartu Keluarga, lalu tulis 16 angka itu sebagai teks."),
            )

    def __str__(self) -> str:
        return self.value

    @property
    def region(self) -> str:
        """Where it was issued, as a Kemendagri district code of that day: ``64.02.13``."""
        return f"{self.value[:2]}.{self.value[2:4]}.{self.value[4:6]}"

    @property
    def sex(self) -> Literal["L", "P"]:
        """``L`` (male) or ``P`` (female), from the 40 added to the day."""
        return "P" if int(self.value[6:8]) > 40 else "L"

    @property
    def serial(self) -> str:
        """The last four digits, ``0001`` to ``9999``."""
        return self.value[12:]

    def birth_date(self, reference: date) -> date:
        """The date of birth: the latest one possible that is not after ``reference``.

        A NIK holds no century, so a person of more than a hundred years is read a hundred years too young.
        Raises :class:`~padan.kernel.errors.InvalidValueError` for 29 February of a year 00 before 2000,
        which had none.
        """
        day, month, year = int(self.value[6:8]) % 40, int(self.value[8:10]), int(self.value[10:12])
        born = latest_date(year, month, day, reference)
        if born is None:
            raise InvalidValueError(
                _("Tanggal lahir dalam NIK {nik} tidak mungkin sebelum {date}.").format(nik=self, date=reference),
                next_step=_("Periksa tanggal acuan yang dipakai."),
            )
        return born

    def masked(self) -> str:
        """For lists that others see: the region and the last two digits, ``640213********01``."""
        return mask(self.value)
