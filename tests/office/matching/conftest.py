"""Keys by which who gives lies sealed."""

from __future__ import annotations

from tests.office.giving.conftest import keys

__all__ = ["keys"]
