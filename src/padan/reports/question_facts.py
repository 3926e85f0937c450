"""What an officer needs to know to judge a pair, gathered once for all questions of a release.

Neither what the machine made of a pair nor its families in the register are among what is shown at first: only what the
lists say, side by side, since who has seen the machine's guess judges the guess.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from padan.contracts.assessed import GROWTH
from padan.contracts.release import FAMILY, MEASUREMENT, PERSON
from padan.kernel.scope import holding
from padan.kernel.sql import quoted
from padan.pipeline.release import read_manifest
from padan.pipeline.release.explanation import Weighed
from padan.pipeline.release.why.opened import Opened, opened
from padan.pipeline.release.why.weighing import weigh
from padan.reports.doubtful import Doubtful
from padan.reports.register import Row

#: Questions gathered at a time.
_AT_ONCE: Final = 2_000
#: Other records of a side, and people of its family, that are shown; how many more there are is said.
_MOST_OTHERS, _MOST_FAMILY = 6, 10
#: A child is one until so many days old.
_FIVE_YEARS: Final = 1826

#: The values that are compared, as the standard has them: what changes among them is new evidence.
COMPARED: Final = ("name", "nik", "kk", "birth", "sex", "mother", "father", "mate", "village")

_ROWS = """
    SELECT t.q, t.side, r.record_id, r.name, r.nik, r.nik_written, r.kk, r.kk_written,
        r.birth_date AS birth, r.sex, s.mother, s.father, s.mate, r.village_code AS village, r.source, r.role, r.file,
        r.sheet, r.row, r.true_at, r.family_id, p.village_code AS lives_in, f.members, struct_pack(
            "name" := s.sound, nik := s.nik, kk := s.kk, birth := s.birth::VARCHAR, sex := s.sex, mother := s.mother,
            father := s.father, mate := s.mate, village := s.village
        ) AS compared
    FROM sides t JOIN record r USING (record_id) JOIN standard s USING (record_id)
    JOIN person p ON p.person_id = r.person_id LEFT JOIN family f ON f.family_id = r.family_id
    ORDER BY t.q, t.side, r.true_at DESC, r.record_id
"""

#: Who stands in one family with a side's records in their own lists, each person once.
_FAMILIES = """
    WITH near AS (
        SELECT DISTINCT t.q, t.side, r.person_id, r.name, r.birth_date AS birth, r.sex, s.relation,
            coalesce(r.village_code, p.village_code) AS village, r.record_id
        FROM sides t JOIN standard own ON own.record_id = t.record_id
        JOIN standard s ON s.family_key = own.family_key JOIN record r ON r.record_id = s.record_id
        JOIN person p ON p.person_id = r.person_id
    )
    SELECT q, side, arg_min(name, record_id) AS name, arg_min(birth, record_id) AS birth,
        arg_min(sex, record_id) AS sex, arg_min(relation, record_id) AS relation,
        arg_min(village, record_id) AS village
    FROM near ANTI JOIN sides USING (q, side, record_id)
    GROUP BY q, side, person_id ORDER BY q, side, birth NULLS LAST, name
"""

#: The newest class of a side's own measurements, of those who are children under five on the day of the release.
_CLASSES = """
    SELECT t.q, t.side, arg_max(g.stunted || g.wasted || g.underweight, (g.measured_on, g.measurement_id)) AS class
    FROM sides t JOIN measurement m USING (record_id) JOIN growth g USING (measurement_id)
    WHERE g.stunted <> 'unknown' AND g.age_days + ($as_of - g.measured_on) < $five_years
    GROUP BY t.q, t.side
"""


class Facts:
    """What is known of one question; see :class:`padan.office.reviews.question.Question` for the names."""

    __slots__ = ("area_a", "area_b", "digest", "growth", "people", "records", "shown")

    def __init__(
        self, rows: Sequence[Row], family: Sequence[Row], growth: bool, weighed: Weighed, asked: Asked
    ) -> None:
        sides = [[row for row in rows if row["side"] == side] for side in (0, 1)]
        own = [
            next(row for row in side if row["record_id"] == record) for side, record in zip(sides, asked, strict=True)
        ]
        told = [
            _side(mine, side, [row for row in family if row["side"] == number])
            for number, (mine, side) in enumerate(zip(own, sides, strict=True))
        ]
        self.area_a, self.area_b = (_area(row) for row in own)
        self.people = sum({row["family_id"]: row["members"] or 1 for row in own}.values())
        self.records = len({row["record_id"] for row in rows})
        self.growth = growth
        self.shown: dict[str, Any] = {"sides": told, "weighed": _weighed(weighed)}
        self.digest = digest_of([side["values"] for side in told])


#: The two records of a question.
Asked = tuple[str, str]


def digest_of(values: Sequence[dict[str, list[str]]]) -> str:
    """The digest of the values compared on both sides."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def facts_of(folder: Path, pairs: Sequence[Asked], doubts: Sequence[Doubtful], regency: str) -> Iterator[Facts]:
    """What is known of each question of the release in ``folder``, in this order. Where no list says a village, it is
    ``regency``."""
    with opened(folder, ()) as register:
        for table in (PERSON, FAMILY, MEASUREMENT, GROWTH):
            file = quoted(folder / f"{table.name}.parquet")
            register.con.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({file})")
        as_of = read_manifest(folder).as_of
        for start in range(0, len(pairs), _AT_ONCE):
            end = start + _AT_ONCE
            yield from _some(register, pairs[start:end], doubts[start:end], as_of, regency)


def _some(
    register: Opened, pairs: Sequence[Asked], doubts: Sequence[Doubtful], as_of: date, regency: str
) -> Iterator[Facts]:
    sides = [(q, side, record) for q, d in enumerate(doubts) for side in (0, 1) for record in d.sides[side]]
    columns = [list(column) for column in zip(*sides, strict=True)]
    register.con.register("sides", pa.table(columns, names=["q", "side", "record_id"]))
    rows, family = (_by_question(register.con, query) for query in (_ROWS, _FAMILIES))
    classes = _by_question(register.con, _CLASSES, {"as_of": as_of, "five_years": _FIVE_YEARS})
    weighed = weigh(register, pairs)
    register.con.unregister("sides")
    for q, pair in enumerate(pairs):
        found = {row["side"]: row["class"] for row in classes[q]}
        for row in rows[q]:
            row["lives_in"] = row["lives_in"] or regency
        yield Facts(rows[q], family[q], len(set(found.values())) > 1, weighed[q], pair)


def _by_question(
    con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, object] | None = None
) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in con.execute(query, parameters).to_arrow_table().to_pylist():
        found[row["q"]].append(row)
    return found


def _area(row: Row) -> str:
    """The smallest region that holds where the record says that the person lives and where the register does."""
    return holding(row["village"] or row["lives_in"], row["lives_in"])


def _side(own: Row, rows: Sequence[Row], family: Sequence[Row]) -> dict[str, Any]:
    others: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows:
        if row is own:
            continue
        alike = others.setdefault(
            tuple(row[name] for name in ("source", "name", "nik", "birth", "village")),
            {**_record(row), "times": 0, "area": _area(row)},
        )
        alike["times"] += 1
    values = {name: sorted({str(row["compared"][name]) for row in rows if row["compared"][name]}) for name in COMPARED}
    return {
        "record": _record(own),
        "values": values,
        "others": list(others.values())[:_MOST_OTHERS],
        "more_others": max(0, len(others) - _MOST_OTHERS),
        "family": [
            {name: _plain(row[name]) for name in ("name", "birth", "sex", "relation", "village")}
            for row in family[:_MOST_FAMILY]
        ],
        "more_family": max(0, len(family) - _MOST_FAMILY),
    }


def _record(row: Row) -> dict[str, Any]:
    names = (
        "name", "nik", "nik_written", "kk", "kk_written", "birth", "sex", "mother", "father", "mate", "village",
        "source", "role", "file", "sheet", "row", "true_at",
    )  # fmt: skip
    return {name: _plain(row[name]) for name in names}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _weighed(weighed: Weighed) -> dict[str, Any]:
    return {
        "prior": weighed.prior, "lists": weighed.lists, "rarity": weighed.rarity, "kin": weighed.kin,
        "by_name": weighed.by_name, "total": weighed.total,
        "evidence": [{"comparison": e.comparison, "level": e.level, "bits": e.bits} for e in weighed.evidence],
    }  # fmt: skip
