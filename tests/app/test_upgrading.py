"""Tables are changed under a full database: nothing is lost, and what fails changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from padan.app import upgrading
from padan.app.upgrading import COPY, pending, upgrade
from padan.kernel.errors import RegisterError
from padan.office.audit import queries as audit
from padan.office.registry.models import Person, Release

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("padan.office."))
LATER = import_module("padan.office.audit.migrations.0002_reading").Migration


@pytest.fixture
def full(committed: None, release: Release, office_home: Path) -> Path:
    """The home of an office with a register in it."""
    return office_home


def counts() -> dict[str, int]:
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model.objects.count() for model in models}


def back(label: str, name: str) -> None:
    MigrationExecutor(connection).migrate([(label, name)])


def shape() -> dict[str, list[str]]:
    """Each table with its columns and indexes."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [str(column.name) for column in connection.introspection.get_table_description(cursor, table)]
            found[table] = sorted(columns) + sorted(connection.introspection.get_constraints(cursor, table))
        return found


def test_every_change_of_tables_goes_back_and_forth_under_a_full_database(full: Path) -> None:
    before, tables = counts(), shape()
    assert before["Person"] > 400
    assert before["Entry"] > 0
    for label in OURS:
        back(label, "0001_initial")
    assert pending() > 0
    upgrade(full)
    assert (counts(), shape(), pending()) == (before, tables, 0)
    assert not audit.broken()
    assert not (full / COPY).exists()


def test_what_fails_half_way_changes_nothing(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back("audit", "0001_initial")
    before, tables = counts(), shape()

    def fail(*_: Any) -> None:
        Person.objects.all().delete()
        raise ValueError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(LATER, "operations", [*LATER.operations, migrations.RunPython(fail)])
        with pytest.raises(RegisterError, match="the disk is full") as told:
            upgrade(full)
    assert (counts(), shape(), pending()) == (before, tables, 1)
    copied = connection.vendor == "sqlite"
    assert ((full / COPY).exists(), COPY in str(told.value)) == (copied, copied)
    if copied:
        assert (full / COPY).stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(full / COPY)) as copy:
            assert copy.execute("SELECT count(*) FROM registry_person").fetchone() == (before["Person"],)
    upgrade(full)
    assert (counts(), pending(), (full / COPY).exists()) == (before, 0, False)


def test_tables_of_a_newer_version_are_left_alone(full: Path) -> None:
    MigrationRecorder(connection).record_applied("registry", "0099_of_next_year")
    try:
        with pytest.raises(RegisterError, match=r"registry\.0099_of_next_year"):
            upgrade(full)
    finally:
        MigrationRecorder(connection).record_unapplied("registry", "0099_of_next_year")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks its file by itself")
def test_only_one_process_changes_tables(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back("audit", "0001_initial")
    monkeypatch.setattr(upgrading, "_WAIT", "200ms")
    given = connection.get_connection_params()
    kept = {name: given[name] for name in ("dbname", "user", "host", "port") if given.get(name)}
    with psycopg.connect(**kept) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [upgrading._LOCK])
        with pytest.raises(RegisterError, match="Proses lain"):
            upgrade(full)
    upgrade(full)
    assert pending() == 0


def test_where_nothing_is_to_be_done_nothing_is_done(full: Path) -> None:
    tables = shape()
    upgrade(full)
    assert (shape(), list(full.glob(COPY))) == (tables, [])
