"""Which list a sheet is, found from its header: no name of a file and no position of a column is trusted."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from padan.contracts.source import Field, Layout, Source, fold_header
from padan.pipeline.sources import readers

Row = Sequence[str | None]
Merged = Sequence[tuple[int, int, int, int]]

#: Titles above a header, and rows of one header: more than any layout that was seen (e-PPGBM has up to ten
#: title rows, the screening form four header rows).
DEEPEST_START = 25
MOST_HEADER_ROWS = 5

#: Columns that we add to the sheet of refused rows; they are ours and mean nothing when it comes back.
OUR_COLUMNS = (
    "Padan: alasan",
    "Padan: cara memperbaiki",
    "Padan: baris asal",
    "Padan: kolom",
    "Padan: lembar asal",
)

#: What headers say of units and of how to write a value: "BB (kg)", "Tanggal Lahir (dd/mm/yyyy)", "NIK *".
_REMARK = re.compile(
    r"\((?:kg|cm|gr?|gram|l ?/ ?p|lk ?/ ?pr|[dhty][a-z]*[/ -][a-z]+[/ -][a-z]+|\d+ ?digit|wajib[^)]*|opsional"
    r"|ya ?/ ?tidak)\)"
    r"|\*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet's layout and where each field stands. Rows count from 1, columns from 0."""

    source: Source
    layout: Layout
    header_row: int
    headers: tuple[str, ...]
    columns: dict[str, int]
    unknown: dict[str, int]


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """The layout that a sheet comes nearest to, and what it lacks for it."""

    source: Source | None
    layout: Layout | None
    missing: tuple[str, ...]
    similar: tuple[tuple[str, str], ...]
    header_row: int | None


def recognise(head: Sequence[Row], merged: Merged, kind: str | None = None) -> Recognised | Unrecognised:
    """The layout of a sheet that begins with the rows ``head``; ``kind`` restricts it to one source."""
    best: tuple[tuple[bool, float, int, int], Recognised] | None = None
    nearest: tuple[float, Unrecognised] = (0.0, Unrecognised(None, None, (), (), None))
    layouts = [
        (reader.source, layout)
        for reader in readers()
        if kind in (None, reader.source.kind)
        for layout in reader.source.layouts
    ]
    for start, depth, headers in _headers(head, merged):
        if best is not None and start > best[1].header_row + MOST_HEADER_ROWS:
            break  # below a header there is only data
        spellings = _spellings(headers)
        for source, layout in layouts:
            columns = _columns(layout, spellings)
            unmet = _unmet(layout, columns)
            if not unmet:
                score = (True, _score(layout, columns, headers), -depth, -start)
                if best is None or score > best[0]:
                    best = (score, _recognised(source, layout, start + depth, headers, columns))
            elif columns and (share := len(columns) / (len(columns) + 2 * len(unmet))) > nearest[0]:
                nearest = (share, _unrecognised(source, layout, start + depth, headers, unmet, columns))
    return best[1] if best else nearest[1]


def end_of_header(head: Sequence[Row], merged: Merged, header_row: int) -> int:
    """The last row that still belongs to the header: past cells merged downwards, remarks in brackets below
    the titles, and a row that only numbers the columns (1, 2, 3 …)."""
    last = max([header_row, *(span[2] + 1 for span in merged if span[0] < header_row and span[2] > span[0])])
    while last < len(head) and (_remarks_only(head[last]) or _numbers_only(head[last])):
        last += 1
    return last


def _remarks_only(row: Row) -> bool:
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    return bool(cells) and all(cell.startswith("(") and not cell.strip("()").isdigit() for cell in cells)


def _numbers_only(row: Row) -> bool:
    cells = [re.sub(r"\.0$", "", cell.strip().strip("()")) for cell in row if cell and cell.strip()]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _headers(head: Sequence[Row], merged: Merged) -> list[tuple[int, int, tuple[tuple[str, ...], ...]]]:
    """Every run of rows that could be the header: its start, its depth and each column's texts from top to bottom."""
    found = []
    width = max((len(row) for row in head), default=0)
    for start in range(min(len(head), DEEPEST_START)):
        if sum(1 for cell in head[start] if cell and cell.strip()) < 2:
            continue
        for depth in range(1, MOST_HEADER_ROWS + 1):
            if start + depth > len(head):
                break
            filled = _filled(head[start : start + depth], merged, start, width)
            paths = tuple(tuple(text for row in filled if (text := row[column])) for column in range(width))
            found.append((start, depth, paths))
    return found


def _filled(rows: Sequence[Row], merged: Merged, start: int, width: int) -> list[list[str]]:
    """Header rows with the text of a merged cell, or of a group's first cell, repeated over the group.

    Where nothing is known of merged cells, a blank cell belongs to the group on its left, as long as the rows
    above say nothing of its own; the last row has no groups.
    """
    written = [[(cell or "").strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    filled = [list(row) for row in written]
    for row, first, _last_row, last_column in merged:
        if start <= row < start + len(rows) and last_column > first:
            cells = filled[row - start]
            for column in range(first + 1, min(last_column + 1, width)):
                cells[column] = cells[column] or cells[first]
    if not merged:
        for depth, cells in enumerate(filled[:-1]):
            for column in range(1, width):
                if not any(above[column] for above in written[:depth]):
                    cells[column] = cells[column] or cells[column - 1]
    return filled


def _spellings(headers: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """What each column may be called, compared folded: its lowest text or all of them; then without remarks.

    Texts with remarks come first for all columns, so that "BB" has a field before "BB (kg)" may.
    """
    named = [(index, (path[-1], "".join(path))) for index, path in enumerate(headers) if path]
    whole = [(index, tuple(dict.fromkeys(map(fold_header, texts)))) for index, texts in named]
    bare = [
        (index, tuple(dict.fromkeys(fold_header(_REMARK.sub("", text)) for text in texts)))
        for index, texts in named
        if "(" in texts[1] or "*" in texts[1]
    ]
    return (*whole, *bare)


def _columns(layout: Layout, spellings: tuple[tuple[int, tuple[str, ...]], ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    known: set[int] = set()
    for index, texts in spellings:
        for text in texts if index not in known else ():
            field = layout.field_known_as(text)
            if field is not None and field not in columns:
                columns[field] = index
                known.add(index)
                break
    return columns


def _unmet(layout: Layout, columns: dict[str, int]) -> list[tuple[str, ...]]:
    unmet = [group for group in layout.signature if not any(name in columns for name in group)]
    # A group that two groups share must not be met twice by one column: "nik" alone is no list of families.
    required = [(f.name,) for f in layout.fields if f.required and f.name not in columns]
    return unmet + required


def _score(layout: Layout, columns: dict[str, int], headers: tuple[tuple[str, ...], ...]) -> float:
    """How much of the sheet the layout explains; a longer layout must not win by its length alone."""
    written = sum(1 for path in headers if path)
    return len(columns) / max(written, 1)


def _recognised(
    source: Source,
    layout: Layout,
    header_row: int,
    headers: tuple[tuple[str, ...], ...],
    columns: dict[str, int],
) -> Recognised:
    known = set(columns.values())
    ours = {fold_header(name) for name in OUR_COLUMNS}
    unknown: dict[str, int] = {}
    for index, path in enumerate(headers):
        header = " ".join(dict.fromkeys(path)).strip()
        if header and index not in known and fold_header(path[-1]) not in ours:
            unknown[fresh(header, unknown)] = index
    return Recognised(source, layout, header_row, _texts(headers), columns, unknown)


def _texts(headers: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """One text for each column: its lowest header, with those above it where several columns share that one."""
    lowest = Counter(path[-1] for path in headers if path)
    return tuple(
        "" if not path else path[-1] if lowest[path[-1]] == 1 else " ".join(dict.fromkeys(path)) for path in headers
    )


def fresh(header: str, taken: dict[str, int]) -> str:
    """The header, numbered when another column already has it: nothing may overwrite a column's values."""
    number = 2
    name = header
    while name in taken:
        name = f"{header} ({number})"
        number += 1
    return name


def _unrecognised(
    source: Source,
    layout: Layout,
    header_row: int,
    headers: tuple[tuple[str, ...], ...],
    unmet: list[tuple[str, ...]],
    columns: dict[str, int],
) -> Unrecognised:
    missing = [layout.field(group[0]) for group in unmet]
    known = set(columns.values())
    free = {fold_header(p[-1]): p[-1] for index, p in enumerate(headers) if p and index not in known}
    similar = tuple(pair for field in missing if (pair := _nearest_header(field, free)))
    return Unrecognised(source, layout, tuple(f.aliases[0] for f in missing), similar, header_row)


def _nearest_header(field: Field, free: dict[str, str]) -> tuple[str, str] | None:
    for name in field.plain_names:
        close = difflib.get_close_matches(name, free, n=1, cutoff=0.75)
        if close:
            return (free[close[0]], field.aliases[0])
    return None
