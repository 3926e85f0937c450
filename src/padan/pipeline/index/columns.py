"""Columns of one length in an Arrow file, uncompressed, so that reading is mapping: a value costs its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from padan.pipeline.link.people import COLUMNS, People, Texts

Columns = Mapping[str, Any]


def write_columns(file: Path, columns: Columns) -> None:
    """Write arrays (NumPy or Arrow) as one batch."""
    batch = pa.record_batch({name: _arrow(column) for name, column in columns.items()})
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def map_columns(file: Path) -> dict[str, Any]:
    """The columns of a file, mapped into memory: numbers as NumPy views, texts as Arrow arrays."""
    with pa.ipc.open_file(pa.memory_map(str(file))) as reader:
        batch = reader.get_batch(0)
    return {
        name: column if pa.types.is_large_string(column.type) else column.to_numpy()
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }


def of_people(people: People) -> dict[str, Any]:
    """People's columns for :func:`write_columns`."""
    return people.columns() | {f"text_{name}": people.texts[name] for name in people.texts}


def to_people(columns: Columns) -> People:
    """People from what :func:`of_people` gave."""
    texts = {name.removeprefix("text_"): column for name, column in columns.items() if name.startswith("text_")}
    numbers = {name: columns[name] for name in COLUMNS}
    flags = {name: column.view(np.bool_) for name, column in numbers.items() if name in ("birth_vague", "infant")}
    return People({**numbers, **flags}, Texts(texts))


def joined_people(parts: Sequence[People]) -> People:
    """People one after the other."""
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
    texts = {name: pa.concat_arrays([part.texts[name] for part in parts]) for name in parts[0].texts}
    return People(columns, Texts(texts))


def _arrow(column: Any) -> pa.Array:
    if isinstance(column, np.ndarray):
        # A bit a flag could not be mapped.
        return pa.array(column.view(np.uint8) if column.dtype == np.bool_ else column)
    return column.cast(pa.large_string())
