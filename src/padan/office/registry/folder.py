"""A release's folder, checked at the door and read as rows.

The folder was made by the pipeline, which the office does not know: what both hold to is the contract
(:mod:`padan.contracts.release`) and the manifest beside the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts import release, stages
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _

MANIFEST = "manifest.json"
#: Rows that are held at a time.
AT_ONCE = 20_000

_TABLES = (*release.TABLES, stages.STANDARD)

#: Each word of a name as its person's lists write it and as it sounds; and of those who are only named by others.
_WORDS = r"""
    WITH said AS (
        SELECT r.person_id, unnest(string_split(concat_ws(' ', s.name, s.sound), ' ')) AS word
        FROM record r JOIN standard s USING (record_id)
        UNION
        SELECT person_id, unnest(regexp_split_to_array(upper(name), '[^A-Z0-9]+')) FROM person
    )
    SELECT DISTINCT said.word[:40] AS word, coalesce(p.village_code, $regency) AS area, said.person_id
    FROM said JOIN person p USING (person_id) WHERE said.word <> '' ORDER BY ALL
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


Rows = list[dict[str, Any]]


def families(folder: Path, regency: str) -> Iterator[Rows]:
    """The families, some at a time, as columns of the office's table; without a village they belong to ``regency``."""
    columns = (
        "family_id, kk, head_name, address, rt, rw, members, desil_low, desil_high, "
        "coalesce(village_code, $regency) AS area, array_to_string(sources, ',') AS sources"
    )
    return _rows(folder, f"SELECT {columns} FROM family ORDER BY family_id", regency)


def people(folder: Path, regency: str) -> Iterator[Rows]:
    """The people, some at a time, as columns of the office's table; without a village they belong to ``regency``."""
    columns = (
        "person_id, family_id, name, nik, sex, birth_date, mother_name, father_name, status, relation, "
        "coalesce(village_code, $regency) AS area, array_to_string(sources, ',') AS sources"
    )
    return _rows(folder, f"SELECT {columns} FROM person ORDER BY person_id", regency)


def words(folder: Path, regency: str) -> Iterator[Rows]:
    """Each word of each person's names, with the person's area."""
    return _rows(folder, _WORDS, regency)


def _rows(folder: Path, query: str, regency: str) -> Iterator[Rows]:
    with duckdb.connect() as con:
        for name in ("person", "family", "record", "standard"):
            path = str(folder / f"{name}.parquet").replace("'", "''")
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        # A value that the query does not name is refused.
        asked = {"regency": regency} if "$regency" in query else {}
        for batch in con.execute(query, asked).to_arrow_reader(AT_ONCE):
            yield batch.to_pylist()


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
