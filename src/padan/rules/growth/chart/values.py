"""What a chart is drawn from: a child, an indicator and the measured points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    BOY,
    GIRL,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
)

#: What can be drawn, in the order in which a sheet shows it.
INDICATORS: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_LENGTH, BMI_FOR_AGE, HEAD_FOR_AGE, ARM_FOR_AGE)


class Lines(StrEnum):
    """Which curves of the standard are drawn."""

    Z = "z"
    """-3, -2, -1, 0, 1, 2 and 3 standard deviations."""
    CENTILES = "centiles"
    """The 3rd, 15th, 50th, 85th and 97th centile."""


@dataclass(frozen=True, slots=True)
class Child:
    """Whose chart it is. ``code`` stands on the chart; ``name`` only when it is given.

    ``sex`` 1 boy, 2 girl; anything else raises :class:`InvalidValueError`: no curve is right for an unknown sex.
    """

    code: str
    sex: int
    name: str | None = None

    def __post_init__(self) -> None:
        if self.sex not in (BOY, GIRL):
            raise InvalidValueError(
                _("Jenis kelamin {code} tidak diketahui; kurva WHO tidak dapat dipilih").format(code=self.code),
                next_step=_("Lengkapi jenis kelaminnya di daftar asalnya, lalu terima dan rilis lagi."),
            )


@dataclass(frozen=True, slots=True)
class Point:
    """One measuring, ready to be drawn.

    ``value``: kg, cm, or kg/m² for BMI; a length as corrected for the position. ``correction``: the cm that were added
    to the measured length for it (0.7, -0.7, or 0), also where the length enters the BMI. ``length``: cm as corrected,
    needed for weight-for-length. ``flagged``: too far out to be true; drawn apart and not joined. Numbers that are not
    finite raise :class:`ValueError`.
    """

    measured_on: date
    age_days: int
    value: float
    z: float | None = None
    flagged: bool = False
    correction: float = 0.0
    length: float | None = None

    def __post_init__(self) -> None:
        numbers = (self.value, self.correction, self.z or 0.0, self.length or 0.0)
        if not all(map(math.isfinite, numbers)):
            raise ValueError(f"a point's numbers must be finite: {self}")


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator of one child; the points are kept by date.

    ``window``: first and last month of age, or cm of length, to be shown; None chooses what fits the points. An
    unknown indicator, or a point of weight-for-length without its length, raises :class:`ValueError`.
    """

    indicator: str
    child: Child
    points: tuple[Point, ...]
    drawn_on: date
    lines: Lines = Lines.Z
    window: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.indicator not in INDICATORS:
            raise ValueError(f"no chart of {self.indicator}")
        if self.by_length and any(point.length is None for point in self.points):
            raise ValueError("weight_for_length needs the length of every point")
        object.__setattr__(self, "points", tuple(sorted(self.points, key=lambda p: (p.measured_on, p.age_days))))

    @property
    def by_length(self) -> bool:
        """Whether the axis below is length and not age."""
        return self.indicator == WEIGHT_FOR_LENGTH

    @property
    def newest(self) -> Point | None:
        """The last point that is not flagged."""
        return next((point for point in reversed(self.points) if not point.flagged), None)
