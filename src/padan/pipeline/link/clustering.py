"""From weighed pairs to people: strongest evidence first, and never against what a list promises.

Two records of one list that promises one row a person stay apart, unless their names agree too or they bear one
proved NIK. So do two records whose NIKs are both proved by their birth dates and far from each other, or differ in
the serial alone (twins, and neighbours born on one day) while each is borne more than once: what a single weak link
would chain together is not chained.

Most groups of linked records could not break any of these rules, whatever the order; they are found in columns. Only
the others are put together edge by edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.decisions import APART, SAME
from padan.pipeline.link.components import smallest_together
from padan.pipeline.link.constraints import Constraints
from padan.pipeline.link.evidence import SLIPS
from padan.pipeline.link.keys import Places
from padan.pipeline.link.people import Hashes, People, Whole

#: One person stands twice in one list too: then the evidence is strong and the name alike (bits). Twins are as
#: strong in everything else, but not in the name.
TWICE_IN_ONE_LIST = 6.5
TWICE_BY_NAME = 3.0


#: Pairs of record numbers with what somebody decided of them.
Decided = Sequence[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Records:
    """What the rules ask of each record; 0 where nothing is known.

    ``lists``: the list that promises one row a person; ``proved``: the NIK where it agrees with the birth date;
    ``same``: the list's own id of the person.
    """

    lists: Hashes
    proved: Whole
    same: Hashes

    @classmethod
    def of(cls, people: People) -> Records:
        """From people's columns."""
        return cls(people.list_key, np.where(people.nik_agrees == 3, people.nik, 0), people.same_key)

    def __len__(self) -> int:
        return len(self.lists)


@dataclass
class _Group:
    members: list[int]
    lists: set[int] = field(default_factory=set)
    #: Each proved NIK with how many records bear it.
    proved: dict[int, int] = field(default_factory=dict)


class Clusters:
    """Records put together one edge at a time. ``lists[n]`` and ``proved[n]`` are 0 where nothing is known."""

    def __init__(self, lists: Sequence[int], proved: Sequence[int], decided: Constraints | None = None) -> None:
        self._parent = list(range(len(lists)))
        self._groups: dict[int, _Group] = {}
        self._lists = lists
        self._proved = proved
        self._decided = decided or Constraints()
        for a, b in self._decided.certain():
            self._put_together(self.root(a), self.root(b))
        for group in self._groups.values():
            numbers = combinations(group.proved.items(), 2)
            if not all(_one_number(*one, *other) for one, other in numbers):
                # Somebody knows better than the numbers: they say nothing of this person any more.
                group.proved = {}

    def root(self, n: int) -> int:
        """The record that stands for the group of ``n``."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def join(self, a: int, b: int, weight: float, by_name: float) -> bool:
        """Put the groups of ``a`` and ``b`` together unless something forbids it; whether they are together now."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return True
        one, other = self._group(a), self._group(b)
        if self._decided.n and self._decided.forbids(set(one.members), set(other.members)):
            return False
        twice = weight >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME
        in_one_list = not one.lists.isdisjoint(other.lists) and one.proved.keys().isdisjoint(other.proved)
        # Entered twice, but not under the numbers of twins.
        if in_one_list and (not twice or of_twins(one.proved, other.proved)):
            return False
        if one.proved and other.proved and not could_be_one(one.proved, other.proved):
            return False
        self._put_together(a, b)
        return True

    def _put_together(self, a: int, b: int) -> None:
        if a == b:
            return
        one, other = self._group(a), self._group(b)
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        self._parent[b] = a
        one.members += other.members
        one.lists |= other.lists
        for nik, records in other.proved.items():
            one.proved[nik] = one.proved.get(nik, 0) + records
        del self._groups[b]

    def _group(self, root: int) -> _Group:
        group = self._groups.get(root)
        if group is None:
            list_key, nik = self._lists[root], self._proved[root]
            group = _Group([root], {list_key} if list_key else set(), {nik: 1} if nik else {})
            self._groups[root] = group
        return group

    def labels(self) -> list[int]:
        """For each record the smallest record number of its group: the same whatever the order of joining."""
        smallest = list(range(len(self._parent)))
        for group in self._groups.values():
            least = min(group.members)
            for n in group.members:
                smallest[n] = least
        return smallest


def cluster(
    records: Records,
    l: Places,  # noqa: E741
    r: Places,
    weight: NDArray[np.float64],
    by_name: NDArray[np.float64],
    least: float,
    decided: Decided = (),
) -> Places:
    """The group of each record, named by its smallest member.

    ``decided``: pairs of records with "same" or "apart", without contradiction; they outrank every other rule.

    Edges (``l``, ``r``, ``weight`` in bits, ``by_name``) of ``least`` bits and more count, strongest first; records
    that are one person by the list's own word go before all of them.
    """
    strong = np.flatnonzero(weight >= least)
    l, r, weight, by_name = l[strong], r[strong], weight[strong], by_name[strong]  # noqa: E741
    a, b = _certain(records.same)
    same = np.array([(x, y) for x, y, verdict in decided if verdict == SAME], dtype=np.int32).reshape(-1, 2)
    groups = smallest_together(len(records), np.concatenate([a, l, same[:, 0]]), np.concatenate([b, r, same[:, 1]]))
    labels = groups.copy()
    breakable = _breakable(records, groups)
    breakable[groups[[n for x, y, _verdict in decided for n in (x, y)]]] = True
    doubtful = breakable[groups]
    rows = np.flatnonzero(doubtful)
    if len(rows):
        place = np.zeros(len(records), dtype=np.int64)
        place[rows] = np.arange(len(rows))
        mine, certain = doubtful[l], doubtful[a]
        order = np.flatnonzero(mine)
        order = order[np.lexsort((r[order], l[order], -weight[order]))]
        found = _edge_by_edge(
            zip(*(x.tolist() for x in (place[l[order]], place[r[order]], weight[order], by_name[order])), strict=True),
            zip(place[a[certain]].tolist(), place[b[certain]].tolist(), strict=True),
            records.lists[rows].tolist(),
            records.proved[rows].tolist(),
            _constraints([(int(place[x]), int(place[y]), verdict) for x, y, verdict in decided]),
        )
        labels[rows] = rows[found]
    return labels.astype(np.int32)


def _certain(same: Hashes) -> tuple[Places, Places]:
    """Pairs of records that bear one id of their list: the first with each of the others."""
    there = np.flatnonzero(same).astype(np.int32)
    _values, first, of = np.unique(same[there], return_index=True, return_inverse=True)
    a, b = there[first[of]], there
    other = a != b
    return a[other], b[other]


def _breakable(records: Records, groups: Places) -> NDArray[np.bool_]:
    """By their smallest records the groups in which some rule could forbid a join: a list twice, or two proved NIKs."""
    out = np.zeros(len(groups), dtype=bool)
    alone = np.bincount(groups) == 1
    for values, twice in ((records.lists, True), (records.proved, False)):
        there = np.flatnonzero((values != 0) & ~alone[groups])
        order = there[np.lexsort((values[there], groups[there]))]
        group, value = groups[order], values[order]
        neighbours = group[1:] == group[:-1]
        equal = value[1:] == value[:-1]
        out[group[1:][neighbours & (equal if twice else ~equal)]] = True
    return out


def _constraints(decided: Decided) -> Constraints:
    pairs = {verdict: [(a, b) for a, b, said in decided if said == verdict] for verdict in (SAME, APART)}
    return Constraints(pairs[SAME], pairs[APART])


def _edge_by_edge(
    edges: Iterable[tuple[int, int, float, float]],
    certain: Iterable[tuple[int, int]],
    lists: Sequence[int],
    proved: Sequence[int],
    decided: Constraints,
) -> list[int]:
    clusters = Clusters(lists, proved, decided)
    for a, b in certain:
        clusters.join(a, b, float("inf"), float("inf"))
    for a, b, weight, by_name in edges:
        clusters.join(a, b, weight, by_name)
    return clusters.labels()


def could_be_one(some: Mapping[int, int], others: Mapping[int, int]) -> bool:
    """Whether two people's proved NIKs (each with the number of its bearers) can be slips of one number."""
    return any(_one_number(a, n, b, m) for a, n in some.items() for b, m in others.items())


def of_twins(some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether a number of the one and one of the other differ in the serial alone: one place, sex and birthday."""
    return not {nik // 10_000 for nik in some}.isdisjoint(nik // 10_000 for nik in others)


def _one_number(a: int, bearers_a: int, b: int, bearers_b: int) -> bool:
    if a // 10_000 == b // 10_000 and a != b and min(bearers_a, bearers_b) > 1:
        return False
    return _slips(a, b) <= SLIPS


def _slips(a: int, b: int) -> int:
    """Differing places of two numbers of sixteen digits; an exchange of neighbours counts as two."""
    return sum(x != y for x, y in zip(f"{a:016d}", f"{b:016d}", strict=True))
