"""The numbers of one place and its parts, as a reader may be told them: whole, or without small numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from padan.kernel.scope import Scope, lies_in
from padan.reports.counting.counts import Counts, Numbers, cells_of
from padan.reports.counting.measures import PAIRS, Asked, Theme, Total, is_unplaced
from padan.reports.counting.suppressing import Block, Published, blocks, publish

#: Letters of a kecamatan's code: nobody without names is told of what is smaller.
_SMALLEST_WITHOUT_NAMES = 8


@dataclass(frozen=True, slots=True)
class Share:
    """``number`` of ``among``: of the families that live there, or of the facts that are owed. None is not told."""

    number: int | None
    among: int | None

    @property
    def part(self) -> float | None:
        """From 0 to 1, or more where families have several gaps; None where there is nothing to be part of."""
        return self.number / self.among if self.among and self.number is not None else None


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers of a place and of its parts. ``complete``: a cell that is not there is none; otherwise it is not told."""

    whole: Numbers
    parts: Mapping[str, Numbers]
    complete: bool

    def number(self, asked: Asked, part: str | None = None) -> int | None:
        """How many are asked for in the whole place, or in a part; None where that is not told."""
        numbers = self.whole if part is None else self.parts[part]
        if asked == Asked(Theme.TOTAL, Total.FAMILY) and not self.complete:
            return self._families(numbers)
        cells = tuple(cells_of(numbers, asked))
        if not self.complete and (not cells or any(cell not in numbers for cell in cells)):
            return None
        return sum(numbers.get(cell, 0) for cell in cells)

    def share(self, asked: Asked, part: str | None = None) -> Share:
        """What is asked for as a part of the owed facts of its attribute, else of all families."""
        among = Asked(Theme.FRESH, asked.item) if asked.theme is Theme.FRESH else Asked(Theme.TOTAL, Total.FAMILY)
        return Share(self.number(asked, part), self.number(among, part))

    def _families(self, numbers: Numbers) -> int | None:
        """All families, by a pair of lists that shares them out."""
        found = (self.number_of_pair(numbers, pair.key) for pair in PAIRS)
        return next((number for number in found if number is not None), None)

    @staticmethod
    def number_of_pair(numbers: Numbers, key: str) -> int | None:
        """All families, by the states of one pair; None where it is not told."""
        cells = tuple(cells_of(numbers, Asked(Theme.PAIR, key)))
        return sum(numbers[cell] for cell in cells) if all(cell in numbers for cell in cells) else None


def in_full(counts: Counts, scope: Scope) -> Told:
    """For who sees names. Of a place that is one region by its parts, of several by those."""
    codes = scope.codes
    parts = counts.parts(codes[0]) if len(codes) == 1 else codes
    whole: dict[Asked, int] = {}
    for code in codes:
        for asked, number in counts.of(code).items():
            whole[asked] = whole.get(asked, 0) + number
    return Told(whole, {part: counts.of(part) for part in parts}, complete=True)


def of_tier(told: Told, letters: int, inside: Callable[[str], Told]) -> Told:
    """The same place by the parts of a tier, whose codes have so many letters; ``inside`` tells of one part. What lies
    in no known part of that tier stays where it lies."""
    found: dict[str, Numbers] = {}
    for part, numbers in told.parts.items():
        further = inside(part) if len(part) < letters and not is_unplaced(part) else None
        found |= of_tier(further, letters, inside).parts if further and further.parts else {part: numbers}
    return replace(told, parts=found)


def without_small(counts: Counts, root: str, area: str) -> Told:
    """For who sees no names and whose area is ``root``: what is told of ``area`` in it, down to kecamatan."""
    found = [_published(counts, root, area, block) for block in blocks(counts.of(root))]
    told = [each for each in found if each is not None]
    parts = counts.parts(area) if len(area) < _SMALLEST_WITHOUT_NAMES else ()
    return Told(
        {cell: number for each in told for cell, number in each.whole.items()},
        {
            part: {cell: number for each in told for cell, number in each.parts.get(part, {}).items()}
            for part in parts
        },
        complete=False,
    )  # fmt: skip


def _published(counts: Counts, root: str, area: str, block: Block) -> Published | None:
    """What is told of a block in an area, from the root down: what is closed above stays so below."""
    here, cells = root, block
    while True:
        parts = counts.parts(here) if len(here) < _SMALLEST_WITHOUT_NAMES else ()
        found = publish(counts.of(here), {part: counts.of(part) for part in parts}, cells)
        if here == area:
            return found
        cells, onward = found.cells, next((part for part in found.parts if lies_in(area, part)), None)
        if onward is None:
            return None
        here = onward
