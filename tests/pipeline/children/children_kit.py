"""Small tables of children as people keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from padan.pipeline.children.answers import answer_columns
from padan.pipeline.children.scoring import Scored, score_file

TODAY = date(2026, 11, 21)

#: A girl of two years, measured standing: height 79.5 cm, weight 9.1 kg.
ANI = {
    "JK": "P",
    "Tgl Lahir": "05-03-2024",
    "Tgl Ukur": "12-11-2026",
    "BB": "9,1",
    "TB": "79,5",
    "Cara Ukur": "Berdiri",
}


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """Rows with the same keys as a csv file."""
    lines = [delimiter.join(rows[0]), *(delimiter.join(row[name] for name in rows[0]) for row in rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def scored(path: Path, **settings: Any) -> Scored:
    """A file scored, today being 21 November 2026."""
    return score_file(path, **{"named": {}, "today": TODAY} | settings)


def answered(path: Path, **settings: Any) -> list[dict[str, Any]]:
    """What Padan adds to each row of a file."""
    rows: list[dict[str, Any]] = answer_columns(scored(path, **settings)).to_pylist()
    return rows
