"""Which records are one person, and putting only those together anew whom a change can have touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.components import smallest_together
from padan.pipeline.link.keys import Places
from padan.pipeline.link.linking import Edges, clusters_table
from padan.pipeline.link.people import People
from padan.pipeline.link.recomparing import kept_edges


@dataclass(frozen=True, slots=True)
class Persons:
    """Of records ``row``: their person, named by its first record; how sure the strongest pair is that ties it there;
    and the first record of the ``component``: all that pairs above the threshold chain together, whether or not
    something keeps them apart."""

    row: Places
    person: Places
    component: Places
    probability: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.row)

    def columns(self) -> dict[str, np.ndarray]:
        """As columns."""
        return {each.name: getattr(self, each.name) for each in fields(Persons)}

    def take(self, places: NDArray[np.int64] | NDArray[np.int32] | NDArray[np.bool_]) -> Persons:
        """Some of them."""
        return Persons(**{name: column[places] for name, column in self.columns().items()})

    @classmethod
    def of_all(cls, layers: Sequence[Persons], records: int) -> Persons:
        """The last word on each of the records 0 to ``records`` - 1."""
        if len(layers) == 1:
            return layers[0]
        row = np.arange(records, dtype=np.int32)
        out = cls(row, row.copy(), row.copy(), np.ones(records))
        for layer in layers:
            for name in ("person", "component", "probability"):
                getattr(out, name)[layer.row] = getattr(layer, name)
        return out


def persons_of(rows: Places, people: People, edges: Edges, least: float) -> Persons:
    """The persons of these records (numbers ascending), all of them that any edge of ``least`` bits ties together.
    The ends of ``edges`` are among them."""
    l, r = (np.searchsorted(rows, end).astype(np.int32) for end in (edges.l, edges.r))  # noqa: E741
    strong = edges.weight >= least
    components = smallest_together(len(rows), l[strong], r[strong])
    labels = cluster(Records.of(people), l, r, edges.weight, edges.by_name, least)
    told = clusters_table(labels, Edges(l, r, edges.weight, edges.by_name))
    return Persons(rows, rows[labels], rows[components], told.column("probability").to_numpy())


def touched(before: Persons, records: int, seeds: Places) -> Places:
    """The records that a change can give another person: the new ones (from ``len(before)`` to ``records`` - 1) and
    the components of ``seeds``."""
    flags = np.zeros(records, dtype=bool)
    flags[before.component[seeds[seeds < len(before)]]] = True
    out = np.ones(records, dtype=bool)
    out[: len(before)] = flags[before.component]
    return np.flatnonzero(out).astype(np.int32)


def among(edges: Edges, rows: Places, records: int) -> Edges:
    """The edges of which both ends are among ``rows``."""
    flags = np.zeros(records, dtype=bool)
    flags[rows] = True
    return kept_edges(edges, flags[edges.l] & flags[edges.r])


def moved(before: Persons, now: Persons) -> Persons:
    """Those of ``now`` that are new or stand otherwise than before."""
    old = now.row < len(before)
    rows = np.where(old, now.row, 0)
    same = old & (before.person[rows] == now.person) & (before.component[rows] == now.component)
    return now.take(~(same & (before.probability[rows] == now.probability)))
