"""WHO's tables: their shape, their smoothness and values that WHO prints, read from its simplified field tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from padan.kernel.errors import UnreadableFileError
from padan.reference.who import Lms, lms, lms_2007, load_velocity, velocity_tables

BOYS, GIRLS = 0, 1


def at_sd(table: Lms, sex: int, key: int, sd: float) -> float:
    """The measurement at that many standard deviations from the median."""
    l, m, s = (float(figure[sex, key - table.first]) for figure in (table.l, table.m, table.s))  # noqa: E741
    return m * (1 + l * s * sd) ** (1 / l)


@pytest.mark.parametrize(
    ("name", "key", "first", "last"),
    [
        ("length_for_age", "day", 0, 1826),
        ("weight_for_age", "day", 0, 1826),
        ("bmi_for_age", "day", 0, 1826),
        ("head_for_age", "day", 0, 1826),
        ("arm_for_age", "day", 91, 1826),
        ("triceps_for_age", "day", 91, 1826),
        ("subscapular_for_age", "day", 91, 1826),
        ("weight_for_length", "millimetre", 450, 1100),
        ("weight_for_height", "millimetre", 650, 1200),
    ],
)
def test_every_day_and_millimetre_has_its_figures_for_both_sexes(name: str, key: str, first: int, last: int):
    table = lms(name)

    assert (table.key, table.first, table.last) == (key, first, last)
    for figures in (table.l, table.m, table.s):
        assert figures.shape == (2, last - first + 1)
        assert not np.isnan(figures).any()
        assert not figures.flags.writeable
    # One step changes a median by less than 2.5 % (the first days of life), but where length becomes height.
    steps = np.abs(np.diff(table.m)) / table.m[:, 1:]
    assert steps.max() < 0.025
    assert ((table.s > 0.02) & (table.s < 0.3)).all()


@pytest.mark.parametrize(("name", "last"), [("length_for_age", 228), ("weight_for_age", 120), ("bmi_for_age", 228)])
def test_from_five_to_nineteen_years_every_month_has_its_figures(name: str, last: int):
    table = lms_2007(name)

    assert (table.key, table.first, table.last) == ("month", 60, last)
    assert not np.isnan([table.l, table.m, table.s]).any()


@pytest.mark.parametrize(
    ("name", "sex", "key", "sd", "printed"),
    [
        # weight for age, kg, at 12 months (365 days)
        ("weight_for_age", BOYS, 365, -3, 6.9),
        ("weight_for_age", BOYS, 365, -2, 7.7),
        ("weight_for_age", BOYS, 365, 0, 9.6),
        ("weight_for_age", BOYS, 365, 2, 12.0),
        ("weight_for_age", GIRLS, 365, -3, 6.3),
        ("weight_for_age", GIRLS, 365, -2, 7.0),
        ("weight_for_age", GIRLS, 365, 0, 8.9),
        ("weight_for_age", BOYS, 0, 0, 3.3),
        ("weight_for_age", GIRLS, 0, 0, 3.2),
        # length for age, cm; height from two years (731 days)
        ("length_for_age", BOYS, 0, 0, 49.9),
        ("length_for_age", GIRLS, 0, 0, 49.1),
        ("length_for_age", GIRLS, 365, -3, 66.3),
        ("length_for_age", GIRLS, 365, -2, 68.9),
        ("length_for_age", BOYS, 365, -2, 71.0),
        ("length_for_age", BOYS, 365, 0, 75.7),
        ("length_for_age", BOYS, 730, 0, 87.8),
        ("length_for_age", BOYS, 731, 0, 87.1),
        ("length_for_age", GIRLS, 731, -2, 79.3),
        # head circumference for age, cm
        ("head_for_age", BOYS, 365, 0, 46.1),
        ("head_for_age", GIRLS, 365, 0, 44.9),
        # body mass index for age, kg/m2
        ("bmi_for_age", BOYS, 365, 0, 16.8),
        ("bmi_for_age", BOYS, 365, -2, 14.4),
        ("bmi_for_age", BOYS, 365, 2, 19.8),
        # weight for length and for height, kg
        ("weight_for_length", BOYS, 700, -3, 6.6),
        ("weight_for_length", BOYS, 700, -2, 7.2),
        ("weight_for_length", BOYS, 700, 0, 8.4),
        ("weight_for_height", GIRLS, 1000, 0, 15.2),
        ("weight_for_height", BOYS, 1000, 0, 15.4),
    ],
)
def test_a_printed_value_of_the_standards(name: str, sex: int, key: int, sd: float, printed: float):
    assert round(at_sd(lms(name), sex, key, sd), 1) == printed


@pytest.mark.parametrize(
    ("name", "sex", "sd", "printed"),
    [
        # at 10 years (120 months)
        ("bmi_for_age", BOYS, 0, 16.4),
        ("bmi_for_age", BOYS, 1, 18.5),
        ("bmi_for_age", BOYS, 2, 21.4),
        ("bmi_for_age", GIRLS, 1, 19.0),
        ("length_for_age", BOYS, 0, 137.8),
        ("length_for_age", GIRLS, 0, 138.6),
        ("weight_for_age", BOYS, 0, 31.2),
    ],
)
def test_a_printed_value_of_the_reference_for_school_age(name: str, sex: int, sd: float, printed: float):
    assert round(at_sd(lms_2007(name), sex, 120, sd), 1) == printed


def test_velocity_is_at_hand_for_one_and_two_months():
    tables = velocity_tables()

    assert {which: (t.figures.first, t.figures.last, tuple(t.delta)) for which, t in tables.items()} == {
        ("weight", 1): (0, 11, (400, 400)),
        ("weight", 2): (0, 22, (600, 600)),
        ("length", 2): (0, 22, (0, 0)),
        ("head", 2): (0, 10, (0, 0)),
    }
    # Boys gain 1,023 g in the median in their first month: WHO's table, less the delta of 400 g.
    weight = tables["weight", 1]
    assert round(at_sd(weight.figures, BOYS, 0, 0) - weight.delta[BOYS]) == 1023


def test_a_regency_brings_the_other_intervals(tmp_path: Path):
    file = tmp_path / "velocity.csv"
    file.write_text(
        "measure,sex,interval_months,start_month,unit,l,m,s,delta\n"
        "headc,1,3,0,cm,1,5.5,0.1,0\nheadc,2,3,0,cm,1,5.4,0.1,0\n"
        "weight,1,3,0,g,1,3000,0.1,650\nweight,2,3,0,g,1,2900,0.1,800\n",
        encoding="utf-8",
    )

    tables = load_velocity(file)

    assert set(tables) == {*velocity_tables(), ("head", 3), ("weight", 3)}
    assert tables["head", 3].figures.m.tolist() == [[5.5], [5.4]]
    assert tables["weight", 3].delta.tolist() == [650, 800]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "measure,sex\nweight,1\n",
        "measure,sex,interval_months,start_month,l,m,s,delta\n",
        "measure,sex,interval_months,start_month,l,m,s,delta\nweight,1,3,0,1,a,0.1,0\n",
        "measure,sex,interval_months,start_month,l,m,s,delta\nshoe,1,3,0,1,30,0.1,0\n",
        "measure,sex,interval_months,start_month,l,m,s,delta\nweight,1\n",
        None,
    ],
    ids=["empty", "columns missing", "no rows", "no number", "unknown measure", "short row", "no file"],
)
def test_a_file_that_is_no_velocity_table_is_said(tmp_path: Path, text: str | None):
    file = tmp_path / "velocity.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="kecepatan tumbuh") as caught:
        load_velocity(file)

    assert "start_month" in str(caught.value)
