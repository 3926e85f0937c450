"""Groups, clusters and weights as people write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.pipeline.children.children_kit import scored

from padan.pipeline.children.population import (
    coded_column,
    number_column,
    population_of_columns,
    population_of_scored,
)
from padan.rules.growth.children import MAIN


@pytest.mark.parametrize(
    ("cells", "labels", "codes"),
    [
        (["10", "9", None, "9.0", "NA"], ("9", "10"), [1, 0, -1, 0, -1]),
        (["b", " a", "", "b", "-"], ("a", "b"), [1, 0, -1, 1, -1]),
        ([10, 9, None, 9, 9], ("9", "10"), [1, 0, -1, 0, 0]),
        (["10", "x", "9", "9", "9"], ("10", "9", "x"), [0, 2, 1, 1, 1]),
        ([None] * 5, (), [-1] * 5),
        (["inf", "1", "1", "1", "1"], ("1", "inf"), [1, 0, 0, 0, 0]),
    ],
)
@pytest.mark.parametrize("dictionary", [False, True])
def test_a_column_of_groups(cells: list[object], labels: tuple[str, ...], codes: list[int], dictionary: bool) -> None:
    column = pa.chunked_array([pa.array(cells, pa.string() if None in cells[1:] and cells[0] is None else None)])

    found = coded_column(column.dictionary_encode() if dictionary else column)

    assert (found.labels, found.codes.tolist()) == (labels, codes)
    assert found.numeric is (labels == ("9", "10"))


@pytest.mark.parametrize(
    ("cells", "numbers", "unread"),
    [
        (["1,5", "2.5", "", None, "NA"], [1.5, 2.5, np.nan, np.nan, np.nan], 0),
        (["1", "dua"], [1, np.nan], 1),
        ([1, None], [1, np.nan], 0),
    ],
)
def test_a_column_of_weights(cells: list[object], numbers: list[float], unread: int) -> None:
    found, odd = number_column(pa.chunked_array([cells]))

    np.testing.assert_array_equal(found, numbers)
    assert odd == unread


def test_the_ages_of_a_file_in_days_or_months(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "sex,age,is_age_in_month,weight,oedema\n1,24,1,9,y\n2,731,0,9,n\n1,60,1,9,y\n,,0,9,\n"
    )

    found = population_of_scored(scored(tmp_path / "a.csv", by_who=True))

    np.testing.assert_allclose(found.age_days, [730.5, 731, 1826.25, np.nan])
    np.testing.assert_allclose(found.age_months, [24, 731 / 30.4375, 60, np.nan])
    assert found.sex.tolist() == [1, 2, 1, 0]
    # 1826.25 days are 1826 completed, the last day of the standards.
    assert found.oedema.tolist() == [True, False, True, False]


def test_the_children_of_a_release() -> None:
    table = pa.table(
        {
            "sex": ["L", "P", None],
            "age_days": pa.array([400, 1900, None], pa.int32()),
            "oedema": [True, True, None],
            **{name: [-2.5, None, 1.0] for name in MAIN},
            **{f"{name}_flag": [False, True, None] for name in MAIN},
        }
    )

    found = population_of_columns(table)

    assert len(found) == 3
    assert found.sex.tolist() == [1, 2, 0]
    assert found.oedema.tolist() == [True, False, False]
    assert found.flag["length_for_age"].tolist() == [False, True, False]
    assert str(found.z["length_for_age"].tolist()) == "[-2.5, nan, 1.0]"
