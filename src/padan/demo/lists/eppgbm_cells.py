"""The cells of an e-PPGBM export that tell of the measurement."""

from __future__ import annotations

import datetime as dt

import numpy as np

from padan.demo.chance import Flags, Numbers, Texts, Whole, chosen, texts
from padan.demo.dirt import date_cells
from padan.demo.lists.desk import Desk, upper
from padan.demo.lists.eppgbm_book import Rows
from padan.demo.sheets import Cell
from padan.demo.words import POSTS

_FORMS = ("cell", "iso", "dd/mm/yyyy", "dd-mm-yyyy", "dd.mm.yyyy")
_WAZ = ((-3, "Sangat Kurang"), (-2, "Kurang"), (1, "Berat Badan Normal"), (99, "Risiko Lebih"))
_HAZ = ((-3, "Sangat Pendek"), (-2, "Pendek"), (3, "Normal"), (99, "Tinggi"))
_WHZ = (
    (-3, "Gizi Buruk"), (-2, "Gizi Kurang"), (1, "Gizi Baik"), (2, "Risiko Gizi Lebih"), (3, "Gizi Lebih"),
    (99, "Obesitas"),
)  # fmt: skip


def posts(rng: np.random.Generator, village: Whole, child: Whole) -> Texts:
    """Posyandu: two or three in each village, the same names everywhere, with or without the word."""
    name = np.array(POSTS, dtype=object)[(village * 3 + child % 3) % len(POSTS)]
    style = rng.integers(0, 4, len(village))
    return np.select([style == 0, style == 1], ["POSYANDU " + upper(name), "Posyandu " + name], name)


def age_text(months: float) -> str:
    """An age as the export writes it."""
    days = round((months - int(months)) * 30.4)
    return f"{int(months) // 12} Tahun - {int(months) % 12} Bulan - {days} Hari"


def _labels(scores: Numbers, classes: tuple[tuple[float, str], ...], outlier: Flags) -> Texts:
    limits = [limit for limit, _ in classes]
    words = np.array([word for _, word in classes], dtype=object)
    return np.where(outlier, "Outlier", words[np.searchsorted(limits[:-1], scores, side="right")])


def _scores(scores: Numbers, outlier: Flags) -> Texts:
    written = [f"{score:.2f}".replace(".", ",") for score in scores]
    return np.where(outlier, "Outlier", np.array(written, dtype=object))


def _weight(kg: float, grams: bool, as_time: bool, style: int) -> Cell:
    """A weight as typed: text with a comma, a number, grams, or what Excel makes of "9.10"."""
    if grams:
        return round(kg * 1000)
    if as_time and kg < 24 and round(kg * 10) % 10 < 6:
        return dt.time(int(kg), round(kg * 10) % 10 * 10)
    return f"{kg:.1f}".replace(".", ",") if style else kg


def measures(desk: Desk, rng: np.random.Generator, rows: Rows, grams_centre: str) -> list[Texts]:
    visits, visit = desk.visits, rows.visit
    count = len(visit)
    centre = desk.world.villages.health_centre[visits.village[visit]]
    outlier = chosen(rng, desk.rates.eppgbm_outlier, count)
    as_time = chosen(rng, desk.rates.eppgbm_weight_as_time, count)
    style = rng.integers(0, 3, count)
    weight = [
        _weight(float(kg), grams, time, int(kind))
        for kg, grams, time, kind in zip(visits.weight[visit], centre == grams_centre, as_time, style, strict=True)
    ]
    height = [
        f"{cm:.1f}".replace(".", ",") if kind else float(cm)
        for cm, kind in zip(visits.height[visit], style, strict=True)
    ]
    lying = visits.age_months[visit] < 24
    position = np.where(lying, np.where(rng.random(count) < 0.8, "Terlentang", "Telentang"), "Berdiri").astype(object)
    position[chosen(rng, 0.04, count)] = None
    arm = texts([f"{cm:.1f}".replace(".", ",") for cm in rng.normal(14.2, 1.0, count)])
    arm[chosen(rng, 0.6, count)] = None
    gain = np.array(["N", "N", "T", "O", "B"], dtype=object)[rng.integers(0, 5, count)]
    return [
        texts([age_text(months) for months in visits.age_months[visit]]),
        date_cells(visits.on[visit], date_forms(rng, centre)),
        texts(weight),
        texts(height),
        position,
        arm,
        _labels(visits.waz[visit], _WAZ, outlier),
        _scores(visits.waz[visit], outlier),
        _labels(visits.haz[visit], _HAZ, outlier),
        _scores(visits.haz[visit], outlier),
        _labels(visits.whz[visit], _WHZ, outlier),
        _scores(visits.whz[visit], outlier),
        gain,
    ]


def date_forms(rng: np.random.Generator, centre: Texts) -> Texts:
    """Each health centre has its way with dates; one in ten rows differs."""
    kinds, number = np.unique(centre.astype(str), return_inverse=True)
    forms = np.array(_FORMS, dtype=object)
    habit = forms[(np.arange(len(kinds)) + int(rng.integers(5))) % len(_FORMS)][number]
    return np.where(chosen(rng, 0.1, len(centre)), forms[rng.integers(0, len(_FORMS), len(centre))], habit)
