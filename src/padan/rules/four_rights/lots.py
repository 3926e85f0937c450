"""Of which arrivals at a point the goods are that were handed out there on a day: whether they were found fit, until
when they are good and what they cost.

Nobody marks the single sack. What lay at a point on a day is every arrival that was not used up before, the oldest
first out; what is said of a hand-over is said of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from padan.rules.delivery import Item

#: A point, by its number, and an item that lies there.
Place = tuple[int, Item]


@dataclass(frozen=True, slots=True)
class Lot:
    """Goods as far as they are known: ``fit`` None where nobody examined them, ``last_day`` on which they are good
    (None: they bear none), ``price`` of a unit in rupiah (None where it is not known)."""

    fit: bool | None = None
    last_day: date | None = None
    price: int | None = None


#: Goods of which nothing says how they came.
UNKNOWN: Final = Lot()


@dataclass(frozen=True, slots=True)
class Arrival:
    """Units that came to a point on a day, from another point or (``source`` None) from a supplier. ``number`` counts
    up in the order in which movements were written down."""

    number: int
    place: Place
    source: int | None
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of an arrival (its number) on a day: units that lay there and were ``unfit``, the last day on
    which the goods are good, the price of a unit."""

    arrival: int
    day: date
    unfit: int = 0
    last_day: date | None = None
    price: int | None = None


class Stocks:
    """What lay where: from arrivals, the units that ``left`` each place by day, and what was examined, in the order in
    which it was written down."""

    def __init__(
        self, arrivals: Iterable[Arrival], left: Mapping[Place, Mapping[date, int]], examined: Iterable[Examined]
    ) -> None:
        self._came: defaultdict[Place, list[Arrival]] = defaultdict(list)
        for each in sorted(arrivals, key=lambda each: (each.day, each.number)):
            self._came[each.place].append(each)
        self._left = left
        self._examined: defaultdict[int, list[Examined]] = defaultdict(list)
        for found in examined:
            self._examined[found.arrival].append(found)
        self._known: dict[tuple[Place, date], frozenset[Lot]] = {}
        self._sent: dict[int, frozenset[Lot]] = {}

    def lots(self, place: Place, day: date) -> frozenset[Lot]:
        """The goods that lay at a place on a day and of which any hand-over of that day may be; :data:`UNKNOWN` among
        them where more left it until then than came."""
        if (place, day) not in self._known:
            came = [each for each in self._came[place] if each.day <= day]
            found = set(self._lying(came, day))
            left = sum(units for then, units in self._left.get(place, {}).items() if then <= day)
            if not found or left > sum(each.amount for each in came):
                found.add(UNKNOWN)
            self._known[place, day] = frozenset(found)
        return self._known[place, day]

    def _lying(self, came: list[Arrival], day: date) -> Iterator[Lot]:
        """Of arrivals at one place, what was not used up before a day, as it was known then."""
        gone = sum(units for then, units in self._left.get(came[0].place, {}).items() if then < day) if came else 0
        for each in came:
            gone -= each.amount
            if gone < 0:
                if each.number not in self._sent:
                    self._sent[each.number] = self._as_sent(each)
                yield from (self._seen(each, lot, day) for lot in self._sent[each.number])

    def _as_sent(self, arrival: Arrival) -> frozenset[Lot]:
        """What an arrival was before anybody saw it at its place: of a supplier with the price that the papers say;
        from another point, what lay there of what had come there before."""
        if arrival.source is None:
            prices = [found.price for found in self._examined[arrival.number] if found.price is not None]
            return frozenset({Lot(price=prices[-1] if prices else None)})
        before = [
            each
            for each in self._came[arrival.source, arrival.place[1]]
            if each.number < arrival.number and each.day <= arrival.day
        ]
        return frozenset(self._lying(before, arrival.day)) or frozenset({UNKNOWN})

    def _seen(self, arrival: Arrival, lot: Lot, day: date) -> Lot:
        """With what was last found of it at its place until a day; what that leaves open stays as it was sent."""
        found = [each for each in self._examined[arrival.number] if each.day <= day]
        if not found:
            return lot
        last = max(enumerate(found), key=lambda each: (each[1].day, each[0]))[1]
        return replace(lot, fit=last.unfit == 0, last_day=last.last_day or lot.last_day)
