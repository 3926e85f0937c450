"""A clerical sample: which pairs people should judge so that a few hundred answers tell most.

Strata are bands of the probability, apart for pairs that are joined and that are not, and within them the pairs of
sources. Doubtful bands get more than their share (Neyman 1934), large pairs of sources less. Which pairs of a
stratum are taken depends on a hash of their record ids alone: the order of rows changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.reading import Flags, Names, Pairs

#: Bounds of the bands, in probability.
BANDS = (0.05, 0.5, 0.99, 0.9999)
#: Each band gets at least so many pairs, if it has them: a band of which nothing is known spoils every estimate.
LEAST_OF_BAND = 8
#: No band is taken for surer than that: what the curve calls certain is the very thing to be checked.
SURE = 0.998

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Drawn:
    """The sample: places of its pairs, each pair's stratum and the share of the stratum that was drawn."""

    place: Whole
    stratum: Names
    fraction: Numbers

    def __len__(self) -> int:
        return len(self.place)


def draw(pairs: Pairs, probability: Numbers, count: int, seed: int = 0, taken: Flags | None = None) -> Drawn:
    """At most ``count`` pairs; ``taken`` marks pairs that were asked about before and are not asked again."""
    free = np.ones(len(pairs), dtype=bool) if taken is None else ~taken
    band = bands_of(probability, pairs.joined)
    rank = ranks(pairs.record_a, pairs.record_b, seed)
    of_band = _by_need(band[free], probability[free], count)
    found: list[tuple[Whole, str, float]] = []
    for number, quota in of_band.items():
        own = np.flatnonzero(free & (band == number))
        for name, members, amount in _by_sources(pairs.between[own], quota):
            places = own[members]
            chosen = places[np.argsort(rank[places], kind="stable")[:amount]]
            found.append((chosen, f"{number} {name}", amount / len(places)))
    order = np.argsort(rank[np.concatenate([np.zeros(0, dtype=np.int64), *(f[0] for f in found)])], kind="stable")
    place = np.concatenate([np.zeros(0, dtype=np.int64), *(f[0] for f in found)])[order]
    stratum = np.array([f[1] for f in found for _pair in f[0]], dtype=object)[order]
    fraction = np.array([f[2] for f in found for _pair in f[0]], dtype=float)[order]
    return Drawn(place, stratum, fraction)


def bands_of(probability: npt.ArrayLike, joined: Flags) -> Whole:
    """The band of each pair, counted from 0; joined pairs have the odd numbers."""
    return np.searchsorted(BANDS, np.asarray(probability, dtype=float), side="right") * 2 + joined.astype(np.int64)


def stood_joined(band: Whole) -> Flags:
    """Which pairs of these bands were joined when :func:`bands_of` put them there."""
    return band % 2 == 1


def ranks(record_a: Names, record_b: Names, seed: int) -> npt.NDArray[np.uint64]:
    """A number for each pair that looks random and depends on nothing but its record ids and the seed."""
    start = hashlib.blake2b(str(seed).encode(), digest_size=8)
    out = np.empty(len(record_a), dtype=np.uint64)
    for place, (a, b) in enumerate(zip(record_a, record_b, strict=True)):
        own = start.copy()
        own.update(f"|{a}|{b}".encode())
        out[place] = int.from_bytes(own.digest(), "big")
    return out


def _by_need(band: Whole, probability: Numbers, count: int) -> dict[int, int]:
    """Pairs to take of each band: by size times spread, at least ``LEAST_OF_BAND``, never more than there are."""
    numbers, sizes = np.unique(band, return_counts=True)
    mean = np.array([probability[band == number].mean() for number in numbers])
    doubt = np.clip(mean, 1 - SURE, SURE)
    return dict(
        zip(numbers.tolist(), allotted(sizes * np.sqrt(doubt * (1 - doubt)), sizes, count, LEAST_OF_BAND), strict=True)
    )


def allotted(need: Numbers, sizes: Whole, count: int, least: int) -> list[int]:
    """``count`` places shared in proportion to ``need``, at least ``least`` and at most ``sizes`` each."""
    floor = np.minimum(sizes, min(least, max(1, count // max(1, len(sizes)))))
    out = floor.astype(np.int64)
    while (rest := min(count, int(sizes.sum())) - int(out.sum())) > 0:
        open_ = out < sizes
        want = np.where(open_, need, 0.0)
        want = np.where(open_, 1.0, 0.0) if want.sum() <= 0 else want
        share = want / want.sum() * rest
        more = np.minimum(np.floor(share).astype(np.int64), sizes - out)
        if not more.any():
            # The largest remainders get one each.
            more[np.argsort(-share, kind="stable")[:rest]] = 1
            more = np.minimum(more, sizes - out)
        out += more
    return [int(each) for each in out]


def _by_sources(between: Names, quota: int) -> list[tuple[str, Whole, int]]:
    """The band's pairs of sources with their pairs and how many to take; the smallest are drawn from together."""
    names, sizes = np.unique(between.astype(str), return_counts=True)
    amounts = allotted(np.sqrt(sizes), sizes, quota, 0) if quota else [0] * len(names)
    own = [(str(name), np.flatnonzero(between == name), n) for name, n in zip(names, amounts, strict=True)]
    alone = [each for each in own if each[2] > 0]
    rest = [each[1] for each in own if each[2] == 0]
    if not rest or not alone:
        return alone
    # Nobody may have no chance at all: those with no place of their own share that of the largest.
    name, members, amount = max(alone, key=lambda each: len(each[1]))
    together = np.sort(np.concatenate([members, *rest]))
    return [("+", together, amount) if each[0] == name else each for each in alone]
