"""Between Arrow and NumPy nothing is lost, and where it can be nothing is copied."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from padan.pipeline.children.columns import children_of, labelled, numbers, scores_table
from padan.pipeline.children.scoring import growth_of
from padan.rules.growth.children import MAIN
from padan.rules.growth.zscores import zscores

TABLE = pa.table(
    {
        "person_id": ["a", "b", "c", "d"],
        "sex": ["L", "P", None, "X"],
        "age_days": pa.array([700, 700, 700, None], pa.int64()),
        "weight": [9.1, None, 9.1, 9.1],
        "length": [79.5, 79.5, 79.5, 79.5],
        "position": ["standing", "lying", None, "?"],
        "oedema": [None, True, False, None],
        "measured_on": [date(2026, 11, 12)] * 4,
    }
)


@pytest.mark.parametrize("dictionary", [False, True])
def test_words_become_codes_and_nulls_nan(dictionary: bool) -> None:
    table = TABLE
    if dictionary:
        table = table.set_column(1, "sex", table.column("sex").dictionary_encode())

    children = children_of(table)

    assert children.sex.tolist() == [1, 2, 0, 0]
    assert children.position is not None
    assert children.position.tolist() == [2, 1, 0, 0]
    assert children.oedema is not None
    assert children.oedema.tolist() == [False, True, False, False]
    assert str(children.numbers("age_days", slice(None)).tolist()) == "[700.0, 700.0, 700.0, nan]"
    assert children.head is None


def test_codes_stay_codes() -> None:
    table = pa.table({"sex": pa.array([1, 2, None], pa.int8()), "position": pa.array([2, 1, 0], pa.int32())})

    children = children_of(table)

    assert (children.sex.tolist(), children.position.tolist()) == ([1, 2, 0], [2, 1, 0])  # type: ignore[union-attr]


def test_a_table_without_sex_is_no_table_of_children() -> None:
    with pytest.raises(KeyError):
        children_of(TABLE.drop_columns(["sex"]))


def test_a_whole_column_of_numbers_is_not_copied() -> None:
    weight = np.linspace(3, 20, 10_000)
    table = pa.table({"sex": pa.array(np.ones(10_000, np.int8)), "weight": pa.array(weight)})

    children = children_of(table)

    assert np.shares_memory(children.weight, weight)
    assert numbers(weight).buffers()[1].address == weight.ctypes.data


def test_the_answers_as_arrow() -> None:
    scores = zscores(children_of(TABLE))

    made = scores_table(scores)

    assert made.column_names == [*MAIN, *(f"{name}_flag" for name in MAIN), "length"]
    assert made.column("weight_for_age").null_count == 3
    assert made.column("weight_for_age_flag").null_count == 3
    assert made.column("length_for_age").to_pylist()[0] == scores.z["length_for_age"][0]
    assert made.column("length").to_pylist() == pytest.approx([80.2, 79.5, 79.5, 79.5])


def test_classes_stand_beside_the_z() -> None:
    made = growth_of(TABLE)

    assert made.column("length_for_age_class").to_pylist() == ["stunted", "normal", None, None]
    # Oedema is severe wasting, whatever the weight.
    assert made.column("weight_for_length_class").to_pylist()[1] == "severely_wasted"


def test_a_code_of_nought_is_null() -> None:
    assert labelled(np.array([0, 1, 2, 1], np.uint8), ["a", "b"]).to_pylist() == [None, "a", "b", "a"]
