"""``padan gaps``: counted, told and written for officers."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import openpyxl
import pytest
from tests.app.app_kit import Padan

from padan.app.villages import area_of
from padan.kernel.errors import InvalidValueError


def _sql(folder: Path, sql: str) -> list[tuple]:
    with duckdb.connect() as con:
        return con.execute(sql.format(gap=folder / "gap.parquet")).fetchall()


def test_without_options_they_are_counted(small: Padan, small_current: Path) -> None:
    told = small("gaps").out

    for kind, number in _sql(small_current, "SELECT kind, count(*) FROM '{gap}' GROUP BY kind"):
        assert re.search(rf" {kind} +{number} ", told), kind


def test_a_village_is_told_gap_by_gap(small: Padan, small_current: Path) -> None:
    ((code, number),) = _sql(
        small_current,
        "SELECT village_code, count(*) AS n FROM '{gap}' WHERE village_code IS NOT NULL"
        " GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1",
    )

    told = small("gaps", "--village", code).out

    assert told.count("    - ") == number
    assert f"({code})" in told
    assert not re.search(r"\b\d{16}\b", told)


def test_a_kind_can_be_chosen_and_cut_short(small: Padan, small_current: Path) -> None:
    ((kind, number),) = _sql(
        small_current, "SELECT kind, count(*) AS n FROM '{gap}' GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1"
    )

    told = small("gaps", "--kind", kind, "--limit", "2").out

    assert told.count("    - ") == 2
    assert f"2 dari {number} selisih ditampilkan" in told


def test_numbers_are_shown_in_full_only_when_asked(small: Padan) -> None:
    masked, full = (small("gaps", "--kind", "nik_contradicts_birth", *more).out for more in ((), ("--full",)))

    assert re.search(r"\d{6}\*{8}\d{2}", masked)
    assert re.search(r"\b\d{16}\b", full)


def test_no_gap_is_said(small: Padan) -> None:
    assert "Tidak ada selisih." in small("gaps", "--village", "11.01.01.2001", "--kind", "value_stale").out


def test_the_workbook_has_a_readable_sheet_for_each_kind(small: Padan, small_current: Path, tmp_path: Path) -> None:
    target = tmp_path / "selisih.xlsx"

    told = small("gaps", "--xlsx", target)

    counts = dict(_sql(small_current, "SELECT kind[1:31], count(*) FROM '{gap}' GROUP BY 1"))
    book = openpyxl.load_workbook(target)
    assert told.code == 0
    assert f"{sum(counts.values())} selisih ditulis" in told.out
    assert {page.title: page.max_row - 1 for page in book.worksheets[1:]} == counts
    for page in book.worksheets[1:]:
        assert page.freeze_panes == "C2"
        assert page.auto_filter.ref is not None
        assert page.column_dimensions["G"].width > 40
        assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
        places = [tuple(cell.value or "" for cell in row[:2]) for row in page.iter_rows(min_row=2)]
        assert len([p for n, p in enumerate(places) if n == 0 or places[n - 1] != p]) == len(set(places))
    assert sum(row[3].value for row in book.worksheets[0].iter_rows(min_row=2)) == sum(counts.values())


def test_an_existing_workbook_is_kept_unless_forced(small: Padan, tmp_path: Path) -> None:
    target = tmp_path / "selisih.xlsx"
    target.write_text("punya orang")

    refused = small("gaps", "--xlsx", target)
    kept = target.read_text()
    forced = small("gaps", "--xlsx", target, "--force")

    assert (refused.code, kept, forced.code) == (1, "punya orang", 0)
    assert [path.name for path in tmp_path.iterdir()] == ["selisih.xlsx"]


def test_another_ending_is_refused(small: Padan, tmp_path: Path) -> None:
    assert "bukan nama berkas xlsx" in small("gaps", "--xlsx", tmp_path / "a.csv").err


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("64.02.13.1008", "64.02.13.1008"),
        ("6402131008", "64.02.13.1008"),
        ("64.02.13", "64.02.13"),
        ("64.02.13.1001", "64.02.20.1007"),
        ("Tanjung Harapan, Sebulu", "64.02.07.2002"),
        ("wonotirto", "64.02.13.1008"),
    ],
)
def test_an_area_by_code_or_name(given: str, code: str) -> None:
    assert area_of(given) == code


@pytest.mark.parametrize("given", ["64.02.99", "Tanjung Harapan", "Atlantis"])
def test_an_area_that_is_not_settled_is_asked_for(given: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        area_of(given)

    assert ("64.02.07.2002" in str(caught.value)) == (given == "Tanjung Harapan")
