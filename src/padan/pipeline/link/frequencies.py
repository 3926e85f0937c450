"""How common names are: what it says that two records share one.

The table belongs to the model, not to the lists at hand: a record more or less anywhere else must not move the
weight of a pair. A name that the table does not hold is as rare as its words together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

#: No name is rarer than this for us (bits): two records that bear one may be kin, or a misread column.
RAREST = 21.0


@dataclass(frozen=True)
class Frequencies:
    """Shares of names and of words of names, by sound. ``records``: named records that were counted."""

    names: Mapping[str, float]
    words: Mapping[str, float]
    records: int

    @cached_property
    def usual(self) -> float:
        """Bits of surprise of a name that two strangers share: minus the log of the chance that they do."""
        return _usual(self.names)

    @cached_property
    def usual_word(self) -> float:
        """The same of a word of a name."""
        return _usual(self.words)

    @cached_property
    def _names(self) -> tuple[pa.Array, NDArray[np.float64]]:
        return _table(self.names)

    @cached_property
    def _words(self) -> tuple[pa.Array, NDArray[np.float64]]:
        return _table(self.words)

    def of_names(self, sounds: pa.Array) -> NDArray[np.float64]:
        """Bits of surprise of each name (a text of words parted by blanks)."""
        split = pc.split_pattern(sounds, " ")
        flat = split.flatten()
        starts, ends = split.offsets.to_numpy()[:-1], split.offsets.to_numpy()[1:]
        there = starts < ends
        by_words = np.zeros(len(sounds))
        if there.any():
            # Each name summed by itself: a running sum would leave its rounding in the names that follow.
            by_words[there] = np.add.reduceat(self.of_words(flat), starts[there])
        known = _looked_up(sounds, *self._names)
        return np.minimum(np.fmin(known, by_words), RAREST)

    def of_words(self, words: pa.Array) -> NDArray[np.float64]:
        """Bits of surprise of each word of a name."""
        rare = np.log2(2.0 * max(self.records, 1))
        return np.nan_to_num(_looked_up(words, *self._words), nan=min(rare, RAREST))


def _usual(shares: Mapping[str, float]) -> float:
    known = np.array(list(shares.values()))
    return float(-np.log2((known**2).sum())) if len(known) else RAREST


def _table(shares: Mapping[str, float]) -> tuple[pa.Array, NDArray[np.float64]]:
    return pa.array(list(shares), pa.large_string()), -np.log2(np.array(list(shares.values()), dtype=float))


def _looked_up(texts: pa.Array, keys: pa.Array, bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The bits of each text; NaN where the table does not hold it."""
    place = pc.index_in(texts.cast(pa.large_string()), value_set=keys)
    found = place.to_numpy(zero_copy_only=False).astype(float)
    out = np.full(len(found), np.nan)
    there = ~np.isnan(found)
    out[there] = bits[found[there].astype(np.int64)]
    return out


def count(sounds: pa.Array | pa.ChunkedArray) -> Frequencies:
    """The shares in a column of sounds (nulls left out): names that five records bear, words that three do.

    A name that fewer bear would tell of its bearers, and says no more than its words do.
    """
    named = sounds.drop_null()
    total = len(named)
    names = pc.value_counts(named)
    words = pc.value_counts(pc.split_pattern(named, " ").flatten() if total else named)
    return Frequencies(_shares(names, 5, total), _shares(words, 3, total), total)


def _shares(counts: pa.StructArray, least: int, total: int) -> dict[str, float]:
    kept = pa.table({"text": counts.field(0), "n": counts.field(1)}).filter(pc.field("n") >= least).sort_by("text")
    # A word that stands twice in one name is still one bearer's.
    return {t: min(n / total, 1.0) for t, n in zip(kept["text"].to_pylist(), kept["n"].to_pylist(), strict=True)}
