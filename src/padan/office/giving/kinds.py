"""In which terms something is pledged, and what is done to a pledge."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """In which terms something is pledged."""

    MONEY = "money"
    """Money's worth: what it buys is bought by the giver or its supplier, no cash is paid in."""
    GOODS = "goods"
    SERVICE = "service"


class Act(StrEnum):
    """What is done to a pledge once."""

    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
