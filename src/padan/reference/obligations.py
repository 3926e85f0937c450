"""Who owes which fact about whom, how often, and how old is too old."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.cycles import cycles
from padan.reference.datafiles import read_rows
from padan.reference.worded import Based


@dataclass(frozen=True, slots=True)
class Obligation(Based):
    """``agency`` owes ``attribute`` of a ``subject`` (person or family) every ``every_days``.

    It is owed only of whom the ``condition`` holds (empty: of everybody). It is due from ``due_before_days``
    before the day, and overdue ``grace_days`` after it.
    """

    code: str
    subject: str
    attribute: str
    condition: str
    every_days: int
    due_before_days: int
    grace_days: int
    agency: str
    basis_id: str
    basis_en: str

    @property
    def limit_days(self) -> int:
        """The greatest age in days at which the value is not overdue."""
        return self.every_days + self.grace_days


@cache
def obligations() -> tuple[Obligation, ...]:
    """Every obligation. One that names a source's cycle takes its days, grace and basis from there."""
    return tuple(_read(row) for row in read_rows("data", "freshness", "obligations.csv"))


@cache
def owed(attribute: str) -> tuple[Obligation, ...]:
    """The obligations on one attribute; KeyError when there is none."""
    found = tuple(o for o in obligations() if o.attribute == attribute)
    if not found:
        raise KeyError(attribute)
    return found


def _read(row: dict[str, str]) -> Obligation:
    if row["cycle"]:
        cycle = cycles()[row["cycle"]]
        every, grace, basis_id, basis_en = cycle.cycle_days, cycle.grace_days, cycle.basis_id, cycle.basis_en
    else:
        every, grace = int(row["every_days"]), int(row["grace_days"])
        basis_id, basis_en = row["basis_id"], row["basis_en"]
    return Obligation(
        code=row["obligation"],
        subject=row["subject"],
        attribute=row["attribute"],
        condition=row["condition"],
        every_days=every,
        due_before_days=int(row["due_before_days"]),
        grace_days=grace,
        agency=row["agency"],
        basis_id=basis_id,
        basis_en=basis_en,
    )
