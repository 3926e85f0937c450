"""Who is chosen, who is in reserve and why anybody is not: the same for everybody who has the columns and the seed.

Order: families that people added by hand, then by the keys, equals by lot (:mod:`padan.rules.sampling.lots` with the
round's seed and the purpose ``seri``), so that no name, number or row of a file is favoured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.growth.prevalence import coded
from padan.rules.risk.answers import UNKNOWN, YES, Truths
from padan.rules.sampling import Whole, in_order, lots, places_in_line
from padan.rules.selection.candidates import Candidates, fixed
from padan.rules.selection.quotas import Chains, Quota, chains_of, counts, fill, waits_at

#: What stands between seed and family in the text of a lot: ``seed:seri:family``.
PURPOSE: Final = "seri"


class Standing(IntEnum):
    """How a candidate stands, as columns hold it."""

    CHOSEN = 1
    RESERVE = 2
    OVER_QUOTA = 3
    NO_QUOTA = 4
    UNKNOWN = 5
    NOT_ELIGIBLE = 6
    EXCLUDED = 7

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Standing.CHOSEN: _("terpilih"),
            Standing.RESERVE: _("cadangan"),
            Standing.OVER_QUOTA: _("di luar kuota"),
            Standing.NO_QUOTA: _("tidak ada kuota untuk wilayahnya"),
            Standing.UNKNOWN: _("belum diketahui apakah memenuhi syarat"),
            Standing.NOT_ELIGIBLE: _("tidak memenuhi syarat"),
            Standing.EXCLUDED: _("dikeluarkan"),
        }[self]


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A list of recipients and what it rests on; columns of shape (n,).

    ``rank``: 1 for the first of those who may be chosen, 0 for the others. ``chains``: the quotas of each family.
    ``standing``: a :class:`Standing`. ``line`` and ``place``: the number of the quota in whose line those who are not
    chosen for want of places stand, and their place there from 1; -1 and 0 for everybody else. ``added``: by hand.

    Cannot be built (``ValueError``) with an excluded family, one that is not surely eligible, or more families than
    places, at any tier; the standing cannot be written to.
    """

    candidates: Candidates
    quotas: tuple[Quota, ...]
    seed: str
    rank: Whole
    chains: Chains
    standing: NDArray[np.int8]
    line: NDArray[np.int32]
    place: Whole
    added: Truths

    def __post_init__(self) -> None:
        object.__setattr__(self, "standing", fixed(self.standing))
        listed = self.chosen | self.reserve
        if (listed & self.candidates.excluded).any():
            raise ValueError("an excluded family is on the list")
        if (listed & (self.candidates.eligible != YES)).any():
            raise ValueError("a family that is not surely eligible is on the list")
        if (listed & (self.chains < 0).all(axis=1)).any():
            raise ValueError("a family without a quota for its area is on the list")
        if (self.taken > self.places).any():
            raise ValueError("an area has more recipients than places")

    @property
    def chosen(self) -> Truths:
        """Who is chosen."""
        chosen: Truths = self.standing == Standing.CHOSEN
        return chosen

    @property
    def reserve(self) -> Truths:
        """Who is in reserve."""
        reserve: Truths = self.standing == Standing.RESERVE
        return reserve

    @property
    def places(self) -> Whole:
        """The places of each quota."""
        return np.array([quota.places for quota in self.quotas], np.int64)

    @property
    def taken(self) -> Whole:
        """The places of each quota that are taken."""
        return counts(self.chosen, self.chains, self.quotas)

    def recipients(self) -> list[str]:
        """The chosen families in order."""
        return self._in_order(self.chosen, self.rank)

    def reserves(self, area: str) -> list[str]:
        """The reserve of an area with a quota, in line; KeyError for another area."""
        number = {quota.area: place for place, quota in enumerate(self.quotas)}[area]
        return self._in_order(self.reserve & (self.line == number), self.place)

    def _in_order(self, which: Truths, by: Whole) -> list[str]:
        rows = np.flatnonzero(which)
        return [str(each) for each in self.candidates.family_id[rows[np.argsort(by[rows])]]]


def select(candidates: Candidates, quotas: Sequence[Quota], seed: str, added: Sequence[str] = ()) -> Selection:
    """Choose. ``added``: families that people put first by hand; that changes their order, never the rule.

    :class:`~padan.kernel.errors.InvalidValueError` for an addition that is no candidate, is excluded, is not surely
    eligible or finds no place; for a seed or quotas that cannot be used.
    """
    chains = chains_of(quotas, coded(candidates.area))
    by_hand = _by_hand(candidates, added)
    ordered = _ordered(candidates, by_hand, seed)
    rank = np.zeros(len(candidates), np.int64)
    rank[ordered] = np.arange(1, len(ordered) + 1)
    chosen = np.zeros(len(candidates), bool)
    chosen[fill(ordered, chains, quotas)] = True
    without = np.flatnonzero(by_hand & ~chosen)
    if len(without):
        raise InvalidValueError(
            _("Tidak ada tempat untuk keluarga {family} yang ditambahkan.").format(
                family=candidates.family_id[without[0]]
            ),
            next_step=_("Kurangi tambahan, atau ubah kuota wilayahnya."),
        )
    standing, line, place = _standings(candidates, ordered, chains, quotas, chosen)
    return Selection(candidates, tuple(quotas), seed, rank, chains, standing, line, place, by_hand)


def in_line(waiting: Whole, chains: Chains, quotas: Sequence[Quota], taken: Whole) -> tuple[NDArray[np.int32], Whole]:
    """The line of each of the rows in order of rank that wait, and their places in it; shapes (waiting,)."""
    full = taken >= np.array([quota.places for quota in quotas], np.int64)
    line = waits_at(chains[waiting], full)
    return line, places_in_line(line)


def _by_hand(candidates: Candidates, added: Sequence[str]) -> Truths:
    rows = candidates.rows_of(list(added))
    admissible = candidates.admissible
    for row in rows:
        if not admissible[row]:
            reasons = [reason.words for reason in candidates.reasons(row)]
            unsure = Standing.UNKNOWN if candidates.eligible[row] == UNKNOWN else Standing.NOT_ELIGIBLE
            raise InvalidValueError(
                _("Keluarga {family} tidak dapat ditambahkan: {reason}.").format(
                    family=candidates.family_id[row], reason="; ".join(reasons) or unsure.words
                ),
                next_step=_("Perbaiki dahulu data keluarga itu bila keadaannya sudah lain."),
            )
    by_hand = np.zeros(len(candidates), bool)
    by_hand[rows] = True
    return by_hand


def _ordered(candidates: Candidates, by_hand: Truths, seed: str) -> Whole:
    """The rows of those who may be chosen, in order."""
    rows = np.flatnonzero(candidates.admissible)
    ids = candidates.family_id[rows].tolist()
    keys: list[NDArray[Any]] = [key.ascending[rows] for key in candidates.keys]
    return rows[in_order([~by_hand[rows], *keys], lots(seed, ids, PURPOSE), ids)]


def _standings(
    candidates: Candidates, ordered: Whole, chains: Chains, quotas: Sequence[Quota], chosen: Truths
) -> tuple[NDArray[np.int8], NDArray[np.int32], Whole]:
    standing = np.where(candidates.eligible == UNKNOWN, Standing.UNKNOWN, Standing.NOT_ELIGIBLE).astype(np.int8)
    standing[candidates.excluded] = Standing.EXCLUDED
    standing[ordered] = Standing.NO_QUOTA
    standing[chosen] = Standing.CHOSEN
    waiting = ordered[~chosen[ordered] & (chains[ordered] >= 0).any(axis=1)]
    line, place = np.full(len(candidates), -1, np.int32), np.zeros(len(candidates), np.int64)
    line[waiting], place[waiting] = in_line(waiting, chains, quotas, counts(chosen, chains, quotas))
    room = np.array([len(candidates) if quota.reserve is None else quota.reserve for quota in quotas], np.int64)
    standing[waiting] = np.where(place[waiting] <= room[line[waiting]], Standing.RESERVE, Standing.OVER_QUOTA)
    return standing, line, place
