"""From the records as received to records that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from padan.contracts import stages
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.engine import statements
from padan.pipeline.receive.records import load_records
from padan.pipeline.sources import readers
from padan.pipeline.standardise.names import standard_names
from padan.pipeline.standardise.parents import make_parents
from padan.pipeline.standardise.places import settle_places


@dataclass(frozen=True, slots=True)
class Standardised:
    """How many records and mentions were made."""

    records: int
    mentions: int


def standardise(con: duckdb.DuckDBPyConnection, files: Sequence[Path], within: str | None) -> Standardised:
    """Make the tables ``intake``, ``place``, ``standard`` and ``mention`` from the files of records.

    ``standard`` and ``mention`` are as the contracts of their names say. ``within``: the regency that is
    meant where a row names none.
    """
    _take_in(con, files)
    settle_places(con, within)
    _name_people(con)
    make_parents(con)
    _name_parents(con)
    con.register("one_row_lists", _one_row_lists())
    for step in ("numbers", "families", "standard", "mentions"):
        con.execute(statements(__package__, step))
    con.unregister("one_row_lists")
    for table, contract in (("standard", stages.STANDARD), ("mention", stages.MENTION)):
        contract.check(con.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema)
    counts = con.execute("SELECT (SELECT count(*) FROM standard), (SELECT count(*) FROM mention)").fetchall()[0]
    return Standardised(*counts)


def _take_in(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """The table ``intake``: every record of the files."""
    try:
        load_records(con, "intake", files)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise RegisterError(
            _("Berkas catatan {file} rusak").format(file=_first_damaged(con, files).name),
            next_step=_("Hapus berkas itu dan terima lagi berkas aslinya dari folder received."),
        ) from error


def _first_damaged(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> Path:
    for file in files[:-1]:
        try:
            con.execute("SELECT sum(hash(whole)) FROM read_parquet(?) AS whole", [str(file)])
        except duckdb.Error:
            return file
    return files[-1]


def _one_row_lists() -> pa.Table:
    kinds = [reader.source.kind for reader in readers() if reader.source.one_row_per_person]
    return pa.table({"source": pa.array(kinds, pa.string())})


def _name_people(con: duckdb.DuckDBPyConnection) -> None:
    """The table ``named``: each record's own name in its standard forms."""
    found = con.sql("SELECT record_id, name, sex, parents_written FROM intake").to_arrow_table()
    names = standard_names(found.column("name"))
    table = pa.table(
        {
            "record_id": found.column("record_id"),
            "sex": found.column("sex"),
            "parents_written": found.column("parents_written"),
            "name": names.name,
            "sound": names.sound,
            "infant": names.infant,
            "mother_of_infant": names.mother_of_infant,
            "father_hint": names.father_hint,
        }
    )
    con.register("named_arrow", table)
    con.execute("CREATE OR REPLACE TEMP TABLE named AS SELECT * FROM named_arrow")
    con.unregister("named_arrow")


def _name_parents(con: duckdb.DuckDBPyConnection) -> None:
    """The table ``parents_named``: the parents that each record names, in their standard forms."""
    found = con.sql("""
        SELECT i.record_id,
            coalesce(i.mother_name, p.mother_name, n.mother_of_infant, own.mother) AS mother_written,
            coalesce(i.father_name, p.father_name, n.father_hint, own.father) AS father_written
        FROM intake i JOIN named n USING (record_id) LEFT JOIN parents p USING (record_id)
        LEFT JOIN (
            -- Parents who have a row of their own, which points to the child.
            SELECT source, child_ref, any_value(name ORDER BY record_id) FILTER (role = 'mother') AS mother,
                any_value(name ORDER BY record_id) FILTER (role = 'father') AS father
            FROM intake WHERE child_ref IS NOT NULL GROUP BY source, child_ref
        ) own ON own.source = i.source AND own.child_ref = i.local_id AND i.name IS NOT NULL
        WHERE mother_written IS NOT NULL OR father_written IS NOT NULL
    """).to_arrow_table()
    mother, father = (standard_names(found.column(f"{parent}_written")) for parent in ("mother", "father"))
    table = found.append_column("mother_name", mother.name).append_column("mother", mother.sound)
    table = table.append_column("father_name", father.name).append_column("father", father.sound)
    con.register("parents_arrow", table)
    con.execute("CREATE OR REPLACE TEMP TABLE parents_named AS SELECT * FROM parents_arrow")
    con.unregister("parents_arrow")
