"""Which pairs of a release are worth asking people about, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.queue import groups_of
from padan.pipeline.link.honest.reading import Flags, Pairs
from padan.pipeline.link.honest.sample import ranks
from padan.pipeline.link.honest.zones import Costs, zones_for

Whole = npt.NDArray[np.int64]
Pair = tuple[str, str]

#: Of so many questions in the queue one is of the clerical sample.
SAMPLE_EVERY: Final = 5


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair to ask about: its place among the compared pairs, what the machine's answer is expected to cost, and the
    records that the machine surely put together with each of the two, those included."""

    at: int
    cost: float
    sides: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Groups:
    """Records that the machine surely put together: the group of each record that was ever compared."""

    ids: npt.NDArray[np.str_]
    one: Whole
    other: Whole
    group: Whole

    @classmethod
    def of(cls, pairs: Pairs, together: Flags) -> Groups:
        """The groups that the pairs ``together`` make."""
        ids, place = np.unique(np.concatenate([pairs.record_a, pairs.record_b]).astype(str), return_inverse=True)
        one, other = place[: len(pairs)].astype(np.int64), place[len(pairs) :].astype(np.int64)
        return cls(ids, one, other, groups_of(one, other, together, len(ids)).astype(np.int64))

    def ends(self, at: npt.NDArray[np.int64]) -> tuple[Whole, Whole]:
        """The groups of both records of pairs."""
        return self.group[self.one[at]], self.group[self.other[at]]

    def sides(self, at: Sequence[int]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The records of the groups of both records, of each pair."""
        order = np.argsort(self.group, kind="stable")
        sorted_ = self.group[order]
        spans = []
        for ends in self.ends(np.asarray(at, dtype=np.int64)):
            low, high = (np.searchsorted(sorted_, ends, side=side) for side in ("left", "right"))
            spans.append([tuple(self.ids[order[a:b]].tolist()) for a, b in zip(low, high, strict=True)])
        return list(zip(*spans, strict=True))


def costs_of(pairs: Pairs, probability: Numbers, costs: Costs) -> Numbers:
    """What the machine's answer on each pair is expected to cost: a wrong merge, or a missed pair."""
    return np.where(pairs.joined, (1 - probability) * costs.wrong_merge, probability * costs.missed)


def doubtful(
    pairs: Pairs,
    probability: Numbers,
    known: Sequence[Pair] = (),
    same: Iterable[Pair] = (),
    costs: Costs | None = None,
) -> list[Doubtful]:
    """One pair for each two groups of records of which it is worth asking whether they are one person.

    ``known``: pairs that people were asked about, those that are decided first; of two groups that one is taken, so
    that an answer holds for all pairs between them. Else the one whose answer costs most. Pairs decided to be the
    ``same`` answer others through each other.
    """
    stated = costs or Costs()
    zones = zones_for(stated)
    groups = Groups.of(pairs, pairs.joined & (probability >= zones.joined))
    cost = costs_of(pairs, probability, stated)
    asked = zones.of(probability) == 1
    place = _places(pairs, known)
    chosen = _one_each(groups, asked, cost, place)
    answered = _answered(groups, pairs, same)
    kept = [at for at in chosen if at in place or not answered[at]]
    sides = groups.sides(kept)
    return [Doubtful(at, float(cost[at]), side) for at, side in zip(kept, sides, strict=True)]


def of_pairs(pairs: Pairs, probability: Numbers, at: Sequence[int], costs: Costs | None = None) -> list[Doubtful]:
    """These very pairs, as questions: those of a sample are asked whatever is known of others. Where the machine surely
    put both together, a side holds the record alone."""
    stated = costs or Costs()
    groups = Groups.of(pairs, pairs.joined & (probability >= zones_for(stated).joined))
    cost = costs_of(pairs, probability, stated)
    found = []
    for place, sides in zip(at, groups.sides(at), strict=True):
        alone = ((str(pairs.record_a[place]),), (str(pairs.record_b[place]),))
        found.append(Doubtful(int(place), float(cost[place]), alone if sides[0] == sides[1] else sides))
    return found


def _places(pairs: Pairs, known: Sequence[Pair]) -> dict[int, int]:
    """Where the known pairs stand that are still compared, and the rank of each."""
    rank = {pair: number for number, pair in enumerate(known)}
    ends = zip(pairs.record_a, pairs.record_b, strict=True)
    return {at: rank[pair] for at, pair in enumerate(ends) if pair in rank} if rank else {}


def _one_each(groups: Groups, asked: Flags, cost: Numbers, place: dict[int, int]) -> list[int]:
    """One pair for each two groups, not one, between which there is a pair worth asking."""
    wanted = asked.copy()
    wanted[list(place)] = True
    at = np.flatnonzero(wanted & (groups.group[groups.one] != groups.group[groups.other])).astype(np.int64)
    if not len(at):
        return []
    one, other = groups.ends(at)
    low, high = np.minimum(one, other), np.maximum(one, other)
    rank = np.array([place.get(number, len(place)) for number in at.tolist()], dtype=np.int64)
    order = np.lexsort((groups.other[at], groups.one[at], -cost[at], rank, high, low))
    begins = np.flatnonzero(
        np.concatenate([[True], (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)])
    )  # fmt: skip
    worth_it = np.logical_or.reduceat(asked[at[order]], begins)
    return at[order[begins[worth_it]]].tolist()


def _answered(groups: Groups, pairs: Pairs, same: Iterable[Pair]) -> Flags:
    """Which pairs are one person by what people decided of others."""
    where = {record: number for number, record in enumerate(groups.ids.tolist())}
    ends = [(where[a], where[b]) for a, b in same if a in where and b in where]
    a, b = (np.array([end[side] for end in ends], dtype=np.int64) for side in (0, 1))
    records = np.arange(len(groups.ids), dtype=np.int64)
    one, other = np.concatenate([records, a]), np.concatenate([groups.group, b])
    whole = groups_of(one, other, np.ones(len(one), dtype=bool), len(groups.ids))
    return whole[groups.one] == whole[groups.other]


def places_in_queue(worth: Sequence[float], sampled: Sequence[bool], rank: Sequence[int]) -> list[int]:
    """The place of each question, from 1: by worth, the greatest first, with one of the sample mixed in among each
    ``SAMPLE_EVERY``. By ``rank``, a number that looks random, those are ordered and stand anywhere among the others: no
    counting tells which they are."""
    drawn = sorted((number for number in range(len(worth)) if sampled[number]), key=lambda number: rank[number])
    ordered = sorted((number for number in range(len(worth)) if not sampled[number]), key=lambda number: -worth[number])
    place, each = {}, SAMPLE_EVERY - 1
    slots = [rank[number] % SAMPLE_EVERY for number in drawn]
    for at, number in enumerate(drawn):
        place[number] = at * SAMPLE_EVERY + slots[at] + 1
    for at, number in enumerate(ordered):
        block, within = divmod(at, each)
        later = block < len(slots) and within >= slots[block]
        place[number] = block * SAMPLE_EVERY + within + later + 1
    return [place[number] for number in range(len(worth))]


def ranked(pairs: Sequence[Pair]) -> list[int]:
    """A number for each pair that looks random and depends on its record ids alone."""
    one, other = (np.array([pair[side] for pair in pairs], dtype=object) for side in (0, 1))
    return [int(number) for number in ranks(one, other, 0)]
