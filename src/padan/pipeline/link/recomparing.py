"""What a change of some records makes of the compared pairs, without comparing the others again.

Two records are compared when they share a key that few bear. So a change touches the pairs of the changed records,
and of the others only those that share a key which a change has made crowded, or no longer is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from padan.pipeline.link.keys import CHUNK, KEYS, MOST_SHARED, Candidates, Hashes, Places
from padan.pipeline.link.linking import Edges, joined, scored
from padan.pipeline.link.model import Model
from padan.pipeline.link.people import People, Whole

_LOW = np.uint64(0xFFFFFFFF)


class Standing(Protocol):
    """The records that are as they were, by number, and where to read any record."""

    def count(self, key: str, values: Hashes) -> Whole:
        """How many of them bear each of these values of a key; ``values`` are sorted and hold no 0."""

    def bearers(self, key: str, values: Hashes, most: int) -> tuple[Whole, Whole, Places]:
        """How many of them bear each of these values; and who bears those that ``most`` do: the place in ``values``
        (ascending) and the record's number."""

    def keys(self, rows: Places) -> dict[str, Hashes]:
        """The keys of some of them."""

    def people(self, rows: Places) -> People:
        """Any records as they are now, the changed ones too."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change is about, as they were or as they are: numbers and keys (0: none)."""

    rows: Places
    keys: Mapping[str, Hashes]

    def count(self, key: str, values: Hashes) -> Whole:
        """See :class:`Standing`."""
        own = self.keys[key]
        place, found = _found(values, own)
        return np.bincount(place[found], minlength=len(values))


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of the compared pairs.

    ``edges``: pairs that are kept now (the changed records', and those of ``again``); ``again``: pairs of unchanged
    records that were looked at anew (:func:`codes`, sorted), to be dropped unless ``edges`` holds them;
    ``compared`` and ``crowded``: by how much the counts of a full run change; ``scored``: pairs compared now.
    """

    edges: Edges
    again: Hashes
    compared: int
    crowded: dict[str, int]
    scored: int


def codes(l: Places, r: Places) -> Hashes:  # noqa: E741
    """One number a pair, the same whichever record stands first."""
    low, high = np.minimum(l, r).astype(np.uint64), np.maximum(l, r).astype(np.uint64)
    return low << np.uint64(32) | high


def ends(pairs: Hashes) -> tuple[Places, Places]:
    """The pairs that :func:`codes` stand for."""
    return (pairs >> np.uint64(32)).astype(np.int32), (pairs & _LOW).astype(np.int32)


def compare_again(standing: Standing, before: Changed, after: Changed, model: Model) -> Difference:
    """Compare what a change from ``before`` to ``after`` asks for. The numbers of ``before`` are of no standing
    record; beyond that they say nothing."""
    groups = {key: _Group.of(standing, before, after, key) for key in KEYS}
    again = _once([group.flipped() for group in groups.values()])
    alive = {state: _alive(standing, changed, again) for state, changed in (("was", before), ("now", after))}
    were = _touching({key: (group, group.bore, group.was) for key, group in groups.items()}, before)
    are = _touching({key: (group, group.bear, group.now) for key, group in groups.items()}, after)
    to_score = np.concatenate([are, again[alive["now"]]])
    return Difference(
        edges=score_pairs(standing, to_score, model),
        again=again,
        compared=len(to_score) - len(were) - int(alive["was"].sum()),
        crowded={key: group.crowded() for key, group in groups.items()},
        scored=len(to_score),
    )


def score_pairs(standing: Standing, pairs: Hashes, model: Model) -> Edges:
    """Those of the pairs that reach the floor."""
    rows, place = np.unique(np.concatenate(ends(pairs)), return_inverse=True)
    people = standing.people(rows)
    l, r = place[: len(pairs)].astype(np.int32), place[len(pairs) :].astype(np.int32)  # noqa: E741

    def chunks() -> Iterator[tuple[Places, Places]]:
        for start in range(0, len(pairs), CHUNK):
            yield l[start : start + CHUNK], r[start : start + CHUNK]

    _compared, edges = scored(people, chunks(), model)
    return Edges(rows[edges.l], rows[edges.r], edges.weight, edges.by_name)


def replaced(edges: Edges, gone: np.ndarray, difference: Difference) -> Edges:
    """The edges after a change, sorted. ``gone``: flags of the edges with an end that changed."""
    kept = ~gone & ~_within(codes(edges.l, edges.r), difference.again)
    return joined([kept_edges(edges, kept), difference.edges]).sorted()


def kept_edges(edges: Edges, kept: np.ndarray) -> Edges:
    """Some of the edges, by flags."""
    return Edges(edges.l[kept], edges.r[kept], edges.weight[kept], edges.by_name[kept])


@dataclass(frozen=True, slots=True)
class _Group:
    """The values of one key that a changed record bears or bore: how many records bear each, before and after
    (``was``, ``now``), and which of the values each changed record bore and bears (``bore``, ``bear``; -1: none).
    ``place`` and ``rows`` are the standing bearers where they alone do not crowd the value, ``starts`` where those
    of each value begin."""

    was: Whole
    now: Whole
    bore: Whole
    bear: Whole
    place: Whole
    rows: Places
    starts: Whole

    @classmethod
    def of(cls, standing: Standing, before: Changed, after: Changed, key: str) -> _Group:
        values, borne = np.unique(np.concatenate([before.keys[key], after.keys[key]]), return_inverse=True)
        nothing = int(len(values) > 0 and values[0] == 0)
        values, borne = values[nothing:], borne - nothing
        fixed, place, rows = standing.bearers(key, values, MOST_SHARED)
        bore, bear = borne[: len(before.rows)], borne[len(before.rows) :]
        was, now = (fixed + np.bincount(each[each >= 0], minlength=len(values)) for each in (bore, bear))
        starts = np.append(0, np.cumsum(np.bincount(place, minlength=len(values))))
        return cls(was, now, bore, bear, place, rows, starts)

    def flipped(self) -> Hashes:
        """The pairs of standing records whose key became crowded or ceased to be."""
        flips = (self.was > MOST_SHARED) != (self.now > MOST_SHARED)
        mine = flips[self.place]  # what flips is not crowded by the standing alone, so all of them are here
        l, r = self.meeting(self.place[mine], self.rows[mine])  # noqa: E741
        return codes(l[l < r], r[l < r])

    def meeting(self, place: Whole, rows: Places) -> tuple[Places, Places]:
        """Each of ``rows`` beside every standing bearer of its value, given by its place."""
        starts = self.starts[place]
        many = self.starts[place + 1] - starts
        first = np.repeat(starts - (np.cumsum(many) - many), many)
        return np.repeat(rows, many), self.rows[first + np.arange(len(first))]

    def crowded(self) -> int:
        return int(self.now[self.now > MOST_SHARED].sum() - self.was[self.was > MOST_SHARED].sum())


def _touching(groups: Mapping[str, tuple[_Group, Whole, Whole]], changed: Changed) -> Hashes:
    """The pairs to compare that hold a changed record, each once. ``groups``: of each key the group, the value that
    each changed record bears and how many bear each value."""
    parts, own = [], {}
    for key, (group, borne, many) in groups.items():
        live = borne >= 0
        live[live] = many[borne[live]] <= MOST_SHARED
        own[key] = np.where(live, changed.keys[key], np.uint64(0))
        parts.append(codes(*group.meeting(borne[live], changed.rows[live])))
    for l, r in Candidates.of(own).pairs():  # noqa: E741
        parts.append(codes(changed.rows[l], changed.rows[r]))
    return _once(parts)


def _alive(standing: Standing, changed: Changed, pairs: Hashes) -> np.ndarray:
    """Which pairs of standing records share a key that few bear, with these changed records beside them."""
    out = np.zeros(len(pairs), dtype=bool)
    if len(pairs) == 0:
        return out
    l, r = (standing.keys(rows) for rows in ends(pairs))  # noqa: E741
    for key in KEYS:
        shared = np.flatnonzero((l[key] > 0) & (l[key] == r[key]))
        values, of = np.unique(l[key][shared], return_inverse=True)
        size = standing.count(key, values) + changed.count(key, values)
        out[shared] |= size[of] <= MOST_SHARED
    return out


def _found(values: Hashes, asked: Hashes) -> tuple[Whole, np.ndarray]:
    """The place of each asked value among sorted ones, and whether it is there."""
    place = np.searchsorted(values, asked)
    if len(values) == 0:
        return place, np.zeros(len(asked), dtype=bool)
    return place, values[np.minimum(place, len(values) - 1)] == asked


def _within(asked: Hashes, values: Hashes) -> np.ndarray:
    return _found(values, asked)[1]


def _once(parts: list[Hashes]) -> Hashes:
    return np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *parts]))
