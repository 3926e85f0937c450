"""What a release says of many tasks at once: why each is asked, and what is known of what it asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from padan.office.tasks.queries import Task
from padan.reports.register import Row
from padan.reports.task_copy import task_copy

#: A latrine of one's own, as forms ask for it, by where its waste goes.
_OWN: Final = {"septic_tank": "own_septic", "treatment_plant": "own_septic"}
#: What lists say of water and latrines, in the words of the forms; what is not here is asked anew.
_AS_ASKED: Final = {
    "bottled": "bottled_or_refilled", "refilled": "bottled_or_refilled", "communal": "public",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the register has now, in the words of the forms, and who said it when."""

    value: str
    source: str
    true_at: date


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Of one task: the gap's ``evidence`` (of a whole list, of a few of its ``rows``), the people it names, who is
    asked about first; when a value that grew old was last known; ``dwelling`` is what is known of the family's
    house."""

    kind: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    people: tuple[str, ...] = ()
    rows: int = 0
    last_at: date | None = None
    days_overdue: int | None = None
    dwelling: Mapping[str, Known] = field(default_factory=dict)

    @property
    def attribute(self) -> str:
        """What lists contradict each other about; empty where that is not what is asked."""
        return next((str(each["attribute"]) for each in self.evidence if "attribute" in each), "")

    @property
    def said(self) -> list[Mapping[str, Any]]:
        """The values between which they do: each with the lists that give it and the newest day."""
        return [one for each in self.evidence for one in each.get("said", ())]

    @property
    def families(self) -> list[Mapping[str, Any]]:
        """The families in which lists show one person."""
        return [one for each in self.evidence for one in each.get("families", ())]


def task_facts(folder: Path, regency: str, tasks: Sequence[Task]) -> dict[int, TaskFacts]:
    """What the release in ``folder`` says of those tasks that it asks, by the task's number."""
    rows = task_copy(folder, regency).of({task.key for task in tasks})
    return {task.pk: _facts(rows[task.key]) for task in tasks if task.key in rows}


def _facts(row: Row) -> TaskFacts:
    return TaskFacts(
        row["kind"], tuple(json.loads(each) for each in row["evidence"]), tuple(row["people"] or ()), row["rows"],
        row["last_at"], row["days_overdue"], dict(_dwelling(row)),
    )  # fmt: skip


def dwelling_of(claims: Sequence[Row]) -> dict[str, Known]:
    """What is known of a family's house by its ``claims``, as tasks ask for it."""
    chosen = [row for row in claims if row["chosen"] and row["attribute"] in ("water", "latrine", "disposal")]
    newest = {row["attribute"]: row for row in sorted(chosen, key=lambda row: row["true_at"])}
    disposal = newest.get("disposal")
    house = {"water": newest.get("water"), "latrine": newest.get("latrine")}
    return dict(_dwelling({**house, "disposal": disposal["value"] if disposal else None}))


def _dwelling(row: Row) -> list[tuple[str, Known]]:
    found = []
    for name in ("water", "latrine"):
        known = row[name]
        if known is not None:
            value = _AS_ASKED.get(known["value"], known["value"])
            if value == "own":
                value = _OWN.get(row["disposal"], "own_no_septic") if row["disposal"] else value
            found.append((name, Known(value, known["source"], known["true_at"])))
    return found
