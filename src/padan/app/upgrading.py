"""Bringing the office's tables to the form that this version of Padan knows, with people's data in them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _

#: Where the copy of a database of SQLite lies while its tables are changed, and after a change that failed.
COPY: Final = "office-before.sqlite3"
#: The lock of PostgreSQL that one who changes tables holds: any number that nobody else takes.
_LOCK: Final = 640_213_1008
#: Readers wait behind a change that waits for a lock; so long, and then the change gives up.
_WAIT: Final = "20s"


def pending() -> int:
    """How many changes of tables have not been made yet."""
    return len(_plan(MigrationExecutor(connection)))


def upgrade(home: Path) -> None:
    """Make all changes of tables that have not been made yet; one process at a time, each change whole or not at all.

    RegisterError where the database is of a newer version, where another process is at it, and where a change failed;
    of SQLite there is then a copy (:data:`COPY`) of the file as it was before.
    """
    _check_not_newer()
    if not pending():
        return
    with _alone():
        copy = _copied(home)
        try:
            call_command("migrate", verbosity=0)
        except Exception as error:
            raise _failed(error, copy) from error
        if copy is not None:
            copy.unlink()


def _plan(executor: MigrationExecutor) -> list[Any]:
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _check_not_newer() -> None:
    """A program that is older than the tables would write into them what the newer one cannot read."""
    loader = MigrationExecutor(connection).loader
    strange = sorted(".".join(key) for key in loader.applied_migrations if key not in loader.disk_migrations
                     and key[0] in loader.migrated_apps)  # fmt: skip
    if strange:
        raise RegisterError(
            _("Basis data ini sudah diubah oleh Padan yang lebih baru ({changes})").format(changes=", ".join(strange)),
            next_step=_("Pasang lagi versi yang baru itu, atau pulihkan cadangan basis data dari sebelumnya."),
        )


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield  # a change of SQLite's takes the whole file, and who comes second finds it made
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_WAIT}'")
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        except DatabaseError as error:
            raise RegisterError(
                _("Proses lain sedang mengubah tabel basis data ini"),
                next_step=_("Tunggu sampai selesai, lalu ulangi."),
            ) from error
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
            cursor.execute("RESET lock_timeout")


def _copied(home: Path) -> Path | None:
    """A copy of a file of SQLite that holds something."""
    if connection.vendor != "sqlite" or "audit_entry" not in connection.introspection.table_names():
        return None
    copy = home / COPY
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(copy)) as into:
        connection.connection.backup(into)
    return copy


def _failed(error: Exception, copy: Path | None) -> RegisterError:
    next_step = _("Perubahan itu sudah dibatalkan. Jalankan lagi; bila tetap gagal, pasang versi sebelumnya.")
    if copy is not None:
        next_step += " " + _("Basis data seperti semula ada di {file}.").format(file=copy)
    what = _("Perubahan tabel basis data gagal: {reason}")
    return RegisterError(what.format(reason=str(error).partition("\n")[0]), next_step=next_step)
