"""``docs/reference/release-tables.md``: the tables of a release, from their contract."""

from __future__ import annotations

from padan.app.docs.markdown import cell, code, table
from padan.contracts import release, stages
from padan.contracts.schema import Table

_HEAD = """\
# Tables of a release

A release is a folder of Parquet files, one for each table below, with a `manifest.json` that holds the inputs,
versions, row counts and hashes. `releases/current` in the register's folder points to the one in force. Rows are
sorted by the key; the same inputs give the same bytes. This page is written from `padan.contracts.release` by
`make docs`.

Dates are days. A column that may be null is marked *may be empty*; null means unknown, never no.
"""

_STAGES = """\
## Kept beside them

What was compared is kept, so that `padan why` can explain a link. These two serve the pipeline only and may change.
"""


def tables_page() -> str:
    """The page."""
    own = [_section(each) for each in release.TABLES]
    kept = [_section(each) for each in (stages.STANDARD, stages.MENTION)]
    return "\n".join([_HEAD, *own, _STAGES, *kept])


def _section(declared: Table) -> str:
    keys = ", ".join(code(name) for name in declared.key)
    rows = [
        (code(column.name), str(column.type), cell(column.about), "" if column.required else "may be empty")
        for column in declared.columns
    ]
    drawn = table(("column", "type", "meaning", ""), rows)
    return f"## `{declared.name}`\n\n{declared.about} Key: {keys}.\n\n{drawn}\n"
