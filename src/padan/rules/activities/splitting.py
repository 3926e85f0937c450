"""A report that tells as one what another tells village by village: the whole counts for nothing beside its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from padan.kernel.scope import lies_in
from padan.rules.activities.evidence import Likeness
from padan.rules.activities.report import Reported

#: How fields must agree between a whole and each of its parts.
_AGREE: Final[Mapping[str, frozenset[str]]] = {
    "report": frozenset({"other"}),
    "party": frozenset({"same", "near"}),
    "title": frozenset({"same", "near", "alike"}),
    "place": frozenset({"inside"}),
    "time": frozenset({"same", "near", "unknown"}),
}


def wholes(reports: Mapping[int, Reported], told: Mapping[tuple[int, int], Likeness]) -> Mapping[int, tuple[int, ...]]:
    """Reports that are the sum of several rows of one other report, each with these rows: the same giver and title, in
    smaller places inside its own, about the same time, and values that add up to the rupiah. Rounded sums are not
    found: a person is asked about those."""
    parts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (a, b), found in told.items():
        if all(why.level in _AGREE.get(why.field, (why.level,)) for why in found.why):
            whole, part = (a, b) if lies_in(reports[b].area, reports[a].area) else (b, a)
            parts[whole, reports[part].report].append(part)
    return {
        whole: tuple(sorted(several))
        for (whole, _report), several in sorted(parts.items())
        if len(several) > 1 and reports[whole].value == sum(reports[part].value or 0 for part in several)
    }
