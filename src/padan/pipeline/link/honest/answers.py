"""What people answered to a clerical sample, as columns.

Each decision carries what its author saw. Where that names a sample, the pair was drawn by chance and its answer
speaks for others; what people looked up of their own accord holds for that pair alone and is left out here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from padan.pipeline.decisions import APART, SAME, Decision
from padan.pipeline.link.honest.calibration import Answers
from padan.pipeline.link.honest.estimates import Judged
from padan.pipeline.link.honest.reading import Flags, Pairs

#: One person or not, the share of the pair's stratum that was drawn, and its band.
Told = tuple[bool, float, int]


def told_of(decisions: Iterable[Decision]) -> dict[tuple[str, str], Told]:
    """The answers on sampled pairs; of several the last word counts."""
    told: dict[tuple[str, str], Told] = {}
    for decision in decisions:
        drawn = _drawn(decision.seen)
        if drawn is None and decision.pair in told and decision.verdict in (SAME, APART):
            drawn = told[decision.pair][1:]
        if decision.verdict not in (SAME, APART):
            told.pop(decision.pair, None)
        elif drawn is not None:
            told[decision.pair] = (decision.verdict == SAME, *drawn)
    return told


def judged_of(pairs: Pairs, decisions: Iterable[Decision]) -> Judged:
    """The answers on sampled pairs that are still among the compared ``pairs``."""
    return judged_as(pairs, told_of(decisions))


def judged_as(pairs: Pairs, told: Mapping[tuple[str, str], Told]) -> Judged:
    """The same from answers by pair."""
    ends = zip(pairs.record_a, pairs.record_b, strict=True)
    found = [(place, *told[pair]) for place, pair in enumerate(ends) if pair in told]
    place, same, fraction, band = zip(*found, strict=True) if found else ((), (), (), ())
    return Judged(
        np.array(place, dtype=np.int64), np.array(same, dtype=bool), np.array(fraction, dtype=float),
        np.array(band, dtype=np.int64),
    )  # fmt: skip


def asked_before(pairs: Pairs, asked: set[tuple[str, str]]) -> Flags:
    """Which of the pairs are in ``asked`` (record ids, a < b)."""
    ends = zip(pairs.record_a, pairs.record_b, strict=True)
    return np.fromiter((pair in asked for pair in ends), dtype=bool, count=len(pairs))


def answers_of(pairs: Pairs, judged: Judged) -> Answers:
    """The judged pairs as a recalibration needs them."""
    return Answers(pairs.weight[judged.place], judged.same, judged.joined, 1 / judged.fraction)


def _drawn(seen: str) -> tuple[float, int] | None:
    """The share of the stratum drawn and the band, where the decision was an answer to a sample."""
    data: Any = json.loads(seen)
    drawn = data.get("sample") if isinstance(data, dict) else None
    if not isinstance(drawn, dict):
        return None
    return float(drawn["fraction"]), int(drawn["band"])
