"""The evidence of all pairs in one pass over compact columns."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from padan.pipeline.link.evidence import COMPARISONS, Comparison
from padan.pipeline.link.model import Model

#: Pairs below this many bits are of no use to anybody: not linked, not a near miss, not kept.
FLOOR = -4.0

#: A share of a name is believed as if this many more records bore it at the usual rate: in a small register a
#: person's own rows would make its name look common.
USUAL_RECORDS = 10_000

COLUMNS = tuple(dict.fromkeys(column for comparison in COMPARISONS for column in comparison.columns))


def score_pairs(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the table ``edge`` (l, r, weight in bits, by_name) from ``pair`` and ``standard``, down to ``FLOOR``."""
    by = {c.name: _case(c, [model.weights[c.name][v.code] for v in c.levels]) for c in COMPARISONS}
    others = " + ".join(sql for name, sql in by.items() if name != "name")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE name_rarity AS
        SELECT name, {rarity(model, "count(*)", "(SELECT count(name) FROM standard)")} AS bits
        FROM standard WHERE name IS NOT NULL GROUP BY name
    """)
    con.execute(f"""
        CREATE OR REPLACE TABLE edge AS
        WITH compared AS ({_compared()}),
        weighed AS (
            -- A rare name in common says more than a common one.
            SELECT l, r, {model.prior!r} + {others} AS rest, {by["name"]}
                + CASE WHEN name_l = name_r THEN name_rarity.bits ELSE 0 END AS by_name
            FROM compared LEFT JOIN name_rarity ON name_rarity.name = name_l
        )
        SELECT l, r, round(rest + by_name, 6) AS weight, round(by_name, 6) AS by_name
        FROM weighed WHERE weight >= {FLOOR} ORDER BY l, r
    """)


def rarity(model: Model, bearers: str, records: str) -> str:
    """Bits that a name in common says more (rare) or less (common) than names do on average, as SQL.

    ``bearers`` and ``records`` are SQL: records with the name, and records with any name. The same name never
    says less than a similar one.
    """
    usual = model.same_name_chance
    share = f"(({bearers} + {USUAL_RECORDS * usual!r}) / ({records} + {USUAL_RECORDS}))"
    least = round(model.weights["name"]["similar"] - model.weights["name"]["same"], 4)
    return f"greatest(log2({usual!r} / {share}), {least!r})"


def levels_of(con: duckdb.DuckDBPyConnection, l: int, r: int) -> dict[str, str]:  # noqa: E741
    """The level of each comparison for one pair of record numbers."""
    cases = ", ".join(f"{_case(c, [v.code for v in c.levels])} AS {c.name}" for c in COMPARISONS)
    con.execute("CREATE OR REPLACE TEMP TABLE one_pair AS SELECT ?::INTEGER AS l, ?::INTEGER AS r", [l, r])
    found = con.execute(f"WITH compared AS ({_compared('one_pair')}) SELECT {cases} FROM compared").fetchall()[0]
    return dict(zip((c.name for c in COMPARISONS), found, strict=True))


def _compared(pairs: str = "pair") -> str:
    sides = ", ".join(f"{side}.{column} AS {column}_{side}" for side in "lr" for column in COLUMNS)
    # Inside the query the two sides are aliased l and r; the pair's own numbers are p.l and p.r.
    return f"SELECT p.l, p.r, {sides} FROM {pairs} p JOIN standard l ON l.n = p.l JOIN standard r ON r.n = p.r"


def _case(comparison: Comparison, values: Sequence[float | str]) -> str:
    branches = []
    for level, value in zip(comparison.levels, values, strict=True):
        shown = f"'{value}'" if isinstance(value, str) else repr(float(value))
        branches.append(f"ELSE {shown}" if level.sql == "ELSE" else f"WHEN {level.sql} THEN {shown}")
    return f"(CASE {' '.join(branches)} END)"
