"""Commands on an empty register and on the small invented one."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from tests.app.app_kit import Padan

from padan.pipeline.home import Home

_MAKE_TABLES = """
import sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
"""
#: The home of an office that nobody used yet, and the environment of its commands.
MadeTables = tuple[Path, dict[str, str]]


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
    with _database() as told:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def tables_made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeTables]:
    """An office that nobody used yet, its tables made. Only to be copied, by :func:`with_tables`: that
    takes no time where to make them takes seconds."""
    home = tmp_path_factory.mktemp("tables") / "padan-home"
    with _database() as told:
        command = [sys.executable, "-c", _MAKE_TABLES, str(home)]
        subprocess.run(command, env={**os.environ, **told}, check=True, capture_output=True)
        yield home, told


@contextmanager
def with_tables(made: MadeTables, home: Path) -> Iterator[dict[str, str]]:
    """An office with its tables in ``home``, as long as this lasts: the environment of its commands."""
    shutil.copytree(made[0], home)
    with _database(made[1].get("DATABASE_URL", "")) as told:
        yield told


@contextmanager
def _database(like: str = "") -> Iterator[dict[str, str]]:
    """The environment of commands that have a database of their own as long as this lasts, empty or a copy: empty
    where the tests run on SQLite, whose file lies in the home."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield {}
        return
    name = f"padan_{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2] or 'template1'}")
        yield {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        asked.execute(f"DROP DATABASE {name} WITH (FORCE)")
