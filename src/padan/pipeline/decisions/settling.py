"""What holds of all that was decided: the last word on each pair, and the newest where words contradict each other.

"a is b" and "b is c" say that a is c. Where somebody says the opposite, the newest word wins, and the older one is
told with what overruled it; nothing is dropped in silence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padan.pipeline.decisions.decision import APART, OPEN, SAME, Decision


@dataclass(frozen=True, slots=True)
class Overruled:
    """A decision that does not hold, and the newer ones that together say the opposite."""

    decision: Decision
    against: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The decisions that hold, oldest first, free of contradictions, and those overruled."""

    holding: tuple[Decision, ...]
    overruled: tuple[Overruled, ...]

    def of(self, verdict: str) -> tuple[tuple[str, str], ...]:
        """The pairs with this verdict that hold."""
        return tuple(decision.pair for decision in self.holding if decision.verdict == verdict)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last word for each pair, in the order in which they were said; a pair that is open again has none."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        last.pop(decision.pair, None)
        last[decision.pair] = decision
    return tuple(decision for decision in last.values() if decision.verdict != OPEN)


def settle(decisions: Sequence[Decision]) -> Settled:
    """Take the words in force from the newest to the oldest, each unless newer ones say the opposite."""
    told = _Told()
    holding: list[Decision] = []
    overruled: list[Overruled] = []
    for decision in reversed(in_force(decisions)):
        against = told.against(decision)
        if against:
            overruled.append(Overruled(decision, against))
        else:
            told.add(decision)
            holding.append(decision)
    return Settled(tuple(reversed(holding)), tuple(reversed(overruled)))


class _Told:
    """Decisions that hold together: groups of what is one person, and the pairs that are not."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._same: dict[str, list[Decision]] = {}
        self._apart: dict[str, list[Decision]] = {}

    def add(self, decision: Decision) -> None:
        """Hold to a decision that nothing here speaks against."""
        kept = self._same if decision.verdict == SAME else self._apart
        for record in decision.pair:
            kept.setdefault(record, []).append(decision)
        if decision.verdict == SAME:
            both = self._of(decision.record_a) | self._of(decision.record_b)
            self._group.update(dict.fromkeys(both, both))

    def against(self, decision: Decision) -> tuple[Decision, ...]:
        """The decisions that together say the opposite; none when it can be added."""
        a, b = decision.pair
        if decision.verdict == APART:
            return self._chain(a, b) if b in self._of(a) else ()
        one, other = self._of(a), self._of(b)
        for member in sorted(one):
            for apart in self._apart.get(member, ()):
                far = apart.record_b if apart.record_a == member else apart.record_a
                if far in other:
                    return (*self._chain(a, member), apart, *self._chain(far, b))
        return ()

    def _of(self, record: str) -> set[str]:
        return self._group.get(record) or {record}

    def _chain(self, start: str, end: str) -> tuple[Decision, ...]:
        """The fewest "same" that lead from one record to another of its group."""
        before: dict[str, tuple[str, Decision]] = {}
        waiting = deque([start])
        while end != start and end not in before:
            here = waiting.popleft()
            for decision in self._same[here]:
                there = decision.record_b if decision.record_a == here else decision.record_a
                if there != start and there not in before:
                    before[there] = here, decision
                    waiting.append(there)
        chain = []
        while end != start:
            end, decision = before[end]
            chain.append(decision)
        return tuple(reversed(chain))
