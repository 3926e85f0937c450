"""What a decree is, and where it stands."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a decree does."""

    FIRST = "first"
    """It names the recipients of a round."""
    AMENDMENT = "amendment"
    """*Perubahan*: recipients who fell out are replaced; it names the decree that it changes."""
    WITHDRAWAL = "withdrawal"
    """*Pencabutan*: the decree that it names is no longer in force."""


class State(StrEnum):
    """Where a decree stands. A draft can be rewritten or dropped; what is sealed never changes."""

    DRAFT = "draft"
    SEALED = "sealed"


class Status(StrEnum):
    """What a sealed decree is worth today: follows from the decrees after it."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    """By another decree; a withdrawal is itself in force."""
