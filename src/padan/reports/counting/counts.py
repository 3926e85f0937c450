"""The numbers of one release, by place and as sums of places. A release is counted once and never changes."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from padan.kernel.scope import VILLAGE_LETTERS, lies_in
from padan.reference import regions
from padan.reports.counting.making import counted, counts_file
from padan.reports.counting.measures import LATE, LATE_STATES, PARTITION, Asked, Fresh, Theme, Total, is_unplaced

_OPENING = threading.Lock()
#: Letters of a region's code by level, from province to village.
_LEVELS: Final = (2, 5, 8, VILLAGE_LETTERS)

#: Numbers by what they are of, one state each.
Numbers = Mapping[Asked, int]


class Counts:
    """The numbers of one release. Many threads may ask at once."""

    def __init__(self, file: Path) -> None:
        self._by_leaf: dict[str, Counter[Asked]] = defaultdict(Counter)
        columns = pq.read_table(file).to_pydict()
        cells = zip(*(columns[name] for name in ("area", "theme", "item", "state", "n")), strict=True)
        for area, theme, item, state, number in cells:
            self._by_leaf[area][Asked(Theme(theme), item, state)] = number
        self._sums: dict[str, Numbers] = {}

    def leaves(self) -> tuple[str, ...]:
        """Every place in which something lies: villages, and what lies in no village."""
        return tuple(sorted(self._by_leaf))

    def of(self, area: str) -> Numbers:
        """All numbers of a place: of a village its own, of every other the sums of what lies in it."""
        if area not in self._sums:
            found: Counter[Asked] = Counter()
            for leaf, numbers in self._by_leaf.items():
                if lies_in(leaf, area):
                    found.update(numbers)
            self._sums[area] = found
        return self._sums[area]

    def parts(self, area: str) -> tuple[str, ...]:
        """The places one level down that a place consists of: all that there are of a regency or kecamatan, also where
        nothing lies; of a province those in which something does. What no list says the village of comes last."""
        if is_unplaced(area) or len(area) not in _LEVELS[:-1]:
            return ()
        length = _LEVELS[_LEVELS.index(len(area)) + 1]
        known = regions.codes_under(area, length) if len(area) > 2 else ()
        inside = [leaf for leaf in self._by_leaf if lies_in(leaf, area)]
        apart = {leaf for leaf in inside if is_unplaced(leaf) and leaf[:-2] == area}
        found = {leaf[:length] for leaf in inside if leaf not in apart}
        return (*sorted({*known, *found}), *sorted(apart))

    def number(self, area: str, asked: Asked) -> int:
        """How many rows of a place are asked for: exactly as many as :meth:`Rows.listed` lists."""
        return number_of(self.of(area), asked)


def number_of(numbers: Numbers, asked: Asked) -> int:
    """The number of what is asked for among those of one place; all states where it names none."""
    return sum(numbers.get(each, 0) for each in cells_of(numbers, asked))


def cells_of(numbers: Numbers, asked: Asked) -> Iterable[Asked]:
    """The cells that what is asked for adds up from. Of a pair's states only those that share the families among them
    make all."""
    if asked.state and asked.state != LATE:
        return (asked,)
    if asked.theme is Theme.PAIR:
        return (Asked(Theme.PAIR, asked.item, state) for state in PARTITION)
    if asked.theme is Theme.FRESH:
        states = LATE_STATES if asked.state else Fresh
        return (Asked(Theme.FRESH, asked.item, state) for state in states)
    return (each for each in numbers if (each.theme, each.item) == (asked.theme, asked.item))


def families(numbers: Numbers) -> int:
    """Families in which somebody lives, of one place."""
    return numbers.get(Asked(Theme.TOTAL, Total.FAMILY), 0)


def counts(folder: Path, regency: str) -> Counts:
    """The numbers of the release in a folder, counted first where nobody did. RegisterError where it is damaged."""
    counted(folder, regency, rows=False)
    return known_counts(folder)


def known_counts(folder: Path) -> Counts:
    """The numbers of a release that was counted, be its folder still there or not; FileNotFoundError otherwise."""
    with _OPENING:
        return _opened(counts_file(folder))


@lru_cache(maxsize=24)
def _opened(file: Path) -> Counts:
    return Counts(file)
