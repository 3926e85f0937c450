"""One cell with one or both parents, in any order: who is the mother and who the father."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from padan.pipeline.standardise.names import standard_names
from padan.pipeline.standardise.word_sex import odds_of_woman
from padan.reference import names as reference

_SEPARATORS = re.compile(r"\s*(?:[/&+;,|\n]|\bDAN\b|\s-\s)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:NAMA )?(AYAH|BAPAK|BPK|IBU|NY|HJ|ORTU)\b\.?\s*[:=]?\s*", re.IGNORECASE)
_WOMEN = frozenset({"IBU", "NY", "HJ"})
_MEN = frozenset({"AYAH", "BAPAK", "BPK"})

#: The first word says most; the others may be the father's or the grandfather's.
_OTHER_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class NamedParent:
    """A name in the cell; ``female`` is 1 or 0 where a word before it says so ("Ibu Siti")."""

    name: str
    female: float | None


def split_parents(cell: str) -> list[NamedParent]:
    """The names in a cell, two at most. Titles after a comma ("SITI, S.Pd") are no second parent."""
    titles = {title.title for title in reference.name_titles()}
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

    Which of two is the mother is settled by the word before the name, else by what is known of the words in the
    names; one name alone is a mother unless its words are a man's.
    """
    cells = con.execute("SELECT DISTINCT parents_written FROM named WHERE parents_written IS NOT NULL ORDER BY 1")
    written = [row[0] for row in cells.fetchall()]
    con.register("split_cells", _split_cells(written))
    con.execute("""
        CREATE OR REPLACE TEMP TABLE parents AS
        WITH judged AS (
            -- Unknown words: two names usually come father first; one name alone is usually the mother.
            SELECT *, CASE WHEN b IS NULL THEN coalesce(a_female, 0.6) > 0.5
                           ELSE coalesce(a_female, 0.4) > coalesce(b_female, 0.6) END AS a_is_mother
            FROM split_cells
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
        sounds = standard_names(names).sound.to_pylist()
        columns[side] = names
        columns[f"{side}_female"] = pa.array(
            [_female(parent, sound) for parent, sound in zip(parents, sounds, strict=True)], pa.float64()
        )
    return pa.table(columns)


def _female(parent: NamedParent | None, sound: str | None) -> float | None:
    """The probability that a woman bears the name; None when nothing says so or otherwise."""
    if parent is None:
        return None
    if parent.female is not None:
        return parent.female
    odds = [odds_of_woman(word) for word in (sound or "").split(" ")]
    known = [each * (_OTHER_WORDS if place else 1) for place, each in enumerate(odds) if each is not None]
    return 1 / (1 + math.exp(-sum(known))) if known else None
