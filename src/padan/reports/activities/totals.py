"""What activities come to, each counted once: by year and class, by field, by place, and beside what is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.reference.activities import Class, activity_kinds
from padan.reports.activities.once import Once, value_by
from padan.reports.needs import numbers_of

Key = TypeVar("Key")

#: Classes in the order in which they are told; None: not known.
ORDER: Final[tuple[Class | None, ...]] = (*Class, None)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many activities, and their value in rupiah; those of no known value add nothing."""

    number: int
    value: int


def total(once: Iterable[Once]) -> Sum:
    """What activities come to. One that others tell in parts is not counted beside its parts."""
    counted = [each for each in once if not each.is_whole_of_others]
    return Sum(len(counted), sum(each.counted.value or 0 for each in counted))


def by_class(once: Iterable[Once]) -> Mapping[Class | None, Sum]:
    """The sum of each class that there is."""
    return _parted(once, lambda each: each.of, ORDER)


def by_year(once: Sequence[Once]) -> Sequence[tuple[str, Mapping[str, int], int]]:
    """Years, the last one first and those that nobody tells (empty) at the end: rupiah by class, and of all."""
    years = value_by(once, "year")
    rows = []
    for year in sorted(years, reverse=True):
        of_year = [each for each in once if str(each.year or "") == year]
        rows.append((year, value_by(of_year, "class"), years[year]))
    return rows


def by_kind(once: Iterable[Once]) -> Mapping[str, Sum]:
    """The sum of each kind, the nearest to stunting first; empty: not known."""
    return _parted(once, lambda each: each.kind, (*activity_kinds(), ""))


def _parted(once: Iterable[Once], key: Callable[[Once], Key], order: Iterable[Key]) -> Mapping[Key, Sum]:
    parts: dict[Key, list[Once]] = {}
    for each in once:
        parts.setdefault(key(each), []).append(each)
    return {each: total(parts[each]) for each in order if each in parts}


def needed(folder: Path, scope: Scope, length: int = VILLAGE_LETTERS) -> Mapping[str, int]:
    """Rupiah that the needs of a release cost, by the regions of a scope whose codes have so many letters (villages,
    or kecamatan: 8). Needs of no known cost add nothing. RegisterError where the release is damaged."""
    sums: Counter[str] = Counter()
    for each in numbers_of(folder).to_pylist():
        if scope.covers(each["area"]):
            sums[each["area"][:length]] += each["value"] or 0
    return {area: value for area, value in sorted(sums.items()) if value}
