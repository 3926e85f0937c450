"""Keys by which who gives lies sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from padan.office.sealing import make_keys


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Any) -> None:
    settings.PADAN_KEY_FILE = tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
