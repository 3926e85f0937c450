"""Columns of groups, clusters and strata as codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of n values: ``codes`` (n) point into ``labels``, -1 is unknown; ``numeric``: they were numbers."""

    codes: Ints
    labels: tuple[str, ...]
    numeric: bool = False


def coded(column: NDArray[Any] | Coded) -> Coded:
    """The column as codes; labels are sorted, numbers by size and texts by code point. NaN and None are unknown."""
    if isinstance(column, Coded):
        return column
    if column.dtype.kind in "iuf":
        return _coded_numbers(column)
    return _coded_texts(column)


def _coded_numbers(column: NDArray[Any]) -> Coded:
    known = ~np.isnan(column)
    values, codes = np.unique(column[known], return_inverse=True)
    whole = np.full(len(column), -1, np.int64)
    whole[known] = codes
    return Coded(whole, tuple(f"{value:.15g}" for value in values.tolist()), numeric=True)


def _coded_texts(column: NDArray[Any]) -> Coded:
    seen: dict[Any, int] = {}
    first = np.array([seen.setdefault(value, len(seen)) for value in column.tolist()], np.int64)
    texts = {value: None if value is None or value != value else str(value) for value in seen}
    labels = sorted({text for text in texts.values() if text is not None})
    place = {text: code for code, text in enumerate(labels)}
    codes = np.array([-1 if text is None else place[text] for text in texts.values()], np.int64)
    return Coded(codes[first] if len(first) else first, tuple(labels))


def among(column: Coded, use: Bools, by_appearance: bool = False) -> Coded:
    """The column with only the labels that occur where ``use``, sorted or in order of appearance; unknown elsewhere."""
    codes = np.where(use, column.codes, -1)
    kept, where = np.unique(codes, return_index=True)
    where, kept = where[kept >= 0], kept[kept >= 0]
    kept = kept[np.argsort(where)] if by_appearance else kept
    place = np.full(len(column.labels) + 1, -1, np.int64)
    place[kept] = np.arange(len(kept))
    return Coded(place[codes], tuple(column.labels[code] for code in kept), column.numeric)


def crossed(columns: list[Coded], use: Bools) -> tuple[Ints, list[tuple[str, ...]]]:
    """Every combination that occurs: its code per row (n; -1 when any column is unknown), and its labels.

    Sorted by the columns' own order, the first column slowest. No column at all is one group of everybody in use.
    """
    codes = np.where(use, 0, -1)
    labels: list[tuple[str, ...]] = [()]
    for column in columns:
        size = len(column.labels)
        joint = np.where((codes >= 0) & (column.codes >= 0), codes * size + column.codes, -1)
        kept, inverse = np.unique(joint, return_inverse=True)
        hidden = int(len(kept) > 0 and kept[0] < 0)
        codes = inverse - hidden
        labels = [(*labels[code // size], column.labels[code % size]) for code in kept[hidden:].tolist()]
    return codes, labels
