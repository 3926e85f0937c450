"""The office's database: a file of its own, or PostgreSQL where DATABASE_URL names it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


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
