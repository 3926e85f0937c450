"""The whole step: every table with its contract, the same each time, and whatever the register lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import SMALL_AS_OF
from tests.pipeline.assess.families_kit import assess_again, assessed_register, household, screening, weighings
from tests.pipeline.register_kit import Register, Row

from padan.contracts import assessed, release
from padan.pipeline import engine
from padan.pipeline.assess import assess
from padan.pipeline.home import Home
from padan.pipeline.link import link
from padan.pipeline.resolve import resolve
from padan.pipeline.standardise import standardise

BORN = "2024-08-20"
MADE = (*assessed.TABLES, release.GAP)
#: What ``assess`` reads of a release.
READ = ("person", "family", "membership", "claim", "record", "measurement", "welfare", "dwelling", "screening",
        "answer")  # fmt: skip


def visits(*days: str) -> list[dict[str, Any]]:
    return [{"measured_on": day, "weight": 9.0 + place / 10, "height": 76.0 + place} for place, day in enumerate(days)]


def family(number: int) -> list[Row]:
    return [
        *household(number, desil_low=2, desil_high=2, desil_quality="exact", true_at="2026-01-05"),
        weighings(number, 2, BORN, *visits("2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05"), posyandu="Mawar"),
        *screening(number, has_under_two=True, latrine_unsafe=True),
    ]


def kept(register: Register, as_of: date) -> dict[str, pa.Table]:
    """Every table that ``assess`` makes, checked against its contract and in the order of its key."""
    assess(register.con, as_of)
    made = {}
    for contract in MADE:
        made[contract.name] = register.con.sql(
            f"FROM {contract.name} ORDER BY {', '.join(contract.key)}"
        ).to_arrow_table()
        contract.check(made[contract.name].schema)
    return made


def test_two_runs_are_equal(register: Register) -> None:
    register.resolve(*(row for number in range(1, 6) for row in family(number)))
    first = kept(register, date(2026, 7, 1))
    assert all(first[name].num_rows for name in ("growth", "growth_state", "risk", "priority", "freshness", "gap"))
    assert kept(register, date(2026, 7, 1)) == first


def test_the_tables_of_the_small_release_again_by_one_thread_from_rows_in_another_order(
    small_release: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = small_release.current_release()
    monkeypatch.setenv("PADAN_THREADS", "1")
    with engine.connect() as con:
        for name in READ:
            con.execute(f"CREATE TABLE {name} AS FROM '{folder / name}.parquet' r ORDER BY hash(r::VARCHAR)")
        con.execute("CREATE TABLE intake AS SELECT record_id, NULL::VARCHAR AS status FROM record")
        again = assess_again(Register(con, tmp_path), SMALL_AS_OF)
    for contract in assessed.TABLES:
        kept_rows = pq.read_table(folder / f"{contract.name}.parquet").to_pylist()
        assert again[contract.name] == kept_rows, contract.name
        assert kept_rows


def test_a_day_in_the_past_knows_nothing_later() -> None:
    """What came after the day changes nothing, but in the register itself (who lives where is not undone)."""
    day = date(2026, 5, 1)
    early = [row for number in (1, 2, 3) for row in family(number)]
    for row in early:
        row["measurements"] = [visit for visit in row["measurements"] if visit["measured_on"] <= day]
    with assessed_register(*(row for row in early if row["source"] != "krs"), as_of=day) as (_register, known_then):
        pass
    with assessed_register(*(row for number in (1, 2, 3) for row in family(number)), as_of=day) as (
        register,
        known_now,
    ):
        assert {row["measured_on"] for row in known_now["growth"]} == {date(2026, 3, 5), date(2026, 4, 5)}
        assert {row["claimed"] for row in known_now["risk"]} == {"unlisted"}
        states = assess_again(register, date(2026, 7, 1))["growth_state"]
    assert {row["measured_times"] for row in states} == {4}
    for name in ("growth", "growth_state", "priority", "measurement_quality"):
        assert known_now[name] == known_then[name], name
    assert [row for row in known_now["freshness"] if row["attribute"] != "screening"] == [
        row for row in known_then["freshness"] if row["attribute"] != "screening"
    ]


#: Registers that lack whole lists, and which tables then have no rows.
LACKING: list[tuple[str, list[Row], set[str]]] = [
    ("nothing at all", [], {table.name for table in MADE}),
    ("no list of weighings", household(1), {"growth", "growth_state", "measurement_quality"}),
    ("no other list than weighings", [weighings(1, 2, BORN, *visits("2026-06-05"))], set()),
    (
        "no other list than the screening",
        screening(1, has_under_two=True),
        {"growth", "growth_state", "measurement_quality"},
    ),
    ("a family that has moved away", household(1, status="moved"), {table.name for table in MADE}),
]


@pytest.mark.parametrize(("why", "rows", "empty"), LACKING)
def test_a_register_that_lacks_lists(register: Register, why: str, rows: list[Row], empty: set[str]) -> None:
    register.resolve(*rows)
    made = kept(register, date(2026, 7, 1))
    found = {name for name, table in made.items() if name != "gap" and not table.num_rows}
    assert found == empty - {"gap"}, why


def test_without_a_screening_there_is_nothing_to_compare(register: Register) -> None:
    register.resolve(*household(1, water="surface"))
    (row,) = kept(register, date(2026, 7, 1))["risk"].to_pylist()
    assert (row["at_risk"], row["claimed"], row["compared"], row["screened_at"]) == ("yes", "unlisted", "unknown", None)


#: Villages of Berau, of Balikpapan (a city) and of Bogor (another province).
ELSEWHERE = [
    ("64.03.01.2001", "Merabu", "Kelay"),
    ("64.71.01.1001", "Manggar", "Balikpapan Timur"),
    ("32.01.01.1001", "Pondok Rajeg", "Cibinong"),
]


@pytest.mark.parametrize(("village", "name", "district"), ELSEWHERE)
def test_another_region(tmp_path: Path, village: str, name: str, district: str) -> None:
    written = {"village_code_written": village, "village_written": name, "district_written": district}
    rows = [{**row, **written} for number in (1, 2) for row in family(number)]
    with engine.connect(memory="1GB") as con:
        register = Register(con, tmp_path)
        standardise(con, [register.write(rows)], village[:5])
        link(con)
        con.execute(
            "CREATE TABLE receipts AS SELECT DISTINCT receipt_id, '' AS file, true_at AS received_at FROM intake"
        )
        con.execute("CREATE TABLE ledger (record_id VARCHAR, person_id VARCHAR, family_id VARCHAR)")
        resolve(con)
        made = kept(register, date(2026, 7, 1))
    assert all(made[name].num_rows for name in ("growth_state", "risk", "freshness", "measurement_quality"))
    for table in ("growth_state", "risk", "priority", "freshness"):
        assert set(made[table]["village_code"].to_pylist()) == {village}, table
