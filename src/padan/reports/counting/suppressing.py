"""Numbers for readers who may not see names: none that is so small that it tells of somebody.

What is published is chosen so that no small number can be worked out from the others:

- Numbers that depend on each other (all pairs of lists; the states of one attribute; one kind of gap) are one *block*.
- A list whose pairs are small in the whole area is left out of the block of pairs everywhere.
- A part of the area in which any number of the block is small is *closed*: nothing of the block is told of it. More
  parts are closed until the closed ones together have no small number either.

What a closed part holds is then known only as a share of the closed parts' sum, which is nothing or not small: every
split of it among them fits what is published. See ``docs/explanation/one-count.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from padan.reports.counting.counts import Numbers, number_of
from padan.reports.counting.measures import PAIRS, PARTITION, Asked, Fresh, Known, Theme

#: Numbers from 1 to below this are small.
LEAST: Final = 5
#: Cells that depend on each other.
Block = tuple[Asked, ...]
#: A gap that repeats what the ages of facts tell: side by side, one would tell what the other keeps back.
_REPEATS: Final = "value_stale"


@dataclass(frozen=True, slots=True)
class Published:
    """One block, as who sees no names is told it: the cells that are told at all, of the whole, and of each part that
    is not closed."""

    cells: Block
    whole: Numbers
    parts: Mapping[str, Numbers]
    closed: tuple[str, ...]


def blocks(numbers: Numbers) -> list[Block]:
    """The blocks of all that is told to who sees no names. Of gaps the kinds, whoever should act."""
    pairs = tuple(Asked(Theme.PAIR, pair.key, state) for pair in PAIRS for state in PARTITION)
    across = [(Asked(Theme.PAIR, pair.key, state),) for pair in PAIRS for state in (Known.CONTRADICTING, Known.STALE)]
    kinds = sorted({each.item for each in numbers if each.theme is Theme.GAP and each.item != _REPEATS})
    attributes = sorted({each.item for each in numbers if each.theme is Theme.FRESH})
    return [
        pairs, *across, *((Asked(Theme.GAP, kind),) for kind in kinds),
        *(tuple(Asked(Theme.FRESH, attribute, state) for state in Fresh) for attribute in attributes),
    ]  # fmt: skip


def publish(whole: Numbers, parts: Mapping[str, Numbers], block: Block, least: int = LEAST) -> Published:
    """A block of an area and its parts without small numbers. ``parts`` share ``whole`` among them; of an area that is
    itself a part, ``block`` is the cells that are told of the area around it."""
    cells = _safe_cells(whole, block, least)
    closed = _closed(parts, cells, least)
    return Published(
        cells, _told(whole, cells),
        {area: _told(numbers, cells) for area, numbers in parts.items() if area not in closed}, tuple(sorted(closed)),
    )  # fmt: skip


def _told(numbers: Numbers, cells: Block) -> Numbers:
    return {cell: number_of(numbers, cell) for cell in cells}


def _safe_cells(whole: Numbers, block: Block, least: int) -> Block:
    """The cells of a block of which none is small in the whole area."""
    cells = block
    while small := [cell for cell in cells if _is_small(number_of(whole, cell), least)]:
        if len(block) == 1 or small[0].theme is not Theme.PAIR:
            return ()
        # The list that most small cells are about is left out: then nothing at all is told of it.
        lists = Counter(name for cell in small for name in cell.item.split("+"))
        worst = max(sorted(lists), key=lists.__getitem__)
        cells = tuple(cell for cell in cells if worst not in cell.item.split("+"))
    return cells


def _closed(parts: Mapping[str, Numbers], cells: Block, least: int) -> set[str]:
    told = {area: _told(numbers, cells) for area, numbers in parts.items()}
    closed = {area for area, numbers in told.items() if _has_small(numbers, least)}
    # The smallest ones are lost least.
    others = sorted(told.keys() - closed, key=lambda area: (sum(told[area].values()), area))
    while others and _has_small(_sum(told, closed), least):
        closed.add(others.pop(0))
    return closed


def _sum(told: Mapping[str, Numbers], areas: Iterable[str]) -> Numbers:
    found: Counter[Asked] = Counter()
    for area in areas:
        found.update(told[area])
    return found


def _has_small(numbers: Numbers, least: int) -> bool:
    return any(_is_small(number, least) for number in numbers.values())


def _is_small(number: int, least: int) -> bool:
    return 0 < number < least
