"""What people decided, as the clustering asks it: which records go together first, and which groups never do."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet


class Constraints:
    """Decided pairs of record numbers. ``same`` pairs are closed: a = b and b = c hold a, b and c together; an
    ``apart`` pair keeps the whole groups of its two records apart.

    ValueError where the pairs contradict each other: ``padan.pipeline.decisions.settle`` comes first.
    """

    def __init__(self, same: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()) -> None:
        self._root: dict[int, int] = {}
        groups: dict[int, set[int]] = {}
        for a, b in same:
            both = groups.get(a, {a}) | groups.get(b, {b})
            groups.update(dict.fromkeys(both, both))
        for record, group in groups.items():
            self._root[record] = min(group)
        self._far: dict[int, set[int]] = {}
        for a, b in apart:
            one, other = self._root.setdefault(a, a), self._root.setdefault(b, b)
            if one == other:
                raise ValueError(f"records {a} and {b} are decided to be one person and not to be")
            self._far.setdefault(one, set()).add(other)
            self._far.setdefault(other, set()).add(one)
        self.touched: frozenset[int] = frozenset(self._root)

    @property
    def n(self) -> int:
        """How many records are decided about."""
        return len(self.touched)

    def certain(self) -> list[tuple[int, int]]:
        """Pairs to join before all others: each group's smallest record with each of its others."""
        return sorted((root, record) for record, root in self._root.items() if root != record)

    def forbids(self, members_a: AbstractSet[int], members_b: AbstractSet[int]) -> bool:
        """Whether somebody decided that the two groups are not one person."""
        if not self._far:
            return False
        one = {self._root[n] for n in members_a & self.touched}
        if not one:
            return False
        other = {self._root[n] for n in members_b & self.touched}
        return any(not other.isdisjoint(self._far.get(root, ())) for root in one)

    def keeps_apart(self, n: int) -> bool:
        """Whether any decision keeps record ``n`` from another: where none does, ``forbids`` need not be asked."""
        return self._root.get(n) in self._far
