"""A release's folder, checked at the door and read as rows.

The folder was made by the pipeline, which the office does not know: what both hold to is the contract
(:mod:`padan.contracts.release`) and the manifest beside the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts import release, stages
from padan.kernel.errors import RegisterError
from padan.kernel.sql import quoted
from padan.kernel.texts import _

MANIFEST = "manifest.json"
#: Rows that are held at a time.
AT_ONCE = 10_000

_TABLES = (*release.TABLES, stages.STANDARD)

#: Each word of a name as its person's lists write it and as it sounds; and of those who are only named by others.
_SAID = r"""
    WITH said AS (
        SELECT r.person_id, unnest(string_split(concat_ws(' ', s.name, s.sound), ' ')) AS word
        FROM record r JOIN standard s USING (record_id)
        UNION
        SELECT person_id, unnest(regexp_split_to_array(upper(name), '[^A-Z0-9]+')) FROM person
    )
"""
_WORDS = f"""
    {_SAID}
    SELECT DISTINCT said.word[:40] AS word, coalesce(p.village_code, $regency) AS area, said.person_id
    FROM said JOIN person p USING (person_id) WHERE said.word <> '' ORDER BY ALL
"""
_SPELLINGS = f"""
    {_SAID}
    SELECT word[:40] AS word, count(DISTINCT person_id) AS bearers FROM said
    WHERE word <> '' GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a release's manifest says: its name, its day, and how many people and families it holds."""

    name: str
    as_of: date
    people: int
    families: int


def read_told(folder: Path) -> Told:
    """The manifest of a release. RegisterError where it is not there or damaged."""
    manifest = _manifest(folder)
    try:
        rows = manifest["tables"]
        day = date.fromisoformat(manifest["as_of"])
        return Told(manifest["release_id"], day, int(rows["person"]), int(rows["family"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _bad(folder, _("manifesnya tidak lengkap")) from error


def check(folder: Path) -> Told:
    """The release, whole: every file as its manifest says, every table as its contract. RegisterError otherwise."""
    told, hashes = read_told(folder), _manifest(folder)["hashes"]
    for table in _TABLES:
        file = folder / f"{table.name}.parquet"
        try:
            table.check(pq.read_schema(file))
            found = _sha256(file)
        except (OSError, pa.ArrowInvalid) as error:
            raise _bad(folder, _("tabel {table} tidak terbaca").format(table=table.name)) from error
        if hashes.get(file.name) != found:
            raise _bad(folder, _("tabel {table} bukan yang tertulis di manifesnya").format(table=table.name))
    return told


#: For each table of the office, its columns as they are made of the release's tables. A person or a family whose
#: village no list says belongs to ``$regency``.
FAMILIES: Final = {
    **dict.fromkeys(("family_id", "kk", "head_name", "address", "rt", "rw", "members", "desil_low", "desil_high")),
    "area": "coalesce(village_code, $regency)",
    "sources": "array_to_string(sources, ',')",
}
PEOPLE: Final = {
    **dict.fromkeys(
        ("person_id", "family_id", "name", "nik", "sex", "mother_name", "father_name", "status", "relation")
    ),
    "birth_date": "birth_date::VARCHAR",
    "area": "coalesce(village_code, $regency)",
    "sources": "array_to_string(sources, ',')",
}
WORDS: Final = dict.fromkeys(("word", "area", "person_id"))
SPELLINGS: Final = dict.fromkeys(("word", "bearers"))

Columns = Mapping[str, str | None]
Rows = list[tuple[Any, ...]]


def families(folder: Path, regency: str) -> Iterator[Rows]:
    """The families, some at a time, in the columns :data:`FAMILIES`."""
    return _rows(folder, f"SELECT {_list(FAMILIES)} FROM family ORDER BY family_id", regency=regency)


def people(folder: Path, regency: str) -> Iterator[Rows]:
    """The people, some at a time, in the columns :data:`PEOPLE`."""
    return _rows(folder, f"SELECT {_list(PEOPLE)} FROM person ORDER BY person_id", regency=regency)


def words(folder: Path, regency: str) -> Iterator[Rows]:
    """Each word of each person's names, with the person's area, in the columns :data:`WORDS`."""
    return _rows(folder, _WORDS, regency=regency)


def spellings(folder: Path, _regency: str) -> Iterator[Rows]:
    """Each word of all names once, with how many people bear it, in the columns :data:`SPELLINGS`."""
    return _rows(folder, _SPELLINGS)


def _list(columns: Columns) -> str:
    return ", ".join(name if made is None else f"{made} AS {name}" for name, made in columns.items())


def _rows(folder: Path, query: str, **values: str) -> Iterator[Rows]:
    with duckdb.connect() as con:
        for name in ("person", "family", "record", "standard"):
            file = quoted(folder / f"{name}.parquet")
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({file})")
        found = con.execute(query, values)
        while rows := found.fetchmany(AT_ONCE):
            yield rows


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise _bad(folder, _("manifesnya tidak terbaca")) from error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _bad(folder: Path, what: str) -> RegisterError:
    return RegisterError(
        _("Rilis {name} tidak dapat diterima: {what}").format(name=folder.name, what=what),
        next_step=_("Susun rilis lagi."),
    )
