"""Labels against the truth: pairs of records that are one person, found, missed and wrongly joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.parquet as pq
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True, slots=True)
class Pairs:
    """Counts of pairs of records."""

    found: int
    """Pairs that the labels join."""
    true: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0

    @property
    def wrong(self) -> int:
        return self.found - self.right


@dataclass(frozen=True, slots=True)
class Score:
    """All records, and the pairs with a child under five in it."""

    everybody: Pairs
    children: Pairs
    mixed: int
    """Labels that hold records of more than one person."""


def _pairs(*columns: np.ndarray) -> int:
    """Pairs of rows that agree in all columns of whole numbers from 0 on."""
    if not len(columns[0]):
        return 0
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        key = key * (int(column.max()) + 1) + column
    counts = np.unique(key, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def score(label: np.ndarray, person: np.ndarray, child: np.ndarray) -> Score:
    """Score whole-number labels of records, shape (n,), against the persons; ``child`` tells whose truth is a child."""
    label = np.unique(label, return_inverse=True)[1]
    person = np.unique(person, return_inverse=True)[1]
    everybody = Pairs(_pairs(label), _pairs(person), _pairs(label, person))
    small, grown = (label[child], person[child]), label[~child]
    children = Pairs(everybody.found - _pairs(grown), _pairs(small[1]), _pairs(*small))
    together = np.unique(np.stack([label, person]), axis=1)[0]
    return Score(everybody, children, int((np.bincount(together) > 1).sum()))


def labels_at(pairs: str, least: float, many: int) -> np.ndarray:
    """Labels of ``many`` records when every scored pair of at least ``least`` bits is joined."""
    table = pq.read_table(pairs, filters=[("weight", ">=", least)])
    left, right = table["rid_l"].to_numpy(), table["rid_r"].to_numpy()
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(many, many))
    return connected_components(graph, directed=False)[1]


def bits(probability: float) -> float:
    """The weight in bits of a probability."""
    return float(np.log2(probability / (1 - probability)))
