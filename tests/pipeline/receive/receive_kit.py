"""Files in the agencies' layouts, received into a register of their own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import xlsxwriter
import xlwt

from padan.pipeline.home import Home
from padan.pipeline.receive import Outcome, Request, receive

TODAY = date(2026, 11, 21)

#: Invented people of Wonotirto: the mother was born on 12 May 1992, the father on 3 August 1990, the child, a girl,
#: on 14 February 2024.
MOTHER, FATHER, CHILD = "6402135205920003", "6402130308900001", "6402135402240002"
KK = "6402131001190002"
VILLAGE = "64.02.13.1008"

Grid = Sequence[Sequence[Any]]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Received:
    """What came of one file."""

    outcome: Outcome
    records: list[dict[str, Any]]
    rejects: list[dict[str, Any]]

    @property
    def reasons(self) -> list[tuple[int, str, str]]:
        """Row, column and reason of each reject, in the order of rows."""
        return sorted((r["row"], r["column"], r["reason"]) for r in self.rejects)

    def only(self, **wanted: Any) -> dict[str, Any]:
        """The one record with these values."""
        found = [r for r in self.records if all(r[name] == value for name, value in wanted.items())]
        assert len(found) == 1, f"{len(found)} records with {wanted}"
        return found[0]


def columns(text: str, separator: str = ",") -> list[str]:
    """The headers that a text names."""
    return text.split(separator)


def read_back(home: Home, outcome: Outcome) -> Received:
    """The records and rejects of a receipt as the register holds them, every row accounted for."""
    receipt = outcome.receipt
    records = pq.read_table(home.records / f"{receipt.receipt_id}.parquet").to_pylist()
    rejects = pq.read_table(home.rejects / f"{receipt.receipt_id}.parquet").to_pylist()
    accepted = {(r["sheet"], r["row"]) for r in records}
    refused = {(r["sheet"], r["row"]) for r in rejects}
    assert len(accepted) == receipt.rows_accepted
    assert len(refused) == receipt.rows_rejected
    assert not accepted & refused
    assert receipt.rows_in == receipt.rows_accepted + receipt.rows_rejected
    assert receipt.records == len(records)
    assert len({r["record_id"] for r in records}) == len(records)
    return Received(outcome, records, rejects)


class Inbox:
    """A register for one test, with an engine that all tests share."""

    def __init__(self, root: Path, desk: duckdb.DuckDBPyConnection) -> None:
        self.home = Home(root / "home")
        self.folder = root
        self._desk = desk

    def take(self, path: Path, **said: Any) -> Received:
        """Receive a file."""
        request = Request(path, said.pop("received_at", TODAY), **said)
        return read_back(self.home, receive(self.home, request, desk=self._desk))

    def xlsx(self, name: str, rows: Grid, merged: Iterable[Merge] = (), **said: Any) -> Received:
        """Receive a workbook of one sheet."""
        return self.take(xlsx(self.folder / name, {"Sheet1": rows}, merged), **said)

    def csv(self, name: str, rows: Grid, *, encoding: str = "utf-8", delimiter: str = ",", **said: Any) -> Received:
        """Receive a csv file."""
        return self.take(csv_file(self.folder / name, rows, encoding, delimiter), **said)

    def json(self, name: str, value: Any, **said: Any) -> Received:
        """Receive a JSON file."""
        path = self.folder / name
        path.write_text(json.dumps(value))
        return self.take(path, **said)

    def ndjson(self, name: str, values: Iterable[Any], **said: Any) -> Received:
        """Receive an NDJSON file."""
        path = self.folder / name
        path.write_text("".join(json.dumps(value) + "\n" for value in values))
        return self.take(path, **said)


def xlsx(path: Path, sheets: dict[str, Grid], merged: Iterable[Merge] = (), hidden: Iterable[str] = ()) -> Path:
    """A workbook; merged ranges (first row, first column, last row, last column) belong to every sheet."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    clock = book.add_format({"num_format": "hh:mm"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        if name in hidden:
            page.hide()
        for first, left, last, right in merged:
            page.merge_range(first, left, last, right, "")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, time):
                    page.write_datetime(number, column, cell, clock)
                elif cell is not None:
                    page.write(number, column, cell)
    book.close()
    return path


def xls(path: Path, rows: Grid) -> Path:
    """An old workbook of one sheet."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write(number, column, cell, day)
            elif cell is not None:
                page.write(number, column, cell)
    book.save(str(path))
    return path


def csv_file(path: Path, rows: Grid, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A csv file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
