"""One connection with the macros for the whole folder: they keep nothing."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from padan.pipeline.cells import install


@pytest.fixture(scope="session")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        install(connection)
        yield connection
