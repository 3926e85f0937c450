"""One small invented regency for all tests of the demo, and a plain reader of its files."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from padan.demo import DemoFiles, invent

FAMILIES = 150
SEED = 5

#: Every cell of every file, by (file, sheet, row); rows as the answer key counts them.
Cells = dict[tuple[str, str, int], list[Any]]


@dataclass(frozen=True, slots=True)
class Regency:
    """A regency that was written, and what stands in its files."""

    made: DemoFiles
    cells: Cells


def read_workbook(path: Path) -> Cells:
    book = CalamineWorkbook.from_path(str(path))
    return {
        (path.name, sheet, number): row
        for sheet in book.sheet_names
        for number, row in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), start=1)
    }


def read_csv(path: Path) -> Cells:
    encoding = "windows-1252" if path.name.startswith("status") else "utf-8"
    cells: Cells = {}
    with path.open(encoding=encoding, newline="") as file:
        reader, line = csv.reader(file, delimiter=";"), 1
        for row in reader:
            cells[path.name, "", line] = row
            line = reader.line_num + 1
    return cells


def read_json(path: Path) -> Cells:
    if path.suffix == ".ndjson":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        whole = json.loads(path.read_text(encoding="utf-8"))
        rows = whole if isinstance(whole, list) else [entry["resource"] for entry in whole["entry"]]
    return {(path.name, "", number): [row] for number, row in enumerate(rows, start=1)}


def read(path: Path) -> Cells:
    """All rows of one file."""
    readers = {".xlsx": read_workbook, ".csv": read_csv}
    return readers.get(path.suffix, read_json)(path)


@pytest.fixture(scope="session")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Regency:
    made = invent(tmp_path_factory.mktemp("regency"), families=FAMILIES, seed=SEED)
    cells: Cells = {}
    for path in made.paths:
        cells |= read(path)
    return Regency(made, cells)
