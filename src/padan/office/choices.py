"""Values of an enumeration as the choices of a field. What people read is worded elsewhere."""

from __future__ import annotations

from enum import StrEnum


def choices_of(values: type[StrEnum]) -> list[tuple[str, str]]:
    """Each value, under its own name."""
    return [(value.value, value.value) for value in values]
