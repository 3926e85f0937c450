"""Encoded rows as columns of numbers, in one order whatever the order of the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.pipeline.encode.columns import KEYS, OWN, SALTED
from padan.pipeline.encode.files import Published

Words = NDArray[np.uint64]

#: Fixed-size columns that hold several words of 64 bits.
_WIDE = ("nik_slips", "near", "named", "name_filter", "mother_filter")


@dataclass(frozen=True, slots=True)
class Rows:
    """``tokens``: the first 64 bits of each token, 0 where missing; ``wide``: shape (rows, words)."""

    refs: pa.Array
    lists: Words
    one_row: NDArray[np.bool_]
    agrees: NDArray[np.int8]
    vague: NDArray[np.bool_]
    tokens: dict[str, Words]
    wide: dict[str, Words]

    def __len__(self) -> int:
        return len(self.lists)


def rows_of(tables: Sequence[tuple[Published, pa.Table]]) -> Rows:
    """All rows of all tables, ordered by their references."""
    table = pa.concat_tables([table for _told, table in tables])
    one_row = np.concatenate([np.full(len(table), told.one_row) for told, table in tables])
    order = np.argsort(table.column("ref").to_numpy(), kind="stable")
    table = table.take(pa.array(order)).combine_chunks()
    names = ("salt", *OWN, *SALTED, *KEYS)
    return Rows(
        refs=table.column("ref").combine_chunks(),
        lists=np.array([int(token, 16) for token in table.column("list").to_pylist()], np.uint64),
        one_row=one_row[order],
        agrees=table.column("nik_agrees").fill_null(0).to_numpy(),
        vague=table.column("birth_vague").fill_null(False).to_numpy(),
        tokens={name: np.ascontiguousarray(_words(table.column(name))[:, 0]) for name in names},
        wide={name: _words(table.column(name)) for name in _WIDE},
    )


def _words(column: pa.ChunkedArray) -> Words:
    """The bytes of each value as words, 0 where there is none."""
    whole = column.combine_chunks()
    width = whole.type.byte_width
    # Arrow leaves undefined what stands under a null.
    raw = np.frombuffer(whole.buffers()[1], np.uint8, len(whole) * width, whole.offset * width).reshape(-1, width)
    known = whole.is_valid().to_numpy(zero_copy_only=False)
    return np.where(known[:, None], raw, 0).astype(np.uint8).view(np.uint64)
