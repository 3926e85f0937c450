"""How long each table of the office that tells of people is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based


@dataclass(frozen=True, slots=True)
class Period(Based):
    """A table (``app.Model``), the field from which the time runs (empty: its rows can never be removed by themselves),
    and how long they are kept from then on: None is as long as the basis says, and nothing is removed."""

    table: str
    moment: str
    kept: timedelta | None
    basis_id: str
    basis_en: str


@cache
def periods() -> dict[str, Period]:
    """Periods by table."""
    return {
        r["table"]: Period(
            r["table"], r["moment"], timedelta(days=int(r["days"])) if r["days"] else None, r["basis_id"], r["basis_en"]
        )
        for r in read_rows("data", "retention.csv")
    }
