"""The office's database: a file of its own, or PostgreSQL where DATABASE_URL names it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file as in use: a database in memory has other locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("office") / "office.sqlite3")


@pytest.fixture
def unguarded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The trail without the triggers that refuse to empty it."""
    guard = import_module("padan.office.audit.migrations.0001_initial")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        guard.allow_changes(None, editor)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        guard.refuse_changes(None, editor)


@pytest.fixture
def committed(unguarded: None, transactional_db: None) -> None:
    """A database whose transactions are real: emptied afterwards, and only then guarded again."""
