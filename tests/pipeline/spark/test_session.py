"""What is said when a session cannot be made."""

from __future__ import annotations

import pytest

from padan.kernel.errors import PadanError
from padan.pipeline.spark.session import open_session


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(PadanError, match="Java tidak ditemukan") as caught:
        open_session("local[1]")

    assert "Java 17" in str(caught.value.next_step)
