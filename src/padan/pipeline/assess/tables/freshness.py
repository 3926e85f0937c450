"""The table ``freshness``: who owes which fact of whom, and how old the newest value is."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from padan.contracts import assessed
from padan.pipeline.assess.tables.columns import Columns, put, whole_array, word_array
from padan.pipeline.engine import statements
from padan.reference.obligations import obligations, owed
from padan.rules.freshness import State, standings
from padan.rules.risk import NO, YES

_CONDITIONS = ("under_five", "krs_target", "stunted_child", "pregnant")


def make_freshness(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make ``freshness`` from ``risk``, ``growth_state`` and what every list says, with ``owed.sql``."""
    con.execute(statements(__package__, "owed"))
    parts = [_standing(con, attribute, as_of) for attribute in dict.fromkeys(o.attribute for o in obligations())]
    table = pa.concat_tables(parts)
    put(con, assessed.FRESHNESS, {name: table[name] for name in assessed.FRESHNESS.names})


def _standing(con: duckdb.DuckDBPyConnection, attribute: str, as_of: date) -> pa.Table:
    known = Columns(con, f"SELECT * FROM owed_of WHERE attribute = '{attribute}' ORDER BY subject_id")
    rules = owed(attribute)
    conditions = {name: np.where(known.flags(name), YES, NO).astype(np.int8) for name in _CONDITIONS}
    found = standings(known.days("last_at"), rules, conditions, as_of)
    # A place of -1, nothing owed, takes the last word; those rows are left out.
    place = np.where(found.rule < 0, len(rules), found.rule)
    table = pa.table(
        {
            **{name: known[name] for name in ("subject_id", "family_id", "village_code", "attribute", "last_at")},
            "obligation": word_array(place, [*(rule.code for rule in rules), None]),
            "agency": word_array(place, [*(rule.agency for rule in rules), None]),
            "state": word_array(found.state, [state.name.lower() for state in State]),
            "days_overdue": whole_array(found.overdue_days, found.state != State.NEVER),
        }
    )
    return table.filter(pa.array(found.state != State.NOT_OWED))
