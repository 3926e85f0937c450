"""What is known of families, as columns: the input of the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.reference.krs import KrsRule, safety
from padan.rules.calendar import Days
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers

#: The birth of a child who is not there: so long ago that no rule counts it. NaT is *unknown*.
NO_CHILD = np.datetime64("1800-01-01", "D")

#: What a list states of a family where it does not give the facts.
STATED = ("has_under_two", "has_under_five", "couple", "too_young", "too_old", "too_close", "too_many", "four_too")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Families:
    """One entry per family. Answers are -1 unknown, 0 no, 1 yes; days are ``datetime64[D]``, NaT unknown.

    Facts:

    - ``wife_born`` day of birth of the wife of the head, or of the woman who heads the family;
    - ``in_union`` she lives with a husband; ``no`` too where there is no such woman;
    - ``pregnant`` a woman of the family is pregnant;
    - ``youngest_born`` the youngest child that lives in the family, ``NO_CHILD`` where there is none;
    - ``older_born`` the next older child, ``NO_CHILD`` where there is none. If the two youngest are twins, the
      child before them where it is known. It counts only where ``youngest_born`` is known;
    - ``children`` the wife's living children, -1 unknown; where it is less than the births given, the births count;
    - ``water_unsafe``, ``latrine_unsafe`` answers, for example of :func:`water_unsafe`;
    - ``modern_contraception`` she or her husband uses a modern method.

    What a list states where it does not give the facts; used only where the facts do not settle the question:
    ``has_under_two, has_under_five, couple, too_young, too_old, too_close, too_many``, and ``four_too``: any of the
    last four.

    Priority, never a factor: ``desil_low``, ``desil_high`` 1-10, 0 unknown; ``welfare_rank`` 1-4, 5 above 4,
    0 unknown.
    """

    wife_born: Days
    in_union: Answers
    pregnant: Answers
    youngest_born: Days
    older_born: Days
    children: NDArray[np.int16]
    water_unsafe: Answers
    latrine_unsafe: Answers
    modern_contraception: Answers
    has_under_two: Answers
    has_under_five: Answers
    couple: Answers
    too_young: Answers
    too_old: Answers
    too_close: Answers
    too_many: Answers
    four_too: Answers
    desil_low: NDArray[np.int8]
    desil_high: NDArray[np.int8]
    welfare_rank: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.in_union)


def families(size: int, **columns: Any) -> Families:
    """Families of which only the given columns are known; every other column is unknown.

    A column may be any sequence of the right kind. TypeError for a column that does not exist, ValueError for
    one that has not ``size`` entries.
    """
    made = {f.name: _column(f.name, size, columns.pop(f.name, None)) for f in fields(Families)}
    if columns:
        raise TypeError(f"families have no {', '.join(sorted(columns))}")
    return Families(**made)


def without_stated(known: Families) -> Families:
    """The same families without what lists merely state: to compare our answer with theirs."""
    unknown = {name: np.full(len(known), UNKNOWN) for name in STATED}
    return Families(**{f.name: unknown.get(f.name, getattr(known, f.name)) for f in fields(Families)})


def _column(name: str, size: int, values: Any) -> NDArray[Any]:
    kind, unknown = _kind(name)
    column = np.full(size, unknown, kind) if values is None else np.asarray(values, kind)
    if column.shape != (size,):
        raise ValueError(f"{name} has the shape {column.shape}, not ({size},)")
    return column


def _kind(name: str) -> tuple[str, Any]:
    """The type of a column and how it holds the unknown."""
    if name.endswith("_born"):
        return "datetime64[D]", "NaT"
    if name in ("desil_low", "desil_high", "welfare_rank"):
        return "int8", 0
    return ("int16" if name == "children" else "int8"), -1


def water_unsafe(water: Iterable[str | None], rule: KrsRule) -> Answers:
    """Whether the main drinking water is unsafe, from the register's words (``dwelling.water``); null is unknown."""
    safe = {**safety("water"), **dict.fromkeys(rule.also_safe_water, "yes")}
    return _looked_up(water, lambda value: _unsafe(safe.get(value)))


def latrine_unsafe(latrine: Iterable[str | None], disposal: Iterable[str | None]) -> Answers:
    """Whether the latrine is unsuitable, from the register's words (``dwelling.latrine`` and ``.disposal``).

    It is when either says so: none, none in use, or no septic tank. A septic tank under any latrine, shared ones
    too, makes it suitable. A latrine alone, without a word about the tank, is unknown.
    """
    has = _looked_up(latrine, lambda value: _unsafe(safety("latrine").get(value)))
    tank = _looked_up(disposal, lambda value: _unsafe(safety("disposal").get(value)))
    unsafe, safe = (has == YES) | (tank == YES), (has == NO) | (tank == NO)
    return np.where(unsafe, YES, np.where(safe, NO, UNKNOWN))


def _unsafe(safe: str | None) -> np.int8:
    return {"yes": NO, "no": YES}.get(safe or "", UNKNOWN)


def _looked_up(values: Iterable[str | None], meaning: Callable[[str], np.int8]) -> Answers:
    known: dict[str | None, np.int8] = {None: UNKNOWN}
    return np.array([known[v] if v in known else known.setdefault(v, meaning(v or "")) for v in values], np.int8)
