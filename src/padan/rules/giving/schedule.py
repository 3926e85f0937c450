"""The schedule of a pledge: its instalments, what is due by a day, and since when something is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.delivery import months_of
from padan.rules.giving.paying import shares


@dataclass(frozen=True, slots=True)
class Instalment:
    """``amount`` that is to be given by the day ``due``, in the unit in which the pledge is accounted: rupiah, or whole
    units of an item. A later change of a pledge is one too, and may be negative."""

    due: date
    amount: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is to be given by which day, each day once and in order; use :meth:`of`."""

    instalments: tuple[Instalment, ...]

    @classmethod
    def of(cls, instalments: Iterable[Instalment]) -> Schedule:
        """The schedule of instalments and later changes in any order: those of one day are one, a day with nothing
        left is none. InvalidValueError where nothing is left at all, or a day comes below nought."""
        by_day: defaultdict[date, int] = defaultdict(int)
        for each in instalments:
            by_day[each.due] += each.amount
        if not any(by_day.values()):
            raise InvalidValueError(_("Jadwal janji ini kosong"), next_step=_("Isi paling sedikit satu angsuran."))
        if min(by_day.values()) < 0:
            raise InvalidValueError(
                _("Angsuran pada suatu hari menjadi di bawah nol"), next_step=_("Kurangi paling banyak sebesar isinya.")
            )
        return cls(tuple(Instalment(due, by_day[due]) for due in sorted(by_day) if by_day[due]))

    @property
    def total(self) -> int:
        """All that is to be given."""
        return sum(each.amount for each in self.instalments)

    @property
    def last(self) -> date:
        """The day by which all of it is to be given."""
        return self.instalments[-1].due

    def due_by(self, day: date) -> int:
        """What is to be given by a day, that day counted."""
        return sum(each.amount for each in self.instalments if each.due <= day)

    def owed_since(self, given: int, day: date) -> date | None:
        """The day of the earliest instalment due by ``day`` that what was ``given`` does not cover; None where it
        covers all of them."""
        asked = 0
        for each in self.instalments:
            asked += each.amount
            if each.due <= day and asked > given:
                return each.due
        return None


def monthly(total: int, first: date, months: int) -> Schedule:
    """A sum spread evenly over so many months from a day on; what does not divide goes to the earlier months.
    InvalidValueError for a sum below one in a month, or no month."""
    if months < 1 or total < months:
        raise InvalidValueError(
            _("Jumlah itu tidak dapat dibagi atas {n} bulan").format(n=months), next_step=_("Kurangi bulannya.")
        )
    days = months_of(first, months)
    parts = shares(total, {f"{number:06}": 1 for number in range(months)})
    return Schedule.of(Instalment(day, part) for day, part in zip(days, parts.values(), strict=True))
