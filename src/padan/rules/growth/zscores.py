"""z-scores of children from birth to five years by WHO's Child Growth Standards, column by column.

The algorithm is that of WHO's own programs: the age in days rounded half up, the table of lengths before day 731 and
of heights from then on, 0.7 cm between lying and standing, straight tails beyond ±3, two decimals, flags on the
rounded z. Where WHO's R package goes wrong the right answer is given; ``compat`` gives the package's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.reference.growth_classes import flag_limits
from padan.rules.growth import ages, lms, standards
from padan.rules.growth.ages import Codes, Floats
from padan.rules.growth.arithmetic import ARITHMETIC, Arithmetic
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    GIRL,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    LYING,
    MAIN,
    STANDING,
    SUBSCAPULAR_FOR_AGE,
    TRICEPS_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Bools,
    Children,
    Compat,
    Scores,
    blocks,
    sex_missing,
)
from padan.rules.growth.missing import Missing

#: The column measured for an indicator that needs no other.
_MEASURED = {
    HEAD_FOR_AGE: "head",
    ARM_FOR_AGE: "arm",
    TRICEPS_FOR_AGE: "triceps",
    SUBSCAPULAR_FOR_AGE: "subscapular",
}

#: Where the figures of boys and girls begin, by day; where those of a table by length would begin at 0 cm.
_PLACE_OF_SEX = np.array([0, standards.DAYS], dtype=np.intp)
_PLACE_OF_TABLE = np.arange(4, dtype=np.intp) * standards.TENTHS - standards.FIRST_TENTH

_Result = tuple[Floats, Bools, Codes]


@dataclass(frozen=True, slots=True)
class _Block:
    """What the indicators share about some rows; ``missing`` is why no child of them could have any z by age."""

    missing: Codes
    day: Floats
    at: NDArray[np.intp]
    girl: Bools
    position: NDArray[np.integer]
    weight: Floats
    weight_missing: Codes
    length: Floats
    length_missing: Codes
    oedema: Codes


def zscores(children: Children, indicators: Sequence[str] = MAIN, compat: Compat = Compat.NONE) -> Scores:
    """The z-scores of ``indicators`` for every child, with flags and the reason wherever there is none.

    With ``Compat.WHO_ANTHRO`` a negative age raises :class:`padan.kernel.errors.PadanError`, as WHO's package stops
    there; without, that child has no z and the others do. An unknown indicator is a :class:`ValueError`.
    """
    unknown = set(indicators) - set(flag_limits())
    if unknown:
        raise ValueError(f"unknown indicators: {sorted(unknown)}")
    arithmetic = ARITHMETIC[compat]
    scores = Scores.empty(len(children), indicators)
    with np.errstate(all="ignore"):
        for rows in blocks(len(children)):
            block = _shared(children, rows, arithmetic)
            scores.length[rows] = block.length
            for name in indicators:
                result = _indicator(name, block, children, rows, arithmetic)
                scores.z[name][rows], scores.flag[name][rows], scores.missing[name][rows] = result
    return scores


def _shared(children: Children, rows: slice, arithmetic: Arithmetic) -> _Block:
    sex = children.sex[rows]
    girl = sex == GIRL
    day, months, missing = _age(children, rows, arithmetic)
    missing = np.maximum(missing, sex_missing(sex))
    position = np.zeros(len(sex), np.int8) if children.position is None else children.position[rows]
    measured = children.numbers("length", rows)
    length = arithmetic.corrected(measured, _shift(position, day, months))
    weight = children.numbers("weight", rows)
    oedema = np.zeros(len(sex), np.uint8) if children.oedema is None else children.oedema[rows]
    return _Block(
        missing=missing,
        day=day,
        at=day.astype(np.intp) + _PLACE_OF_SEX.take(girl.view(np.uint8)),
        girl=girl,
        position=position,
        weight=weight,
        weight_missing=arithmetic.unusable(weight),
        length=length,
        length_missing=arithmetic.length_unusable(measured, length),
        oedema=oedema * np.uint8(Missing.OEDEMA),
    )


def _age(children: Children, rows: slice, arithmetic: Arithmetic) -> tuple[Floats, Floats, Codes]:
    """Age in whole days (nan if there is none), in unrounded months, and why no z by age can be given."""
    exact, months = children.age(rows)
    arithmetic.refuse("age", exact, rows.start)
    day = ages.rounded_half_up(exact)
    missing = ages.age_missing(exact, (exact >= 0) & (months < standards.MONTHS_END))
    if missing.any():
        day[missing == Missing.AGE_INVALID] = np.nan
    return day, months, missing


def _shift(position: NDArray[np.integer], day: Floats, months: Floats) -> NDArray[np.int8]:
    """1 where a standing height must become a length, -1 where a length must become a height, else 0."""
    standing = (position == STANDING) & ~(months < standards.STANDS_FROM_MONTH)
    to_length = standing & (day < standards.STANDING_FROM_DAY)
    to_height = (position == LYING) & (day >= standards.STANDING_FROM_DAY)
    shift: NDArray[np.int8] = to_length.view(np.int8) - to_height.view(np.int8)
    return shift


def _indicator(name: str, block: _Block, children: Children, rows: slice, arithmetic: Arithmetic) -> _Result:
    if name == WEIGHT_FOR_LENGTH:
        return _weight_for_length(block, arithmetic)
    if name == LENGTH_FOR_AGE:
        return _for_age(name, block.length, block.length_missing, block, arithmetic)
    if name == WEIGHT_FOR_AGE:
        missing = np.maximum(block.weight_missing, block.oedema)
        return _for_age(name, block.weight, missing, block, arithmetic)
    if name == BMI_FOR_AGE:
        metres = block.length / 100
        metres *= metres
        bmi = block.weight / metres
        missing = arithmetic.bmi_unusable(bmi, block.weight_missing, block.length_missing)
        return _for_age(name, bmi, np.maximum(missing, block.oedema), block, arithmetic)
    measured = children.numbers(_MEASURED[name], rows)
    return _for_age(name, measured, arithmetic.unusable(measured), block, arithmetic)


def _for_age(name: str, measured: Floats, missing: Codes, block: _Block, arithmetic: Arithmetic) -> _Result:
    table = standards.for_age(name)
    missing = np.maximum(missing, block.missing)
    if table.first_day:
        missing = np.maximum(missing, (block.day < table.first_day) * np.uint8(Missing.AGE_OUT_OF_RANGE))
    m, sl = _read(table.m, block.at), _read(table.sl, block.at)
    if not table.skewed:
        return lms.finish(lms.plain(measured, m, sl), missing, flag_limits()[name], arithmetic)
    z = lms.skewed(measured, _read(table.l, block.at), m, sl, arithmetic)
    lms.straighten(z, measured, lambda rows, sign: _tail(table, block.at[rows], sign))
    return lms.finish(z, missing, flag_limits()[name], arithmetic)


def _weight_for_length(block: _Block, arithmetic: Arithmetic) -> _Result:
    table, length = standards.for_length(), block.length
    standing = _by_height(block)
    inside = _within(length, standing)
    missing = block.missing * (block.missing != Missing.AGE_UNKNOWN).view(np.uint8)
    weight_missing = arithmetic.weight_unusable(block.weight, block.weight_missing)
    out = ~inside * np.uint8(Missing.LENGTH_OUT_OF_TABLE)
    for other in (weight_missing, block.length_missing, block.oedema, out):
        missing = np.maximum(missing, other)
    start = _PLACE_OF_TABLE.take(2 * standing.view(np.uint8) + block.girl.view(np.uint8))
    low, part = arithmetic.between(length)
    at = low.astype(np.intp)
    at += start
    l, m, s = _read(table.l, at), _read(table.m, at), _read(table.s, at)  # noqa: E741
    rows = np.flatnonzero((part > 0) & inside)
    if rows.size:
        above = start[rows] + arithmetic.above(length[rows], low[rows]).astype(np.intp)
        for figure, column in ((l, table.l), (m, table.m), (s, table.s)):
            figure[rows] += part[rows] * (_read(column, above) - figure[rows])
    sl = s * l
    z = lms.skewed(block.weight, l, m, sl, arithmetic)
    lms.straighten(z, block.weight, lms.spread_of(l, m, sl, arithmetic))
    return lms.finish(z, missing, flag_limits()[WEIGHT_FOR_LENGTH], arithmetic)


def _by_height(block: _Block) -> Bools:
    """Which children are judged by the table of heights: by age; if that is unknown, by position; else by height."""
    standing: Bools = block.day >= standards.STANDING_FROM_DAY
    ageless = np.isnan(block.day)
    if ageless.any():
        tall = block.length >= standards.STANDING_FROM_CM
        said = np.where(block.position == STANDING, True, np.where(block.position == LYING, False, tall))
        standing = np.where(ageless, said, standing)
    return standing


def _within(length: Floats, standing: Bools) -> Bools:
    """Which lengths the table has, its first and last included."""
    (lying_low, lying_high), (low, high) = standards.LYING_RANGE, standards.STANDING_RANGE
    tall, short = length >= low, length <= lying_high
    inside: Bools = (length >= lying_low) & (length <= high) & (tall | ~standing) & (short | standing)
    return inside


def _tail(table: standards.ForAge, at: NDArray[np.intp], sign: Floats) -> tuple[Floats, Floats]:
    at = at + (sign < 0) * np.intp(2 * standards.DAYS)
    return _read(table.third, at), _read(table.gap, at)


def _read(column: Floats, at: NDArray[np.intp]) -> Floats:
    """The figures at some places; for children outside the table (they get no z) whatever stands at its edge."""
    found: Floats = column.take(at, mode="clip")
    return found
