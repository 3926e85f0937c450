"""Running a sheet's plan over its chunks and counting every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.contracts import intake
from padan.kernel.dates import DateOrder, settle_order
from padan.pipeline.receive.feed import Broken, Rows, SheetFeed
from padan.pipeline.receive.given import Given
from padan.pipeline.receive.plan import Plan, compile_plan, date_fields
from padan.pipeline.receive.receipt import SheetReceipt
from padan.pipeline.sources.coded import meanings

#: Distinct dates of the first chunk that settle the order of day and month.
SETTLING_SAMPLE = 2_000


@dataclass
class Writers:
    """The two growing files of a receipt."""

    records: pq.ParquetWriter
    rejects: pq.ParquetWriter

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Writers]:
        """Open both below ``folder``; closed at the end whatever happens."""
        options = {"compression": "zstd", "compression_level": 1}
        with (
            pq.ParquetWriter(folder / "records.parquet", intake.RECORD.schema, **options) as records,
            pq.ParquetWriter(folder / "rejects.parquet", intake.REJECT.schema, **options) as rejects,
        ):
            yield cls(records, rejects)

    def finish(self, footer: dict[bytes, bytes]) -> None:
        """Write the receipt into the footer of the records."""
        self.records.add_key_value_metadata(footer)


@dataclass
class Tally:
    """The rows of one sheet so far."""

    sheet: SheetFeed
    rows_in: int = 0
    rows_rejected: int = 0
    records: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)

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
        )


def take_sheet(
    con: duckdb.DuckDBPyConnection,
    sheet: SheetFeed,
    receipt_id: str,
    origin: tuple[date, str],
    received_at: date,
    village_code: str | None,
    writers: Writers,
) -> Iterator[Tally]:
    """Read all rows of ``sheet`` into ``writers``; yields the running tally, at least once."""
    tally = Tally(sheet)
    plan: Plan | None = None
    given = Given(receipt_id, sheet.name, sheet.number, *origin, received_at, village_code, {})
    for rows in _until_end(sheet):
        if plan is None:
            plan = compile_plan(sheet.found, _settled(given, sheet, rows.cells), sheet.width)
        if rows.cells.num_rows:
            _take_chunk(con, plan, rows.cells, tally, writers)
        _refuse_broken(rows.broken, given, tally, writers)
        yield tally
    yield tally


def _until_end(sheet: SheetFeed) -> Iterator[Rows]:
    """The rows up to the layout's end marker, with as many columns as the header has."""
    marker = sheet.found.layout.end_marker
    names = [f"c{index}" for index in range(sheet.width)]
    for rows in sheet.rows():
        cells = _of_width(rows.cells, names)
        ended = None
        if marker is not None and sheet.width > 1:
            ended = pc.index(pc.starts_with(cells.column("c1"), marker), True).as_py()
        if ended is not None and ended >= 0:
            last = cells.column("row")[ended].as_py()
            yield Rows(cells.slice(0, ended), tuple(b for b in rows.broken if b.row < last))
            return
        yield Rows(cells, rows.broken)


def _of_width(cells: pa.Table, names: list[str]) -> pa.Table:
    for name in names:
        if name not in cells.column_names:
            cells = cells.append_column(name, pa.nulls(cells.num_rows, pa.string()))
    return cells.select(["row", *names])


def _settled(given: Given, sheet: SheetFeed, cells: pa.Table) -> Given:
    """Whether each date column writes the day or the month first, by its own values."""
    orders = {}
    for name in date_fields(sheet.found.layout, sheet.found.columns):
        values = pc.unique(cells.column(f"c{sheet.found.columns[name]}")).slice(0, SETTLING_SAMPLE)
        order = settle_order(values.drop_null().to_pylist())
        if order is not DateOrder.UNSETTLED:
            orders[name] = order.value
    return replace(given, orders=orders)


def _take_chunk(
    con: duckdb.DuckDBPyConnection, plan: Plan, cells: pa.Table, tally: Tally, writers: Writers
) -> None:
    kind = tally.sheet.found.source.kind
    for name, (codes, column) in plan.coded.items():
        cells = cells.append_column(f"{name}__m", meanings(codes, kind, cells.column(column)))
    con.register("chunk", cells)
    try:
        con.execute(plan.parse)
    finally:
        con.unregister("chunk")
    records = con.sql(plan.records).to_arrow_table().cast(intake.RECORD.schema)
    refused = con.sql(plan.refused).to_arrow_table().cast(intake.REJECT.schema)
    counts = con.execute(plan.doubts).fetchall()[0]
    writers.records.write_table(records, row_group_size=cells.num_rows * 2)
    if refused.num_rows:
        writers.rejects.write_table(refused)
    tally.rows_in += cells.num_rows
    tally.rows_rejected += pc.count_distinct(refused.column("row")).as_py()
    tally.records += records.num_rows
    tally.reasons.update(refused.column("reason").to_pylist())
    tally.doubts.update(dict(zip(plan.doubted, counts, strict=False)))
    accepted = pc.count_distinct(records.column("row")).as_py()
    # Promised by the statements above, and too important to be only promised.
    assert accepted + pc.count_distinct(refused.column("row")).as_py() == cells.num_rows, "a row was lost"


def _refuse_broken(broken: tuple[Broken, ...], given: Given, tally: Tally, writers: Writers) -> None:
    if not broken:
        return
    table = pa.table(
        {
            "receipt_id": [given.receipt_id] * len(broken),
            "sheet": [given.sheet] * len(broken),
            "row": [b.row for b in broken],
            "column": [""] * len(broken),
            "value": [b.value for b in broken],
            "reason": [b.reason for b in broken],
            "cells": [[b.value] for b in broken],
        },
        schema=intake.REJECT.schema,
    )
    writers.rejects.write_table(table)
    tally.rows_in += len(broken)
    tally.rows_rejected += len(broken)
    tally.reasons.update(b.reason for b in broken)
