"""An engine and an inbox, for the tests of sources and of receiving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.pipeline.receive.receive_kit import Inbox

from padan.pipeline.home import Home
from padan.pipeline.receive import reading_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine ready to read files."""
    with reading_desk(Home(tmp_path_factory.mktemp("desk") / "home")) as con:
        yield con


@pytest.fixture
def inbox(tmp_path: Path, desk: duckdb.DuckDBPyConnection) -> Inbox:
    """A register of its own, empty."""
    return Inbox(tmp_path, desk)
