"""How a consignment stands, and why another number came than its giver said."""

from __future__ import annotations

from enum import StrEnum


class Because(StrEnum):
    """Why another number came, or nothing. The giver reads which of these it was, and never a word beside it."""

    NUMBER = "number"
    """Another number was counted."""
    UNFIT = "unfit"
    """Damaged, or not as it must be."""
    NOT_COME = "not_come"
    """It did not come, or was not done."""
    ELSEWHERE = "elsewhere"
    """It is not for this place or code."""
    PAPER = "paper"
    """The paper does not fit."""


class Status(StrEnum):
    """How a consignment stands; worked out from what was answered and what of that still counts."""

    WAITS = "waits"
    RECEIVED = "received"
    PARTLY = "partly"
    REFUSED = "refused"


def status_of(said: int, came: int | None) -> Status:
    """Of ``said`` units when so many came; None while nobody has answered."""
    if came is None:
        return Status.WAITS
    if came == 0:
        return Status.REFUSED
    return Status.PARTLY if came < said else Status.RECEIVED
