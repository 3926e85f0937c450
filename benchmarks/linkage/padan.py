"""Padan's own linking of a flat table, through its command line."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

COLUMNS = "record=rid,list=source,nik=nik,kk=kk,name=name,mother=mother,birth=birth_date,sex=sex,village=village"


def command(
    table: Path, out: Path, model: Path | None, columns: str = COLUMNS, *options: str | Path
) -> list[str | Path]:
    """The command that links ``table`` into ``out``; without a model it trains one on the lists at hand."""
    given = [] if model is None else ["--model", model]
    return [sys.executable, "-m", "padan.app", "link", table, out, "--columns", columns, *given, *options]


def labels(out: Path) -> np.ndarray:
    """Whole-number labels in the order of ``rid``, shape (records,)."""
    table = pq.read_table(out, columns=["record", "person"])
    record = pc.cast(table["record"], "int64").to_numpy()
    label = np.empty(len(record), np.int64)
    label[record] = pc.dictionary_encode(table["person"].combine_chunks()).indices.to_numpy()
    return label
