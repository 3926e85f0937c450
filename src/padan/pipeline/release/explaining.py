"""Why two records are, or are not, one person: the evidence and weights that linked them, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.decisions import Decision
from padan.pipeline.release.explanation import Explanation, How, OneRecord, Step, Tie, Verdict, Weighed
from padan.pipeline.release.why.apart import why_apart
from padan.pipeline.release.why.chains import decided_steps, decisions_along, shortest_chain, ties_of
from padan.pipeline.release.why.opened import Opened, opened
from padan.pipeline.release.why.parents import named_of
from padan.pipeline.release.why.weighing import weigh

_OF_FAMILIES = (How.COUPLE, How.CHILD, How.PARENT)
#: Verdicts that a chain would only say again.
_SAID_BY_ITSELF = (Verdict.DIRECT, Verdict.SAME_KEY)


def explain(folder: Path, record_a: str, record_b: str, decisions: Sequence[Decision] = ()) -> Explanation:
    """Explain a pair of records of the release in ``folder``, by their record ids.

    ``decisions``: all that people ever decided, in their order (``padan.pipeline.decisions.read``). Raises
    :class:`InvalidValueError` when a record is not in the release or both are one record, and
    :class:`RegisterError` when the release was linked by another model than the shipped one.
    """
    with opened(folder, decisions) as register:
        return _pair(register, (record_a, record_b))


def explain_record(folder: Path, record: str, decisions: Sequence[Decision] = ()) -> OneRecord:
    """What ties one record to its person, and the nearest pair with somebody else. Parameters and errors as in
    :func:`explain`."""
    with opened(folder, decisions) as register:
        person = register.person(record)
        ((others,),) = register.con.execute("SELECT count(*) - 1 FROM record WHERE person_id = ?", [person]).fetchall()
        named = next(iter(named_of(register, record)), None)
        return OneRecord(record, others, _ties(register, record, person), _nearest(register, record), named)


def nearest_other(folder: Path, record: str, decisions: Sequence[Decision] = ()) -> Explanation | None:
    """The strongest pair of the record with another person's; None where none came near. As :func:`explain`."""
    with opened(folder, decisions) as register:
        register.person(record)
        return _nearest(register, record)


def _pair(register: Opened, records: tuple[str, str]) -> Explanation:
    people = [register.person(record) for record in records]
    if records[0] == records[1]:
        raise InvalidValueError(_("Keduanya catatan yang sama"), next_step=_("Sebutkan dua catatan yang berbeda."))
    same = people[0] == people[1]
    pending = next((d for d in register.later if set(d.pair) == set(records)), None)
    if not all(register.listed(record) for record in records):
        verdict = Verdict.BY_PARENT if same else Verdict.OTHER_PARENT
        named = named_of(register, *records)
        return Explanation(*records, same, verdict, None, None, register.least, named=named)
    (weighed,) = weigh(register, [records])
    probability = register.probability(weighed.total, joined=same)
    chain: tuple[Step, ...] = ()
    if same:
        verdict, chain = _why_same(register, records, people[0])
        clash, decided = None, decisions_along(register.holding, chain)
    else:
        why = why_apart(register, records, weighed)
        verdict, clash, decided = why.verdict, why.clash, why.decided
    return Explanation(
        *records, same, verdict, weighed, probability, register.least,
        chain=() if verdict in _SAID_BY_ITSELF else chain, clash=clash, decided=decided, pending=pending,
    )  # fmt: skip


def _why_same(register: Opened, records: tuple[str, str], person: str) -> tuple[Verdict, tuple[Step, ...]]:
    decided = shortest_chain(decided_steps(register.holding), *records)
    if decided:
        return Verdict.DECIDED_SAME, decided
    chain = shortest_chain(ties_of(register, person), *records)
    if not chain or (len(chain) == 1 and chain[0].how in _OF_FAMILIES):
        return Verdict.BY_FAMILY, chain
    if len(chain) > 2 or any(step.how is not chain[0].how for step in chain):
        return Verdict.THROUGH_OTHERS, chain
    if chain[0].how is How.SAME_KEY:
        # Each record of a list's own id is tied to the first that bears it: one step or two.
        return Verdict.SAME_KEY, chain
    return (Verdict.DIRECT if len(chain) == 1 else Verdict.THROUGH_OTHERS), chain


def _ties(register: Opened, record: str, person: str) -> tuple[Tie, ...]:
    """The record's own ties, the strongest first; those that were not weighed before all others."""
    own = [step for step in ties_of(register, person) if record in (step.record_a, step.record_b)]
    steps = sorted(
        (step if step.record_a == record else step.turned() for step in own),
        key=lambda s: (s.bits is not None, -(s.bits or 0.0), s.record_b),
    )
    weighed = iter(weigh(register, [(s.record_a, s.record_b) for s in steps if s.how is How.EVIDENCE]))
    return tuple(_tie(register, step, next(weighed) if step.how is How.EVIDENCE else None) for step in steps)


def _tie(register: Opened, step: Step, weighed: Weighed | None) -> Tie:
    return Tie(step, weighed, register.probability(weighed.total, joined=True) if weighed else None)


def _nearest(register: Opened, record: str) -> Explanation | None:
    found = register.con.execute(
        """
        SELECT CASE record_a WHEN $record THEN record_b ELSE record_a END AS other FROM link
        WHERE NOT joined AND (record_a = $record OR record_b = $record)
        ORDER BY match_weight DESC, other LIMIT 1
        """,
        {"record": record},
    ).fetchall()
    return _pair(register, (record, found[0][0])) if found else None
