"""The evidence between encoded rows: the ladders of ``padan.pipeline.link.evidence`` as far as tokens can tell.

Equal texts are equal tokens; likeness of names is the Dice share of their filters. Filters and salted tokens speak
only between rows of one salt; across salts the keys and the short tokens tell some of it, and the rest is unknown,
which is evidence of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.encode.columns import KEYS, NAMED, NEAR, YEAR_ALONE
from padan.pipeline.encode.filters import dice
from padan.pipeline.encode.rows import Rows

Flags = NDArray[np.bool_]
Places = NDArray[np.int32] | NDArray[np.int64]

#: Levels of each comparison, the first that holds counts; the first level says nothing either way.
LADDERS: Final[dict[str, tuple[str, ...]]] = {
    "identity": (
        "nothing", "same_nik_proved", "same_nik_date", "same_nik_one_date", "last_digit_lost", "same_day_place",
        "slip_same_date", "slip_near_date", "differ_same_date", "differ_near_date", "differ_differ",
        "no_nik_same_date", "no_nik_near_date", "else",
    ),
    "household": (
        "nothing", "same_kk_kin", "same_kk", "same_kin_village", "like_kin_village", "same_kin", "like_kin",
        "no_kin_village", "other_kin_village", "no_kin", "else",
    ),
    "name": (
        "nothing", "same", "sounds_same", "shortened", "similar", "same_first", "somewhat", "else",
    ),
    "sex": ("nothing", "same", "else"),
}  # fmt: skip

#: Dice shares of filters. Two filters of one name share about 0.95, because of the noise; of strangers 0.25 to 0.4.
SOUNDS_SAME: Final = 0.84
SIMILAR: Final = 0.68
SOMEWHAT: Final = 0.52
KIN_ALIKE: Final = 0.68


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows side by side."""

    rows: Rows
    left: Places
    right: Places

    def equal(self, name: str) -> Flags:
        """Where both have the token and it is the same."""
        tokens = self.rows.tokens[name]
        return (tokens[self.left] == tokens[self.right]) & self.both(name)

    def both(self, name: str) -> Flags:
        """Where both have the token."""
        tokens = self.rows.tokens[name]
        return (tokens[self.left] != 0) & (tokens[self.right] != 0)

    def any_equal(self, names: Iterable[str]) -> Flags:
        """Where any of the tokens is the same."""
        out = np.zeros(len(self.left), np.bool_)
        for name in names:
            out |= self.equal(name)
        return out

    def any_place(self, name: str, places: Iterable[int]) -> Flags:
        """Where any of these places of a column of short tokens is the same."""
        words = self.rows.wide[name]
        out = np.zeros(len(self.left), np.bool_)
        for place in places:
            out |= (words[self.left, place] == words[self.right, place]) & (words[self.left, place] != 0)
        return out

    def alike(self, name: str) -> NDArray[np.float64]:
        """The Dice share of two filters, 0 where one is missing."""
        words = self.rows.wide[name]
        return dice(words[self.left], words[self.right])


def levels(pairs: Pairs) -> dict[str, NDArray[np.int8]]:
    """The level of each pair in each comparison, as its place in :data:`LADDERS`."""
    found = {
        "identity": _identity(pairs),
        "household": _household(pairs),
        "name": _name(pairs),
        "sex": _sex(pairs),
    }
    return {name: _first(name, conditions, len(pairs.left)) for name, conditions in found.items()}


def _first(name: str, conditions: dict[str, Flags], count: int) -> NDArray[np.int8]:
    ladder = LADDERS[name]
    out = np.full(count, ladder.index("else"), np.int8)
    # From the bottom up, so that the highest level that holds stays.
    for level in reversed(ladder[:-1]):
        out[conditions[level]] = ladder.index(level)
    return out


def _identity(p: Pairs) -> dict[str, Flags]:
    nik, both, date, dates = p.equal("nik"), p.both("nik"), p.equal("birth"), p.both("birth")
    near = date | _near(p)
    slip = p.any_place("nik_slips", range(p.rows.wide["nik_slips"].shape[1])) & ~nik
    left, right = p.rows.agrees[p.left] >= 2, p.rows.agrees[p.right] >= 2
    lost = p.equal("nik15") & ~both
    return {
        "nothing": ~both & ~p.equal("nik15") & ~dates,
        "same_nik_proved": nik & left & right,
        "same_nik_date": nik & (near | ~dates),
        "same_nik_one_date": nik & (left | right),
        "last_digit_lost": lost & (near | ~dates),
        "same_day_place": p.equal("nik12") & date & ~nik,
        "slip_same_date": slip & date,
        "slip_near_date": slip & near,
        "differ_same_date": both & ~nik & date,
        "differ_near_date": both & ~nik & near,
        "differ_differ": both & ~nik,
        "no_nik_same_date": date,
        "no_nik_near_date": near,
    }


def _near(p: Pairs) -> Flags:
    """Two parts of the date agree, or day and month are exchanged, or the year where the day is unknown."""
    parts = [place for place in range(len(NEAR)) if place not in YEAR_ALONE]
    vague = p.rows.vague[p.left] | p.rows.vague[p.right]
    swapped = p.any_equal(name for name, facts in KEYS.items() if "month_day" in facts)
    return p.any_place("near", parts) | swapped | (p.any_place("near", YEAR_ALONE) & vague)


def _knows(*facts: str) -> list[str]:
    """The keys that hold these facts: where one is equal, so are they."""
    return [name for name, parts in KEYS.items() if set(facts) <= set(parts)]


def _household(p: Pairs) -> dict[str, Flags]:
    salt = p.equal("salt")
    card = p.any_equal(["kk", "kin", *_knows("kk"), *_knows("kin_nik")])
    card |= p.any_place("near", (i for i, facts in enumerate(NEAR) if "kk" in facts))
    card |= p.any_place("named", (i for i, facts in enumerate(NAMED) if "kk" in facts))
    village = p.any_equal(["village", *_knows("village")])
    village |= p.any_place("near", (i for i, facts in enumerate(NEAR) if "village" in facts))
    same = p.any_equal(["mother", *_knows("mother")])
    like = p.any_equal(["mother_first", *_knows("mother_first")]) | (salt & (p.alike("mother_filter") >= KIN_ALIKE))
    no_kin = ~(same | like) & ~(salt & p.both("mother"))
    elsewhere = salt & p.both("village") & ~village
    no_card = ~card & ~(salt & (p.both("kk") | p.both("kin")))
    return {
        "nothing": no_card & no_kin & ~village & ~elsewhere,
        "same_kk_kin": card & same,
        "same_kk": card,
        "same_kin_village": same & village,
        "like_kin_village": like & village,
        "same_kin": same,
        "like_kin": like,
        "no_kin_village": no_kin & village,
        "other_kin_village": village,
        "no_kin": no_kin,
    }


def _name(p: Pairs) -> dict[str, Flags]:
    salt, both = p.equal("salt"), p.both("name")
    alike = np.where(salt & both, p.alike("name_filter"), 0.0)
    first = p.any_equal(["first", *_knows("first")])
    first |= p.any_place("named", (i for i, facts in enumerate(NAMED) if "first" in facts))
    sound = p.any_equal(["sound", *_knows("sound")])
    sound |= p.any_place("named", (i for i, facts in enumerate(NAMED) if "sound" in facts))
    return {
        "nothing": ~(salt & both) & ~first & ~sound,
        "same": p.equal("name"),
        "sounds_same": sound | (alike >= SOUNDS_SAME),
        "shortened": first & (alike >= SOMEWHAT),
        "similar": alike >= SIMILAR,
        "same_first": first,
        "somewhat": alike >= SOMEWHAT,
    }


def _sex(p: Pairs) -> dict[str, Flags]:
    same = p.any_equal(["sex", *_knows("sex")])
    return {"nothing": ~same & ~(p.equal("salt") & p.both("sex")), "same": same}
