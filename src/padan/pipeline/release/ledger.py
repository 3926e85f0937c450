"""Every id ever given: who was whom in which release. Append-only; a rebuild reads it and gives the same ids.

A file holds what a release changed: the ids of each record that is new or has others, and nothing in their place for a
record that is gone. Read up to a number, the files give the ids as they stood then.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import Home, put

_SCHEMA = pa.schema([(name, pa.string()) for name in ("record_id", "person_id", "family_id")])

#: What this release says of records otherwise than the ledger's last word on them.
_NEWS = """
    WITH last_word AS (
        SELECT record_id, arg_max_null(person_id, number) AS person_id, arg_max_null(family_id, number) AS family_id
        FROM ledger_history GROUP BY record_id
    ),
    now AS (
        SELECT g.record_id, p.person_id, f.family_id FROM record_group g
        JOIN person_ids p ON p.person = g.person JOIN family_ids f ON f.family = g.family
    )
    SELECT record_id, n.person_id, n.family_id
    FROM now n FULL JOIN last_word l USING (record_id)
    WHERE l.person_id IS DISTINCT FROM n.person_id OR l.family_id IS DISTINCT FROM n.family_id
    ORDER BY record_id
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the ledger: its number, the release that wrote it, by which model, after how many decisions."""

    file: Path
    number: int
    release_id: str
    model_version: str
    decisions: int


def pages(home: Home) -> list[Page]:
    """The ledger's files, oldest first; an error when one is damaged."""
    return [_page(home, file) for file in sorted(home.ledger.glob("*.parquet"))]


def _page(home: Home, file: Path) -> Page:
    try:
        said = {key.decode(): value.decode() for key, value in (pq.read_schema(file).metadata or {}).items()}
    except (OSError, pa.ArrowInvalid) as error:
        raise _damaged(home) from error
    return Page(file, int(file.name[:6]), file.stem[7:], said.get("model", ""), int(said.get("decisions", "0")))


def _damaged(home: Home) -> RegisterError:
    return RegisterError(
        _("Buku nomor di folder {folder} rusak").format(folder=home.ledger),
        next_step=_("Pulihkan folder itu dari cadangan; tanpa buku ini orang dan keluarga mendapat nomor baru."),
    )


def read_ledger(con: duckdb.DuckDBPyConnection, home: Home, until: int | None = None) -> int:
    """Make the tables ``ledger_history`` (record_id, number, person_id, family_id: each file's words) and ``ledger``
    (record_id, person_id, family_id: the ids that each record was last given, also when it is gone).

    ``until`` leaves out the files with a greater number. Returns the number of the last file read, 0 for none.
    """
    kept = [page for page in pages(home) if until is None or page.number <= until]
    con.execute("""
        CREATE OR REPLACE TABLE ledger_history (record_id VARCHAR, number INTEGER, person_id VARCHAR, family_id VARCHAR)
    """)
    try:
        for page in kept:
            con.execute(
                "INSERT INTO ledger_history SELECT record_id, ?, person_id, family_id FROM read_parquet(?)",
                [page.number, str(page.file)],
            )
    except duckdb.Error as error:
        raise _damaged(home) from error
    con.execute("""
        CREATE OR REPLACE TABLE ledger AS
        SELECT record_id, arg_max(person_id, number) AS person_id, arg_max(family_id, number) AS family_id
        FROM ledger_history WHERE person_id IS NOT NULL GROUP BY record_id
    """)
    return kept[-1].number if kept else 0


def append_to_ledger(
    con: duckdb.DuckDBPyConnection, home: Home, release_id: str, work: Path, *, model: str = "", decisions: int = 0
) -> int:
    """Write down the ids that are new, changed or gone in this release; nothing when there are none.

    Returns the number of the ledger's last file: the ids of the release are the ledger's, read up to there.
    """
    number = max((page.number for page in pages(home)), default=0)
    changed = con.execute(_NEWS).to_arrow_table()
    if changed.num_rows == 0:
        return number
    told = {"release": release_id, "model": model, "decisions": str(decisions)}
    file = work / "ledger.parquet"
    pq.write_table(changed.cast(_SCHEMA).replace_schema_metadata(told), file, compression="zstd")
    put(file, home.ledger / f"{number + 1:06d}-{release_id}.parquet")
    return number + 1
