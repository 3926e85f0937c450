"""The two files of a receipt as they grow, written beside the reading."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts import intake

#: Columns whose values hardly repeat: a dictionary of them costs time and saves nothing.
_DISTINCT = frozenset(
    ("record_id", "row", "name", "nik", "nik_digits", "nik_written", "kk", "kk_digits", "kk_written", "other")
)


class Writers:
    """Records and rejects below one folder. One chunk is written while the next one is read."""

    def __init__(self, records: pq.ParquetWriter, rejects: pq.ParquetWriter, pool: ThreadPoolExecutor) -> None:
        self._records = records
        self._rejects = rejects
        self._pool = pool
        self._pending: Future[None] | None = None

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Self]:
        """Open both below ``folder``; closed at the end whatever happens."""
        repeated = [name for name in intake.RECORD.names if name not in _DISTINCT]
        options = {"compression": "zstd", "compression_level": 1}
        with (
            pq.ParquetWriter(
                folder / "records.parquet", intake.RECORD.schema, use_dictionary=repeated, **options
            ) as records,
            pq.ParquetWriter(folder / "rejects.parquet", intake.REJECT.schema, **options) as rejects,
            ThreadPoolExecutor(1) as pool,
        ):
            yield cls(records, rejects, pool)

    def write(self, records: pa.Table, rejects: pa.Table) -> None:
        """Add a chunk to both; what went wrong with the chunk before is raised here."""
        self.settle()
        self._pending = self._pool.submit(self._write, records, rejects)

    def finish(self, footer: dict[bytes, bytes]) -> None:
        """Write the receipt into the footer of the records."""
        self.settle()
        self._records.add_key_value_metadata(footer)

    def settle(self) -> None:
        """Wait until everything handed over is written."""
        if self._pending is not None:
            self._pending.result()

    def _write(self, records: pa.Table, rejects: pa.Table) -> None:
        if records.num_rows:
            self._records.write_table(records, row_group_size=records.num_rows)
        if rejects.num_rows:
            self._rejects.write_table(rejects)
