"""The answer key's tables of growth and risk against the cells that were written, in a regency with many faults."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.demo.conftest import Cells, Regency, read

from padan.demo import Rates, invent
from padan.demo.lists import dtsen
from padan.demo.risk import FACTORS
from padan.demo.truth import CHILDREN, DWELLINGS, FAMILIES, MEASUREMENTS, PEOPLE, POSYANDU, RECORDS, SCREENINGS

Row = dict[str, Any]

#: Columns of the export, and of a month on the sheet across.
_POSYANDU, _WEIGHT, _LENGTH, _POSITION, _LABEL, _SCORE = 13, 19, 20, 21, 25, 26
_FIRST_MONTH, _EACH_MONTH = 8, 5


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Regency:
    """Some hundred families, with more wrong answers, codes and classes than usual."""
    plain = Rates()
    rates = replace(
        plain,
        growth=replace(plain.growth, label_wrong=0.4, oedema=0.015),
        krs_answer_wrong=0.15,
        krs_four_wrong=0.10,
        dtsen_dwelling_wrong=0.15,
    )
    made = invent(tmp_path_factory.mktemp("faulty"), families=900, seed=2, rates=rates)
    cells: Cells = {}
    for source in ("dtsen", "eppgbm", "krs"):
        for path in made.files[source]:
            cells |= read(path)
    return Regency(made, cells)


def _table(regency: Regency, name: str) -> list[Row]:
    return pq.read_table(Path(regency.made.truth) / name).to_pylist()


def _number(cell: Any) -> float:
    """A measure as a cell has it: text with a comma, a number, or the time that Excel made of it."""
    if isinstance(cell, dt.time):
        return cell.hour + cell.minute // 10 / 10
    if isinstance(cell, str) and ":" in cell:
        hour, minute = cell.split(":")
        return int(hour) + int(minute) // 10 / 10
    return float(str(cell).replace(",", "."))


def _cell(regency: Regency, row: Row, in_export: int, across: int) -> Any:
    cells = regency.cells[row["file"], row["sheet"], row["row"]]
    if row["file"].startswith("Rekap"):
        first = _FIRST_MONTH + ("Wilayah" in row["file"])
        return cells[first + _EACH_MONTH * (row["month"] - 1) + across]
    return cells[in_export]


def test_cells_hold_what_was_typed(faulty: Regency) -> None:
    rows = _table(faulty, MEASUREMENTS)
    assert len(rows) > 1500
    for row in rows:
        weight, typed = _number(_cell(faulty, row, _WEIGHT, 2)), row["typed_weight"]
        assert weight == pytest.approx(typed) or weight == pytest.approx(1000 * typed), "or a centre that types grams"
        assert _number(_cell(faulty, row, _LENGTH, 3)) == pytest.approx(row["typed_length"])
        position = _cell(faulty, row, _POSITION, 4)
        assert position == "" or (position == "Berdiri") == row["typed_standing"]


def test_every_child_of_every_file_is_measured_and_no_other(faulty: Regency) -> None:
    children = {(row["file"], row["row"], row["person"]) for row in _table(faulty, RECORDS) if row["role"] == "child"}
    found = {(row["file"], row["row"], row["person"]) for row in _table(faulty, MEASUREMENTS)}
    assert found == {key for key in children if "satusehat" not in key[0]}


def test_measured_values_are_near_the_true_ones_where_nobody_makes_them_up(faulty: Regency) -> None:
    rows = [row for row in _table(faulty, MEASUREMENTS) if row["kind"] in ("honest", "rough")]
    assert np.mean([abs(row["weight"] - row["true_weight"]) < 0.5 for row in rows]) > 0.95
    assert np.mean([abs(row["length"] - row["true_length"]) < 2.5 for row in rows]) > 0.99


def test_classes_say_what_the_figures_say_unless_the_key_says_otherwise(faulty: Regency) -> None:
    rows = [row for row in _table(faulty, MEASUREMENTS) if not row["file"].startswith("Rekap")]
    assert sum(row["label_wrong"] for row in rows) > 20
    for row in rows:
        label, score = _cell(faulty, row, _LABEL, 0), _cell(faulty, row, _SCORE, 0)
        if label == "Outlier":
            assert not row["label_wrong"]
            continue
        stunted = _number(score) < -2
        assert (label == "Normal" and stunted) == row["label_wrong"]
        assert row["label_wrong"] or (label in ("Pendek", "Sangat Pendek")) == stunted


def test_files_name_the_posyandu_of_the_answer_key(faulty: Regency) -> None:
    known = {(row["village"], row["posyandu"]) for row in _table(faulty, POSYANDU)}
    for row in _table(faulty, MEASUREMENTS):
        assert (row["village"], row["posyandu"]) in known
        if not row["file"].startswith("Rekap"):  # there it is the posyandu of the last visit
            written = faulty.cells[row["file"], row["sheet"], row["row"]][_POSYANDU]
            assert written.casefold().removeprefix("posyandu ") == row["posyandu"].casefold()


def test_histories_have_several_months_for_most_children(faulty: Regency) -> None:
    months: dict[int, set[int]] = {}
    for row in _table(faulty, MEASUREMENTS):
        months.setdefault(row["person"], set()).add(row["month"])
    assert np.mean([len(found) >= 4 for found in months.values()]) > 0.6
    assert np.mean([len(found) < 7 for found in months.values()]) > 0.2, "some months are missed"


def test_the_true_state_of_a_child_is_by_its_true_figures(faulty: Regency) -> None:
    rows = _table(faulty, CHILDREN)
    assert len(rows) == faulty.made.children
    assert any(row["oedema"] for row in rows)
    for row in rows:
        assert row["stunted"] == (row["haz"] is not None and row["haz"] < -2)
        assert row["wasted"] == (row["oedema"] or (row["whz"] is not None and row["whz"] < -2))
        assert row["whz"] is None or not row["oedema"]
    measured = {row["person"] for row in _table(faulty, MEASUREMENTS)}
    assert measured & {row["person"] for row in rows} <= {row["person"] for row in rows if row["measured"]}


_ANSWERS = {"water": 12, "latrine": 13, "too_young": 14, "too_old": 15, "too_close": 16, "too_many": 17}


def test_a_form_says_what_is_true_but_for_the_answers_that_the_key_calls_wrong(faulty: Regency) -> None:
    rows = [row for row in _table(faulty, SCREENINGS) if row["file"].startswith("KRS_Semester")]
    assert sum(bool(row["wrong"]) for row in rows) > 50
    assert {name for row in rows for name in row["wrong"]} == set(FACTORS)
    for row in rows:
        cells = faulty.cells[row["file"], row["sheet"], row["row"]]
        said = any(cells[column] == 1 for column in _ANSWERS.values())
        assert said == row["said_factor"]
        assert row["wrong"] or said == row["true_factor"]


def test_screened_families_mostly_are_at_risk_today_when_the_list_says_so(faulty: Regency) -> None:
    today = {row["family"]: row for row in _table(faulty, FAMILIES)}
    rows = [row for row in _table(faulty, SCREENINGS) if not row["wrong"]]
    agree = np.mean([row["said_factor"] == today[row["family"]]["at_risk_couple"] for row in rows])
    assert 0.85 < agree < 1.0, "families change between the screening and today"


def test_dtsen_has_the_true_dwelling_but_for_the_codes_that_the_key_calls_wrong(faulty: Regency) -> None:
    columns = {"water": "id_sumber_airminum", "latrine": "id_fasilitas_bab", "disposal": "id_pembuangan_tinja"}
    heads = {row["person"] for row in _table(faulty, PEOPLE) if row["relation"] == "head"}
    people = {(row["file"], row["row"]): row for row in _table(faulty, RECORDS)}
    true_codes = {row["family"]: row for row in _table(faulty, FAMILIES)}
    wrong = {(row["column"], row["family"]): row for row in _table(faulty, DWELLINGS)}
    assert {column for column, _family in wrong} == set(columns)
    for (file, _sheet, number), cells in faulty.cells.items():
        # Other members may be listed with a family that they have left since.
        is_head = cells[dtsen.COLUMNS.index("id_hub_kepala_keluarga")] == "1" if file == dtsen.FILE else False
        if not is_head or people[file, number]["person"] not in heads:
            continue
        family = people[file, number]["family"]
        for column, name in columns.items():
            code = cells[dtsen.COLUMNS.index(name)]
            true = true_codes[family][f"{column}_code"]
            expected = wrong[column, family]["written"] if (column, family) in wrong else true
            assert code in ("", str(expected))
            assert (column, family) not in wrong or expected != true
