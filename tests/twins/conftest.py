"""A small invented regency, standardised: what the twins are held against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import duckdb
import pytest
from tests.pipeline.register_kit import register_engine

from padan.demo import invent
from padan.kernel.errors import UnreadableFileError
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.standardise import standardise

__all__ = ["register_engine", "sixty_families"]


@pytest.fixture(scope="session")
def sixty_families(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine with the tables of the first step for sixty families."""
    folder = tmp_path_factory.mktemp("sixty")
    home = Home.at(folder / "home").make()
    with reading_desk(home) as desk:
        for path in invent(folder, families=60, seed=3).paths:
            with suppress(UnreadableFileError):  # so few families leave some centre's month without a child
                receive(home, Request(path, received_at=date(2026, 11, 21)), desk=desk)
    with engine.connect() as con:
        standardise(con, sorted(home.records.glob("*.parquet")), "64.02")
        yield con
