"""What the office decided about pairs, written into the register's own folder, by which the next release is built."""

from __future__ import annotations

import json
from typing import Any

from padan.kernel.texts import _
from padan.kernel.writing import listing
from padan.office.reviews import queries as reviews
from padan.office.reviews.queries import Decision
from padan.pipeline import decisions
from padan.pipeline.home import Home


def hand_over(home: Home) -> int:
    """Write down what the office settled, and what holds there no longer, in the order in which it was said; how many
    that were. What was handed over before is not written again: each carries the number of the office's decision."""
    there = {_number_of(decision.seen) for decision in decisions.read(home)}
    new = [_told(each) for each in reviews.outcomes() if each.pk not in there]
    decisions.append(home, new)
    return len(new)


def _number_of(seen: str) -> int | None:
    data: Any = json.loads(seen)
    return data.get("office") if isinstance(data, dict) else None


def _told(decision: Decision) -> decisions.Decision:
    seen = json.loads(decision.seen) | {"office": decision.pk}
    names = reviews.agreeing(decision)
    return decisions.Decision.about(
        decision.record_a, decision.record_b, decision.outcome, by=listing(names) or _("kantor"), on=decision.on,
        reason=decision.note or _("diperiksa di halaman Periksa"), seen=json.dumps(seen, sort_keys=True),
    )  # fmt: skip
