"""What ``padan show`` says of a child's growth and of the family's risk."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.app.app_kit import Padan

from padan.kernel.writing import count


def _one(folder: Path, sql: str) -> tuple:
    with duckdb.connect() as con:
        for table in ("growth", "growth_state", "risk", "priority", "measurement", "person"):
            con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}.parquet')")
        found = con.execute(sql).fetchone()
    assert found is not None
    return found


def test_a_stunted_child_is_told_with_its_months_and_its_class(small: Padan, small_current: Path) -> None:
    person, z = _one(
        small_current,
        "SELECT person_id, length_for_age FROM growth_state WHERE stunted <> 'none' AND stunted <> 'unknown'"
        " AND measured_times > 3 ORDER BY person_id LIMIT 1",
    )

    told = small("show", person).out

    growth = told.partition("Pertumbuhan")[2]
    assert f"{z:.2f}".replace(".", ",") in growth
    assert "endek pada " in growth
    assert "hari sebelum rilis" in growth
    assert told.partition("Pengukuran")[2].splitlines()[1].split()[:3] == ["Tanggal", "Bulan", "Kg"]


def test_a_doubtful_figure_is_told_with_its_likely_cause(small: Padan, small_current: Path) -> None:
    (person,) = _one(
        small_current, "SELECT g.person_id FROM growth g WHERE g.doubt IS NOT NULL ORDER BY measurement_id LIMIT 1"
    )

    assert "Angka yang perlu diperiksa:" in small("show", person).out


@pytest.mark.parametrize(
    ("at_risk", "said"),
    [
        ("yes", "Keluarga ini berisiko stunting."),
        ("unknown", "Belum dapat dipastikan apakah keluarga ini berisiko stunting."),
        ("no", "Keluarga ini "),
    ],
)
def test_a_familys_risk_is_told_with_its_place(small: Padan, small_current: Path, at_risk: str, said: str) -> None:
    person, rank, families = _one(
        small_current,
        "SELECT p.person_id, y.rank, (SELECT count(*) FROM priority) FROM risk r JOIN priority y USING (family_id)"
        f" JOIN person p USING (family_id) WHERE r.at_risk = '{at_risk}' ORDER BY y.rank, p.person_id LIMIT 1",
    )

    told = small("show", person).out

    assert said in told.partition("Risiko stunting keluarga")[2]
    assert f"Urutan bantuan: {count(rank)} dari {count(families)} keluarga" in told


@pytest.mark.parametrize("claimed", ["yes", "no", "unlisted"])
def test_what_the_screening_says_stands_beside(small: Padan, small_current: Path, claimed: str) -> None:
    (person,) = _one(
        small_current,
        "SELECT p.person_id FROM risk r JOIN person p USING (family_id)"
        f" WHERE r.claimed = '{claimed}' ORDER BY p.person_id LIMIT 1",
    )

    told = small("show", person).out

    words = {"yes": ": berisiko.", "no": ": tidak berisiko.", "unlisted": "Daftar KRS tidak memuat keluarga ini."}
    assert words[claimed] in told


def test_in_english(small: Padan, small_current: Path) -> None:
    (person,) = _one(small_current, "SELECT person_id FROM growth_state ORDER BY measured_times DESC, 1 LIMIT 1")

    told = small("--lang", "en", "show", person).out

    for heading in ("Growth", "The family's risk of stunting", "Order of help"):
        assert heading in told
