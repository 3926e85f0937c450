"""The table ``priority``: families in the order in which they need help."""

from __future__ import annotations

import json

import duckdb
import numpy as np
import pyarrow as pa

from padan.contracts import assessed
from padan.pipeline.assess.tables.columns import Columns, list_array, put, whole_array
from padan.pipeline.engine import statements
from padan.reference.codes import code_list
from padan.rules import risk
from padan.rules.risk import Answer, Needs, Order

_COUNTS = ("severely_wasted", "wasted", "severely_stunted", "stunted", "faltering")


def make_priority(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``priority`` from ``risk_facts``, ``growth_state`` and the lists of aid."""
    con.execute(f"SET VARIABLE aid_kinds = {_aid_kinds()}")
    con.execute(statements(__package__, "priority"))
    known = Columns(con, "SELECT * FROM need ORDER BY family_id")
    found = risk.order(_needs(known))
    put(
        con,
        assessed.PRIORITY,
        {
            "family_id": known["family_id"],
            "village_code": known["village_code"],
            "rank": whole_array(found.rank),
            "tier": whole_array(found.parts["tier"]),
            "signs": list_array(found.signs, len(known)),
            "parts": _parts(found),
            "children": known["children"],
        },
    )


def _aid_kinds() -> list[str]:
    """Kinds of company by BKKBN's form that are aid; advice, referral and watching are none."""
    known = code_list("assistance")
    return [meaning for meaning in known.meanings if known.extra(meaning, "aid") == "yes"]


def _needs(known: Columns) -> Needs:
    pregnant = known.whole("pregnant", Answer.UNKNOWN)
    return Needs(
        family_id=np.asarray(known.texts("family_id"), str),
        **{name: known.whole(name, 0) for name in _COUNTS},
        # No list tells the arm of a pregnant woman yet: unknown of who may be pregnant.
        pregnant_kek=np.where(pregnant == Answer.NO, Answer.NO, Answer.UNKNOWN).astype(np.int8),
        at_risk=known.whole("at_risk", Answer.UNKNOWN).astype(np.int8),
        factor_count=known.whole("factor_count", 0),
        aided=known.answers("aided"),
        group=known.whole("poverty", 0),
        youngest_months=known.whole("youngest_months", -1),
    )


def _parts(found: Order) -> pa.Array:
    names = list(found.parts)
    rows = zip(*(found.parts[name].tolist() for name in names), strict=True)
    return pa.array([json.dumps(dict(zip(names, row, strict=True))) for row in rows], pa.string())
