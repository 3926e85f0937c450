"""One cell with one or both parents, in any order: who is the mother and who the father."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from padan.pipeline.standardise.names import standard_names
from padan.reference import names as known

_SEPARATORS = re.compile(r"\s*(?:/|&|\+|;|,|\bDAN\b|\s-\s)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:AYAH|BAPAK|IBU|NAMA AYAH|NAMA IBU|ORTU)\s*[:=]\s*", re.IGNORECASE)

#: A first word that people of known sex bear at least this often decides by its share alone.
SEEN_ENOUGH = 3


def split_parents(cell: str) -> tuple[str | None, str | None]:
    """The one or two names in a cell. Titles after a comma ("SITI, S.Pd") are no second parent."""
    parts = [_LABEL.sub("", part).strip() for part in _SEPARATORS.split(cell)]
    titles = {title.title for title in known.name_titles()}
    names = [
        p for p in parts if p.strip(" -.") and not all(w in titles for w in re.findall("[A-Z]+", p.upper()))
    ]
    return (names[0] if names else None, names[1] if len(names) > 1 else None)


def make_parents(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``parents`` (record_id, mother_name, father_name) from the one-cell parents of ``named``.

    Which of two is the mother is settled by how often people with that first word are women in the lists at
    hand; one name alone is a mother unless its word is a man's.
    """
    con.execute("""
        CREATE OR REPLACE TEMP TABLE word_sex AS
        SELECT first, avg((sex = 'P')::INTEGER) AS female, count(*) AS seen
        FROM (SELECT split_part(sound, ' ', 1) AS first, sex FROM named WHERE sex IS NOT NULL AND sound IS NOT NULL)
        GROUP BY first
    """)
    cells = con.execute(
        "SELECT DISTINCT parents_written FROM named WHERE parents_written IS NOT NULL ORDER BY 1"
    )
    written = [row[0] for row in cells.fetchall()]
    pairs = [split_parents(cell) for cell in written]
    first, second = (pa.array([pair[i] for pair in pairs], pa.string()) for i in (0, 1))
    table = pa.table(
        {
            "parents_written": pa.array(written, pa.string()),
            "a": first,
            "b": second,
            "a_sound": standard_names(first).sound,
            "b_sound": standard_names(second).sound,
        }
    )
    con.register("split_cells", table)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE parents AS
        WITH weighed AS (
            SELECT s.*,
                CASE WHEN wa.seen >= {SEEN_ENOUGH} THEN wa.female END AS fa,
                CASE WHEN wb.seen >= {SEEN_ENOUGH} THEN wb.female END AS fb
            FROM split_cells s
            LEFT JOIN word_sex wa ON wa.first = split_part(s.a_sound, ' ', 1)
            LEFT JOIN word_sex wb ON wb.first = split_part(s.b_sound, ' ', 1)
        ),
        judged AS (
            -- Unknown words: two names usually come father first; one name alone is usually the mother.
            SELECT *, CASE WHEN b IS NULL THEN coalesce(fa, 0.6) > 0.5
                           ELSE coalesce(fa, 0.4) > coalesce(fb, 0.6) END AS a_is_mother
            FROM weighed
        )
        SELECT n.record_id,
            CASE WHEN a_is_mother THEN a ELSE b END AS mother_name,
            CASE WHEN a_is_mother THEN b ELSE a END AS father_name
        FROM named n JOIN judged j USING (parents_written)
    """)
    con.unregister("split_cells")
