"""How each child truly grows: along its own line, with a little drift; some falter, some catch up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo import standards
from padan.demo.chance import Dates, Flags, Numbers, Texts, Whole, chosen, either
from padan.demo.rates import GrowthRates

MONTH_DAYS = 30.4375
#: What may be planted in a child's path; ``behind`` is what is found: stunted at every moment of the year.
STEADY, FALTERING, RECOVERING, BEHIND = "steady", "faltering", "recovering", "behind"

_BEGIN = np.datetime64("2026-01-01")
_UNSEEN = -99.0


@dataclass(frozen=True, slots=True)
class Paths:
    """True growth: a row per child, a column per moment of the year, the last of them the day of telling.

    ``length`` (cm) is lying under 731 days and standing from then on; ``weight`` in kg, without oedema.
    """

    child: Whole
    female: Flags
    days: Whole
    length: Numbers
    weight: Numbers
    course: Texts
    oedema: Flags

    def scores(self, column: int) -> tuple[Numbers, Numbers, Numbers]:
        """True HAZ, WAZ and WHZ at a moment; nan where WHO gives none."""
        days = self.days[:, column]
        return standards.scores(self.female, days, self.length[:, column], self.weight[:, column])


def _drift(rng: np.random.Generator, shape: tuple[int, int], memory: float, spread: float) -> Numbers:
    """A series per row that forgets: each value is ``memory`` of the last one and something new."""
    fresh = rng.normal(0, spread, shape)
    out = np.empty(shape)
    out[:, 0] = fresh[:, 0]
    for column in range(1, shape[1]):
        out[:, column] = memory * out[:, column - 1] + np.sqrt(1 - memory**2) * fresh[:, column]
    return out


def _settled(scores: Numbers, counted: Flags, share: float) -> Numbers:
    """The scores moved together, so that ``share`` of the counted children end below -2."""
    return scores - 2 - np.quantile(scores[counted, -1], share) if counted.any() else scores


def _planted(
    rng: np.random.Generator, rates: GrowthRates, months: Numbers, elapsed: Numbers, haz: Numbers, whz: Numbers
) -> Texts:
    """Bend ``haz`` and ``whz`` of the chosen children over the last months; says who was chosen."""
    count = len(months)
    start = rng.integers(3, 6, count)
    since = np.maximum(0.0, elapsed - start[:, None])
    pace = rng.uniform(0.12, 0.19, count)[:, None]
    fit = (months >= 8) & (months < 36) & (haz[:, -1] > -1.9) & (haz[:, -1] < 0.6)
    falls = fit & chosen(rng, rates.faltering, count)
    rises = (haz[:, 0] < -2) & (months >= 10) & (months < 60) & chosen(rng, rates.recovering, count)
    haz -= np.where(falls[:, None], pace * np.maximum(0.0, since - 1), 0.0)
    whz -= np.where(falls[:, None], 0.9 * pace * np.minimum(since, 5.0), 0.0)
    haz += np.where(rises[:, None], 0.75 * pace * since, 0.0)
    whz += np.where(rises[:, None], 0.4 * pace * np.minimum(since, 4.0), 0.0)
    return either(falls, FALTERING, either(rises, RECOVERING, STEADY))


def _lengths(female: Flags, days: Whole, haz: Numbers) -> Numbers:
    """Lengths that never shrink; from day 731 on as a height."""
    shape = days.shape
    sex = np.repeat(female, shape[1])
    plain = standards.length_at(sex, days.ravel(), haz.ravel()).reshape(shape)
    stands = np.where(days >= standards.STANDING, standards.LYING_ADDS, 0.0)
    grown: Numbers = np.maximum.accumulate(plain + stands, axis=1)
    return grown - stands


def draw_paths(
    rng: np.random.Generator,
    rates: GrowthRates,
    child: Whole,
    female: Flags,
    days: Whole,
    on: Dates,
    poverty: Numbers,
    size: Numbers,
    counted: Flags,
) -> Paths:
    """Growth of children whose ages in ``days`` and dates ``on`` have a row per child, a column per moment.

    ``size`` is the size at birth as a z-score; ``counted`` are those of whom the shares of the rates are told.
    """
    count = len(child)
    days = np.maximum(days, 0)
    months = days / MONTH_DAYS
    start = -0.05 + 0.55 * size + rng.normal(0, 0.6, count)
    fall = (1.15 + 0.5 * poverty + rng.normal(0, 0.35, count)).clip(-0.2, 3.4)
    haz = start[:, None] - fall[:, None] * (1 - np.exp(-months / 12)) + _drift(rng, days.shape, 0.92, 0.2)
    whz = (rng.normal(-0.3, 0.8, count) - 0.15 * poverty)[:, None] + _drift(rng, days.shape, 0.75, 0.3)
    haz = _settled(haz, counted, rates.stunted)
    elapsed = (on - _BEGIN).astype(np.int64) / MONTH_DAYS
    course = _planted(rng, rates, months[:, -1], elapsed, haz, whz)
    haz = _settled(haz, counted, rates.stunted).clip(-5.0, 4.0)
    whz = _settled(whz, counted, rates.wasted).clip(-4.5, 4.5)
    length = _lengths(female, days, haz)
    flat = standards.weight_for(np.repeat(female, days.shape[1]), days.ravel(), length.ravel(), whz.ravel())
    oedema = chosen(rng, rates.oedema, count)
    paths = Paths(child, female, days, length, flat.reshape(days.shape), course, oedema)
    behind = np.ones(count, dtype=bool)
    for column in range(days.shape[1]):
        behind &= np.nan_to_num(paths.scores(column)[0], nan=_UNSEEN) < -2
    course[behind & (course == STEADY) & (months[:, 0] >= 6)] = BEHIND
    return paths
