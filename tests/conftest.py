"""What tests of many parts share: one small register, made once from invented files by the real steps, and the office
with it."""

from __future__ import annotations

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
from django.db import connection
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


@pytest.fixture
def office_home(small_release: Home, tmp_path: Path, settings: Any) -> Path:
    """A home of the test's own with the small release in it."""
    home = tmp_path / "home"
    # Without the copies that other tests had pages read from: what is made of the release is made of this one.
    shutil.copytree(small_release.root, home, symlinks=True, ignore=shutil.ignore_patterns("pages"))
    settings.PADAN_HOME = home
    settings.PADAN_KEY_FILE = home / "office.keys"
    settings.PADAN_SECOND_FACTOR = False
    make_keys(settings.PADAN_KEY_FILE)
    return home


@pytest.fixture
def release(db: None, office_home: Path) -> Release:
    """The small release, in force."""
    # Here and not above: Spark's workers import this module, and have no Django.
    from padan.office.registry.operations import offer, take_in

    now = timezone.now()
    offered = offer(office_home / "releases" / "current", by=None, on=now)
    return take_in(offered, by=None, on=now, reason="uji")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The office's tables, and the one of the cache."""
    with django_db_blocker.unblock():
        call_command("createcachetable")


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
