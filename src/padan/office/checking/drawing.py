"""The list that a sample is drawn from, as text that is kept, and the draw, which anybody can repeat from that text.

A line is a family and its place, with a blank between; lines stand in the order of their texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np

from padan.rules.sampling import Drawn, draw

#: A family whose place is not known is in a stratum of its own.
NOWHERE: Final = "-"
_DISTRICT_LETTERS: Final = 8


class Level(StrEnum):
    """What the strata are."""

    VILLAGE = "village"
    DISTRICT = "district"


def frame_of(families: Iterable[tuple[str, str]]) -> str:
    """The list of families (id, place) as text."""
    return "".join(f"{line}\n" for line in sorted(f"{family} {area or NOWHERE}" for family, area in families))


def digest_of(frame: str) -> str:
    """The SHA-256 of a list, by which two lists are told apart."""
    return hashlib.sha256(frame.encode()).hexdigest()


def members(frame: str) -> list[tuple[str, str]]:
    """The families of a list with their places, in its order."""
    return [(family, area) for family, area in (line.split(" ") for line in frame.splitlines())]


def stratum_of(area: str, level: Level) -> str:
    """The stratum of a place."""
    return area[:_DISTRICT_LETTERS] if level is Level.DISTRICT else area


def drawn_from(frame: str, level: Level, size: int, seed: str) -> Drawn:
    """The sample of ``size`` families; rows stand in the order of the list."""
    found = members(frame)
    strata = np.array([stratum_of(area, level) for _family, area in found], object)
    return draw(np.array([family for family, _area in found], object), strata, size, seed)


def seed_of(round_seed: str, number: int) -> str:
    """The seed of a round's sample by its number: it follows from the round's, which was fixed before anybody knew the
    list, so that nobody chooses whom to visit; and it is another one, so that a tie of the list brings nobody into a
    sample."""
    return f"{round_seed}-check-{number}"
