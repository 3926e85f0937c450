"""What answers say by their anchors: the row is the person of the record that it names.

Not a second store: the anchors stand in the records that were received, and are read from there for each build.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import duckdb

from padan.kernel.texts import _
from padan.pipeline.decisions.decision import SAME, Decision


def anchored(con: duckdb.DuckDBPyConnection, table: str) -> tuple[Decision, ...]:
    """The decisions "same" of the answers in ``table`` (record_id, anchor, answer, decided_by, decided_on), by day and
    record. They come before all that people decided of pairs: who judges a pair with an answer saw the answer."""
    rows = con.execute(f"""
        SELECT record_id, anchor, answer, decided_by, decided_on FROM {table}
        WHERE anchor <> record_id ORDER BY decided_on, record_id
    """).fetchall()
    return tuple(_same(*row) for row in rows)


def _same(record: str, anchor: str, answer: str, by: str, on: date) -> Decision:
    moment = datetime.combine(on, time(), UTC)
    return Decision.about(record, anchor, SAME, by=by, on=moment, reason=_("jawaban {number}").format(number=answer))
