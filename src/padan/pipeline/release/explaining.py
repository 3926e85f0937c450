"""Why two records are, or are not, one person: the evidence and weights that linked them, one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

import duckdb

from padan.contracts.release import LINK, RECORD
from padan.contracts.stages import MENTION, STANDARD
from padan.kernel.errors import InvalidValueError, RegisterError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.link.clustering import TWICE_BY_NAME, TWICE_IN_ONE_LIST, could_be_one
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import Model, shipped, weight_of
from padan.pipeline.link.scoring import levels_of, rarity
from padan.pipeline.release.explanation import Evidence, Explanation, Ground, Named, Step, Verdict
from padan.pipeline.release.manifest import read_manifest


def explain(folder: Path, record_a: str, record_b: str) -> Explanation:
    """Explain a pair of records of the release in ``folder``, by their record ids.

    Raises :class:`InvalidValueError` when a record is not in the release or both are one record, and
    :class:`RegisterError` when the release was linked by another model than the shipped one.
    """
    if read_manifest(folder).model_version != shipped().version:
        raise RegisterError(
            _("Rilis ini ditautkan dengan model yang lain daripada model versi Padan ini"),
            next_step=_("Jalankan `padan release` lagi."),
        )
    with engine.connect() as con:
        _open(con, folder)
        people = _people(con, (record_a, record_b))
        numbers = dict(
            con.execute("SELECT record_id, n FROM standards WHERE record_id IN (?, ?)", [record_a, record_b]).fetchall()
        )
        same = people[record_a] == people[record_b]
        if len(numbers) == 2:
            return _weighed(con, numbers, (record_a, record_b), people, same)
        return _by_parent(con, (record_a, record_b), same)


def _open(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for table, view in ((RECORD, "record"), (LINK, "link"), (MENTION, "mention"), (STANDARD, "standards")):
        file = str(folder / f"{table.name}.parquet").replace("'", "''")
        con.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet('{file}')")


def _people(con: duckdb.DuckDBPyConnection, records: tuple[str, str]) -> dict[str, str]:
    found = con.execute("SELECT record_id, person_id FROM record WHERE record_id IN (?, ?)", list(records)).fetchall()
    people: dict[str, str] = dict(found)
    for record in records:
        if record not in people:
            raise InvalidValueError(
                _("Catatan {record} tidak ada di rilis ini").format(record=record),
                next_step=_("Nomor catatan tertulis di bagian Catatan pada `padan show`."),
            )
    if records[0] == records[1]:
        raise InvalidValueError(_("Keduanya catatan yang sama"), next_step=_("Sebutkan dua catatan yang berbeda."))
    return people


def _weighed(
    con: duckdb.DuckDBPyConnection,
    numbers: dict[str, int],
    records: tuple[str, str],
    people: dict[str, str],
    same: bool,
) -> Explanation:
    model = shipped()
    con.execute("CREATE TABLE standard AS SELECT * FROM standards WHERE record_id IN (?, ?)", [records[0], records[1]])
    left, right = sorted(numbers.values())
    evidence = _evidence(con, model, left, right)
    rarity = _rarity(con, model)
    total = round(model.prior + sum(e.bits for e in evidence) + rarity, 6)
    least = weight_of(THRESHOLD)
    verdict, chain, clash = (
        _why_same(con, records, people[records[0]], least)
        if same
        else _why_apart(con, records, people, (total, evidence, rarity))
    )
    return Explanation(
        *records, same, verdict, model.prior, evidence, rarity, total, model.probability(total), least,
        THRESHOLD, chain, clash,
    )  # fmt: skip


def _evidence(con: duckdb.DuckDBPyConnection, model: Model, left: int, right: int) -> tuple[Evidence, ...]:
    levels = levels_of(con, left, right)
    found = []
    for comparison in COMPARISONS:
        level = next(each for each in comparison.levels if each.code == levels[comparison.name])
        bits = model.weights[comparison.name][level.code]
        found.append(Evidence(comparison.name, comparison.text, level.code, level.text, bits))
    return tuple(found)


def _rarity(con: duckdb.DuckDBPyConnection, model: Model) -> float:
    """What the name's rarity adds when both bear it; see ``scoring.score_pairs``."""
    names = [name for (name,) in con.execute("SELECT name FROM standard").fetchall()]
    if names[0] is None or names[0] != names[1]:
        return 0.0
    bits = rarity(model, "(count(*) FILTER (name = ?))", "count(name)")
    return float(con.execute(f"SELECT {bits} FROM standards", [names[0]]).fetchall()[0][0])


def _why_same(
    con: duckdb.DuckDBPyConnection, records: tuple[str, str], person: str, least: float
) -> tuple[Verdict, tuple[Step, ...], None]:
    steps = con.execute(
        """
        WITH own AS (SELECT record_id FROM record WHERE person_id = ?)
        SELECT record_a, record_b, match_weight FROM link
        WHERE joined AND match_weight >= ? AND record_a IN (FROM own) AND record_b IN (FROM own)
        UNION ALL
        SELECT min(record_id) OVER (PARTITION BY same_key), record_id, NULL FROM standards
        WHERE same_key IS NOT NULL AND record_id IN (FROM own)
        """,
        [person, least],
    ).fetchall()
    chain = shortest_chain([Step(*step) for step in steps if step[0] != step[1]], *records)
    if len({key for (key,) in con.execute("SELECT same_key FROM standard").fetchall()} - {None}) == 1 and all(
        step.bits is None for step in chain
    ):
        return Verdict.SAME_KEY, (), None
    return (Verdict.DIRECT, (), None) if len(chain) == 1 else (Verdict.THROUGH_OTHERS, chain, None)


def shortest_chain(steps: Sequence[Step], start: str, end: str) -> tuple[Step, ...]:
    """The fewest steps from ``start`` to ``end``, the strongest among equals; empty when there is no way."""
    near: dict[str, list[tuple[str, Step]]] = {}
    for step in sorted(steps, key=lambda s: -(s.bits if s.bits is not None else float("inf"))):
        near.setdefault(step.record_a, []).append((step.record_b, step))
        near.setdefault(step.record_b, []).append((step.record_a, Step(step.record_b, step.record_a, step.bits)))
    before: dict[str, tuple[str, Step]] = {}
    waiting, seen = deque([start]), {start}
    while waiting and end not in seen:
        here = waiting.popleft()
        for there, step in near.get(here, ()):
            if there not in seen:
                seen.add(there)
                before[there] = (here, step if step.record_a == here else Step(here, there, step.bits))
                waiting.append(there)
    chain: list[Step] = []
    while end in before:
        end, step = before[end]
        chain.append(step)
    return tuple(reversed(chain))


def _why_apart(
    con: duckdb.DuckDBPyConnection,
    records: tuple[str, str],
    people: dict[str, str],
    weighed: tuple[float, tuple[Evidence, ...], float],
) -> tuple[Verdict, tuple[Step, ...], tuple[str, str] | None]:
    total, evidence, rarity = weighed
    if total < weight_of(THRESHOLD):
        return Verdict.WEAK, (), None
    compared = con.execute("SELECT 1 FROM link WHERE record_a = ? AND record_b = ?", sorted(records)).fetchall()
    if not compared:
        return Verdict.NEVER_COMPARED, (), None
    one, other = (_group(con, people[record], record) for record in records)
    listed = _same_list(one, other)
    proved = [[nik for _record, _key, nik in group if nik] for group in (one, other)]
    by_name = rarity + next(e.bits for e in evidence if e.comparison == "name")
    twice = total >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME
    if listed and not twice and set(proved[0]).isdisjoint(proved[1]):
        return Verdict.PROMISE, (), listed
    if proved[0] and proved[1] and not could_be_one(set(proved[0]), set(proved[1])):
        clash = tuple(next(record for record, _key, nik in group if nik) for group in (one, other))
        return Verdict.PROVED_NUMBERS, (), (clash[0], clash[1])
    return Verdict.OTHERS_FORBID, (), None


_Member = tuple[str, str | None, str | None]


def _group(con: duckdb.DuckDBPyConnection, person: str, first: str) -> list[_Member]:
    """The person's records, ``first`` first: id, list that promises one row a person, proved NIK."""
    return con.execute(
        """
        SELECT s.record_id, s.list_key, CASE WHEN s.nik_agrees = 3 THEN s.nik END
        FROM standards s JOIN record r USING (record_id) WHERE r.person_id = ?
        ORDER BY s.record_id <> ?, s.record_id
        """,
        [person, first],
    ).fetchall()


def _same_list(one: list[_Member], other: list[_Member]) -> tuple[str, str] | None:
    lists = {key: record for record, key, _nik in reversed(other) if key}
    return next(((record, lists[key]) for record, key, _nik in one if key in lists), None)


def _by_parent(con: duckdb.DuckDBPyConnection, records: tuple[str, str], same: bool) -> Explanation:
    mentions = con.execute(
        "SELECT record_id, child_record_id FROM mention WHERE record_id IN (?, ?) ORDER BY record_id",
        list(records),
    ).fetchall()
    named = tuple(_named(con, record, child) for record, child in mentions)
    verdict = Verdict.BY_PARENT if same else Verdict.OTHER_PARENT
    return Explanation(
        *records, same, verdict, shipped().prior, (), 0.0, None, None, weight_of(THRESHOLD), THRESHOLD,
        named=named,
    )  # fmt: skip


def _named(con: duckdb.DuckDBPyConnection, record: str, child: str | None) -> Named:
    """The ground is read from what the person's own rows hold, in the order in which grounds are tried."""
    by_number, in_family, listed, probability = con.execute(
        """
        WITH parent AS (
            SELECT s.* FROM record r JOIN record o USING (person_id)
            JOIN standards s ON s.record_id = o.record_id
            WHERE r.record_id = $record
        ),
        child AS (
            SELECT s.family_key FROM mention m
            JOIN standards c ON c.record_id = m.child_record_id OR c.same_key = m.child_same_key
            JOIN record r ON r.record_id = c.record_id
            JOIN record o ON o.person_id = r.person_id
            JOIN standards s ON s.record_id = o.record_id
            WHERE m.record_id = $record AND s.family_key IS NOT NULL
        )
        SELECT (SELECT count(*) FROM parent p JOIN mention m ON m.nik = p.nik WHERE m.record_id = $record),
            (SELECT count(*) FROM parent JOIN child USING (family_key)), (SELECT count(*) FROM parent),
            (SELECT match_probability FROM record WHERE record_id = $record)
        """,
        {"record": record},
    ).fetchall()[0]
    ground = (
        Ground.NUMBER
        if by_number
        else Ground.OWN_FAMILY
        if in_family
        else Ground.NAME_AND_PLACE
        if listed
        else Ground.ONLY_NAMED
    )
    return Named(record, child, ground, probability)
