"""What holds a person's records together, and the shortest way from one of them to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from padan.pipeline.decisions import SAME, Decision
from padan.pipeline.release.explanation import How, Step
from padan.pipeline.release.why.opened import Opened


def ties_of(register: Opened, person: str) -> list[Step]:
    """All that ties two records of the person: weighed pairs, the lists' own ids, what families say, decisions."""
    found = register.con.execute(
        """
        WITH own AS (SELECT record_id FROM record WHERE person_id = $person)
        SELECT record_a, record_b, match_weight, 'evidence' FROM link
        WHERE joined AND match_weight >= $least AND record_a IN (FROM own) AND record_b IN (FROM own)
        UNION ALL
        SELECT min(record_id) OVER (PARTITION BY same_key), record_id, NULL, 'same_key' FROM standard
        WHERE same_key IS NOT NULL AND record_id IN (FROM own)
        UNION ALL
        SELECT record_a, record_b, weight, reason FROM rejoined
        WHERE record_a IN (FROM own) AND record_b IN (FROM own)
        """,
        {"person": person, "least": register.least},
    ).fetchall()
    steps = [Step(a, b, bits, How(how)) for a, b, bits, how in found if a != b]
    return steps + decided_steps(register.holding)


def decided_steps(decisions: Iterable[Decision]) -> list[Step]:
    """What was decided to be one person."""
    return [Step(*decision.pair, None, How.DECISION) for decision in decisions if decision.verdict == SAME]


def decided_groups(decisions: Iterable[Decision]) -> list[frozenset[str]]:
    """Records that were decided to be one person, over others or directly."""
    group: dict[str, frozenset[str]] = {}
    for step in decided_steps(decisions):
        both = group.get(step.record_a, frozenset([step.record_a])) | group.get(
            step.record_b, frozenset([step.record_b])
        )
        group.update(dict.fromkeys(both, both))
    return sorted(set(group.values()), key=min)


def shortest_chain(steps: Sequence[Step], start: str, end: str) -> tuple[Step, ...]:
    """The fewest steps from ``start`` to ``end``, the strongest among equals; empty when there is no way."""
    near: dict[str, list[Step]] = {}
    for step in sorted(steps, key=lambda s: -(s.bits if s.bits is not None else float("inf"))):
        near.setdefault(step.record_a, []).append(step)
        near.setdefault(step.record_b, []).append(step.turned())
    before: dict[str, Step] = {}
    waiting, seen = deque([start]), {start}
    while waiting and end not in seen:
        for step in near.get(waiting.popleft(), ()):
            if step.record_b not in seen:
                seen.add(step.record_b)
                before[step.record_b] = step
                waiting.append(step.record_b)
    chain: list[Step] = []
    while end in before:
        chain.append(before[end])
        end = before[end].record_a
    return tuple(reversed(chain))


def decisions_along(decisions: Iterable[Decision], chain: Iterable[Step]) -> tuple[Decision, ...]:
    """The decisions that are steps of the chain."""
    by_pair = {decision.pair: decision for decision in decisions if decision.verdict == SAME}
    pairs = (tuple(sorted((step.record_a, step.record_b))) for step in chain if step.how is How.DECISION)
    return tuple(by_pair[a, b] for a, b in pairs)
