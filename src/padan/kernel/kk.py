"""The number of a family card (Kartu Keluarga, KK).

``PPKKCC DDMMYY SSSS``: district of issue, the day the card was registered (nobody's birthday; nothing is
added for women), and a serial.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from padan.kernel.dates import latest_date
from padan.kernel.errors import InvalidValueError
from padan.kernel.numbers import NumberReading, mask, read_number, why_not
from padan.kernel.texts import _


def read_kk(cell: object) -> NumberReading:
    """Read a KK number from anything a cell can hold, as :func:`padan.kernel.nik.read_nik` does a NIK.

    Seventeen digits are malformed, and so is a day above 31. Never raises.
    """
    return read_number(cell, of_person=False)


@dataclass(frozen=True, slots=True, order=True)
class KkNumber:
    """A sound KK number; nothing else can be built.

    Raises :class:`~padan.kernel.errors.InvalidValueError` for anything but sixteen plain digits with a
    possible region, date and serial. What comes out of a file goes through :func:`read_kk` first.
    """

    value: str

    def __post_init__(self) -> None:
        reading = read_kk(self.value)
        if reading.value is None or reading.value != self.value:
            raise InvalidValueError(
                _("Nomor KK {kk} tidak dapat dipakai: {reason}.").format(kk=self.value, reason=why_not(reading)),
                next_step=_("Periksa nomor pada Kartu Keluarga, lalu tulis 16 angka itu sebagai teks."),
            )

    def __str__(self) -> str:
        return self.value

    @property
    def region(self) -> str:
        """Where the card was issued, as a Kemendagri district code of that day: ``64.02.13``."""
        return f"{self.value[:2]}.{self.value[2:4]}.{self.value[4:6]}"

    @property
    def serial(self) -> str:
        """The last four digits, ``0001`` to ``9999``."""
        return self.value[12:]

    def registration_date(self, reference: date) -> date:
        """The day the card was registered: the latest one possible that is not after ``reference``.

        Raises :class:`~padan.kernel.errors.InvalidValueError` for 29 February of a year 00 before 2000.
        """
        day, month, year = int(self.value[6:8]), int(self.value[8:10]), int(self.value[10:12])
        registered = latest_date(year, month, day, reference)
        if registered is None:
            raise InvalidValueError(
                _("Tanggal dalam nomor KK {kk} tidak mungkin sebelum {date}.").format(kk=self, date=reference),
                next_step=_("Periksa tanggal acuan yang dipakai."),
            )
        return registered

    def masked(self) -> str:
        """For lists that others see: the region and the last two digits, ``640213********01``."""
        return mask(self.value)
