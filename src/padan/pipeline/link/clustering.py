"""From weighed pairs to people: strongest evidence first, and never against what a list promises.

Two records of one list that promises one row a person stay apart, unless they bear one name too, or one proved NIK
and no two names. So do two records whose NIKs are both proved by their birth dates and far from each other, or differ
in the serial alone (twins, and neighbours born on one day) while each is borne more than once. What a single weak link
would chain together is not chained: two groups are one person when all their pairs together say so, on the average, a
pair that was not kept counting as one at the floor. And who could as well be either of two people, as a newborn
without a name either of twins, is neither.

In most groups of linked records every pair is strong and no rule could be broken, whatever the order; they are found
in columns. Only the others are put together edge by edge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from padan.pipeline.link.scoring import FLOOR

#: One person stands twice in one list too: then the evidence is strong and the name alike (bits). Twins are as
#: strong in everything else, but not in the name.
TWICE_IN_ONE_LIST = 6.5
TWICE_BY_NAME = 3.0

#: Two people whom so few bits tell apart (odds of two to one) are as likely as each other.
ALIKE = 1.0

#: Averages are sums in another order on another machine.
_ROUNDING = 1e-6

#: What a list's own word weighs: more than all evidence.
CERTAIN = float("inf")

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
    lists: set[int]
    #: Each proved NIK with how many records bear it.
    proved: dict[int, int]
    #: How many of the members any kept pair speaks of.
    spoken_of: int = 0
    #: By another group's root: how many bits above the floor all pairs of the two groups have in sum.
    near: dict[int, float] = field(default_factory=dict)


class Clusters:
    """Records put together one edge at a time. ``lists[n]`` and ``proved[n]`` are 0 where nothing is known; ``edges``
    are all kept pairs with their weights, ``least`` the bits that two groups must have on the average."""

    def __init__(
        self,
        lists: Sequence[int],
        proved: Sequence[int],
        decided: Constraints | None = None,
        *,
        edges: Iterable[tuple[int, int, float]] = (),
        least: float = FLOOR,
    ) -> None:
        self._parent = list(range(len(lists)))
        self._groups = {
            n: _Group([n], {own} if own else set(), {nik: 1} if nik else {})
            for n, (own, nik) in enumerate(zip(lists, proved, strict=True))
        }
        self._least = least
        for a, b, weight in edges:
            self._groups[a].near[b] = self._groups[b].near[a] = weight - FLOOR
        for group in self._groups.values():
            group.spoken_of = int(bool(group.near))
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
        if self._forbidden(a, b, weight, by_name):
            return False
        if weight < CERTAIN:
            bits = self._average(a, b)
            if bits < self._least:
                return False
            if by_name < TWICE_BY_NAME and (self._either(a, b, bits) or self._either(b, a, bits)):
                return False
        self._put_together(a, b)
        return True

    def _forbidden(self, a: int, b: int, weight: float = 0.0, by_name: float = 0.0) -> bool:
        """Whether two groups cannot be one person whatever the evidence but that it is one row twice."""
        one, other = self._groups[a], self._groups[b]
        if self._decided.n and self._decided.forbids(set(one.members), set(other.members)):
            return True
        in_one_list = not one.lists.isdisjoint(other.lists)
        if in_one_list and not entered_twice(one.proved, other.proved, weight, by_name):
            return True
        return bool(one.proved and other.proved) and not could_be_one(one.proved, other.proved)

    def _average(self, a: int, b: int) -> float:
        """The bits that the pairs between two groups have on the average, of the records that any pair speaks of."""
        one, other = self._groups[a], self._groups[b]
        pairs = one.spoken_of * other.spoken_of
        return one.near.get(b, 0.0) / pairs + FLOOR + _ROUNDING if pairs else FLOOR

    def _either(self, a: int, b: int, bits: float) -> bool:
        """Whether ``a`` could as well be somebody who is not ``b``."""
        rivals = (c for c in self._groups[a].near if c != b and self._average(a, c) > bits - ALIKE)
        return any(self._forbidden(b, c) for c in rivals)

    def _put_together(self, a: int, b: int) -> None:
        if a == b:
            return
        one, other = self._groups[a], self._groups[b]
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        self._parent[b] = a
        one.members += other.members
        one.spoken_of += other.spoken_of
        one.lists |= other.lists
        for nik, records in other.proved.items():
            one.proved[nik] = one.proved.get(nik, 0) + records
        del self._groups[b]
        one.near.pop(b, None)
        for root, bits in other.near.items():
            if root != a:
                near = self._groups[root].near
                one.near[root] = near[a] = one.near.get(root, 0.0) + bits
                del near[b]

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

    ``l``, ``r``, ``weight`` (bits) and ``by_name`` are all kept pairs. Those of ``least`` bits and more join, strongest
    first; records that are one person by the list's own word go before all of them.
    """
    strong = weight >= least
    a, b = _certain(records.same)
    same = np.array([(x, y) for x, y, verdict in decided if verdict == SAME], dtype=np.int32).reshape(-1, 2)
    ends = [(a, b), (l[strong], r[strong]), (same[:, 0], same[:, 1])]
    groups = smallest_together(len(records), *(np.concatenate(side) for side in zip(*ends, strict=True)))
    labels = groups.copy()
    breakable = _breakable(records, groups) | _loose(groups, l[strong])
    breakable[groups[[n for x, y, _verdict in decided for n in (x, y)]]] = True
    doubtful = breakable[groups]
    rows = np.flatnonzero(doubtful)
    if len(rows):
        place = np.zeros(len(records), dtype=np.int64)
        place[rows] = np.arange(len(rows))
        certain = doubtful[a]
        inside = np.flatnonzero(doubtful[l] & (groups[l] == groups[r]))
        inside = inside[np.lexsort((r[inside], l[inside], -weight[inside]))]
        one, other = place[l[inside]].tolist(), place[r[inside]].tolist()
        found = _edge_by_edge(
            list(zip(one, other, weight[inside].tolist(), by_name[inside].tolist(), strict=True)),
            zip(place[a[certain]].tolist(), place[b[certain]].tolist(), strict=True),
            records.lists[rows].tolist(),
            records.proved[rows].tolist(),
            least,
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


def _loose(groups: Places, ends: Places) -> NDArray[np.bool_]:
    """By their smallest records the groups in which not every two records have a strong pair; ``ends``: one end of each
    strong pair."""
    records = np.bincount(groups, minlength=len(groups))
    pairs = np.bincount(groups[ends], minlength=len(groups))
    return pairs < records * (records - 1) // 2


def _constraints(decided: Decided) -> Constraints:
    pairs = {verdict: [(a, b) for a, b, said in decided if said == verdict] for verdict in (SAME, APART)}
    return Constraints(pairs[SAME], pairs[APART])


def _edge_by_edge(
    edges: Sequence[tuple[int, int, float, float]],
    certain: Iterable[tuple[int, int]],
    lists: Sequence[int],
    proved: Sequence[int],
    least: float,
    decided: Constraints,
) -> list[int]:
    pairs = ((a, b, weight) for a, b, weight, _by_name in edges)
    clusters = Clusters(lists, proved, decided, edges=pairs, least=least)
    for a, b in certain:
        clusters.join(a, b, CERTAIN, CERTAIN)
    for a, b, weight, by_name in edges:
        if weight < least:  # they come in order, strongest first
            break
        clusters.join(a, b, weight, by_name)
    return clusters.labels()


def entered_twice(some: Collection[int], others: Collection[int], weight: float, by_name: float) -> bool:
    """Whether two people of one list, with these proved NIKs, can be one who stands there twice: under one NIK and no
    two names, or surely enough, but not under the numbers of twins."""
    if by_name >= 0 and not set(some).isdisjoint(others):
        return True
    return weight >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME and not of_twins(some, others)


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
