"""One child, in words."""

from __future__ import annotations

from datetime import date

import pytest

from padan.rules.growth.child import growth_of
from padan.rules.growth.children import LYING, STANDING, Compat
from padan.rules.growth.missing import Missing

BORN = date(2024, 1, 31)


def test_a_child_is_read_in_full() -> None:
    growth = growth_of(
        sex=1, born=BORN, measured_on=date(2025, 12, 30), weight=9.1, length=78.2, position=STANDING, arm=12.4
    )
    assert growth.age is not None
    assert (growth.age.days, growth.age.full_months) == (699, 22)
    assert (growth.length, growth.correction) == (78.9, 0.7)
    assert growth.correction_reason == "Diukur berdiri padahal belum 24 bulan: ditambah 0.7 cm."
    assert growth.readings["length_for_age"].z == -2.68
    assert not growth.readings["length_for_age"].flagged
    assert growth.readings["length_for_age"].reason == "Ada jawaban."
    assert growth.readings["head_for_age"].z is None
    assert growth.readings["head_for_age"].reason == "Belum diukur."
    found = {index: judged.found.name_id for index, judged in growth.classes.items() if judged.found}
    assert found == {
        "weight_for_age": "Berat badan kurang",
        "length_for_age": "Pendek",
        "weight_for_length": "Gizi baik",
        "bmi_for_age": "Gizi baik",
    }
    assert {axis: judged.found.key for axis, judged in growth.axes.items() if judged.found} == {
        "stunting": "moderate",
        "wasting": "none",
        "underweight": "moderate",
        "overweight": "none",
    }
    assert growth.arm.found is not None
    assert growth.arm.found.name_id == "Gizi kurang"


@pytest.mark.parametrize(
    ("measured_on", "position", "correction", "reason"),
    [
        (date(2026, 11, 21), LYING, -0.7, "Diukur telentang padahal sudah 24 bulan: dikurangi 0.7 cm."),
        (date(2026, 11, 21), STANDING, 0, ""),
        (date(2024, 7, 1), STANDING, 0, "Belum 9 bulan, jadi tidak mungkin diukur berdiri: dianggap telentang."),
        (date(2024, 7, 1), LYING, 0, ""),
        (date(2023, 7, 1), STANDING, 0, ""),
    ],
)
def test_how_the_length_was_corrected(measured_on: date, position: int, correction: float, reason: str) -> None:
    growth = growth_of(sex=2, born=BORN, measured_on=measured_on, length=85.0, position=position)
    assert (growth.correction, growth.correction_reason) == (correction, reason)


def test_oedema_decides_the_class() -> None:
    growth = growth_of(sex=2, born=BORN, measured_on=date(2025, 6, 1), weight=9.0, length=76.0, oedema=True)
    wasting = growth.classes["weight_for_length"]
    assert wasting.found is not None
    assert (wasting.found.name_id, wasting.why) == ("Gizi buruk", Missing.OEDEMA)
    assert wasting.reason == "Anak bengkak (edema); berat badannya tidak bisa dinilai."


@pytest.mark.parametrize(
    ("born", "measured_on", "why"),
    [
        (None, date(2025, 6, 1), Missing.AGE_UNKNOWN),
        (BORN, None, Missing.AGE_UNKNOWN),
        (BORN, date(2024, 1, 30), Missing.AGE_INVALID),
    ],
)
def test_without_a_possible_age(born: date | None, measured_on: date | None, why: Missing) -> None:
    growth = growth_of(sex=1, born=born, measured_on=measured_on, weight=9.0, length=76.0)
    assert growth.age is None
    assert growth.readings["weight_for_age"].missing is why
    assert growth.classes["weight_for_age"].found is None


def test_from_five_years_on_the_reference_of_2007_is_used() -> None:
    growth = growth_of(sex=1, born=date(2018, 1, 1), measured_on=date(2026, 1, 1), weight=25.0, length=127.0)
    assert set(growth.readings) == {"length_for_age", "weight_for_age", "bmi_for_age"}
    assert {index: judged.found.name_id for index, judged in growth.classes.items() if judged.found} == {
        "bmi_for_age": "Gizi baik"
    }
    assert growth.axes == {}
    assert growth.arm.why is Missing.AGE_OUT_OF_RANGE


def test_like_the_package_on_request() -> None:
    growth = growth_of(
        sex=1, born=BORN, measured_on=date(2025, 6, 1), weight=0.0, length=76.0, compat=Compat.WHO_ANTHRO
    )
    assert growth.readings["weight_for_length"].flagged
