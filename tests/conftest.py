"""What tests of many parts share: one small register, made once from invented files by the real steps, and the office
with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from padan.demo import invent
from padan.office.sealing import make_keys
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build

if TYPE_CHECKING:
    from padan.office.registry.models import Release

# How long one example takes tells of the machine, which others use too, not of the code.
hypothesis.settings.register_profile("padan", deadline=None)
hypothesis.settings.load_profile("padan")

# Two processes of tests share two cores: more threads in each would wait for one another. That their number does not
# matter is what tests say that choose it.
os.environ.setdefault("PADAN_THREADS", "1")

SMALL_FAMILIES = 150
SMALL_SEED = 5
SMALL_AS_OF = date(2026, 11, 21)
#: The property in which a test says how many combinations of address, role and area it asked for.
TRIED = "asked for"


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of a register of 150 invented families, received and released once. Tests only read it."""
    root = tmp_path_factory.mktemp("small-release")
    made = invent(root / "demo", families=SMALL_FAMILIES, seed=SMALL_SEED)
    home = Home(root / "home").make()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PADAN_THREADS", "2")
        with reading_desk(home) as desk:
            for path in sorted(made.paths):
                receive(home, Request(path, SMALL_AS_OF), desk=desk)
        build(home, SMALL_AS_OF)
    return home


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The office's database is a file as in use: one in memory has other locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("office") / "office.sqlite3")


@pytest.fixture(scope="session")
def office_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of every ``office_home``: what is sealed for one test is read in the next."""
    make_keys(keys := tmp_path_factory.mktemp("keys") / "office.keys")
    return keys


@pytest.fixture
def office_home(small_release: Home, office_keys: Path, tmp_path: Path, settings: Any) -> Path:
    """A home of the test's own with the small release in it."""
    home = tmp_path / "home"
    # Without the copies that other tests had pages read from: what is made of the release is made of this one.
    shutil.copytree(small_release.root, home, symlinks=True, ignore=shutil.ignore_patterns("pages"))
    settings.PADAN_HOME = home
    settings.PADAN_KEY_FILE = home / "office.keys"
    settings.PADAN_SECOND_FACTOR = False
    shutil.copy(office_keys, settings.PADAN_KEY_FILE)
    return home


class Kept:
    """The small release, taken in once for tests that follow one another: each is rolled back to where it is in
    force. Tests whose transactions are real, or who want no release, end that."""

    def __init__(self) -> None:
        self._ready: tuple[DjangoDbBlocker, Path, Path] | None = None
        self._around: transaction.Atomic | None = None

    def may_begin(self, blocker: DjangoDbBlocker, folder: Path, keys: Path) -> None:
        """From the next test on: the database is there, and so is the release."""
        self._ready = (blocker, folder, keys)

    def begin(self) -> None:
        if self._ready is None or self._around is not None:
            return
        blocker, folder, keys = self._ready
        with blocker.unblock(), override_settings(PADAN_HOME=folder.parent.parent, PADAN_KEY_FILE=keys):
            around = transaction.atomic()
            around.__enter__()
            self._around = around
            _taken_in(folder)

    def end(self) -> None:
        if self._ready is None or self._around is None:
            return
        with self._ready[0].unblock():
            transaction.set_rollback(True)
            self._around.__exit__(None, None, None)
        self._around = None


_KEPT = Kept()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture: what lies around a test must be there before the test's own transaction begins."""
    names = getattr(item, "fixturenames", ())
    if "release" in names and "transactional_db" not in names:
        _KEPT.begin()
    else:
        _KEPT.end()


@pytest.fixture
def release(
    db: None, office_home: Path, small_release: Home, office_keys: Path, django_db_blocker: DjangoDbBlocker
) -> Release:
    """The small release, in force."""
    # Here and not above: Spark's workers import this module, and have no Django.
    from padan.office.registry.models import Release

    _KEPT.may_begin(django_db_blocker, small_release.current_release(), office_keys)
    return Release.objects.first() or _taken_in(office_home / "releases" / "current")


def _taken_in(folder: Path) -> Release:
    from padan.office.registry.operations import offer, take_in

    now = timezone.now()
    return take_in(offer(folder, by=None, on=now), by=None, on=now, reason="uji")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The office's tables, and the one of the cache."""
    with django_db_blocker.unblock():
        call_command("createcachetable")
    yield
    _KEPT.end()


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


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option for a second run, on PostgreSQL."""
    told = "only tests that ask the office's database: on another one, the others would say the same again"
    parser.addoption("--of-the-database", action="store_true", help=told)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files with slow tests first: begun last, they would keep one process busy while the other has nothing to do."""
    if config.getoption("--of-the-database"):
        elsewhere = [item for item in items if not _asks_the_database(item)]
        items[:] = [item for item in items if _asks_the_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("journey")}
    items.sort(key=lambda item: item.path not in slow)


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "own_database", "tables_made"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many combinations of address, role and area were asked for."""
    told = {state: terminalreporter.getreports(state) for state in ("passed", "failed")}
    count = {
        state: sum(value for report in reports for name, value in report.user_properties if name == TRIED)
        for state, reports in told.items()
    }
    if any(count.values()):
        leaks = sum(any(name == TRIED for name, _ in report.user_properties) for report in told["failed"])
        terminalreporter.write_line(f"scope: {sum(count.values())} addresses × roles × areas, {leaks} leaks")
