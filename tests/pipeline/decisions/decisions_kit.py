"""Decisions in few words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from padan.pipeline.decisions import Decision

ON = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def said(one: str, other: str, verdict: str, **changes: Any) -> Decision:
    """Somebody's word on two records."""
    return Decision.about(one, other, verdict, **{"by": "Ani", "on": ON, "reason": "KK sama", **changes})
