"""The columns of WHO's R package, value by value as the package gave them for a tenth of its 20,000 cases."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from tests.pipeline.children.children_kit import scored

from padan.kernel.errors import PadanError
from padan.pipeline.children.scoring import Scored
from padan.pipeline.children.who_anthro import who_columns
from padan.rules.growth.children import Compat

CASES = Path(__file__).parents[2] / "rules" / "growth" / "data" / "who_anthro_cases.csv.gz"

#: In the order of the package.
COLUMNS = [
    "clenhei", "zlen", "zwei", "zwfl", "zbmi", "zhc", "zac", "zts", "zss",
    "flen", "fwei", "fwfl", "fbmi", "fhc", "fac", "fts", "fss",
]  # fmt: skip


@pytest.fixture(scope="module")
def tenth(tmp_path_factory: pytest.TempPathFactory) -> Scored:
    """Every tenth case, as a csv that R could have written."""
    lines = gzip.decompress(CASES.read_bytes()).decode().splitlines()
    path = tmp_path_factory.mktemp("who") / "cases.csv"
    path.write_text("\n".join([lines[0], *lines[1::10]]) + "\n")
    return scored(path, by_who=True, compat=Compat.WHO_ANTHRO)


def test_the_columns_and_their_order(tenth: Scored) -> None:
    assert who_columns(tenth.scores).column_names == COLUMNS
    assert len(tenth.children) == 2000


@pytest.mark.parametrize("column", COLUMNS)
def test_each_value_is_the_package_s(tenth: Scored, column: str) -> None:
    told = tenth.given.table.column(f"exp_{column}").to_pylist()
    expected = np.array([np.nan if text is None else float(text) for text in told])
    found = who_columns(tenth.scores).column(column).cast("double").to_numpy()

    assert np.count_nonzero(~np.isnan(expected)) > 100
    np.testing.assert_array_equal(found, expected)


def test_a_negative_age_stops_the_package_and_names_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sex,age,weight\n1,100,6\n\n2,-3,3\n")

    with pytest.raises(PadanError, match=r"negatif.*\(a\.csv, baris 4\)"):
        scored(tmp_path / "a.csv", by_who=True, compat=Compat.WHO_ANTHRO)
    assert len(scored(tmp_path / "a.csv", by_who=True).children) == 2
