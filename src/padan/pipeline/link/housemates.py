"""How often two records of one household are one member's: counted where it is plain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from padan.pipeline.link.blocks import BLOCK_PAIRS, FEWEST_PAIRS, Blocks, levels
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.evidence.ladder import Levels
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.model import OF_ONE_HOUSEHOLD

#: Columns in which records of one household agree.
HOUSEHOLDS = (("kk",), ("kin_nik",), ("mother", "village"), ("father", "village"))

#: Levels at which two records of one household are surely one member's, and surely two members'.
_ONE_MEMBER = {
    "identity": ("same_nik_proved", "same_nik_date", "no_nik_same_date"),
    "name": ("same", "sounds_same", "one_slip", "same_words"),
}
_TWO_MEMBERS = {
    "identity": ("own_dates", "differ_differ", "else"),
    "name": ("else", "somewhat", "one_word"),
}

#: Lists of a few children hold no families; more certain than this nobody is.
SUREST = 8.0


def of_one_household(blocks: Blocks, common: Frequencies) -> float:
    """Log2 odds that two records of one household are one member's, from the pairs of which it is plain.

    Never less than a household's size says, which also holds where no household is told of.
    """
    people = blocks.people
    one = two = 0
    for columns in HOUSEHOLDS:
        l, r = blocks.of(*columns).some(BLOCK_PAIRS)  # noqa: E741
        found = levels(people.take(l), people.take(r), common, ("identity", "name"))
        one, two = one + _count(found, _ONE_MEMBER), two + _count(found, _TWO_MEMBERS)
    if one + two < FEWEST_PAIRS:
        return OF_ONE_HOUSEHOLD
    return round(min(max(math.log2((one + 1) / (two + 1)), OF_ONE_HOUSEHOLD), SUREST), 4)


def _count(found: Mapping[str, Levels], which: Mapping[str, Sequence[str]]) -> int:
    """The pairs that stand on one of these levels in each comparison."""
    held = [np.isin(found[c.name], [c.number(code) for code in which[c.name]]) for c in COMPARISONS if c.name in which]
    return int(np.logical_and.reduce(held).sum())
