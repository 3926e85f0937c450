"""What the weights of pairs are worth: the shipped calibration, bent by this register's own decisions."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import numpy as np
import pyarrow as pa

from padan.contracts.release import LINK
from padan.pipeline.decisions import Decision
from padan.pipeline.link.honest.answers import Told, told_of
from padan.pipeline.link.honest.calibration import Answers, Calibration, recalibrated, shipped
from padan.pipeline.link.honest.sample import stood_joined

_ANSWER = pa.schema(
    [("record_a", pa.string()), ("record_b", pa.string()), ("same", pa.bool_()), ("fraction", pa.float64()),
     ("band", pa.int64())]
)  # fmt: skip


def calibrate(con: duckdb.DuckDBPyConnection, decisions: Iterable[Decision] = ()) -> Calibration:
    """Give each pair of the table ``link`` its ``match_probability``, and say by which calibration."""
    calibration = recalibrated(shipped(), _answers(con, told_of(decisions)))
    link = con.execute("SELECT record_a, record_b, match_weight, joined FROM link").to_arrow_table()
    weight, joined = (link[name].to_numpy() for name in ("match_weight", "joined"))
    probability = np.round(calibration.probability(weight, joined), 6)
    con.register("calibrated", link.append_column("match_probability", pa.array(probability)))
    columns = ", ".join(LINK.names)
    con.execute(f"CREATE OR REPLACE TABLE link AS SELECT {columns} FROM calibrated ORDER BY record_a, record_b")
    con.unregister("calibrated")
    return calibration


def _answers(con: duckdb.DuckDBPyConnection, told: dict[tuple[str, str], Told]) -> Answers:
    """What people said of sampled pairs that are compared here, with their weights here."""
    rows = [dict(zip(_ANSWER.names, (*pair, *answer), strict=True)) for pair, answer in told.items()]
    con.register("answer", pa.Table.from_pylist(rows, schema=_ANSWER))
    found = con.execute("""
        SELECT l.match_weight, a.same, a.band, 1 / a.fraction AS sampling
        FROM answer a JOIN link l USING (record_a, record_b) ORDER BY record_a, record_b
    """).to_arrow_table()
    con.unregister("answer")
    weight, same, band, sampling = (column.to_numpy() for column in found.columns)
    return Answers(weight, same, stood_joined(band), sampling)
