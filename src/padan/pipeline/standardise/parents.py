"""One cell with one or both parents, in any order: who is the mother and who the father."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from padan.pipeline.standardise.names import standard_names
from padan.reference import names as known

_SEPARATORS = re.compile(r"\s*(?:[/&+;,|\n]|\bDAN\b|\s-\s)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:NAMA )?(AYAH|BAPAK|BPK|IBU|NY|HJ|ORTU)\b\.?\s*[:=]?\s*", re.IGNORECASE)
_WOMEN = frozenset({"IBU", "NY", "HJ"})
_MEN = frozenset({"AYAH", "BAPAK", "BPK"})

#: A first word that people of known sex bear at least this often decides by its share alone.
SEEN_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class NamedParent:
    """A name in the cell; ``female`` is 1 or 0 where a word before it says so ("Ibu Siti")."""

    name: str
    female: float | None


def split_parents(cell: str) -> list[NamedParent]:
    """The names in a cell, two at most. Titles after a comma ("SITI, S.Pd") are no second parent."""
    titles = {title.title for title in known.name_titles()}
    found = []
    for part in _SEPARATORS.split(cell):
        label = _LABEL.match(part.strip())
        word = label[1].upper() if label else None
        name = part.strip()[label.end() if label else 0 :]
        letters = re.sub("[^A-Z]", "", name.upper())
        if letters and letters not in titles:
            found.append(NamedParent(name, 1.0 if word in _WOMEN else 0.0 if word in _MEN else None))
    return found[:2]


def make_parents(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``parents`` (record_id, mother_name, father_name) from the one-cell parents.

    Which of two is the mother is settled by the word before the name, else by how often people with that
    first word are women in the lists at hand; one name alone is a mother unless its word is a man's.
    """
    con.execute("""
        CREATE OR REPLACE TEMP TABLE word_sex AS
        SELECT first, avg((sex = 'P')::INTEGER) AS female, count(*) AS seen
        FROM (SELECT split_part(sound, ' ', 1) AS first, sex FROM named WHERE sex || sound IS NOT NULL)
        GROUP BY first
    """)
    cells = con.execute("SELECT DISTINCT parents_written FROM named WHERE parents_written IS NOT NULL ORDER BY 1")
    written = [row[0] for row in cells.fetchall()]
    con.register("split_cells", _split_cells(written))
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE parents AS
        WITH weighed AS (
            SELECT s.*,
                coalesce(a_female, CASE WHEN wa.seen >= {SEEN_ENOUGH} THEN wa.female END) AS fa,
                coalesce(b_female, CASE WHEN wb.seen >= {SEEN_ENOUGH} THEN wb.female END) AS fb
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


def _split_cells(written: list[str]) -> pa.Table:
    split = [split_parents(cell) for cell in written]
    columns = {"parents_written": pa.array(written, pa.string())}
    for place, side in enumerate("ab"):
        parents = [found[place] if len(found) > place else None for found in split]
        names = pa.array([parent and parent.name for parent in parents], pa.string())
        columns[side] = names
        columns[f"{side}_sound"] = standard_names(names).sound
        columns[f"{side}_female"] = pa.array([parent and parent.female for parent in parents], pa.float64())
    return pa.table(columns)
