"""Which records hang together: what pairs chain together, directly or through others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.keys import Places


def smallest_together(records: int, a: NDArray[np.integer], b: NDArray[np.integer]) -> Places:
    """For each record, of the numbers 0 to ``records`` - 1, the smallest that the pairs (``a``, ``b``) chain it to; its
    own where it stands alone.

    SciPy finds components too; loading it takes longer than putting a regency's records together.
    """
    paired = np.zeros(records, dtype=bool)
    paired[a] = paired[b] = True
    rows = np.flatnonzero(paired).astype(np.int32)
    place = np.cumsum(paired, dtype=np.int32) - 1
    smallest = np.arange(records, dtype=np.int32)
    smallest[rows] = rows[_smallest(len(rows), place[a], place[b])]
    return smallest


def _smallest(records: int, a: Places, b: Places) -> Places:
    group = np.arange(records, dtype=np.int32)
    while len(a):
        one, other = group[a], group[b]
        apart = one != other
        a, b, one, other = a[apart], b[apart], one[apart], other[apart]
        # Every group hooks on to the smallest of those that it has a pair with, if that is smaller than itself.
        np.minimum.at(group, np.maximum(one, other), np.minimum(one, other))
        group = _followed(group)
    return group


def _followed(group: Places) -> Places:
    """Every record at the end of its chain."""
    onward = group[group]
    while not np.array_equal(onward, group):
        group, onward = onward, onward[onward]
    return group
