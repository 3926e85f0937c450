"""No row is lost, none is added, and none answers for another, whatever stands in the cells."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.children.children_kit import ANI, scored, write_csv

from padan.pipeline.children.answers import answer_columns

CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='";'), max_size=12),
    st.sampled_from(["9,1", "09:10", "12.5 kg", "-", "0", "1e308", "-5", "NaN", "99999999999999999999", "2 Tahun"]),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
)
#: "x" at the end keeps a row from being empty.
ROW = st.fixed_dictionaries({**dict.fromkeys([*ANI, "Edema", "LILA"], CELL), "Ket": st.just("x")})


@settings(deadline=None, max_examples=40)
@given(st.lists(ROW, min_size=1, max_size=30))
def test_rows_out_are_rows_in(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = scored(write_csv(Path(folder) / "a.csv", rows))
    answers = answer_columns(found)

    assert len(answers) == len(found.given.table) == len(rows)
    assert found.given.table.column("Ket").to_pylist() == ["x"] * len(rows)
    for row in answers.to_pylist():
        assert (row["alasan"] is None) == all(row[f"z_{short}"] is not None for short in _shorts(row))


@settings(deadline=None, max_examples=20)
@given(st.lists(ROW, min_size=2, max_size=20))
def test_no_row_answers_for_another(rows: list[dict[str, str]]) -> None:
    # Dates are left out: their order is settled by the whole column, and is meant to be.
    rows = [row | {"Tgl Lahir": ANI["Tgl Lahir"], "Tgl Ukur": ANI["Tgl Ukur"]} for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        together = answer_columns(scored(write_csv(path, rows))).to_pylist()
        turned = answer_columns(scored(write_csv(path, rows[::-1]))).to_pylist()

    assert turned[::-1] == together


def _shorts(row: dict[str, object]) -> list[str]:
    return [name.removeprefix("z_") for name in row if name.startswith("z_")]
