"""The step ``standardise`` on parts of the records, each with the neighbours that the step looks at.

What a record becomes depends on itself, on its family in its list, on who else bears its numbers, and on the rows
of its parents or its child. A part holds whole families; of the others it is lent what decides: of a number that many
bear one record for each different bearer, of parents and children their rows. Then the very step of one machine runs
on the part, and of its answer the part's own records are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts import intake
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.engine import Engine, Frame, connect
from padan.pipeline.spark.parcels import PARCEL, open_parcels, pack
from padan.pipeline.standardise import standardise

#: The tables that the step makes of each record and that later steps read; ``{own}`` keeps a part's own records.
#: ``n`` is left out of ``standard``: records are numbered over all parts.
_MADE = {
    "standard": "SELECT * EXCLUDE (n) FROM standard WHERE {own}",
    "place": "SELECT * FROM place WHERE {own}",
    "named": "SELECT * FROM named WHERE {own}",
    "parents": "SELECT * FROM parents WHERE {own}",
    # A parent in a child's row belongs to the child's record; one with a row of its own to that row.
    "mention": """
        SELECT * FROM mention WHERE coalesce(child_record_id, record_id) IN (SELECT record_id FROM own_record)
    """,
}
_OWN = "record_id IN (SELECT record_id FROM own_record)"

#: The family of a record in its list, as ``standardise/families.sql`` has it: families stay whole. ``crowded_kk`` is
#: there when the family card is borne by too many. :func:`_check_families` finds out when the two differ.
_HOME = r"""
    CASE WHEN source = 'krs' THEN regexp_replace(record_id, '\.[^.]+$', '')
         WHEN new_family IS NOT NULL THEN source || '|' || new_family
         WHEN anchor IS NOT NULL THEN record_id
         ELSE coalesce(receipt_id || '|' || coalesce(CASE WHEN crowded_kk IS NULL THEN kk END, family_ref, CASE
             WHEN kk_quality IN ('last_digit_lost', 'malformed', 'temporary') AND length(kk_written) >= 12
             THEN kk_written END), record_id) END
"""

#: As in ``standardise/numbers.sql``: a card of more bearers than this is nobody's; a NIK of as many birth dates.
#: A part is lent one bearer more than a card may have, so the step there comes to the same.
_MOST_ON_CARD = 60
_DATES_OF_NIK = 4

_PLACED = pa.schema([*intake.RECORD.schema, ("home", pa.string()), ("part", pa.int32()), ("own", pa.bool_())])


@dataclass(frozen=True, slots=True)
class Standard:
    """The frames of the step: ``standard`` is numbered, ``intake`` holds all records."""

    intake: Frame
    standard: Frame
    mention: Frame
    place: Frame
    named: Frame
    parents: Frame


def standardise_all(engine: Engine, records: Frame, within: str | None, parts: int) -> Standard:
    """Standardise the records in ``parts`` parts. ``within``: the regency that is meant where a row names none."""
    placed = engine.kept("placed", lambda: _placed(engine, records, parts))
    lent = engine.kept("lent", lambda: _lent(engine, placed))
    names = ", ".join(f"p.{name}" for name in intake.RECORD.names)
    to_do = engine.sql(
        f"""SELECT {names}, p.home, p.part, p.own FROM {{placed}} p
            UNION ALL SELECT {names}, p.home, l.part, false AS own FROM {{lent}} l JOIN {{placed}} p
                ON p.record_id = l.record_id""",
        placed=placed,
        lent=lent,
    )
    made = engine.kept(
        "standardised", lambda: engine.step(to_do, partial(standardise_part, within=within), PARCEL, by="part")
    )
    standard = engine.kept(
        "standard",
        lambda: engine.number(open_parcels(engine, made, "standard", made_schemas()["standard"]), "record_id"),
    )
    opened = {name: open_parcels(engine, made, name, made_schemas()[name]) for name in _MADE if name != "standard"}
    return Standard(intake=placed, standard=standard, **opened)


def _placed(engine: Engine, records: Frame, parts: int) -> Frame:
    """The records with their family's name, the part where the family is and ``own``, true."""
    crowded = engine.sql(
        f"""SELECT kk AS crowded_kk FROM (SELECT DISTINCT kk, nik, birth_date FROM {{records}} WHERE kk IS NOT NULL)
            bearers GROUP BY kk HAVING count(*) > {_MOST_ON_CARD}""",
        records=records,
    )
    names = ", ".join(f"r.{name}" for name in intake.RECORD.names)
    with_crowded = engine.sql(
        f"SELECT {names}, c.crowded_kk FROM {{records}} r LEFT JOIN {{crowded}} c ON c.crowded_kk = r.kk",
        records=records,
        crowded=crowded,
    )
    return engine.step(with_crowded, partial(_place, parts=parts), _PLACED)


def _place(batches: Iterable[pa.RecordBatch], parts: int) -> Iterator[pa.RecordBatch]:
    with connect() as con:
        for batch in batches:
            con.register("arrived", pa.Table.from_batches([batch]))
            found = con.execute(f"""
                SELECT * EXCLUDE (crowded_kk), (hash(home) % {parts})::INTEGER AS part, true AS own
                FROM (SELECT *, {_HOME} AS home FROM arrived)
            """).to_arrow_table()
            yield from found.cast(_PLACED).to_batches()


def _lent(engine: Engine, placed: Frame) -> Frame:
    """Which records (record_id) a part is lent beside its own."""
    keys = "record_id, part, nik, kk, birth_date, source, local_id, child_ref"
    narrow = engine.sql(f"SELECT {keys} FROM {{placed}}", placed=placed)
    lenders = (_BEARERS_OF_NIK, _BEARERS_OF_CARD, _PARENTS_OF_CHILD, _CHILD_OF_PARENT)
    found = [engine.sql(query, r=narrow) for query in lenders]
    union = " UNION ".join(f"SELECT part, record_id FROM {{q{place}}}" for place in range(len(found)))
    all_ = engine.sql(union, **{f"q{place}": frame for place, frame in enumerate(found)})
    return engine.sql(
        """SELECT l.part, l.record_id FROM {lent} l LEFT JOIN {r} r ON r.record_id = l.record_id AND r.part = l.part
           WHERE r.record_id IS NULL""",
        lent=all_,
        r=narrow,
    )


#: Whose the number is depends on the number and the birth date alone, so one record for each date will do.
_BEARERS_OF_NIK = f"""
    SELECT n.part, b.record_id FROM (SELECT DISTINCT part, nik FROM {{r}} WHERE nik IS NOT NULL) n
    JOIN (
        SELECT nik, min(record_id) AS record_id FROM {{r}} WHERE nik IS NOT NULL AND birth_date IS NOT NULL
        GROUP BY nik, birth_date
    ) b ON b.nik = n.nik
    JOIN (
        SELECT nik FROM (SELECT DISTINCT nik, birth_date FROM {{r}} WHERE nik IS NOT NULL AND birth_date IS NOT NULL)
        d GROUP BY nik HAVING count(*) >= {_DATES_OF_NIK}
    ) c ON c.nik = n.nik
"""
_BEARERS_OF_CARD = f"""
    SELECT n.part, b.record_id FROM (SELECT DISTINCT part, kk FROM {{r}} WHERE kk IS NOT NULL) n
    JOIN (
        SELECT kk, record_id, row_number() OVER (PARTITION BY kk ORDER BY record_id) AS place FROM (
            SELECT kk, min(record_id) AS record_id FROM {{r}} WHERE kk IS NOT NULL GROUP BY kk, nik, birth_date
        ) bearers
    ) b ON b.kk = n.kk
    JOIN (
        SELECT kk FROM (SELECT DISTINCT kk, nik, birth_date FROM {{r}} WHERE kk IS NOT NULL) d
        GROUP BY kk HAVING count(*) > {_MOST_ON_CARD}
    ) c ON c.kk = n.kk
    WHERE b.place <= {_MOST_ON_CARD} + 1
"""
_PARENTS_OF_CHILD = """
    SELECT DISTINCT c.part, p.record_id FROM {r} p JOIN {r} c ON c.source = p.source AND c.local_id = p.child_ref
"""
_CHILD_OF_PARENT = """
    SELECT DISTINCT p.part, c.record_id FROM {r} p JOIN {r} c ON c.source = p.source AND c.local_id = p.child_ref
"""


def standardise_part(batches: Iterable[pa.RecordBatch], within: str | None) -> Iterator[pa.RecordBatch]:
    """One part's records as parcels of what the step makes of them."""
    with TemporaryDirectory(prefix="padan-") as folder:
        arrived = Path(folder, "arrived.parquet")
        if not _store(batches, arrived):
            return
        with connect(spill=Path(folder, "spill")) as con:
            _run(con, arrived, within)
            _check_families(con)
            for name, query in _MADE.items():
                yield from pack(name, con.execute(query.format(own=_OWN)).to_arrow_table())


def _store(batches: Iterable[pa.RecordBatch], file: Path) -> int:
    rows = 0
    with pq.ParquetWriter(file, _PLACED, compression="lz4") as writer:
        for batch in batches:
            writer.write_table(pa.Table.from_batches([batch]).cast(_PLACED))
            rows += batch.num_rows
    return rows


def _run(con: duckdb.DuckDBPyConnection, arrived: Path, within: str | None) -> None:
    """The step over the part; a record that two families of the part were lent stands in it once."""
    once = arrived.with_name("records.parquet")
    con.execute(f"""
        CREATE TABLE own_record AS SELECT record_id, home FROM read_parquet('{arrived}') WHERE own
    """)
    con.execute(f"""
        COPY (
            SELECT * EXCLUDE (home, part, own) FROM read_parquet('{arrived}')
            QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY own DESC) = 1
        ) TO '{once}' (FORMAT parquet, COMPRESSION lz4)
    """)
    standardise(con, [once], within)


def _check_families(con: duckdb.DuckDBPyConnection) -> None:
    """An error when the step sees another family than the parts were made by: its answer would differ."""
    torn = con.execute("""
        SELECT s.record_id FROM standard s JOIN own_record o USING (record_id)
        WHERE s.family_key IS NOT NULL AND s.family_key <> o.home LIMIT 1
    """).fetchall()
    if torn:
        raise RegisterError(
            _("Bagian-bagian data memecah keluarga catatan {record}").format(record=torn[0][0]),
            next_step=_("Ini kesalahan program: laporkan dengan nomor catatan itu."),
        )


@cache
def made_schemas() -> dict[str, pa.Schema]:
    """The schemas of the tables that the step makes, without ``n``: those of the step over no record."""
    with TemporaryDirectory(prefix="padan-") as folder, connect() as con:
        empty = Path(folder, "empty.parquet")
        pq.write_table(_PLACED.empty_table(), empty)
        _run(con, empty, None)
        return {name: con.execute(sql.format(own=_OWN)).to_arrow_table().schema for name, sql in _MADE.items()}
