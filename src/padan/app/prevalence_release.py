"""The children of the release in force, for prevalence: one row a child, at the latest measurement."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from padan.app.prevalence_groups import Groups, groups_of_release
from padan.pipeline.children.population import Population, population_of_columns
from padan.rules.growth.children import MAIN


def read_release(con: duckdb.DuckDBPyConnection, by: Sequence[str]) -> tuple[Population, Groups]:
    """The children of the table ``growth_state`` that ``con`` shows, and the groupings asked for."""
    flags = ", ".join(f"list_contains(flagged, '{name}') AS {name}_flag" for name in MAIN)
    table = con.execute(
        f"SELECT village_code, health_centre, sex, age_days, oedema, {', '.join(MAIN)}, {flags}"
        " FROM growth_state ORDER BY person_id"
    ).to_arrow_table()
    population = population_of_columns(table)
    return population, groups_of_release(by, table, population)
