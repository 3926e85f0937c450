"""The needs of a release, worked out once into a file beside its other copies: what is needed, and of whom it is
unknown whether it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from padan.contracts.release import table
from padan.kernel.sql import quoted
from padan.pipeline.assess.limits import LIMITS
from padan.pipeline.engine import connect, statements
from padan.pipeline.release import read_manifest
from padan.reference.giving_costs import terms_on
from padan.reference.krs import priority_tiers
from padan.reports.arranged import arranged_for, made_once
from padan.reports.eligible import child_signs, facts_copy
from padan.rules.giving.needs import FED_FROM, UNDER_FIVE, AllTerms, tier_of

_READ: Final = ("person", "claim", "growth_state")
_ROW_GROUP: Final = 8_192
_ORDER: Final = "area, tier NULLS LAST, need_id, kind, family_id, person_id"


def needs_copy(folder: Path) -> Path:
    """The file that holds the needs of the release in ``folder``, and a row without a need's id for each of which it is
    unknown; in the order of villages, the most urgent first. Made when it is first asked for. RegisterError where the
    release is damaged."""
    day = read_manifest(folder).as_of
    facts, terms = facts_copy(folder), terms_on(day)
    known = repr((facts.name, sorted(terms.items()), _variables(day, terms)))
    made_of = child_signs() + statements(__package__, "needs") + known
    file = arranged_for(folder) / f"needs-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.parquet"
    return made_once(file, lambda beside: _make(folder, facts, day, beside / file.name))


def _make(folder: Path, facts: Path, day: date, file: Path) -> None:
    terms = terms_on(day)
    with connect(file.parent) as con:
        for name, source in (("family_fact", facts), *((name, _table(folder, name)) for name in _READ)):
            con.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(source)})")
        for name, value in _variables(day, terms).items():
            con.execute(f"SET VARIABLE {name} = {value}")
        _put_terms(con, terms)
        con.execute(child_signs())
        con.execute(statements(__package__, "needs"))
        con.execute(
            f"COPY (SELECT * FROM need ORDER BY {_ORDER}) TO {quoted(file)} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )


def _table(folder: Path, name: str) -> Path:
    return folder / f"{table(name).name}.parquet"


def _put_terms(con: duckdb.DuckDBPyConnection, terms: AllTerms) -> None:
    con.execute("CREATE TEMP TABLE term (kind TEXT, cause TEXT, unit TEXT, units INTEGER, unit_cost BIGINT)")
    for (kind, cause), each in terms.items():
        con.execute("INSERT INTO term VALUES (?, ?, ?, ?, ?)", [kind, cause, each.unit, each.units, each.unit_cost])


def _variables(day: date, terms: AllTerms) -> Mapping[str, str]:
    """The variables of the views, as SQL."""
    limits = {limit.name: limit.value for limit in LIMITS}
    tiers = ", ".join(f"{quoted(each.sign)}: {each.tier}" for each in priority_tiers())
    return {
        "as_of": f"DATE '{day}'",
        "urgent_days": str(limits["urgent_days"]),
        "firm_grounds": str(limits["firm_grounds"]),
        "poor": str(limits["poor_desil"]),
        "fed_from": str(FED_FROM),
        "under_five": str(UNDER_FIVE),
        "tiers": f"MAP {{{tiers}}}",
        "last_tier": str(tier_of(0)),
        "ruled": f"[{', '.join(quoted('|'.join(each)) for each in sorted(terms))}]",
    }
