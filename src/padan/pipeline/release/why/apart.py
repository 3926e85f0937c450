"""Why two records whose evidence says one person are not: the rules of the clustering, asked of their two people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padan.pipeline.decisions import APART, Decision
from padan.pipeline.link.clustering import could_be_one, entered_twice, of_twins
from padan.pipeline.link.evidence import SLIPS
from padan.pipeline.release.explanation import Step, Verdict, Weighed
from padan.pipeline.release.why.chains import decided_groups, decided_steps, decisions_along, shortest_chain
from padan.pipeline.release.why.opened import Opened
from padan.pipeline.release.why.weighing import share_a_key


@dataclass(frozen=True, slots=True)
class WhyApart:
    """The verdict, the two records that clash, the decisions behind it."""

    verdict: Verdict
    clash: tuple[str, str] | None = None
    decided: tuple[Decision, ...] = ()


#: A record's id, its list that promises one row a person, its proved NIK.
_Row = tuple[str, str | None, int | None]


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules ask of a person: each list that promises one row a person, and each proved NIK, with the first
    record that says so; and how many records bear each NIK."""

    records: tuple[str, ...]
    lists: dict[str, str]
    proved: dict[int, str]
    bearers: Counter[int]

    @classmethod
    def of(cls, rows: Sequence[_Row], decided: Iterable[frozenset[str]] = ()) -> Person:
        """From its records: id, list, proved NIK. ``decided``: records that somebody decided to be one person."""
        lists: dict[str, str] = {}
        proved: dict[int, str] = {}
        bearers = _bearers({record: nik for record, _key, nik in rows if nik}, decided)
        for record, key, nik in rows:
            if key:
                lists.setdefault(key, record)
            if nik and nik in bearers:
                proved.setdefault(nik, record)
        return cls(tuple(row[0] for row in rows), lists, proved, bearers)


def _bearers(niks: dict[str, int], decided: Iterable[frozenset[str]]) -> Counter[int]:
    """How many records bear each proved NIK; where a decision put two together that could not be slips of one, they
    say nothing any more."""
    found: Counter[int] = Counter()
    rest = dict(niks)
    for group in decided:
        of_group: Counter[int] = Counter()
        for nik in [rest.pop(record) for record in sorted(group) if record in rest]:
            clash = bool(of_group) and not could_be_one(of_group, {nik: 1})
            of_group = Counter() if clash else of_group + Counter([nik])
        found += of_group
    return found + Counter(rest.values())


def why_apart(register: Opened, records: tuple[str, str], weighed: Weighed) -> WhyApart:
    """The first reason that holds, in the order in which the linking comes upon them."""
    one, other = (_person(register, record) for record in records)
    decided = _decided(register, one, other)
    strong = weighed.total >= register.least
    if decided and (strong or _speak_of(register, decided, records)):
        return decided
    if not strong:
        return WhyApart(Verdict.WEAK)
    compared = "SELECT 1 FROM link WHERE record_a = ? AND record_b = ?"
    if not register.con.execute(compared, sorted(records)).fetchall():
        return WhyApart(Verdict.CROWDED if share_a_key(register, *records) else Verdict.NEVER_COMPARED)
    return by_rule(one, other, weighed.total, weighed.by_name) or WhyApart(Verdict.OTHERS_FORBID)


def _person(register: Opened, record: str) -> Person:
    """The person of a record, that record first."""
    rows = register.con.execute(
        """
        SELECT s.record_id, s.list_key, CASE WHEN s.nik_agrees = 3 THEN s.nik::BIGINT END
        FROM standard s JOIN record r USING (record_id)
        WHERE r.person_id = (SELECT person_id FROM record WHERE record_id = $record)
        ORDER BY s.record_id <> $record, s.record_id
        """,
        {"record": record},
    ).fetchall()
    return Person.of(rows, decided_groups(register.holding))


def by_rule(one: Person, other: Person, total: float, by_name: float) -> WhyApart | None:
    """What ``clustering.Clusters.join`` says of the two people; None when it would join them. Weights in bits."""
    listed = next(((said, other.lists[key]) for key, said in one.lists.items() if key in other.lists), None)
    if listed and not entered_twice(one.proved, other.proved, total, by_name):
        by_numbers = entered_twice((), (), total, by_name)
        return WhyApart(Verdict.PROMISE_TWINS if by_numbers else Verdict.PROMISE, listed)
    if one.proved and other.proved and not could_be_one(one.bearers, other.bearers):
        near = [(a, b) for a in one.proved for b in other.proved if _serials(a, b)]
        a, b = near[0] if near else (next(iter(one.proved)), next(iter(other.proved)))
        verdict = Verdict.PROVED_TWINS if near else Verdict.PROVED_NUMBERS
        return WhyApart(verdict, (one.proved[a], other.proved[b]))
    return None


def _serials(a: int, b: int) -> bool:
    """Whether two numbers differ in the serial alone, and so little that they could else be one mistyped."""
    return of_twins([a], [b]) and sum(x != y for x, y in zip(f"{a:016d}", f"{b:016d}", strict=True)) <= SLIPS


def _decided(register: Opened, one: Person, other: Person) -> WhyApart | None:
    """A decision that keeps the two people apart: about two of their records, or about what is one with them."""
    same = decided_steps(register.holding)
    for decision in register.holding:
        if decision.verdict == APART:
            for near, far in (decision.pair, decision.pair[::-1]):
                way, back = _way(same, one, near), _way(same, other, far)
                if way is not None and back is not None:
                    along = decisions_along(register.holding, (*way[1], *back[1]))
                    return WhyApart(Verdict.DECIDED_APART, (way[0], back[0]), (decision, *along))
    return None


def _way(same: list[Step], person: Person, record: str) -> tuple[str, tuple[Step, ...]] | None:
    """The person's record that is ``record`` by decisions, with those; None when there is none."""
    if record in person.records:
        return record, ()
    for own in sorted(set(person.records) & {r for step in same for r in (step.record_a, step.record_b)}):
        chain = shortest_chain(same, own, record)
        if chain:
            return own, chain
    return None


def _speak_of(register: Opened, decided: WhyApart, records: tuple[str, str]) -> bool:
    """Whether the decision is about these very records, or about what was decided to be one with them."""
    same = decided_steps(register.holding)
    return all(
        asked == said or bool(shortest_chain(same, asked, said))
        for asked, said in zip(records, decided.clash or (), strict=True)
    )
