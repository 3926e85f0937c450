"""Precision and recall of the links, with intervals, from judged pairs or from the curve alone.

Pairs are counted as compared. Precision: of the joined pairs, how many are one person. Recall: of the pairs that
are one person (those compared, and those that no key brought together), how many are joined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.pipeline.link.honest.calibration import Calibration
from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.intervals import LEVEL, Interval, effective
from padan.pipeline.link.honest.missed import Missed, missed_by_keys
from padan.pipeline.link.honest.reading import Flags, Pairs
from padan.pipeline.link.honest.sample import Whole, bands_of, stood_joined

#: Draws of each estimate; the third digit of an interval's end is steady from here on.
DRAWS = 4000
#: With fewer judged pairs of a band in one pair of sources, the band's pairs of all sources speak for it.
LEAST_JUDGED = 4
#: Borrowed answers count as so many at most: other sources are not these.
MOST_BORROWED = 20.0


@dataclass(frozen=True)
class Judged:
    """Pairs that people judged: place among the compared pairs, one person or not, the share of its stratum that was
    drawn when it was, and the band in which it lay then (``sample.bands_of``).

    The band is that of the day of drawing because the next release obeys the answers: by then every judged pair
    would count as rightly joined or rightly apart.
    """

    place: Whole
    same: Flags
    fraction: Numbers
    band: Whole

    def __len__(self) -> int:
        return len(self.place)

    @property
    def joined(self) -> Flags:
        """Which pairs stood joined on the day of drawing."""
        return stood_joined(self.band)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the links between two kinds of list are (``between`` empty: all of them).

    ``judged`` pairs stand behind it; 0 when it comes from the curve alone.
    """

    between: str
    joined: int
    judged: int
    precision: Interval
    recall: Interval
    missed: Missed


def quality(
    pairs: Pairs, calibration: Calibration, judged: Judged | None = None, seed: int = 0, level: float = LEVEL
) -> tuple[Quality, ...]:
    """Overall first, then each pair of sources by its number of joined pairs.

    Without judged pairs the figures are those of the curve, and the intervals how far apart curves of different
    invented regencies lie. ``seed`` is of the draws behind the intervals.
    """
    everything = np.ones(len(pairs), dtype=bool)
    names, sizes = np.unique(pairs.between[pairs.joined].astype(str), return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    domains = [("", everything), *((str(name), pairs.between == name) for name in names[order])]
    probability = calibration.probability(pairs.weight, pairs.joined)
    found = []
    for name, domain in domains:
        rng = np.random.default_rng(seed)
        if judged is None or not len(judged):
            right = _by_curve(pairs, calibration, domain, rng)
            behind = 0
        else:
            right = _by_people(pairs, probability, judged, domain, rng)
            behind = int(domain[judged.place].sum())
        missed = missed_by_keys(probability[domain], pairs.by_nik[domain], pairs.without_nik[domain])
        found.append(_quality(name, int((domain & pairs.joined).sum()), behind, right, missed, rng, level))
    return tuple(found)


@dataclass(frozen=True)
class _Right:
    """True pairs among joined and among other compared pairs: the estimate and ``DRAWS`` draws of it; ``flawless``
    when people judged joined pairs of just these sources and found nothing wrong."""

    joined: float
    others: float
    joined_drawn: Numbers
    others_drawn: Numbers
    flawless: bool = False


def _quality(
    name: str, joined: int, judged: int, right: _Right, missed: Missed, rng: np.random.Generator, level: float
) -> Quality:
    unseen = missed.drawn(rng, DRAWS)
    precision = right.joined / joined if joined else 1.0
    total = right.joined + right.others + missed.pairs
    ends = ((1 - level) / 2, (1 + level) / 2)
    shares = right.joined_drawn / joined if joined else np.ones(DRAWS)
    all_drawn = right.joined_drawn + right.others_drawn + unseen
    recalls = np.where(all_drawn > 0, right.joined_drawn / np.maximum(all_drawn, 1e-9), 1.0)
    return Quality(
        name, joined, judged, _interval(precision, shares, ends, flawless=right.flawless),
        _interval(right.joined / total if total > 0 else 1.0, recalls, ends), missed,
    )  # fmt: skip


def _interval(share: float, draws: Numbers, ends: tuple[float, float], *, flawless: bool = False) -> Interval:
    low, high = np.quantile(draws, ends)
    # All right among the judged: perfection is not excluded, though no draw reaches it (as in Jeffreys' rule).
    top = 1.0 if flawless or share >= 1 else max(share, float(high))
    return Interval(share, min(share, float(low)), top)


def _by_curve(pairs: Pairs, calibration: Calibration, domain: Flags, rng: np.random.Generator) -> _Right:
    sides = [(pairs.weight[domain & (pairs.joined == joined)], joined) for joined in (True, False)]
    best = [float(calibration.probability(*side).sum()) for side in sides]
    # A grid of how good a regency's curve can be, drawn from; and within it the luck of the pairs themselves.
    grid = np.linspace(-3, 3, 25)
    shifted = [calibration.shifted(deviations) for deviations in grid]
    deviation = rng.standard_normal(DRAWS)
    drawn = []
    for side in sides:
        chances = [each.probability(*side) for each in shifted]
        mean = np.interp(deviation, grid, [float(p.sum()) for p in chances])
        spread = np.interp(deviation, grid, [float(np.sqrt((p * (1 - p)).sum())) for p in chances])
        drawn.append(np.clip(mean + spread * rng.standard_normal(DRAWS), 0, len(side[0])))
    return _Right(best[0], best[1], drawn[0], drawn[1])


def _by_people(pairs: Pairs, probability: Numbers, judged: Judged, domain: Flags, rng: np.random.Generator) -> _Right:
    band = bands_of(probability, pairs.joined)
    sides = []
    for joined in (True, False):
        own = domain & (pairs.joined == joined)
        estimate, drawn = 0.0, np.zeros(DRAWS)
        for number in np.unique(band[own]):
            size = int((own & (band == number)).sum())
            right, worth = _judged_in(judged, int(number), domain, float(probability[band == number].mean()))
            # Jeffreys' half and half, shared out among the bands by size: the prior of the whole is one pair.
            prior = 0.5 * size / own.sum()
            estimate += size * right / worth
            # Which of these very pairs are right is chance too, and tells in a small pair of sources.
            drawn += rng.binomial(size, rng.beta(right + prior, worth - right + prior, DRAWS))
        sides.append((estimate, drawn))
    of_joined = judged.same[domain[judged.place] & judged.joined]
    flawless = len(of_joined) > 0 and bool(of_joined.all())
    return _Right(sides[0][0], sides[1][0], sides[0][1], sides[1][1], flawless)


def _judged_in(judged: Judged, number: int, domain: Flags, believed: float) -> tuple[float, float]:
    """Right and judged pairs of a band, in pairs drawn alike; the curve's word as one pair when nobody judged any."""
    of_band = judged.band == number
    own = of_band & domain[judged.place]
    borrowed = own.sum() < LEAST_JUDGED
    if borrowed:
        own = of_band
    if not own.any():
        return believed, 1.0
    each = 1 / judged.fraction[own]
    worth = min(effective(each), MOST_BORROWED) if borrowed else effective(each)
    same = judged.same[own]
    return (worth if same.all() else float(each @ same / each.sum() * worth)), worth
