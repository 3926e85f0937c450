"""What is asked of whom when lists disagree or a value grows old: the form, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based

#: Before an obligation's code: the kind of task that asks for a value that grew old.
STALE = "stale_"
#: What is told without being asked: a family that nobody knew; people of a family who live in one of their own, or in
#: another; a value of a person; how a family lives.
REPORTED = "family_reported"
SPLIT = "family_split"
MERGED = "family_merged"
VALUE_TOLD = "value_told"
HOUSE_TOLD = "house_told"
UNASKED = (REPORTED, SPLIT, MERGED, VALUE_TOLD, HOUSE_TOLD)


@dataclass(frozen=True, slots=True)
class TaskKind(Based):
    """``code`` is a kind of gap, or :data:`STALE` and an obligation.

    ``form`` is what is asked (:mod:`padan.rules.tasks.forms`). ``whole_list``: there is one task for each village and
    agency, not one for each family. It is due ``days`` after it is opened (or when the value grows old, where that is
    known), goes to the kecamatan ``escalate_days`` after that, and is asked again ``again_days`` after it was settled
    where the lists still disagree.
    """

    code: str
    form: str
    whole_list: bool
    days: int
    escalate_days: int
    again_days: int
    basis_id: str
    basis_en: str


@cache
def task_kinds() -> Mapping[str, TaskKind]:
    """Kinds of tasks by their codes."""
    found = {row["kind"]: _read(row) for row in read_rows("data", "tasks.csv")}
    return MappingProxyType(found)


def _read(row: dict[str, str]) -> TaskKind:
    return TaskKind(
        row["kind"], row["form"], row["each"] == "list", int(row["days"]), int(row["escalate_days"]),
        int(row["again_days"]), row["basis_id"], row["basis_en"],
    )  # fmt: skip
