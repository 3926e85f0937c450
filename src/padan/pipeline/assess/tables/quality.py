"""The table ``measurement_quality``: how far the figures of a posyandu, a village, a puskesmas can be trusted."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.contracts import assessed
from padan.pipeline.assess.tables.believing import BELIEVED, credibility_visits
from padan.pipeline.assess.tables.columns import Columns, keep, list_array, whole_array, word_array
from padan.pipeline.children.columns import children_of, numbers
from padan.reference.quality import score_classes
from padan.rules.growth import credibility
from padan.rules.growth.credibility import Groups
from padan.rules.growth.credibility.doubt import PARTS

#: Rows of a measurement that count, with what the growth rules made of them.
_ROWS = """
    SELECT v.*, strftime(v.measured_on, '%Y-%m') AS month, f.mask, {scores}
    FROM visit v JOIN growth g USING (measurement_id) JOIN finding_mask f USING (measurement_id)
    WHERE v.counts AND {named}
    ORDER BY measurement_id
"""
#: The columns that tell the units of each level apart.
LEVELS = {"posyandu": ("village_code", "posyandu"), "village": ("village_code",), "health_centre": ("health_centre",)}


def make_quality(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``measurement_quality`` from ``visit``, ``growth`` and ``finding_mask``: by month and over all months."""
    scores = ", ".join(f"g.{name}, list_contains(g.flagged, '{name}') AS {name}_flag" for name in BELIEVED)
    parts = []
    for level, units in LEVELS.items():
        named = " AND ".join(f"v.{column} IS NOT NULL" for column in units)
        rows = Columns(con, _ROWS.format(scores=scores, named=named))
        z = {name: rows.numbers(name) for name in BELIEVED}
        flag = {name: rows.flags(f"{name}_flag") for name in BELIEVED}
        visits = credibility_visits(rows, children_of(rows.table), z, flag)
        mask = rows.whole("mask", 0).astype(np.uint16)
        for columns in (units, (*units, "month")):
            code = rows.codes(*columns)
            parts.append(_judged(rows, level, columns, code, credibility.groups(code, visits, mask)))
    keep(con, assessed.MEASUREMENT_QUALITY.name, pa.concat_tables(parts).cast(assessed.MEASUREMENT_QUALITY.schema))


def _judged(rows: Columns, level: str, units: tuple[str, ...], code: NDArray[np.int64], found: Groups) -> pa.Table:
    """One row a unit, named by any of its rows."""
    named = rows.table.take(pa.array(np.unique(code, return_index=True)[1]))
    count, nothing = len(found.group), pa.array([None] * len(found.group), pa.string())
    names = [named[column].combine_chunks() for column in LEVELS[level]]
    columns = {
        "level": pa.array([level] * count, pa.string()),
        "unit": pc.binary_join_element_wise(*names, " "),
        "month": named["month"] if "month" in units else pa.array([""] * count, pa.string()),
        "village_code": nothing if level == "health_centre" else named["village_code"],
        "posyandu": named["posyandu"] if level == "posyandu" else nothing,
        "health_centre": named["health_centre"],
        "measurements": whole_array(found.rows),
        "children": whole_array(found.makeup.children),
        "score": numbers(np.where(found.score.grade > 0, found.score.total, np.nan)),
        "quality": word_array(found.score.grade, ["not_judged", *(kind.name for kind in score_classes())]),
        "suspicions": list_array({part: found.doubt.found(part) for part in PARTS}, count),
        "remeasure": pa.array(found.doubt.doubt),
        "parts": pa.array([json.dumps(part) for part in _parts(found, count)], pa.string()),
    }
    return pa.table({name: columns[name] for name in assessed.MEASUREMENT_QUALITY.names})


def _parts(found: Groups, count: int) -> list[dict[str, Any]]:
    """Every figure behind the score and the doubt, rounded for people; null where it could not be judged."""
    spread, makeup, written = found.spread, found.makeup, found.written
    columns: dict[str, NDArray[Any]] = {
        "missing_weight": found.missing_weight,
        "missing_length": found.missing_length,
        "flagged": found.flagged,
        "carried": found.carried,
        **{f"sd_{name}": spread.z[name].variance() ** 0.5 for name in BELIEVED},
        "digits_weight": written.weight.score,
        "digits_length": written.length.score,
        "whole_weight": written.weight.whole,
        "half_length": written.length.half,
        "boys": makeup.boys,
        "girls": makeup.girls,
        "sex_p": makeup.sex_p,
        "age_ratio": makeup.age_ratio,
        "age_p": makeup.age_p,
        **_prefixed("points", found.score.points),
        **_prefixed("p", found.doubt.p),
    }
    lists = {name: np.asarray(values, np.float64).tolist() for name, values in columns.items()}
    return [{name: _shown(values[place]) for name, values in lists.items()} for place in range(count)]


def _prefixed(prefix: str, columns: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {f"{prefix}_{name}": values for name, values in columns.items()}


def _shown(value: float) -> float | None:
    """Four significant digits, so that a tiny p stays one; null for nan."""
    return float(f"{value:.4g}") if math.isfinite(value) else None
