"""A register in an engine of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pipeline.register_kit import Register

from padan.pipeline import engine


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An empty register."""
    with engine.connect() as con:
        yield Register(con, tmp_path)
