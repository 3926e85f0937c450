"""From weighed pairs to people: strongest evidence first, and never against what a list promises.

Two records of one list that promises one row a person stay apart, unless their names agree too or they bear one
proved NIK. So do two records whose NIKs are both proved by their birth dates and far from each other: what a
single weak link would chain together is not chained.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

#: One person stands twice in one list too: then the evidence is strong and the name alike (bits). Twins are as
#: strong in everything else, but not in the name.
TWICE_IN_ONE_LIST = 10.0
TWICE_BY_NAME = 4.5

#: Digits by which two NIKs may differ and still be one number mistyped.
SLIPS = 2


@dataclass
class _Group:
    members: list[int]
    lists: set[str] = field(default_factory=set)
    proved: set[str] = field(default_factory=set)


class Clusters:
    """Records put together one edge at a time. ``lists[n]`` and ``proved[n]`` are None where nothing is known."""

    def __init__(self, lists: Sequence[str | None], proved: Sequence[str | None]) -> None:
        self._parent = list(range(len(lists)))
        self._groups: dict[int, _Group] = {}
        self._lists = lists
        self._proved = proved

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
        twice = weight >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME
        if not twice and not one.lists.isdisjoint(other.lists) and one.proved.isdisjoint(other.proved):
            return False
        if one.proved and other.proved and not could_be_one(one.proved, other.proved):
            return False
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        self._parent[b] = a
        one.members += other.members
        one.lists |= other.lists
        one.proved |= other.proved
        del self._groups[b]
        return True

    def _group(self, root: int) -> _Group:
        group = self._groups.get(root)
        if group is None:
            list_key, nik = self._lists[root], self._proved[root]
            group = _Group([root], {list_key} if list_key else set(), {nik} if nik else set())
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
    edges: Iterable[tuple[int, int, float, float]],
    certain: Iterable[tuple[int, int]],
    lists: Sequence[str | None],
    proved: Sequence[str | None],
) -> list[int]:
    """The group of each record, named by its smallest member.

    ``edges`` (l, r, bits, bits by name) come strongest first; ``certain`` pairs are one person by the list's own
    word and go before all of them.
    """
    clusters = Clusters(lists, proved)
    for a, b in certain:
        clusters.join(a, b, float("inf"), float("inf"))
    for a, b, weight, by_name in edges:
        clusters.join(a, b, weight, by_name)
    return clusters.labels()


def could_be_one(some: set[str], others: set[str]) -> bool:
    """Whether two people's proved NIKs are near enough to be slips of one number."""
    return any(_slips(a, b) <= SLIPS for a in some for b in others)


def _slips(a: str, b: str) -> int:
    """Differing places of two numbers of one length; an exchange of neighbours counts as two."""
    return sum(x != y for x, y in zip(a, b, strict=True))
