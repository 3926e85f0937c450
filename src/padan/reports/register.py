"""A release, opened for reading: every table of its contract a view of that name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts import release
from padan.contracts.stages import STANDARD
from padan.kernel.errors import RegisterError
from padan.kernel.sql import quoted
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.release import Manifest, read_manifest

Row = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """The release in force. Its tables are views in ``con``."""

    folder: Path
    manifest: Manifest
    con: duckdb.DuckDBPyConnection

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """The rows of a query, by column."""
        found = self.con.execute(sql, list(parameters))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def one(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query; None when there is none."""
        return next(iter(self.rows(sql, parameters)), None)


@contextmanager
def open_register(home: Home) -> Iterator[Register]:
    """Open the release in force; errors say what to run when there is none, or when it is damaged or foreign."""
    folder = home.current_release()
    manifest = read_manifest(folder)
    with engine.connect() as con:
        for table in (*release.TABLES, STANDARD):
            file = folder / f"{table.name}.parquet"
            try:
                table.check(pq.read_schema(file))
            except (OSError, pa.ArrowInvalid) as error:
                raise RegisterError(
                    _("Rilis {name} rusak: tabel {table} tidak terbaca").format(name=folder.name, table=table.name),
                    next_step=_("Hapus folder rilis itu, lalu jalankan `padan release` lagi."),
                ) from error
            con.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({quoted(file)})")
        yield Register(folder, manifest, con)
