"""What tests of many parts share: one small register, made once from invented files by the real steps."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from padan.demo import invent
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build

SMALL_FAMILIES = 150
SMALL_SEED = 5
SMALL_AS_OF = date(2026, 11, 21)


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
