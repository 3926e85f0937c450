"""Single faults: what they do, and that none loses a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import numpy as np
import pytest

from padan.demo.chance import stream, texts
from padan.demo.dirt import date_cells, written_cards, written_dates, written_numbers, written_sexes
from padan.demo.lists.children import cased
from padan.demo.lists.eppgbm_cells import _weight, age_text
from padan.demo.misspell import misspelt, respelt_places
from padan.demo.rates import ListRates

CLEAN = ListRates(**{field.name: 0.0 for field in fields(ListRates)})
NIK = "6402135208900012"


def _numbers(**rates: float) -> list[object]:
    count = 20
    out = written_numbers(
        stream(1, "t"),
        texts([NIK] * count),
        replace(CLEAN, **rates),
        missing=np.zeros(count, bool),
        spreadsheet=True,
    )
    return out.tolist()


def test_clean_numbers_stay() -> None:
    assert set(_numbers()) == {NIK}


def test_number_cells_lose_the_last_digit() -> None:
    assert set(_numbers(nik_last_digit_lost=1.0)) == {6402135208900010.0}


@pytest.mark.parametrize(
    ("rate", "pattern"),
    [("nik_region_only", "6,40213E+15"), ("nik_masked", "640213********12")],
)
def test_numbers_cut_short(rate: str, pattern: str) -> None:
    assert set(_numbers(**{rate: 1.0})) == {pattern}


def test_typos_change_a_number() -> None:
    assert all(number != NIK for number in _numbers(nik_typo=1.0)[:1])


def test_decorated_numbers_keep_their_digits() -> None:
    for number in _numbers(nik_decorated=1.0):
        assert "".join(sign for sign in str(number) if sign.isdigit()) == NIK


def test_missing_and_unissued_numbers_are_empty() -> None:
    out = written_numbers(
        stream(1, "t"),
        texts([NIK, "", NIK]),
        CLEAN,
        missing=np.array([True, False, False]),
        spreadsheet=False,
    )
    assert out.tolist() == [None, None, NIK]


def test_cards_may_be_old_ones_or_none() -> None:
    cards, before = texts(["1" * 16] * 3), texts(["2" * 16] * 3)
    assert set(written_cards(stream(1, "t"), cards, before, replace(CLEAN, kk_outdated=1.0))) == {"2" * 16}
    assert set(written_cards(stream(1, "t"), cards, before, replace(CLEAN, kk_missing=1.0))) == {None}


@pytest.mark.parametrize(
    ("born", "rate", "written"),
    [
        ("1990-08-03", "date_swapped", "1990-03-08"),
        ("1990-08-13", "date_swapped", "1990-08-13"),
        ("1950-08-13", "date_first_january", "1950-01-01"),
        ("1990-08-13", "date_first_january", "1990-08-13"),
        ("1990-08-13", "date_missing", "NaT"),
        ("1990-08-13", "date_first_of_month", "1990-08-01"),
    ],
)
def test_dates_go_wrong_in_known_ways(born: str, rate: str, written: str) -> None:
    dates = np.array([born], dtype="datetime64[D]")
    assert str(written_dates(stream(1, "t"), dates, replace(CLEAN, **{rate: 1.0}))[0]) == written


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("iso", "2022-08-02"),
        ("dd-mm-yyyy", "02-08-2022"),
        ("dd/mm/yyyy", "02/08/2022"),
        ("dd.mm.yyyy", "02.08.2022"),
        ("long", "2 Agustus 2022"),
        ("legacy", "02/08/2022 0:00:00"),
        ("cell", dt.date(2022, 8, 2)),
        ("serial", 44775),
    ],
)
def test_date_forms(form: str, cell: object) -> None:
    assert date_cells(np.array(["2022-08-02", "NaT"], dtype="datetime64[D]"), form).tolist() == [cell, None]


def test_sexes_go_wrong_and_missing() -> None:
    women = np.ones(4, bool)
    assert written_sexes(stream(1, "t"), women, replace(CLEAN, sex_wrong=1.0), "L", "P").tolist() == ["L"] * 4
    assert written_sexes(stream(1, "t"), women, replace(CLEAN, sex_missing=1.0), "L", "P").tolist() == [None] * 4


NAME_FAULTS = [name for field in fields(ListRates) if (name := field.name).startswith("name_") and name != "name_width"]


@pytest.mark.parametrize("field", NAME_FAULTS)
def test_no_fault_loses_a_name(field: str) -> None:
    names = texts(["SITI", "MUHAMMAD RIZKY", "ANDI NUR AISYAH PUTRI", "AL"] * 30)
    everyone, fathers = np.ones(len(names), bool), texts(["HASAN"] * len(names))
    rates = replace(CLEAN, name_width=12.0, **{field: 1.0})
    out = misspelt(stream(2, "t"), names, everyone, everyone, rates, fathers)
    assert all(name.strip() for name in out)
    assert any(a != b for a, b in zip(out, names, strict=True))


@pytest.mark.parametrize(
    ("name", "woman", "rates", "written"),
    [
        ("ANDI NUR AISYAH PUTRI", True, {"name_cut": 1.0, "name_width": 15.0}, {"ANDI NUR AISYAH"}),
        ("MUHAMMAD ABDURRAHMAN", False, {"name_cut": 1.0, "name_width": 18.0}, {"MUHAMMAD ABDURRAHM"}),
        ("MUHAMMAD ALI", False, {"name_cut": 1.0, "name_width": 9.0}, {"MUHAMMAD"}),
        ("SITI", True, {"name_cut": 1.0, "name_width": 15.0}, {"SITI"}),
        ("SITI NUR AISYAH", True, {"name_joined": 1.0}, {"SITINUR AISYAH"}),
        (
            "AISYAH",
            True,
            {"name_with_father": 1.0},
            {"AISYAH BINTI HASAN", "AISYAH BINTI BASRI", "AISYAH HASAN", "AISYAH BASRI"},
        ),
        ("RAFA", False, {"name_with_father": 1.0}, {"RAFA BIN HASAN", "RAFA BIN BASRI", "RAFA HASAN", "RAFA BASRI"}),
    ],
)
def test_names_cut_joined_and_prolonged(name: str, woman: bool, rates: dict[str, float], written: set[str]) -> None:
    names, sex = texts([name] * 40), np.full(40, woman)
    out = misspelt(stream(4, "t"), names, sex, ~sex, replace(CLEAN, **rates), texts(["HASAN BASRI"] * 40))
    assert set(out) == written


def test_nobody_is_called_after_an_unknown_father() -> None:
    names, women = texts(["AISYAH"] * 5), np.ones(5, bool)
    rates = replace(CLEAN, name_with_father=1.0)
    assert set(misspelt(stream(4, "t"), names, women, women, rates, texts([""] * 5))) == {"AISYAH"}
    assert set(misspelt(stream(4, "t"), names, women, women, rates)) == {"AISYAH"}


@pytest.mark.parametrize(("spreadsheet", "cell"), [(True, 6402131203150010.0), (False, "6402131203150010")])
def test_cards_lose_the_last_digit(spreadsheet: bool, cell: object) -> None:
    cards = texts(["6402131203150017"] * 3)
    rates = replace(CLEAN, kk_last_digit_lost=1.0)
    assert set(written_cards(stream(1, "t"), cards, cards, rates, spreadsheet=spreadsheet)) == {cell}


def test_faults_that_do_not_happen_leave_the_others_as_they_were() -> None:
    names = texts(["MUHAMMAD RIZKY PRATAMA", "SITI AMINAH"] * 50)
    women = np.array([False, True] * 50)
    usual = ListRates()
    drawn = [
        misspelt(stream(3, "t"), names, women, women, rates, names)
        for rates in (usual, replace(usual, name_joined=0.05))
    ]
    same = sum(a == b or a == b.replace(" ", "", 1) for b, a in zip(*drawn, strict=True))
    assert same == len(names)
    assert any(a != b for a, b in zip(*drawn, strict=True))


def test_places_are_respelt() -> None:
    places = texts(["Samboja Kuala", "Perian", "Bhuana Jaya"] * 20)
    out = respelt_places(stream(2, "t"), places, 1.0)
    assert "Semboja Kuala" in out
    assert all(out)


@pytest.mark.parametrize(
    ("kg", "grams", "as_time", "style", "cell"),
    [
        (9.1, True, False, 0, 9100),
        (9.1, False, True, 0, dt.time(9, 10)),
        (9.7, False, True, 1, "9,7"),
        (9.1, False, False, 0, 9.1),
    ],
)
def test_weights_as_typed(kg: float, grams: bool, as_time: bool, style: int, cell: object) -> None:
    assert _weight(kg, grams, as_time, style) == cell


def test_age_and_case() -> None:
    assert age_text(27.4) == "2 Tahun - 3 Bulan - 12 Hari"
    assert [cased("SITI aminah", case) for case in ("upper", "title", "lower")] == [
        "SITI AMINAH",
        "Siti Aminah",
        "siti aminah",
    ]
