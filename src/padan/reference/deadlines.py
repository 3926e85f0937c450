"""Within how long the law wants a request about personal data answered, and a breach told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based


@dataclass(frozen=True, slots=True)
class Deadline(Based):
    """What is asked for or happened, and how long there is from then on."""

    kind: str
    within: timedelta
    basis_id: str
    basis_en: str
    source: str


@cache
def deadlines() -> dict[str, Deadline]:
    """Deadlines by kind: access, correction, restriction, objection, breach."""
    return {
        r["kind"]: Deadline(r["kind"], timedelta(hours=int(r["hours"])), r["basis_id"], r["basis_en"], r["source"])
        for r in read_rows("data", "deadlines.csv")
    }
