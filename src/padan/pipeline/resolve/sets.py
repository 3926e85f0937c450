"""Things put together in sets."""

from __future__ import annotations

from collections.abc import Hashable


class Sets:
    """Things put together in sets; ``root`` is the smallest thing of its set."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """The thing that stands for the set of ``thing``."""
        parent = self._parent
        while parent.get(thing, thing) != thing:
            parent[thing] = parent.get(parent[thing], parent[thing])
            thing = parent[thing]
        return thing

    def join(self, a: Hashable, b: Hashable) -> None:
        """Put the sets of ``a`` and ``b`` together."""
        a, b = self.root(a), self.root(b)
        if a != b:
            small, great = sorted((a, b))  # type: ignore[type-var]
            self._parent[great] = small
