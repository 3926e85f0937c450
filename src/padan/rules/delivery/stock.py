"""What stands at a point, counted from movements and from what was handed out there; to the unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.rules.delivery.settling import Label


class Way(StrEnum):
    """What moved."""

    RECEIVED = "received"
    """From a supplier to a point."""
    MOVED = "moved"
    """From a point to another."""
    RETURNED = "returned"
    """From a point to the supplier."""
    LOST = "lost"
    DAMAGED = "damaged"


#: Ways that begin at a point, and those that end at one.
FROM_A_POINT: Final = frozenset({Way.MOVED, Way.RETURNED, Way.LOST, Way.DAMAGED})
TO_A_POINT: Final = frozenset({Way.RECEIVED, Way.MOVED})
#: Ways of which nothing is left: somebody says how that came.
GONE: Final = frozenset({Way.LOST, Way.DAMAGED})
#: Labels of events whose units are counted as handed out, of those that left the point without being counted, and of
#: those that were written off. Whatever else an event comes to, its units are at the point.
HANDED: Final = frozenset({Label.COUNTED})
DISPUTED: Final = frozenset({Label.CONFLICT})
WRITTEN_OFF: Final = frozenset({Label.LOST})


@dataclass(frozen=True, slots=True)
class Stand:
    """Units of one item at one point: what came ``in`` from suppliers and other points, went ``out`` to them, was lost,
    was ``handed`` out, or is ``disputed``: it left the point and counts for nobody. All at least nought."""

    into: int = 0
    out: int = 0
    lost: int = 0
    handed: int = 0
    disputed: int = 0
    written_off: int = 0

    @property
    def _rest(self) -> int:
        return self.into - self.out - self.lost - self.handed - self.disputed - self.written_off

    @property
    def held(self) -> int:
        """Units that lie there now, never fewer than none."""
        return max(0, self._rest)

    @property
    def short(self) -> int:
        """Units that were given out there although nothing says how they came: a movement that nobody wrote down, or
        an event that did not happen so."""
        return max(0, -self._rest)

    def __add__(self, other: Stand) -> Stand:
        return Stand(
            self.into + other.into, self.out + other.out, self.lost + other.lost, self.handed + other.handed,
            self.disputed + other.disputed, self.written_off + other.written_off,
        )  # fmt: skip


def of_event(label: Label, amount: int) -> Stand:
    """What an event of so many units does at its point, by what it comes to."""
    return Stand(
        handed=amount if label in HANDED else 0, disputed=amount if label in DISPUTED else 0,
        written_off=amount if label in WRITTEN_OFF else 0,
    )  # fmt: skip
