"""Pairs of records counted by group sizes, sum of n (n - 1) / 2, never listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Whole


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of records: of one true person, joined by the method, and both."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are one person; 1 when nothing is joined."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are joined; 1 when there are none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """2 P R / (P + R), the harmonic mean of precision and recall; 1 when there is nothing to join."""
        return 2 * self.right / (self.true + self.found) if self.true + self.found else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def ratio(self) -> float:
        """The share; 1 of nothing is all."""
        return self.right / self.of if self.of else 1.0


def count_pairs(*labels: Whole) -> int:
    """Pairs of entries that agree in all of ``labels``."""
    sizes = np.unique(combined(*labels), return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def combined(*labels: Whole) -> Whole:
    """One label per distinct combination."""
    out = np.zeros(len(labels[0]), dtype=np.int64)
    for label in labels:
        _values, code = np.unique(label, return_inverse=True)
        out = np.unique(out * (len(_values) + 1) + code, return_inverse=True)[1]
    return out


def pairs(person: Whole, cluster: Whole) -> Pairs:
    """Pairs by true person, by cluster, by both."""
    return Pairs(count_pairs(person), count_pairs(cluster), count_pairs(person, cluster))


def pairs_across(person: Whole, cluster: Whole, file: Whole) -> Pairs:
    """The same, of pairs that stand in different files."""
    every = pairs(person, cluster)
    return Pairs(
        every.true - count_pairs(person, file),
        every.found - count_pairs(cluster, file),
        every.right - count_pairs(person, cluster, file),
    )


def mixed(of: Whole, by: Whole) -> Whole:
    """The values of ``of`` that are seen with more than one value of ``by``, in order."""
    kinds = np.unique(np.stack([of, by]), axis=1)[0]
    value, times = np.unique(kinds, return_counts=True)
    return value[times > 1]
