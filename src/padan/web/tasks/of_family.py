"""The tasks of one family, for its own page."""

from __future__ import annotations

from padan.office.tasks import queries
from padan.web.access import Reader
from padan.web.tasks.told import Card, cards


def of_family(who: Reader, family_id: str) -> list[Card]:
    """What is asked of a family within the reader's area, and what was answered and waits for a release."""
    return cards(who.scope, queries.of_family(who.scope, family_id), who.day, who.account.pk) if family_id else []
