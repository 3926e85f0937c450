"""Texts inside queries mean themselves."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from padan.kernel.sql import quoted


@pytest.mark.parametrize("text", ["", "Siti", "Ma'ruf", "''", "'; DROP TABLE x; --", "a\nb", "\\"])
def test_a_quoted_text_is_read_as_it_is(text: str) -> None:
    assert duckdb.sql(f"SELECT {quoted(text)}").fetchone() == (text,)


def test_a_path_is_quoted_as_its_text() -> None:
    assert quoted(Path("/data/Ma'ruf/orang.parquet")) == "'/data/Ma''ruf/orang.parquet'"
