"""Who bears a key: pairs of value and record number sorted by value, in several layers, the later ones correcting the
earlier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from padan.pipeline.link.keys import Hashes, Places
from padan.pipeline.link.people import Whole

#: Bearers of a value that are looked for one by one.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Entries:
    """Values, ascending, and the numbers of the records that bear them."""

    values: Hashes
    rows: Places

    @classmethod
    def of(cls, values: Hashes, rows: Places) -> Entries:
        """The entries of these records; 0 is no value."""
        there = np.flatnonzero(values)
        order = there[np.lexsort((rows[there], values[there]))]
        return cls(values[order], rows[order])

    def spans(self, asked: Hashes) -> tuple[Whole, Whole]:
        """Where each of these values begins, and how many records bear it."""
        starts = np.searchsorted(self.values, asked, "left")
        many = np.zeros(len(asked), dtype=np.int64)
        # Most values are borne by nobody or by one or two: looking there is nearer than searching once more.
        left = np.arange(len(asked))
        for _step in range(_NEAR):
            place = starts[left] + many[left]
            there = place < len(self.values)
            there[there] = self.values[place[there]] == asked[left[there]]
            left = left[there]
            many[left] += 1
        many[left] = np.searchsorted(self.values, asked[left], "right") - starts[left]
        return starts, many

    def count(self, asked: Hashes) -> Whole:
        """How many records bear each of these values."""
        return self.spans(asked)[1]

    def within(self, starts: Whole, many: Whole) -> tuple[Whole, Places]:
        """Who stands in these spans: the span's place, ascending, and the record's number."""
        first = np.repeat(starts - (np.cumsum(many) - many), many)
        return np.repeat(np.arange(len(many)), many), self.rows[first + np.arange(len(first))]


#: No bound on how many bear a value.
ANY = np.iinfo(np.int64).max

NO_ENTRIES = Entries(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Layer:
    """What one segment says of one key: entries that it adds and entries of earlier segments that it takes away."""

    more: Entries
    less: Entries = NO_ENTRIES


@dataclass(frozen=True, slots=True)
class Layered:
    """Layers of one key searched as one."""

    layers: Sequence[Layer]

    def count(self, asked: Hashes) -> Whole:
        """See :class:`Entries`."""
        found = np.zeros(len(asked), dtype=np.int64)
        for layer in self.layers:
            found += layer.more.count(asked)
            if len(layer.less.values):
                found -= layer.less.count(asked)
        return found

    def bearers(self, asked: Hashes, most: int | Whole = ANY) -> tuple[Whole, Whole, Places]:
        """How many records bear each of these values; and who bears those that ``most`` do: the place in ``asked``,
        ascending, and the record's number."""
        spans = [layer.more.spans(asked) for layer in self.layers]
        taken = [layer.less.spans(asked) for layer in self.layers if len(layer.less.values)]
        lessening = [layer.less for layer in self.layers if len(layer.less.values)]
        count = sum((many for _starts, many in spans), np.zeros(len(asked), dtype=np.int64))
        count = count - sum(many for _starts, many in taken) if taken else count
        few = count <= most
        more = [
            layer.more.within(starts, np.where(few, many, 0))
            for layer, (starts, many) in zip(self.layers, spans, strict=True)
        ]
        if taken:
            less = [
                entries.within(starts, np.where(few, many, 0))
                for entries, (starts, many) in zip(lessening, taken, strict=True)
            ]
            place, row, times = netted(more, less)
            return count, place[times > 0], row[times > 0]
        place, row = (np.concatenate([part[side] for part in more]) for side in (0, 1))
        order = np.argsort(place, kind="stable")
        return count, place[order], row[order]


def netted(more: Iterable[tuple[Whole, Places]], less: Iterable[tuple[Whole, Places]]) -> tuple[Whole, Places, Whole]:
    """Pairs (place, record) in order, each once, with how often it was added more than taken away."""
    parts = [(*part, 1) for part in more] + [(*part, -1) for part in less]
    place = np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in parts)])
    row = np.concatenate([np.zeros(0, dtype=np.int32), *(part[1] for part in parts)])
    sign = np.repeat([part[2] for part in parts], [len(part[0]) for part in parts]) if parts else row
    order = np.lexsort((row, place))
    place, row, sign = place[order], row[order], sign[order]
    new = np.flatnonzero(np.append(True, (place[1:] != place[:-1]) | (row[1:] != row[:-1]))) if len(row) else order
    times = np.add.reduceat(sign, new) if len(new) else np.zeros(0, dtype=np.int64)
    return place[new], row[new], times


def merged(layers: Sequence[Layer]) -> Layer:
    """Neighbouring layers as one."""
    value, row, times = _net_values(layers)
    return Layer(Entries(value[times > 0], row[times > 0]), Entries(value[times < 0], row[times < 0]))


def _net_values(layers: Sequence[Layer]) -> tuple[Hashes, Places, Whole]:
    all_values = [part.values for layer in layers for part in (layer.more, layer.less)]
    values, place = np.unique(np.concatenate(all_values), return_inverse=True)
    cuts = np.split(place, np.cumsum([len(part) for part in all_values])[:-1])
    more = [(cut, layer.more.rows) for cut, layer in zip(cuts[::2], layers, strict=True)]
    less = [(cut, layer.less.rows) for cut, layer in zip(cuts[1::2], layers, strict=True)]
    at, row, times = netted(more, less)
    return values[at], row, times


def flattened(entries: Mapping[str, Entries]) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """Entries of several keys as two columns, and how many each key has."""
    parts = [NO_ENTRIES, *entries.values()]
    columns = {
        "value": np.concatenate([part.values for part in parts]),
        "row": np.concatenate([part.rows for part in parts]),
    }
    return columns, {key: len(part.values) for key, part in entries.items()}


def unflattened(columns: Mapping[str, np.ndarray], lengths: Mapping[str, int]) -> dict[str, Entries]:
    """What :func:`flattened` made two columns of, as views."""
    out, start = {}, 0
    for key, length in lengths.items():
        out[key] = Entries(columns["value"][start : start + length], columns["row"][start : start + length])
        start += length
    return out
