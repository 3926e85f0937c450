"""Commands on an empty register and on the small invented one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.app.app_kit import Padan

from padan.pipeline.home import Home


@pytest.fixture(autouse=True)
def _plain_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("PADAN_LANG", raising=False)
    monkeypatch.delenv("PADAN_HOME", raising=False)


@pytest.fixture
def padan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Padan:
    """Commands on an empty register."""
    return Padan(tmp_path / "padan-home", capsys)


@pytest.fixture
def small(small_release: Home, capsys: pytest.CaptureFixture[str]) -> Padan:
    """Commands on the small invented register, which they only read."""
    return Padan(small_release.root, capsys)


@pytest.fixture
def small_current(small_release: Home) -> Path:
    """The folder of the small register's release."""
    return small_release.current_release()


@pytest.fixture
def own_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For commands as processes: where the tests run on PostgreSQL, a new database there, as a new home has one."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield
        return
    name = f"padan_{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name}")
        monkeypatch.setenv("DATABASE_URL", f"{server.rpartition('/')[0]}/{name}")
        yield
        asked.execute(f"DROP DATABASE {name} WITH (FORCE)")
