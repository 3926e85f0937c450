"""Which column of a report holds what: by its head, by what stands in it, by what a person said of the last file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from padan.contracts.source import fold_header
from padan.kernel.cells import plain
from padan.kernel.dates import DateOrder
from padan.reference.activities import columns
from padan.reference.villages import find_village
from padan.rules.activities.amounts import rupiah, span

#: What a column can be of; ``title`` must be there, and without ``company`` the sender gave. ``portion``: the sender's
#: part of what was given together.
FIELDS: Final = (
    "company", "implementer", "title", "description", "sector", "beneficiaries", "people", "village", "district",
    "since", "until", "period", "value", "portion",
)  # fmt: skip
#: Rows among which the heads are looked for, and cells of a column that are looked at.
_EXAMPLES: Final = 20
_MOST: Final = 0.6

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Guess:
    """The heads of a sheet in row ``header_row`` (from 1), their ``fingerprint``, the head of each field, and
    ``examples``: what stands under each head, for a person who is asked."""

    header_row: int
    heads: tuple[str, ...]
    fingerprint: str
    mapping: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Heads without a field."""
        return tuple(name for name in self.examples if name not in self.mapping.values())

    @property
    def lacking(self) -> tuple[str, ...]:
        """Fields that must be there and are not."""
        return () if "title" in self.mapping else ("title",)


def guess(head: Sequence[Row], regency: str) -> Guess:
    """Guess the columns of a sheet from its first rows; of two columns that could be one field the first is."""
    place = max(range(len(head)), key=lambda n: (_known(head[n]), _filled(head[n]) > 1, -n), default=0)
    heads = _heads(head[place]) if head else ()
    below = head[place + 1 :][:_EXAMPLES]
    cells = {name: _cells(below, n) for n, name in enumerate(heads) if name}
    found: dict[str, str] = {}
    for name in cells:
        if (field := _by_head().get(fold_header(name))) and field not in found:
            found[field] = name
    for name, written in cells.items():
        field = _by_content(written, regency)
        if name not in found.values() and field and field not in found:
            found[field] = name
    digest = hashlib.sha256("|".join(map(fold_header, heads)).encode()).hexdigest()
    return Guess(place + 1, heads, digest, found, cells)


def with_answers(guessed: Guess, answers: Mapping[str, str]) -> Guess:
    """The guess with what a person said, or said of the last file with these heads: the head of each field, empty for
    none. Heads that are not in this sheet, and fields that there are not, are left out."""
    said = {field: name for field, name in answers.items() if field in FIELDS and name in ("", *guessed.heads)}
    kept = {field: name for field, name in guessed.mapping.items() if field not in said and name not in said.values()}
    return replace(guessed, mapping={**kept, **{field: name for field, name in said.items() if name}})


@cache
def _by_head() -> Mapping[str, str]:
    return {fold_header(name): field for name, field in columns().items()}


def _known(row: Row) -> int:
    return len({_by_head()[fold_header(cell)] for cell in row if cell and fold_header(cell) in _by_head()})


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell and cell.strip())


def _heads(row: Row) -> tuple[str, ...]:
    """Heads as written; a second one of the same name gets its number, so that each names one column."""
    found: list[str] = []
    for cell in row:
        name = " ".join((cell or "").split())
        again = sum(1 for each in found if each == name or each.startswith(f"{name} #"))
        found.append(f"{name} #{again + 1}" if name and again else name)
    return tuple(found)


def _cells(rows: Sequence[Row], place: int) -> tuple[str, ...]:
    return tuple(cell for row in rows if place < len(row) and (cell := (row[place] or "").strip()))


def _by_content(written: Sequence[str], regency: str) -> str:
    """What most cells of a column say by themselves: money with its sign, a time, a village; empty for none."""
    tests = {
        "value": lambda cell: plain(cell).startswith(("rp", "idr")) and rupiah(cell) is not None,
        "period": lambda cell: not cell.isdigit() and span(cell, DateOrder.DAY_FIRST) is not None,
        "village": lambda cell: find_village(
            village=cell, district=None, regency=None, province=None, code=None, within=regency
        ).how in ("regency", "ambiguous"),
    }  # fmt: skip
    enough = max(2, _MOST * len(written))
    return next((field for field, test in tests.items() if sum(map(test, written)) >= enough), "")
