"""NIKs and family card numbers as Dukcapil issues them: sound, unique, by the code of the day of issue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.demo import homelands
from padan.demo.chance import Dates, Flags, Numbers, Texts, Whole, chosen, days
from padan.demo.regency import SPLIT_FROM, SPLIT_ON, Villages
from padan.reference import regions

_WOMAN = 40


def district_at(villages: Villages, village: Whole, on: Dates) -> Texts:
    """Six digits of the district of each village as it was called on a day."""
    now = villages.district_code[villages.district[village]]
    then = np.array([SPLIT_FROM.get(code, code) for code in now], dtype=object)
    dotted = np.where(on < SPLIT_ON, then, now)
    return np.array([code.replace(".", "") for code in dotted], dtype=object)


def _district_names(villages: Villages, village: Whole, on: Dates) -> Texts:
    """What the district was called on a day; the one it was split from may not be on stage."""
    known = dict(zip(villages.district_code, villages.district_name, strict=True))
    before = {code: known.get(SPLIT_FROM.get(code, code), known[code]) for code in known}
    code = villages.district_code[villages.district[village]]
    return np.array(
        [(before if early else known)[key] for key, early in zip(code, on < SPLIT_ON, strict=True)],
        dtype=object,
    )


def issuing_district(
    rng: np.random.Generator,
    villages: Villages,
    village: Whole,
    on: Dates,
    origins: Sequence[tuple[str, ...]],
    culture: Whole,
    foreign: Flags,
) -> tuple[Texts, Texts]:
    """Where each NIK was issued: six digits and a place name. Residence says little about it.

    ``origins`` are the regencies that each people comes from; ``culture`` counts into them.
    """
    count = len(village)
    elsewhere = rng.choice(len(villages.share), count, p=villages.share)
    draw = rng.random(count)
    place = np.where(draw < 0.25, elsewhere, village)
    prefix = district_at(villages, place, on)
    name = _district_names(villages, place, on)
    outside = np.flatnonzero(foreign | (draw > 0.95))
    for person in outside:
        pool = origins[culture[person]] if foreign[person] else homelands.NEARBY
        regency = pool[int(rng.integers(len(pool)))]
        name[person] = homelands.PLACES[regency]
        districts = regions.children(regency)
        prefix[person] = districts[int(rng.integers(len(districts)))].code.replace(".", "")
    return prefix, name


def six_digits(dates: Dates, female: Flags) -> Texts:
    """DDMMYY as in a NIK: 40 added to a woman's day."""
    iso = np.datetime_as_string(dates.astype("datetime64[D]"), unit="D")
    return np.array(
        [
            f"{int(text[8:10]) + (_WOMAN if woman else 0):02d}{text[5:7]}{text[2:4]}"
            for text, woman in zip(iso.tolist(), female.tolist(), strict=True)
        ],
        dtype=object,
    )


def with_serials(rng: np.random.Generator, heads: Texts) -> Texts:
    """Sixteen digits: twelve given ones and a serial that is unique among equal ones and never 0000."""
    keys = np.array(heads.tolist(), dtype="U12")
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    start = np.r_[True, ordered[1:] != ordered[:-1]]
    rank = np.arange(len(keys)) - np.maximum.accumulate(np.where(start, np.arange(len(keys)), 0))
    serial = np.empty(len(keys), dtype=np.int64)
    serial[order] = rank * 3 + rng.integers(1, 4, len(keys))
    return np.array([f"{head}{number:04d}" for head, number in zip(heads, serial, strict=True)], dtype=object)


def first_issue(rng: np.random.Generator, born: Dates, today: np.datetime64) -> Dates:
    """When each NIK was issued: grown people about 2009, children weeks or, at times, years after birth."""
    count = len(born)
    late = chosen(rng, 0.10, count)
    wait = np.where(late, days(rng, 200, 900, count), days(rng, 10, 150, count))
    by_birth = born + wait.astype("timedelta64[D]")
    census = np.datetime64("2007-01-01") + days(rng, 0, 1800, count).astype("timedelta64[D]")
    return np.maximum(by_birth, np.where(born < np.datetime64("2006-01-01"), census, by_birth))


def card_numbers(rng: np.random.Generator, villages: Villages, village: Whole, on: Dates) -> Texts:
    """Family card numbers: district, day of registration without +40, serial."""
    place = np.maximum(village, 0)
    men: Flags = np.zeros(len(on), dtype=bool)
    return with_serials(rng, district_at(villages, place, on) + six_digits(on, men))


def registered_birthdays(rng: np.random.Generator, born: Dates, share: Numbers) -> Dates:
    """Birthdays as registered: of some people only the year is known, and a round day stands for it."""
    unknown = chosen(rng, share, len(born))
    year = born.astype("datetime64[Y]").astype("datetime64[D]")
    round_day = rng.choice(np.array([0, 0, 181, 364]), len(born)).astype("timedelta64[D]")
    return np.where(unknown, year + round_day, born)
