"""What decides whether measurements are believed: limits, scales, gains and the parts of the score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class Scale:
    """A way of writing a measure wrongly: what is written is ``times`` the true value."""

    measure: str
    times: float
    cause: str


@dataclass(frozen=True, slots=True)
class Band:
    """From this age in days on ``value`` holds, until the next band."""

    from_days: int
    value: float


@dataclass(frozen=True, slots=True)
class Grade:
    """A value from ``low`` to ``high`` gets ``points``; ``least`` is the number below which nothing is judged."""

    low: float
    high: float
    points: int
    least: int


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """What a score of at most ``most`` points is called."""

    name: str
    most: float
    text_id: str
    text_en: str


@cache
def limits() -> dict[str, float]:
    """The single numbers, by name; unit and source stand in ``data/quality/limits.csv``."""
    return {r["name"]: float(r["value"]) for r in read_rows("data", "quality", "limits.csv")}


@cache
def scales() -> tuple[Scale, ...]:
    """The wrong units and lost decimal commas that are looked for."""
    return tuple(Scale(r["measure"], float(r["times"]), r["cause"]) for r in read_rows("data", "quality", "scales.csv"))


@cache
def gains(measure: str) -> tuple[Band, ...]:
    """The most that ``weight`` (kg) or ``length`` (cm) gains in a month, by age in days, ascending."""
    return _bands("gains.csv", measure, "gain_per_month")


@cache
def held(measure: str) -> tuple[Band, ...]:
    """The days for which ``weight``, ``length`` or ``both`` cannot stay equal, by age in days, ascending."""
    return _bands("held.csv", measure, "held_days")


def _bands(file: str, measure: str, column: str) -> tuple[Band, ...]:
    rows = [r for r in read_rows("data", "quality", file) if r["measure"] == measure]
    return tuple(sorted((Band(int(r["from_days"]), float(r[column])) for r in rows), key=lambda b: b.from_days))


@cache
def score_parts() -> dict[str, tuple[Grade, ...]]:
    """The parts of the SMART-like score and their grades, best first; the last grade takes every value."""
    parts: dict[str, list[Grade]] = {}
    for r in sorted(read_rows("data", "quality", "smart.csv"), key=lambda r: int(r["grade"])):
        grade = Grade(float(r["low"]), float(r["high"]), int(r["points"]), int(r["least"]))
        parts.setdefault(r["part"], []).append(grade)
    return {part: tuple(grades) for part, grades in parts.items()}


@cache
def score_classes() -> tuple[ScoreClass, ...]:
    """The classes of a score, best first."""
    rows = read_rows("data", "quality", "classes.csv")
    return tuple(
        sorted(
            (ScoreClass(r["class"], float(r["most"]), r["text_id"], r["text_en"]) for r in rows), key=lambda c: c.most
        )
    )
