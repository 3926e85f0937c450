"""A register with its first release, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.pipeline.answers.answers_kit import released, village_list

from padan.pipeline.home import Home


@pytest.fixture(scope="session")
def known_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The register of the village's list of the first of October, released."""
    home = Home.at(tmp_path_factory.mktemp("known") / "home").make()
    village_list(home, "oktober.csv", "2026-10-01")
    released(home)
    return home


@pytest.fixture
def known(known_once: Home, tmp_path: Path) -> Home:
    """A copy to change."""
    shutil.copytree(known_once.root, tmp_path / "home", symlinks=True)
    return Home.at(tmp_path / "home")
