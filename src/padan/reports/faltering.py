"""Children whose growth falters, within a scope: those who are not yet stunted first, for they can still be kept so."""

from __future__ import annotations

from typing import Final

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.reports.holdings import Holdings
from padan.reports.register import Row

#: The place of a child is that of its person, as everywhere in the office; ``$1`` where no list says it.
_FALTERING: Final = """
    SELECT * FROM (SELECT *, coalesce(lives_in, $1) AS area FROM faltering) WHERE {within}
"""
_ORDER: Final = "ORDER BY stunted <> 'none', last_measured DESC, name, person_id"


def how_many(held: Holdings, scope: Scope, regency: str) -> int:
    """How many children in the scope falter."""
    found = _asked(held, scope, regency, "SELECT count(*) AS children FROM ({rows})")
    return int(found[0]["children"]) if found else 0


def faltering(held: Holdings, scope: Scope, regency: str, *, start: int, most: int) -> list[Row]:
    """Those children: rows of ``growth_state`` with ``name``, ``birth_date`` and ``area``, from the ``start``-th on, at
    most so many."""
    return _asked(held, scope, regency, f"{{rows}} {_ORDER} LIMIT {int(most)} OFFSET {int(start)}")


def _asked(held: Holdings, scope: Scope, regency: str, sql: str) -> list[Row]:
    """No scope, no rows."""
    if not scope:
        return []
    within, values = [], [regency]
    for code in scope.codes:
        values.append(code)
        within.append(f"area = ${len(values)}")
        if len(code) < VILLAGE_LETTERS:
            values.append(f"{code}.")
            within.append(f"starts_with(area, ${len(values)})")
    return held.rows(sql.format(rows=_FALTERING.format(within=" OR ".join(within))), values)
