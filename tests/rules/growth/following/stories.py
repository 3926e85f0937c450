"""Visits written as a nutrition officer would: one line a visit, ``-`` where nothing was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from padan.rules.growth.following import Following, Visits, follow

NUMBERS = ("weight", "length", "waz", "haz", "whz")
INDICATORS = {"waz": "weight_for_age", "haz": "length_for_age", "whz": "weight_for_length"}


def visits(story: str, born: str | None = "2025-01-10", sex: int = 1) -> Visits:
    """The table ``story``: its first line names columns (date, child, weight, length, waz, haz, whz, flag).

    ``flag`` holds the names of what is flagged, joined by ``+``, and ``oedema``. Children born ``born`` (None unknown).
    """
    head, *lines = [line.split() for line in story.strip().splitlines()]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    day = np.array([date.fromisoformat(row["date"]).toordinal() for row in rows], dtype=np.int64)
    birth = np.nan if born is None else date.fromisoformat(born).toordinal()
    column = {name: np.array([_number(row, name) for row in rows]) for name in NUMBERS}
    flagged = [set(row.get("flag", "-").split("+")) for row in rows]
    return Visits(
        child=np.array([int(row.get("child", "1")) for row in rows], dtype=np.int64),
        day=day,
        age_days=day - np.float64(birth),
        sex=np.full(len(rows), sex, dtype=np.int8),
        weight=column["weight"],
        length=column["length"],
        z={ours: column[short] for short, ours in INDICATORS.items()},
        flag={ours: np.array([short in names for names in flagged]) for short, ours in INDICATORS.items()},
        oedema=np.array(["oedema" in names for names in flagged]),
    )


def followed(story: str, born: str | None = "2025-01-10", sex: int = 1) -> Following:
    """The story followed, by what is shipped."""
    return follow(visits(story, born, sex))


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def letters(codes: Sequence[int] | np.ndarray, names: Mapping[int, str]) -> str:
    """Codes as letters with a space between."""
    return " ".join(names[int(code)] for code in codes)


def _number(row: Mapping[str, str], name: str) -> float:
    written = row.get(name, "-")
    return np.nan if written == "-" else float(written)
