"""Coded cells in the register's own words: looked up once for each distinct writing of a chunk."""

from __future__ import annotations

import pyarrow as pa

from padan.reference.codes import code_list

#: Lists whose unknown texts say something by themselves and are kept as written.
KEEPS_UNKNOWN = frozenset({"occupation", "religion", "education", "disability"})


def meanings(name: str, kind: str, cells: pa.ChunkedArray) -> pa.Array:
    """What a column of codes or texts means by the list ``name`` as the source ``kind`` numbers it."""
    encoded = cells.combine_chunks().dictionary_encode()
    known = code_list(name)
    found: list[str | None] = []
    for written in encoded.dictionary.to_pylist():
        meaning = known.meaning(kind, written)
        if meaning is None and name in KEEPS_UNKNOWN:
            meaning = written.strip() or None
        found.append(meaning)
    return pa.array(found, pa.string()).take(encoded.indices)
