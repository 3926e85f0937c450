"""Records written by hand, and the steps of a release run over them.

A record is made by ``record("opensid-a", 2, name="BUDI", ...)``: the word before the dash is the source, the
whole the receipt. A test names only what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from padan.contracts import intake
from padan.pipeline import engine
from padan.pipeline.link import Linked, link
from padan.pipeline.resolve import Resolved, resolve
from padan.pipeline.standardise import Standardised, standardise

#: Kelurahan Wonotirto and the neighbouring Tanjung Harapan, both in Samboja; Tanjung Harapan in Sebulu.
WONOTIRTO, TANJUNG_HARAPAN, SEBULU = "64.02.13.1008", "64.02.13.1009", "64.02.07.2002"
REGENCY = "64.02"
DAY = date(2026, 6, 1)

Row = dict[str, Any]


def record(receipt: str, row: int, role: str = "person", **values: Any) -> Row:
    """One record of a received file; dates as ISO text, numbers sound unless the test says otherwise."""
    out: Row = dict.fromkeys(intake.RECORD.names)
    out |= {
        "record_id": f"{receipt}.1.{row}.{role}",
        "receipt_id": receipt,
        "source": receipt.split("-")[0],
        "layout": "rekaan",
        "sheet": "",
        "row": row,
        "role": role,
        "true_at": DAY,
        "true_at_from": "row",
        "village_code_written": WONOTIRTO,
        "birth_date_quality": "exact" if "birth_date" in values else "missing",
        "measurements": [],
    }
    for number in ("nik", "kk"):
        written = values.get(number)
        out |= {f"{number}{part}": written for part in ("", "_digits", "_written")}
        out[f"{number}_quality"] = "sound" if written else "missing"
    unknown = set(values) - set(out)
    assert not unknown, f"no such columns: {unknown}"
    dates = {c.name for c in intake.RECORD.columns if c.type == pa.date32()}
    for name, value in values.items():
        out[name] = date.fromisoformat(value) if name in dates and isinstance(value, str) else value
    return out


_NUMBERS = count(1)


@dataclass
class Register:
    """A register in an engine: the steps run one after the other over hand-written records."""

    con: duckdb.DuckDBPyConnection
    folder: Path

    def write(self, rows: Iterable[Row]) -> Path:
        """The rows as a file of records."""
        # No name twice: an engine that has read a file keeps parts of it, and would take them for those of another that
        # bears its name and was written within one tick of the clock.
        file = self.folder / f"records-{next(_NUMBERS)}.parquet"
        pq.write_table(pa.Table.from_pylist(list(rows), schema=intake.RECORD.schema), file)
        return file

    def standardise(self, *rows: Row) -> Standardised:
        """The first step."""
        return standardise(self.con, [self.write(rows)], REGENCY)

    def link(self, *rows: Row) -> Linked:
        """The first two steps."""
        self.standardise(*rows)
        return link(self.con)

    def resolve(self, *rows: Row, ledger: Iterable[tuple[str, str, str]] = ()) -> Resolved:
        """The first three steps. ``ledger``: record, person and family ids as last given."""
        self.link(*rows)
        self.con.execute("""
            CREATE OR REPLACE TABLE receipts AS
            SELECT DISTINCT receipt_id, receipt_id || '.csv' AS file, DATE '2026-07-01' AS received_at FROM intake
        """)
        self.con.execute("CREATE OR REPLACE TABLE ledger (record_id VARCHAR, person_id VARCHAR, family_id VARCHAR)")
        self.con.executemany("INSERT INTO ledger VALUES (?, ?, ?)", [*ledger, ("none", "none", "none")])
        return resolve(self.con)

    def rows(self, sql: str) -> list[tuple]:
        """What a query gives."""
        return self.con.execute(sql).fetchall()

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        """A table's rows by record."""
        found = self.con.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()
        return {row["record_id"]: row for row in found}

    def people(self) -> dict[str, str]:
        """The person of each record, by the record's id without its receipt: ``"2.person"``."""
        return dict(self.rows("SELECT record_id, person_id FROM record"))

    def families(self) -> dict[str, str]:
        """The family in which the person of each record lives."""
        return dict(self.rows("SELECT record_id, family_id FROM record"))


@pytest.fixture(scope="session")
def register_engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """One engine for all of these tests: each makes its tables anew."""
    with engine.connect(memory="1GB") as con:
        yield con


@pytest.fixture
def register(register_engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> Register:
    """An empty register."""
    return Register(register_engine, tmp_path)


def together(labels: Mapping[str, object], *groups: Iterable[str]) -> bool:
    """Whether each group has one label and no two groups the same."""
    found = [{labels[name] for name in group} for group in groups]
    return all(len(each) == 1 for each in found) and len(set.union(*found)) == len(found)
