"""What the report holds: tables of numbers, worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.counting.suppressing import LEAST

Cell = str | int | None
"""A text, a number, or a number that is not told."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the relative ``widths`` of its columns; what a number counts says its heading. An empty one says
    ``nothing`` instead."""

    title: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    nothing: str
    note: str = ""

    @property
    def written(self) -> list[list[str]]:
        """The rows as texts."""
        return [[_told(cell) for cell in row] for row in self.rows]

    @property
    def amounts(self) -> list[int]:
        """The places of the columns that hold numbers."""
        return [place for place, cells in enumerate(zip(*self.rows, strict=True)) if any(map(_is_number, cells))]


def of_people(number: int) -> Cell:
    """A number of people or families as it is told."""
    return None if 0 < number < LEAST else number


def beside(number: int, cell: Cell) -> Cell:
    """What goes with a number of people or families, as it is told: from a cost or from months one could work out a
    number that is not told."""
    return cell if of_people(number) is not None else _("tidak disebut")


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str)


def _told(cell: Cell) -> str:
    if cell is None:
        return _("kurang dari {n}").format(n=LEAST)
    return count(cell) if isinstance(cell, int) else cell
