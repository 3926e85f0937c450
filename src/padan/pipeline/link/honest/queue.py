"""How long the review queue gets for given zones, from the weights alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padan.pipeline.link.components import smallest_together
from padan.pipeline.link.honest.zones import Zones

Places = npt.NDArray[np.int64]

#: Minutes that an officer needs for one pair side by side; the office's own figure goes in its place.
MINUTES = 2.0


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a person: pairs of records in the asked zone, questions, the records in them, all records.

    One question is one pair of groups: records that the joined zone has put together are asked about once, and
    not at all when the pair is in one group already.
    """

    pairs: int
    questions: int
    records: int
    of: int

    @property
    def share(self) -> float:
        """Questions per record of the register; 0 for an empty one."""
        return self.questions / self.of if self.of else 0.0

    def hours(self, minutes: float = MINUTES) -> float:
        """Working hours at so many minutes a question."""
        return self.questions * minutes / 60


def predict(one: Places, other: Places, probability: npt.ArrayLike, zones: Zones, records: int) -> Queue:
    """The queue for pairs of record numbers (0 <= n < ``records``) with these probabilities.

    Only weights count here: what a list promises can keep a few groups apart that are taken as joined, so that
    the true queue is a little longer or shorter.
    """
    p = np.asarray(probability, dtype=float)
    groups = groups_of(one, other, p >= zones.joined, records)
    asked = (p >= zones.apart) & (p < zones.joined)
    a, b = groups[one[asked]], groups[other[asked]]
    open_ = a != b
    questions = np.unique(np.stack([np.minimum(a, b)[open_], np.maximum(a, b)[open_]]), axis=1).shape[1]
    in_them = np.unique(np.concatenate([one[asked][open_], other[asked][open_]]))
    return Queue(int(asked.sum()), questions, len(in_them), records)


def groups_of(one: Places, other: Places, together: npt.NDArray[np.bool_], records: int) -> npt.NDArray[np.int32]:
    """The group of each record, by its smallest, when the pairs ``together`` are joined and nothing forbids it."""
    return smallest_together(records, one[together], other[together])


def lengths(probability: npt.ArrayLike, apart: float, thresholds: npt.ArrayLike) -> Places:
    """Pairs asked about for each threshold of joining, when everything from ``apart`` on is asked below it."""
    p = np.sort(np.asarray(probability, dtype=float))
    least = np.searchsorted(p, apart, side="left")
    return np.maximum(np.searchsorted(p, np.asarray(thresholds, dtype=float), side="left") - least, 0)
