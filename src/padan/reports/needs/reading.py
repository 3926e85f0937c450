"""Needs of a release as they are asked for: all of it, those of a scope, and their numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from padan.kernel.scope import Scope
from padan.kernel.sql import quoted
from padan.pipeline.engine import connect
from padan.pipeline.release import read_manifest
from padan.reference.giving_costs import terms_on
from padan.reports.needs.making import needs_copy
from padan.rules.giving.cells import Subject
from padan.rules.giving.needs import Need, followed

_FIELDS: Final = tuple(each.name for each in fields(Need))
_ROWS: Final = """
    SELECT {what} FROM read_parquet({file}) WHERE need_id <> '' AND ({within}) ORDER BY tier, area, need_id
"""
#: Numbers of a village, kind and tier; ``value`` is of those whose cost is known.
_NUMBERS: Final = """
    SELECT area, kind, person_id <> '' AS of_child, tier,
        count(*) FILTER (need_id <> '') AS needs, count(*) FILTER (need_id = '') AS unknown,
        sum(value)::BIGINT AS value, count(*) FILTER (need_id <> '' AND value IS NULL) AS without_cost
    FROM read_parquet({file}) GROUP BY area, kind, of_child, tier ORDER BY area, kind, of_child, tier NULLS LAST
"""
_SUBJECTS: Final = """
    SELECT CASE WHEN person_id = '' THEN family_id ELSE person_id END AS subject_id, any_value(area),
        any_value(age_months), list(kind ORDER BY kind)
    FROM read_parquet({file}) WHERE need_id <> '' AND list_contains($kinds, kind)
    GROUP BY subject_id ORDER BY subject_id
"""


def needs_of(folder: Path) -> pa.Table:
    """Every need of the release in ``folder``, with the fields of :class:`padan.rules.giving.needs.Need` and ``value``
    as columns; by village, the most urgent first. RegisterError where the release is damaged."""
    found = pq.read_table(needs_copy(folder), filters=[("need_id", "!=", "")])
    return found.select([*_FIELDS, "value"])


def needs_in(folder: Path, scope: Scope) -> list[Need]:
    """The needs of a scope, the most urgent first; those of whom no list tells the village are in none. RegisterError
    where the release is damaged."""
    with connect() as con:
        asked = _ROWS.format(what=", ".join(_FIELDS), file=quoted(needs_copy(folder)), within=_within(scope))
        return [Need(*row) for row in con.execute(asked).fetchall()]


def numbers_of(folder: Path) -> pa.Table:
    """By village (empty where no list says), kind, whether it is of a child or of a family, and tier: ``needs``, their
    ``value`` in rupiah and how many have no known cost; and in a row without a tier, of how many children or families
    it is ``unknown`` whether they need it. RegisterError where the release is damaged."""
    with connect() as con:
        return con.execute(_NUMBERS.format(file=quoted(needs_copy(folder)))).to_arrow_table()


def subjects_of(folder: Path, kinds: Collection[str]) -> list[Subject]:
    """All children and families of a release who need something of these kinds, as the cells are made of that givers
    are shown (:func:`padan.rules.giving.cells.cells_of`). RegisterError where the release is damaged."""
    with connect() as con:
        rows = con.execute(_SUBJECTS.format(file=quoted(needs_copy(folder))), {"kinds": sorted(kinds)}).fetchall()
    return [Subject(subject, area, age, frozenset(of)) for subject, area, age, of in rows]


def ids_that_went_over(folder: Path) -> dict[str, str]:
    """The ids of needs under people and families that this release merged into others, and which they are now."""
    terms = terms_on(read_manifest(folder).as_of)
    merged = pq.read_table(folder / "change.parquet", filters=[("kind", "=", "merged")])
    pairs = zip(merged["from_id"].to_pylist(), merged["to_id"].to_pylist(), strict=True)
    return {was: becomes for pair in pairs for was, becomes in followed(*pair, terms).items()}


def _within(scope: Scope) -> str:
    """The condition that a village lies in the scope; nothing does in an empty one."""
    inside = (f"area = {quoted(code)} OR starts_with(area, {quoted(code + '.')})" for code in scope.codes)
    return " OR ".join(inside) or "false"
