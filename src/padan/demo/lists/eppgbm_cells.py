"""The cells of an e-PPGBM export that tell of the measurement."""

from __future__ import annotations

import datetime as dt

import numpy as np

from padan.demo.chance import Flags, Numbers, Texts, Whole, chosen, either, texts
from padan.demo.dirt import date_cells
from padan.demo.faults import GRAMS, previous_visit
from padan.demo.lists.desk import Desk, upper
from padan.demo.lists.eppgbm_book import Rows
from padan.demo.paths import MONTH_DAYS
from padan.demo.sheets import Cell
from padan.reference.weight_gain import minimum_gain

_FORMS = ("cell", "iso", "dd/mm/yyyy", "dd-mm-yyyy", "dd.mm.yyyy")
_WAZ = ((-3, "Sangat Kurang"), (-2, "Kurang"), (1, "Berat Badan Normal"), (99, "Risiko Lebih"))
_HAZ = ((-3, "Sangat Pendek"), (-2, "Pendek"), (3, "Normal"), (99, "Tinggi"))
_WHZ = (
    (-3, "Gizi Buruk"), (-2, "Gizi Kurang"), (1, "Gizi Baik"), (2, "Risiko Gizi Lebih"), (3, "Gizi Lebih"),
    (99, "Obesitas"),
)  # fmt: skip
#: Cadres read the least gain off the boys' chart for every child.
_BOYS = 1


def posts(rng: np.random.Generator, name: Texts) -> Texts:
    """Names of posyandu, the same in many villages, with or without the word."""
    style = rng.integers(0, 4, len(name))
    return np.select([style == 0, style == 1], ["POSYANDU " + upper(name), "Posyandu " + name], name)


def age_text(months: float) -> str:
    """An age as the export writes it."""
    days = round((months - int(months)) * 30.4)
    return f"{int(months) // 12} Tahun - {int(months) % 12} Bulan - {days} Hari"


def _labels(scores: Numbers, classes: tuple[tuple[float, str], ...], outlier: Flags) -> Texts:
    # A score on a limit belongs to the class nearer to normal.
    limits = [limit if limit < 0 else np.nextafter(limit, np.inf) for limit, _ in classes]
    words = np.array([word for _, word in classes], dtype=object)
    scores = np.nan_to_num(scores)
    return np.where(outlier, "Outlier", words[np.searchsorted(limits[:-1], scores, side="right")])


def _scores(scores: Numbers, outlier: Flags) -> Texts:
    written = [f"{score:.2f}".replace(".", ",") for score in scores]
    return np.where(outlier, "Outlier", np.array(written, dtype=object))


def _weight(kg: float, grams: bool, as_time: bool, style: int) -> Cell:
    """A weight as typed: text with a comma, a number, grams, or what Excel makes of "9.10"."""
    if grams:
        return round(kg * 1000)
    if as_time and kg < 24 and round(kg, 1) == kg and round(kg * 10) % 10 < 6:
        return dt.time(int(kg), round(kg * 10) % 10 * 10)
    return with_comma(kg) if style else kg


def with_comma(value: float) -> str:
    """A measure as typed: one decimal, more or none only where a slip made it so."""
    text = f"{value:.1f}" if value < 200 and round(value, 1) == value else f"{value:g}"
    return text.replace(".", ",")


def _gains(desk: Desk, rng: np.random.Generator, visit: Whole) -> Texts:
    """N gained enough since last month, T did not, O not weighed last month, B weighed for the first time."""
    visits = desk.visits
    before = previous_visit(visits.child, visits.month)[visit]
    least = np.nan_to_num(minimum_gain()[_BOYS])
    age = np.minimum(visits.days[visit] / MONTH_DAYS, len(least) - 1).astype(np.int64)
    gain = visits.typed_weight[visit] - visits.typed_weight[before]
    enough = np.round(gain * 1000) >= least[age]
    last_month = (before >= 0) & (visits.month[before] == visits.month[visit] - 1)
    told = either(last_month, either(enough, "N", "T"), either((before < 0) & (age < 3), "B", "O"))
    other = np.array(["N", "T", "O", "B"], dtype=object)[rng.integers(0, 4, len(visit))]
    return either(chosen(rng, desk.rates.growth.gain_wrong, len(visit)), other, told)


def _positions(desk: Desk, rng: np.random.Generator, visit: Whole) -> Texts:
    lying = either(rng.random(len(visit)) < 0.8, "Terlentang", "Telentang")
    out = either(desk.visits.typed_standing[visit], "Berdiri", lying)
    out[chosen(rng, 0.04, len(visit))] = None
    return out


def _sizes(desk: Desk, rng: np.random.Generator, visit: Whole, grams_centre: str) -> tuple[Texts, Texts]:
    """Weights and lengths as cells."""
    visits, count = desk.visits, len(visit)
    in_grams = desk.world.villages.health_centre[visits.village[visit]] == grams_centre
    in_grams &= visits.fault[visit] != GRAMS
    as_time = chosen(rng, desk.rates.eppgbm_weight_as_time, count)
    style = rng.integers(0, 3, count).tolist()
    typed = zip(visits.typed_weight[visit].tolist(), in_grams, as_time, style, strict=True)
    weight = [_weight(kg, grams, time, kind) for kg, grams, time, kind in typed]
    heights = zip(visits.typed_height[visit].tolist(), style, strict=True)
    return texts(weight), texts([with_comma(cm) if kind else cm for cm, kind in heights])


def measures(desk: Desk, rng: np.random.Generator, rows: Rows, grams_centre: str) -> tuple[list[Texts], Flags]:
    """The columns from the age to the gain; and the rows whose figures say stunted and whose class says normal."""
    visits, visit = desk.visits, rows.visit
    count = len(visit)
    centre = desk.world.villages.health_centre[visits.village[visit]]
    outlier = chosen(rng, desk.rates.eppgbm_outlier, count) | visits.outlier[visit]
    weight, height = _sizes(desk, rng, visit, grams_centre)
    arm = texts([f"{cm:.1f}".replace(".", ",") for cm in rng.normal(14.2, 1.0, count)])
    arm[chosen(rng, 0.6, count)] = None
    label_wrong = ~outlier & (visits.haz[visit] < -2) & chosen(rng, desk.rates.growth.label_wrong, count)
    columns = [
        texts([age_text(months) for months in visits.age_months[visit]]),
        date_cells(visits.on[visit], date_forms(rng, centre)),
        weight,
        height,
        _positions(desk, rng, visit),
        arm,
        _labels(visits.waz[visit], _WAZ, outlier),
        _scores(visits.waz[visit], outlier),
        either(label_wrong, "Normal", _labels(visits.haz[visit], _HAZ, outlier)),
        _scores(visits.haz[visit], outlier),
        _labels(visits.whz[visit], _WHZ, outlier),
        _scores(visits.whz[visit], outlier),
        _gains(desk, rng, visit),
    ]
    return columns, label_wrong


def date_forms(rng: np.random.Generator, centre: Texts) -> Texts:
    """Each health centre has its way with dates; one in ten rows differs."""
    kinds, number = np.unique(centre.astype(str), return_inverse=True)
    forms = np.array(_FORMS, dtype=object)
    habit = forms[(np.arange(len(kinds)) + int(rng.integers(5))) % len(_FORMS)][number]
    return np.where(chosen(rng, 0.1, len(centre)), forms[rng.integers(0, len(_FORMS), len(centre))], habit)
