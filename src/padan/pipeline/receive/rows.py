"""Running a sheet's plan over its chunks and counting every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts import intake
from padan.pipeline.receive.area import outside
from padan.pipeline.receive.feed import Broken, Rows, SheetFeed
from padan.pipeline.receive.given import Given
from padan.pipeline.receive.lookup import in_order, repeating, with_meanings, with_words
from padan.pipeline.receive.orders import settle
from padan.pipeline.receive.plan import Plan, compile_plan, complete
from padan.pipeline.receive.receipt import SheetReceipt
from padan.pipeline.receive.writers import Writers

#: Rows handed to the engine as one piece: it shares a chunk's pieces out among the cores.
PIECE = 8_192


@dataclass
class Tally:
    """The rows of one sheet so far."""

    sheet: SheetFeed
    rows_in: int = 0
    rows_rejected: int = 0
    records: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    width: int = 0

    def add(self, rows: int, records: pa.Table, refused: pa.Table) -> None:
        """Count a chunk of ``rows`` rows; none may be missing."""
        accepted = pc.count_distinct(records.column("row")).as_py()
        rejected = pc.count_distinct(refused.column("row")).as_py()
        # Promised by the statements of the plan, and too important to be only promised.
        assert accepted + rejected == rows, f"{rows} rows became {accepted} accepted and {rejected} rejected"
        self.rows_in += rows
        self.rows_rejected += rejected
        self.records += records.num_rows
        self.reasons.update(refused.column("reason").to_pylist())
        self.width = max(self.width, pc.max(pc.list_value_length(refused.column("cells"))).as_py() or 0)

    def sheet_receipt(self) -> SheetReceipt:
        """What the receipt says of this sheet."""
        found = self.sheet.found
        return SheetReceipt(
            sheet=self.sheet.name,
            layout=found.layout.name,
            header_row=found.header_row,
            headers=found.headers,
            columns={name: found.headers[index] for name, index in found.columns.items()},
            unknown=tuple(found.unknown),
            rows_in=self.rows_in,
            rows_accepted=self.rows_in - self.rows_rejected,
            rows_rejected=self.rows_rejected,
            doubts={name: count for name, count in sorted(self.doubts.items()) if count},
            width=max(len(found.headers), self.width),
        )


class SheetTaker:
    """Reads one sheet's chunks: the plan is made from the first, and again where other columns are filled."""

    def __init__(self, con: duckdb.DuckDBPyConnection, sheet: SheetFeed, given: Given) -> None:
        self._con = con
        self._found = sheet.found
        self._given = given
        self._worded: frozenset[str] | None = None
        self._extra: tuple[int, ...] = ()
        self._plan: Plan | None = None
        self.tally = Tally(sheet)

    def take(self, rows: Rows, writers: Writers) -> None:
        """Read one chunk into ``writers`` and count it."""
        records, refused = intake.RECORD.schema.empty_table(), intake.REJECT.schema.empty_table()
        if rows.cells.num_rows:
            records, refused = self._run(self._plan_for(rows.cells), rows.cells)
        broken = _refused(rows.broken, self._given)
        if broken.num_rows:
            refused = in_order(pa.concat_tables([refused, broken]), "row", "column", "reason")
        self.tally.add(rows.cells.num_rows + len(rows.broken), records, refused)
        writers.write(records, refused)

    def _plan_for(self, cells: pa.Table) -> Plan:
        if self._worded is None:
            orders, self.tally.notes = settle(self._found, cells)
            self._given = replace(self._given, orders=orders)
            self._worded = repeating(self._found, cells)
        extra = _filled_without_header(cells, self._found.headers)
        if self._plan is None or extra != self._extra:
            self._plan = compile_plan(self._found, self._given, self._worded, extra)
            self._extra = extra
        return self._plan

    def _run(self, plan: Plan, cells: pa.Table) -> tuple[pa.Table, pa.Table]:
        con = self._con
        parsed = with_meanings(cells, self._found.source.kind, plan.coded)
        if plan.worded:
            parsed = with_words(con, parsed, plan.words, plan.worded)
        parsed = _beside(parsed, _answers(con, "chunk", parsed, plan.parse)[0])
        parsed = _beside(parsed, _answers(con, "parsed", parsed, plan.noise)[0])
        if plan.places and self._given.within is not None:
            (written,) = _answers(con, "parsed", parsed, plan.places)
            parsed = _beside(parsed, outside(written, self._given.within))
        records, refused, counts = _answers(con, "parsed", parsed, plan.records, plan.refused, plan.doubts)
        self.tally.doubts.update({name: counts.column(name)[0].as_py() for name in plan.doubted})
        records, refused = in_order(records, "row", "role"), in_order(refused, "row", "column", "reason")
        return complete(records), refused.cast(intake.REJECT.schema)


def _answers(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table, *statements: str) -> list[pa.Table]:
    """What the statements say of ``table``, which they call ``name``."""
    con.register(name, _in_pieces(table))
    try:
        # Not ``con.sql``, which plans a statement twice: planning is most of the time that a small file takes.
        return [con.execute(statement).to_arrow_table() for statement in statements]
    finally:
        con.unregister(name)


def take_sheet(con: duckdb.DuckDBPyConnection, sheet: SheetFeed, given: Given, writers: Writers) -> Iterator[Tally]:
    """Read all rows of ``sheet`` into ``writers``; yields the running tally, at least once."""
    taker = SheetTaker(con, sheet, given)
    for rows in _until_end(sheet):
        taker.take(rows, writers)
        yield taker.tally
    yield taker.tally


def _until_end(sheet: SheetFeed) -> Iterator[Rows]:
    """The rows up to the layout's end marker, with at least as many columns as the header has."""
    marker = sheet.found.layout.end_marker
    for rows in sheet.rows():
        cells = _of_width(rows.cells, len(sheet.found.headers))
        ended = None
        if marker is not None and "c1" in cells.column_names:
            ended = pc.index(pc.starts_with(cells.column("c1"), marker), True).as_py()
        if ended is not None and ended >= 0:
            last = cells.column("row")[ended].as_py()
            yield Rows(cells.slice(0, ended), tuple(b for b in rows.broken if b.row < last))
            return
        yield Rows(cells, rows.broken)


def _of_width(cells: pa.Table, width: int) -> pa.Table:
    for index in range(cells.num_columns - 1, width):
        cells = cells.append_column(f"c{index}", pa.nulls(cells.num_rows, pa.string()))
    return cells


def _filled_without_header(cells: pa.Table, headers: tuple[str, ...]) -> tuple[int, ...]:
    nameless = (i for i in range(cells.num_columns - 1) if i >= len(headers) or not headers[i])
    return tuple(i for i in nameless if cells.column(f"c{i}").null_count < cells.num_rows)


def _beside(cells: pa.Table, read: pa.Table) -> pa.Table:
    """``cells`` with the columns read of them; both have each ``row`` once, and cells come in its order."""
    read = in_order(read, "row")
    for name in read.column_names[1:]:
        cells = cells.append_column(name, read.column(name))
    return cells


def _in_pieces(cells: pa.Table) -> pa.Table:
    return pa.Table.from_batches(cells.combine_chunks().to_batches(max_chunksize=PIECE), cells.schema)


def _refused(broken: tuple[Broken, ...], given: Given) -> pa.Table:
    count = len(broken)
    return pa.table(
        {
            "receipt_id": [given.receipt_id] * count,
            "sheet": [given.sheet] * count,
            "row": [b.row for b in broken],
            "column": [""] * count,
            "value": [b.value for b in broken],
            "reason": [b.reason for b in broken],
            "cells": [[b.value] for b in broken],
        },
        schema=intake.REJECT.schema,
    )
