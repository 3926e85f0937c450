"""How a number went from release to release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.reports.counting.counts import Counts, counts, known_counts
from padan.reports.counting.making import counts_file
from padan.reports.counting.measures import Asked
from padan.reports.counting.telling import Share, Told


@dataclass(frozen=True, slots=True)
class Point:
    """What one release says; ``name`` is its own."""

    name: str
    as_of: date
    share: Share


def counts_of_past(folder: Path, regency: str) -> Counts | None:
    """The numbers of an earlier release, also where only they were kept; None where nothing is left of it."""
    if counts_file(folder).is_file():
        return known_counts(folder)
    try:
        return counts(folder, regency)
    except (RegisterError, OSError):
        return None


def trend(
    releases: Iterable[tuple[str, date, Path]], regency: str, asked: Asked, tell: Callable[[Counts], Told]
) -> list[Point]:
    """What each release (name, day, folder) says of what is asked for, the earliest first; releases of which nothing is
    left are left out."""
    found = []
    for name, as_of, folder in sorted(releases, key=lambda each: (each[1], each[0])):
        held = counts_of_past(folder, regency)
        if held is not None:
            found.append(Point(name, as_of, tell(held).share(asked)))
    return found
