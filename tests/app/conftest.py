"""Commands on an empty register and on the small invented one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.app.app_kit import Padan

from padan.pipeline.home import Home


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
