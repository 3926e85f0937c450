"""How the invented children grow, when somebody measures them, and what is written down of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo import standards
from padan.demo.chance import Dates, Flags, Numbers, Texts, Whole, chosen, stream
from padan.demo.faults import typed_in
from padan.demo.households import YEAR
from padan.demo.paths import MONTH_DAYS, Paths, draw_paths
from padan.demo.population import TODAY, World
from padan.demo.posyandu import HONEST, ROUGH, Figures, Posyandu, draw_posyandu, made_up
from padan.demo.rates import GrowthRates, Rates

MONTHS_MEASURED = np.arange(1, 12)


@dataclass(frozen=True, slots=True)
class Visits:
    """Measurements of 2026. ``path`` counts into the paths, ``posyandu`` into the posyandu.

    ``weight`` (kg) and ``height`` (cm) stand in the posyandu's book, measured ``standing`` or lying; the
    ``typed`` ones in the system, with the slip in ``fault`` ("" for none). The z-scores are the system's: of
    what was typed, at the true age; ``outlier`` where one is beyond WHO's limits or cannot be had.
    """

    child: Whole
    month: Whole
    on: Dates
    village: Whole
    path: Whole
    posyandu: Whole
    days: Whole
    age_months: Numbers
    standing: Flags
    weight: Numbers
    height: Numbers
    typed_standing: Flags
    typed_weight: Numbers
    typed_height: Numbers
    fault: Texts
    waz: Numbers
    haz: Numbers
    whz: Numbers
    outlier: Flags


@dataclass(frozen=True, slots=True)
class Births:
    """Size at birth of every person as a z-score, weight in g and length in cm; only children have real ones."""

    size: Numbers
    weight: Whole
    length: Numbers


@dataclass(frozen=True, slots=True)
class Growth:
    """All that is true of the children's growth, and how it was measured."""

    births: Births
    paths: Paths
    posyandu: Posyandu
    visits: Visits


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Children who may be weighed (rows) and the posyandu days of the year (columns); who came, and where."""

    child: Whole
    on: Dates
    place: Whole
    came: Flags


def _births(world: World) -> Births:
    """Birth weights and lengths; smaller in poor families."""
    rng = stream(world.seed, "births")
    count = len(world.people.family)
    poverty = world.families.facts.poverty[np.maximum(world.people.family, 0)]
    size = rng.normal(-0.2, 1.0, count) - 0.15 * poverty
    weight = ((3200 + 430 * size).clip(900, 4900) / 10).astype(np.int64) * 10
    return Births(size, weight, np.round((49.3 + 1.9 * size).clip(32, 56), 0))


def _posyandu_days(world: World, rng: np.random.Generator) -> Dates:
    """The day on which each village weighs in each month: an array of villages by months."""
    count = len(world.villages.share)
    day = np.where(MONTHS_MEASURED < 11, rng.integers(2, 25, (count, 1)), rng.integers(2, 9, (count, 1)))
    months = np.datetime64("2026-01", "M") + (MONTHS_MEASURED - 1)
    return months.astype("datetime64[D]")[None, :] + (day - 1).astype("timedelta64[D]")


def _participation(world: World, rng: np.random.Generator, rates: Rates) -> Numbers:
    """Share of the children that each village weighs in a month; in bad villages next to none."""
    count = len(world.villages.share)
    spread = rng.beta(8 * rates.eppgbm_attendance, 8 * (1 - rates.eppgbm_attendance), count)
    return np.where(chosen(rng, rates.eppgbm_bad_villages, count), spread * 0.15, spread)


def _calendar(world: World, rates: Rates) -> _Calendar:
    """Who comes to be weighed in which month of 2026: living children under five, where they live then."""
    rng = stream(world.seed, "growth")
    people, families = world.people, world.families
    young = np.flatnonzero((people.family >= 0) & (people.born > np.datetime64("2021-01-01")))
    home = people.family[young]
    day = _posyandu_days(world, rng)
    moved = families.moved[home][:, None] > day[families.village[home]]
    place = np.where(moved, families.village_before[home][:, None], families.village[home][:, None])
    on = np.take_along_axis(day[np.maximum(place, 0)], np.arange(len(MONTHS_MEASURED))[None, :, None], axis=2)[..., 0]
    comes = _participation(world, rng, rates)[np.maximum(place, 0)] * rng.beta(5, 1, len(young))[:, None] * 1.15
    born, died = people.born[young][:, None], people.died[young][:, None]
    came = (rng.random(on.shape) < comes) & (place >= 0) & (on > born) & ~(died <= on) & (on <= TODAY)
    came &= (on - born).astype(np.int64) < 5 * YEAR
    return _Calendar(young, on, place, came)


def _paths(world: World, rates: GrowthRates, calendar: _Calendar, births: Births) -> Paths:
    """True growth at every posyandu day and today."""
    people, child = world.people, calendar.child
    on = np.c_[calendar.on, np.full(len(child), TODAY)]
    days = (on - people.born[child][:, None]).astype(np.int64)
    poverty = world.families.facts.poverty[people.family[child]]
    return draw_paths(
        stream(world.seed, "growth paths"), rates, child, people.female[child], days, on, poverty, births.size[child],
        world.under_five[child],
    )  # fmt: skip


def draw_growth(world: World, rates: Rates) -> Growth:
    """Births, growth, posyandu and every measurement of children under five in 2026, by child and month."""
    calendar, births = _calendar(world, rates), _births(world)
    paths = _paths(world, rates.growth, calendar, births)
    row, column = np.nonzero(calendar.came)
    child, village = calendar.child[row], calendar.place[row, column]
    family, month = world.people.family[child], MONTHS_MEASURED[column]
    residents = np.bincount(
        world.families.village[world.people.family[world.under_five]], minlength=len(world.villages.share)
    )
    posts = draw_posyandu(stream(world.seed, "posyandu"), rates.growth, residents, child, village, family, month)
    at = posts.of(village, family)
    visits = _measured(world, rates.growth, paths, posts, calendar, row, column, at)
    return Growth(births, paths, posts, visits)


def _read(
    rng: np.random.Generator, rates: GrowthRates, paths: Paths, row: Whole, column: Whole, standing: Flags, rough: Flags
) -> tuple[Numbers, Numbers]:
    """Weight and length as read: with error, to 0.1; rough posyandu, and some others, read half centimetres."""
    count = len(row)
    old = paths.days[row, column] >= standards.STANDING
    loose = np.where(rough, 1.5, 1.0)
    weight = paths.weight[row, column] * np.where(paths.oedema[row], 1.07, 1.0)
    weight = weight + rng.normal(0, rates.weight_error, count) * loose
    shift = standards.LYING_ADDS * (old.astype(np.int64) - standing.astype(np.int64))
    length = paths.length[row, column] + shift + rng.normal(0, rates.length_error, count) * loose
    halves = rough | chosen(rng, 0.08, count)
    return np.round(weight.clip(1.0, 40), 1), np.where(halves, np.round(2 * length) / 2, np.round(length, 1))


def _measured(
    world: World, rates: GrowthRates, paths: Paths, posts: Posyandu, calendar: _Calendar, row: Whole, column: Whole,
    at: Whole,
) -> Visits:  # fmt: skip
    rng = stream(world.seed, "measuring")
    child, month, female, days = (
        calendar.child[row],
        MONTHS_MEASURED[column],
        paths.female[row],
        paths.days[row, column],
    )
    old = days >= standards.STANDING
    standing = old ^ (chosen(rng, rates.other_position, len(row)) & (days > 270))
    weight, height = _read(rng, rates, paths, row, column, standing, posts.kind[at] == ROUGH)
    book = Figures(child, month, female, days, weight, height)
    weight, height = made_up(rng, posts, at, book)
    typed = typed_in(
        stream(world.seed, "typing"), rates, weight, height, child=child, month=month, days=days, at=at,
        honest=np.isin(posts.kind[at], (HONEST, ROUGH)),
    )  # fmt: skip
    written = standing ^ chosen(rng, rates.position_miswritten, len(row))
    suited = typed.length + standards.LYING_ADDS * (written.astype(np.int64) - old.astype(np.int64))
    haz, waz, whz = standards.scores(female, days, suited, typed.weight)
    return Visits(
        child, month, calendar.on[row, column], calendar.place[row, column], row, at, days, days / MONTH_DAYS,
        standing, weight, height, written, typed.weight, typed.length, typed.fault, waz, haz, whz,
        standards.implausible(haz, waz, whz),
    )  # fmt: skip
