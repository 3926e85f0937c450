"""What is so in a family: welfare, dwelling, aid, contraception. Poverty runs through all of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo import words
from padan.demo.chance import Flags, Numbers, Texts, Whole, chosen

_NO_LATRINE, _OPEN_GROUND = 6, 5


@dataclass(frozen=True, slots=True)
class Facts:
    """One entry per family. Codes are those of the Regsosek 2022 questionnaire, which DTSEN lists use."""

    poverty: Numbers
    desil: Whole
    welfare_rank: Whole
    water: Whole
    latrine: Whole
    disposal: Whole
    floor: Whole
    wall: Whole
    roof: Whole
    floor_area: Whole
    ownership: Whole
    pkh: Flags
    bpnt: Flags
    pbi: Flags
    modern_contraception: Flags
    street: Texts
    hamlet: Texts
    rt: Whole
    rw: Whole

    @property
    def water_unsafe(self) -> Flags:
        """Not bottled, refilled, piped, drilled or protected: BKKBN's first risk."""
        return ~np.isin(self.water, (1, 2, 3, 4, 5, 7))

    @property
    def latrine_unsafe(self) -> Flags:
        """No latrine of one's own or shared, or one without a septic tank."""
        return (self.latrine > 2) | (self.disposal > 2)


def _ranks(rng: np.random.Generator, poverty: Numbers, noise: float, classes: int) -> Whole:
    """Equal classes, 1 for the poorest, read with some noise."""
    seen = poverty + rng.normal(0, noise, len(poverty))
    place = np.empty(len(poverty), dtype=np.int64)
    place[np.argsort(-seen, kind="stable")] = np.arange(len(poverty))
    return place * classes // max(1, len(poverty)) + 1


def _codes(rng: np.random.Generator, bad: Numbers, better: tuple[int, ...], worse: tuple[int, ...]) -> Whole:
    """A code of the worse half with probability ``bad``, else one of the better half."""
    count = len(bad)
    return np.where(chosen(rng, bad, count), rng.choice(worse, count), rng.choice(better, count))


def _reached(latrine: Whole, disposal: Whole) -> Whole:
    """Where the waste goes: who has no latrine has no septic tank either."""
    return np.where((latrine == _NO_LATRINE) & (disposal <= 2), _OPEN_GROUND, disposal)


def draw_facts(rng: np.random.Generator, village: Whole, villages: int, strain: Numbers) -> Facts:
    """Facts of families; ``strain`` is added to poverty (a lone parent, many children)."""
    count = len(village)
    place = rng.normal(0, 0.45, villages)[village]
    poverty = rng.normal(0, 1, count) + place + strain
    poverty = (poverty - poverty.mean()) / max(float(poverty.std()), 1e-9)
    bad: Numbers = 1 / (1 + np.exp(1.1 - 1.1 * poverty))
    desil = _ranks(rng, poverty, 0.35, 10)
    septic_bad = bad * 0.8
    return Facts(
        poverty=poverty,
        desil=desil,
        welfare_rank=np.minimum(_ranks(rng, poverty, 0.6, 10) // 2 + 1, 5),
        water=_codes(rng, bad, (1, 2, 2, 3, 4, 5), (6, 8, 9, 9, 10)),
        latrine=(latrine := _codes(rng, septic_bad, (1, 1, 1, 2), (3, 4, 5, 6, 6))),
        disposal=_reached(latrine, _codes(rng, bad, (1, 1, 1, 2), (3, 3, 4, 5))),
        floor=_codes(rng, bad, (2, 2, 4, 5, 6), (5, 6, 7, 8)),
        wall=_codes(rng, bad, (1, 1, 3), (3, 4, 6)),
        roof=_codes(rng, bad, (2, 3, 3), (3, 4, 6, 7)),
        floor_area=(rng.normal(52, 14, count) - 8 * poverty).clip(12, 160).astype(np.int64),
        ownership=_codes(rng, bad * 0.6, (1, 1, 1, 2), (2, 3, 4)),
        pkh=(desil <= 4) & chosen(rng, 0.5, count),
        bpnt=(desil <= 5) & chosen(rng, 0.6, count),
        pbi=(desil <= 6) & chosen(rng, 0.8, count),
        modern_contraception=chosen(rng, 0.58, count),
        street=np.array(words.STREETS, dtype=object)[rng.integers(0, len(words.STREETS), count)],
        hamlet=np.array(words.HAMLETS, dtype=object)[rng.integers(0, len(words.HAMLETS), count)],
        rt=rng.integers(1, 22, count),
        rw=rng.integers(0, 6, count),
    )
