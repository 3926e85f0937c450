"""One engine for all tests that receive files: making one takes longer than most of the files."""

from __future__ import annotations

from tests.pipeline.receive.receive_fixtures import desk, inbox

__all__ = ["desk", "inbox"]
