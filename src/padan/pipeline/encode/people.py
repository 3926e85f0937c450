"""The people of a table in standard forms, before they are encoded: the rows and cells of :mod:`padan.pipeline.people`.

Which year it is comes from the caller, who has a sender's settings.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from padan.pipeline import engine
from padan.pipeline.engine import statements
from padan.pipeline.people import cells


def standard_people(table: pa.Table, *, today: date) -> pa.Table:
    """The people of ``table`` (``padan.pipeline.people.reading.COLUMNS``, text), row by row, in standard forms.

    ``today`` decides the century of a date that only the NIK tells. Raises as
    :func:`padan.pipeline.people.reading.check_people`.
    """
    with engine.connect() as con:
        con.register("given", cells.standard_people(table, today))
        return con.execute(statements(__package__, "standard")).to_arrow_table().combine_chunks()
