"""What is known of a whole sheet before its first row is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a whole sheet before its first row is read.

    ``orders``: for each date field whose own values settle it, the order of day and month. ``document``: the
    rows are JSON documents, among which no titles, totals or signatures stand. ``within``: where the places of
    the rows must lie; None: anywhere.
    """

    receipt_id: str
    sheet: str
    sheet_number: int
    true_at: date
    true_at_from: str
    received_at: date
    village_code: str | None
    orders: dict[str, str]
    document: bool = False
    within: Scope | None = None
