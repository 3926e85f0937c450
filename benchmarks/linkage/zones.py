"""What Padan would do by itself and what it would ask a person: how right, and how often.

Zones as an office sets them: the usual costs, and no more questions than it has people to answer.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.pipeline.link.honest.queue import predict
from padan.pipeline.link.honest.zones import Costs, zones_for_queue

#: Questions for each record that an office is taken to answer.
MOST = 0.01


def told(pairs: Path, person: np.ndarray) -> str:
    """Precision of the joined zone by the truth, and questions per record, from what ``padan link --pairs`` wrote."""
    table = pq.read_table(pairs)
    one, other = (pc.cast(table[side], "int64").to_numpy() for side in ("record_a", "record_b"))
    probability = table["probability"].to_numpy()
    zones = zones_for_queue(probability, Costs(), int(MOST * len(person)))
    joined = zones.of(probability) == 2
    right = person[one[joined]] == person[other[joined]]
    queue = predict(one, other, probability, zones, len(person))
    return (
        f"by itself from {zones.joined:.3f} on: {len(right):,} pairs, {(~right).sum():,} wrong, "
        f"precision {right.mean():.5f}; "
        f"asks from {zones.apart:.3f} on: {queue.questions:,} questions, {queue.share:.2%} of records"
    )
