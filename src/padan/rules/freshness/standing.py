"""Is a fact up to date? Measured against who owes it and how often, whichever list brought it.

``judge`` asks whether one list's values are older than that list's own cycle; here several lists may serve one
obligation, and a family's condition (a stunted child) makes it stricter. Both use the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray

from padan.kernel.texts import _, language
from padan.reference.agencies import agencies
from padan.reference.obligations import Obligation
from padan.rules.calendar import Days
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers, Truths


class State(IntEnum):
    """How a fact stands."""

    NOT_OWED = 0
    NEVER = 1
    FRESH = 2
    DUE = 3
    OVERDUE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """One entry per subject.

    ``state`` is a :class:`State`; ``age_days`` of the newest value, -1 for none; ``overdue_days`` beyond the last
    day on which the value was not yet overdue, 0 where it is not. ``rule`` is the place of the obligation that
    decided, -1 for none. ``certain`` is false where a condition is unknown and would change state or days.
    """

    obligations: tuple[Obligation, ...]
    state: NDArray[np.int8]
    age_days: NDArray[np.int32]
    overdue_days: NDArray[np.int32]
    rule: NDArray[np.int8]
    certain: Truths


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject's fact: as a row of :class:`Standings`, with who owes it and a sentence for people."""

    state: State
    age_days: int | None
    overdue_days: int
    obligation: Obligation | None
    certain: bool
    reason: str


def standings(
    newest: Days, obligations: Sequence[Obligation], conditions: Mapping[str, Answers], on: date
) -> Standings:
    """How one attribute of each subject stands on the day ``on``.

    ``newest`` is the day that the newest value describes (``datetime64[D]``, NaT: none); one after ``on`` is not
    yet true and counts as none. ``obligations`` are all those on that attribute. Of those that apply the one
    with the fewest days decides; of equals the first. ``conditions`` has an answer (-1, 0, 1) per subject for
    each condition they name; an unknown condition is not taken to hold, and ``certain`` says where it matters.
    ValueError when the obligations are not on one attribute, KeyError when a condition is not given.
    """
    if len({o.attribute for o in obligations}) > 1:
        raise ValueError("obligations on more than one attribute")
    since = (np.datetime64(on, "D") - newest).astype("timedelta64[D]").astype(np.int64)
    age = np.where(newest <= np.datetime64(on, "D"), since, -1).astype(np.int32)
    rule = _strictest(obligations, conditions, len(newest))
    state, overdue = _judged(age, obligations, rule)
    certain = np.ones(len(newest), np.bool_)
    for supposed in _suppositions(obligations, conditions):
        other, days = _judged(age, obligations, _strictest(obligations, supposed, len(newest)))
        certain &= (state == other) & (overdue == days)
    return Standings(tuple(obligations), state, age, overdue, rule, certain)


def standing(
    newest: date | None, obligations: Sequence[Obligation], conditions: Mapping[str, int], on: date
) -> Standing:
    """One subject, by the same code as columns."""
    column = np.array([newest or "NaT"], "datetime64[D]")
    answers = {name: np.array([answer], np.int8) for name, answer in conditions.items()}
    return row_of(standings(column, obligations, answers, on), 0)


def row_of(found: Standings, row: int) -> Standing:
    """One row, with its sentence in the reader's language."""
    state, age = State(int(found.state[row])), int(found.age_days[row])
    place, overdue, certain = int(found.rule[row]), int(found.overdue_days[row]), bool(found.certain[row])
    obligation = found.obligations[place] if place >= 0 else None
    reason = _reason(state, age, overdue, obligation)
    if not certain:
        reason += " " + _("Belum pasti: keadaan yang menentukan batasnya belum diketahui.")
    return Standing(state, age if age >= 0 else None, overdue, obligation, certain, reason)


def _suppositions(obligations: Sequence[Obligation], conditions: Mapping[str, Answers]) -> Iterator[dict[str, Answers]]:
    """The conditions with each way in which the unknown ones could turn out. There are few conditions."""
    names = sorted({o.condition for o in obligations} - {""})
    for turned_out in product((NO, YES), repeat=len(names)):
        yield {
            name: np.where(conditions[name] == UNKNOWN, answer, conditions[name])
            for name, answer in zip(names, turned_out, strict=True)
        }


def _strictest(obligations: Sequence[Obligation], conditions: Mapping[str, Answers], size: int) -> NDArray[np.int8]:
    """The place of the obligation that decides for each subject; -1 where none applies."""
    decides = np.full(size, -1, np.int8)
    mildest_first = sorted(range(len(obligations)), key=lambda place: (-obligations[place].limit_days, -place))
    for place in mildest_first:
        condition = obligations[place].condition
        applies = conditions[condition] == YES if condition else True
        decides = np.where(applies, np.int8(place), decides)
    return decides


def _judged(
    age: NDArray[np.int32], obligations: Sequence[Obligation], rule: NDArray[np.int8]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """State and days overdue. The place -1 takes the last entry, which stands for no obligation."""
    due_from = np.array([o.every_days - o.due_before_days for o in obligations] + [0], np.int32)[rule]
    limit = np.array([o.limit_days for o in obligations] + [0], np.int32)[rule]
    state = np.select(
        [rule < 0, age < 0, age > limit, age > due_from],
        [State.NOT_OWED, State.NEVER, State.OVERDUE, State.DUE],
        State.FRESH,
    ).astype(np.int8)
    return state, np.where(state == State.OVERDUE, age - limit, 0).astype(np.int32)


def _reason(state: State, age: int, overdue: int, obligation: Obligation | None) -> str:
    if obligation is None:
        return _("Tidak ada yang wajib mendata ini.")
    who = agencies()[obligation.agency].name(language())
    basis = obligation.basis(language())
    words = {
        State.NEVER: _("Belum pernah didata; kewajiban {agency} tiap {every} hari. {basis}."),
        State.FRESH: _("Masih baru: umurnya {age} hari, didata {agency} tiap {every} hari. {basis}."),
        State.DUE: _("Sudah waktunya didata lagi oleh {agency}: umurnya {age} hari dari {every} hari. {basis}."),
        State.OVERDUE: _("Terlambat {overdue} hari: umurnya {age} hari, batas {limit} hari bagi {agency}. {basis}."),
    }
    return words[state].format(
        agency=who, every=obligation.every_days, age=age, overdue=overdue, limit=obligation.limit_days, basis=basis
    )
