"""Children between Arrow, in which tables are kept, and NumPy, in which growth is computed; zero copies where possible.

The names of the columns are those of :class:`padan.rules.growth.children.Children` and of its indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.rules.growth.children import BOY, GIRL, LYING, STANDING, Children, Floats, Scores

#: Codes of a column written in words.
_CODES = {"sex": {"L": BOY, "P": GIRL}, "position": {"lying": LYING, "standing": STANDING}}


def children_of(table: pa.Table) -> Children:
    """The columns of ``table`` that :class:`Children` knows, by their names; the others are not looked at.

    ``sex`` and ``position`` hold codes or the register's words ('L', 'P'; 'lying', 'standing'); null is unknown.
    ``oedema`` that is null is no oedema: a swelling is written down, its absence hardly ever. Null numbers are NaN.
    A table without ``sex`` is a :class:`KeyError`.
    """
    given: dict[str, NDArray[Any]] = {}
    for field in fields(Children):
        if field.name == "sex" or field.name in table.column_names:
            given[field.name] = _array(field.name, table.column(field.name))
    return Children(**given)


def _array(name: str, column: pa.ChunkedArray) -> NDArray[Any]:
    if name in _CODES:
        return codes(column, _CODES[name])
    if name == "oedema":
        return np.asarray(pc.fill_null(column, False).to_numpy(), dtype=np.bool_)
    return floats(column)


def floats(column: pa.ChunkedArray) -> Floats:
    """Numbers as float64, null as NaN."""
    if column.type != pa.float64():
        column = column.cast(pa.float64())
    found: Floats = column.to_numpy()
    return found


def codes(column: pa.ChunkedArray, words: dict[str, int]) -> NDArray[np.int8]:
    """Codes as int8, whether written as numbers or in ``words``; 0 for null and for any other word."""
    column = plain_column(column)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        place = pc.index_in(column, pa.array(list(words), column.type))
        meaning = pa.array(list(words.values()), pa.int8())
        column = pa.chunked_array([meaning.take(chunk) for chunk in place.chunks], pa.int8())
    found: NDArray[np.int8] = pc.fill_null(column.cast(pa.int8()), 0).to_numpy()
    return found


def plain_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column without a dictionary."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def text_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as text; raises an Arrow error for what is no text, number or date, such as a list."""
    column = plain_column(column)
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def numbers(values: Floats) -> pa.Array:
    """Numbers as an Arrow column over the same memory, NaN as null."""
    return _column(pa.float64(), values, ~np.isnan(values))


def labelled(places: NDArray[np.integer], names: Sequence[str]) -> pa.Array:
    """Codes as a dictionary column: 0 is null, 1 the first of ``names``."""
    codes = np.asarray(places, np.uint8)
    # What stands under a null is never read: 0 may run under.
    index = _column(pa.int8(), (codes - np.uint8(1)).view(np.int8), codes != 0)
    return pa.DictionaryArray.from_arrays(index, pa.array(names, pa.string()))


def scores_table(scores: Scores) -> pa.Table:
    """Every z by the name of its indicator, its flag as ``<indicator>_flag``, and ``length``, the corrected one.

    A flag is null where there is no z.
    """
    known = {name: missing == 0 for name, missing in scores.missing.items()}
    made = {name: _column(pa.float64(), z, known[name]) for name, z in scores.z.items()}
    made |= {f"{name}_flag": _column(pa.bool_(), _bits(flag), known[name]) for name, flag in scores.flag.items()}
    return pa.table(made | {"length": numbers(scores.length)})


def _column(kind: pa.DataType, values: NDArray[Any], known: NDArray[np.bool_]) -> pa.Array:
    """An Arrow column over the memory of ``values``, null where not ``known``."""
    return pa.Array.from_buffers(kind, len(known), [pa.py_buffer(_bits(known)), pa.py_buffer(values)])


def _bits(values: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Truth values as Arrow keeps them, eight to a byte."""
    return np.packbits(values, bitorder="little")
