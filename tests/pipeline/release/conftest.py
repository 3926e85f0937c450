"""Registers to build: received once, copied for each test."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.pipeline.release.release_kit import MEASURED, WELFARE, take_in

from padan.pipeline.home import Home
from padan.pipeline.release import build


@pytest.fixture(scope="session")
def received_once(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Home]:
    """Registers with one and with two lists received."""
    made = {}
    for lists in (1, 2):
        home = Home.at(tmp_path_factory.mktemp("received") / "home").make()
        for name, text in (("kes.csv", WELFARE), ("gizi.csv", MEASURED))[:lists]:
            take_in(home, name, text)
        made[lists] = home
    return made


@pytest.fixture
def home(received_once: dict[int, Home], tmp_path: Path) -> Home:
    """A register with one welfare list received."""
    shutil.copytree(received_once[1].root, tmp_path / "home")
    return Home.at(tmp_path / "home").make()


@pytest.fixture
def fuller(received_once: dict[int, Home], tmp_path: Path) -> Home:
    """The same with a measured village."""
    shutil.copytree(received_once[2].root, tmp_path / "home")
    return Home.at(tmp_path / "home").make()


@pytest.fixture(scope="session")
def released_once(received_once: dict[int, Home], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The register of one list with its release of the first of November."""
    root = tmp_path_factory.mktemp("released") / "home"
    shutil.copytree(received_once[1].root, root)
    build(Home.at(root), date(2026, 11, 1))
    return Home.at(root)


@pytest.fixture
def released(released_once: Home, tmp_path: Path) -> Home:
    """A register with a release, and a second list received since."""
    shutil.copytree(released_once.root, tmp_path / "home", symlinks=True)
    home = Home.at(tmp_path / "home")
    take_in(home, "gizi.csv", MEASURED)
    return home
