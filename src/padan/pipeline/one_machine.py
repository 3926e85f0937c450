"""The engine's verbs on DuckDB alone, for tables that need not fit into memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.kernel.sql import quoted
from padan.pipeline.engine import PAIRS_AT_ONCE, ROW_GROUP, Frame, Held, Match, Work, connect

#: Bytes that a file's writer holds back, at most: rows of a table cut in pieces are megabytes each.
_GROUP_BYTES = 64 << 20

#: Rows that are read at once where a row holds a piece of another table.
_FEW = 16


@contextmanager
def one_machine(checkpoints: Path | None = None, parts: int = 1, memory: str | None = None) -> Iterator[OneMachine]:
    """An engine in a folder of its own below the system's for temporary files, removed at the end.

    ``memory``: see :func:`padan.pipeline.engine.connect`; the others: see :class:`OneMachine`.
    """
    with TemporaryDirectory(prefix="padan-") as name, connect(Path(name, "spill"), memory) as con:
        yield OneMachine(con, Path(name), checkpoints, parts)


class OneMachine:
    """:class:`padan.pipeline.engine.Engine` on DuckDB: a query is a view, what a step makes is a file.

    Nothing is held in memory but what DuckDB holds, up to its limit, one part of a step, and rows that are matched.
    ``folder`` is where the files of this run lie, for the caller to remove; ``checkpoints`` one for what :meth:`kept`
    keeps for later runs. A step with a key has ``parts`` parts, done one after the other.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, folder: Path, checkpoints: Path | None = None, parts: int = 1
    ) -> None:
        self._con = con
        self._folder = folder
        self._checkpoints = checkpoints
        self._parts = parts
        self._made = 0
        self._files: dict[str, Path] = {}

    def _name(self) -> str:
        self._made += 1
        return f"frame_{self._made}"

    def _file(self) -> Path:
        return self._folder / f"{self._name()}.parquet"

    def _view(self, query: str) -> str:
        name = self._name()
        self._con.execute(f"CREATE TEMP VIEW {name} AS {query}")
        return name

    def _view_of(self, file: Path) -> str:
        name = self._view(f"SELECT * FROM {_parquet(file)}")
        self._files[name] = file
        return name

    def read(self, path: str) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        if not Path(path).is_dir():
            return self._view_of(Path(path))
        return self._view(f"SELECT * FROM {_parquet(Path(path, '*.parquet'))}")

    def table(self, table: pa.Table) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        file = self._file()
        _store(file, table.schema, table.to_batches())
        return self._view_of(file)

    def sql(self, query: str, **frames: Frame) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self._view(query.format(**frames))

    def step(self, frame: Frame, work: Work, out: pa.Schema, by: str | None = None) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        file = self._file()
        with TemporaryDirectory(prefix="parts-", dir=self._folder) as name:
            whole = self._files.get(frame) or self._copy(frame, Path(name, "whole.parquet"))
            parts = [whole] if by is None or self._parts == 1 else self._parted(whole, by, Path(name))
            _store(file, out, (batch for part in parts for batch in work(_batches(part))))
        return self._view_of(file)

    def matched(self, pairs: Frame, rows: Frame, held: Held, work: Match, out: pa.Schema) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`. The rows are held in memory whole: both sides of every pair beside
        each other are a hundred times their bytes."""
        file = self._file()
        found = self._con.execute(f"SELECT * FROM {rows} ORDER BY n").to_arrow_table()
        if not np.array_equal(found["n"].to_numpy(), np.arange(len(found))):
            raise RuntimeError("rows that are matched are numbered from 0 on")
        compared = held(found.drop_columns(["n"]))
        del found
        with TemporaryDirectory(prefix="parts-", dir=self._folder) as name:
            whole = self._files.get(pairs) or self._copy(pairs, Path(name, "pairs.parquet"))
            _store(file, out, (made for batch in _batches(whole) for made in _match(batch, compared, work)))
        return self._view_of(file)

    def _copy(self, frame: Frame, file: Path) -> Path:
        """The frame as a file. DuckDB's own reader of results holds them whole where rows are large."""
        pieces = any(row[1] == "BLOB" for row in self._con.execute(f"DESCRIBE {frame}").fetchall())
        # Only in no order does DuckDB cut row groups by bytes, and pieces of tables are in none.
        self._con.execute(f"SET preserve_insertion_order = {not pieces}")
        cut = f"ROW_GROUP_SIZE_BYTES {_GROUP_BYTES}" if pieces else f"ROW_GROUP_SIZE {ROW_GROUP}"
        self._con.execute(f"COPY (FROM {frame}) TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd, {cut})")
        self._con.execute("SET preserve_insertion_order = true")
        return file

    def _parted(self, whole: Path, by: str, folder: Path) -> list[Path]:
        """A file as one for each part."""
        place = self._copy(
            self._view(f"SELECT (hash({by}) % {self._parts})::INTEGER AS part_of FROM {_parquet(whole)}"),
            folder / "place.parquet",
        )
        part_of = pq.read_table(place)["part_of"].combine_chunks()
        schema = pq.read_schema(whole)
        files = [folder / f"part-{part}.parquet" for part in range(self._parts)]
        first = 0
        with ExitStack() as open_files:
            writers = [
                open_files.enter_context(_RowGroups(file, schema, _GROUP_BYTES // self._parts)) for file in files
            ]
            for batch in _batches(whole):
                parts = part_of.slice(first, batch.num_rows)
                first += batch.num_rows
                for part in pc.unique(parts).to_pylist():
                    writers[part].add(batch.filter(pc.equal(parts, part)))
        return files

    def number(self, frame: Frame, order: str) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self.sql(
            f"SELECT *, (row_number() OVER (ORDER BY {order}) - 1)::INTEGER AS n FROM {{frame}}", frame=frame
        )

    def kept(self, name: str, make: Callable[[], Frame]) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        file = (self._checkpoints or self._folder) / name / "part-0.parquet"
        if not file.is_file():
            self.write(make(), str(file.parent))
        return self._view_of(file)

    def collect(self, frame: Frame) -> pa.Table:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self._con.execute(f"SELECT * FROM {frame}").to_arrow_table()

    def write(self, frame: Frame, path: str) -> None:
        """See :class:`padan.pipeline.engine.Engine`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / ".part-0.parquet"
        if frame in self._files:
            shutil.copyfile(self._files[frame], beside)
        else:
            self._copy(frame, beside)
        beside.replace(folder / "part-0.parquet")


def _match(batch: pa.RecordBatch, compared: Any, work: Match) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, PAIRS_AT_ONCE):
        some = batch.slice(start, PAIRS_AT_ONCE)
        left, right = (some[side].to_numpy().astype(np.int64) for side in "lr")
        yield from work(compared, left, right, some)


def _parquet(path: Path) -> str:
    return f"read_parquet({quoted(path)}, hive_partitioning := false)"


def _batches(file: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(file) as whole:
        pieces = any(pa.types.is_binary(field.type) for field in whole.schema_arrow)
        yield from whole.iter_batches(_FEW if pieces else ROW_GROUP)


def _store(file: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    with _RowGroups(file, schema, _GROUP_BYTES) as sink:
        for batch in batches:
            sink.add(batch)


class _RowGroups:
    """A Parquet file whose row groups are cut by rows, and by bytes where rows are large."""

    def __init__(self, file: Path, schema: pa.Schema, most_bytes: int) -> None:
        self._writer = pq.ParquetWriter(file, schema, compression="zstd", compression_level=1)
        self._schema = schema
        self._most_bytes = most_bytes
        self._held: list[pa.RecordBatch] = []
        self._rows = 0
        self._bytes = 0

    def __enter__(self) -> _RowGroups:
        return self

    def __exit__(self, *_error: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, batch: pa.RecordBatch) -> None:
        self._held.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= ROW_GROUP or self._bytes >= self._most_bytes:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held, self._schema), row_group_size=ROW_GROUP)
        self._held, self._rows, self._bytes = [], 0, 0
