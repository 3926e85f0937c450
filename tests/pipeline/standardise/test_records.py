"""The step as a whole: what it makes of the files of records."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.pipeline.register_kit import REGENCY, Register, record

from padan.contracts import stages
from padan.kernel.errors import RegisterError
from padan.pipeline import engine
from padan.pipeline.standardise import Standardised, standardise


def test_it_makes_what_the_contracts_say(register: Register):
    made = register.standardise(
        record("dtsen-1", 2, name="BUDI"),
        record("eppgbm-1", 2, "child", name="RARA", mother_name="SITI"),
        record("puskesmas_fhir-1", 2, "mother", name="ANI", child_ref="A1"),
    )

    assert made == Standardised(records=2, mentions=2)
    for contract in (stages.STANDARD, stages.MENTION):
        contract.check(register.con.sql(f"SELECT * FROM {contract.name}").to_arrow_table().schema)


def test_records_are_numbered_in_the_order_of_their_ids_whatever_the_files(register: Register):
    rows = [record(f"dtsen-{n}", 2, name="BUDI") for n in range(5)]
    files = [register.write([row]) for row in rows]

    numbers = []
    for order in (files, files[::-1]):
        standardise(register.con, order, REGENCY)
        numbers.append(register.rows("SELECT n, record_id FROM standard ORDER BY n"))

    assert numbers[0] == numbers[1]
    assert numbers[0] == [(n, row["record_id"]) for n, row in enumerate(rows)]


def test_only_lists_that_promise_one_row_a_person_promise_it(register: Register):
    register.standardise(
        record("dtsen-1", 2, name="BUDI"),
        record("dtsen-1", 3, name="SITI"),
        record("dtsen-2", 2, name="BUDI"),
        record("puskesmas_fhir-1", 2, "child", name="RARA"),
    )

    found = {name: row["list_key"] for name, row in register.table("standard").items()}
    assert found["dtsen-1.1.2.person"] == found["dtsen-1.1.3.person"]
    assert found["dtsen-1.1.2.person"] is not None
    assert found["dtsen-1.1.2.person"] != found["dtsen-2.1.2.person"]
    # A health centre writes a row for each visit.
    assert found["puskesmas_fhir-1.1.2.child"] is None


def test_a_lists_own_id_is_of_that_kind_of_list(register: Register):
    register.standardise(
        record("eppgbm-1", 2, "child", name="RARA", local_id="A1"),
        record("puskesmas_fhir-1", 2, "child", name="RARA", local_id="A1"),
        record("puskesmas_fhir-2", 2, "child", name="RARA", local_id="A1"),
        record("dtsen-1", 2, name="BUDI"),
    )

    found = {name: row["same_key"] for name, row in register.table("standard").items()}
    assert found["puskesmas_fhir-1.1.2.child"] == found["puskesmas_fhir-2.1.2.child"]
    assert found["eppgbm-1.1.2.child"] != found["puskesmas_fhir-1.1.2.child"]
    assert found["dtsen-1.1.2.person"] is None


def test_no_records_at_all(register: Register):
    assert register.standardise() == Standardised(records=0, mentions=0)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_damaged_file_is_named(register: Register, place: int):
    rows = [record("dtsen-1", n, name=f"ORANG {n}", address=f"JALAN {n}" * 50) for n in range(2_000)]
    files = [register.write(rows[:20]), register.write(rows[20:40])]
    file = register.write(rows)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 4 : len(damaged) // 2] = b"\0" * (len(damaged) // 2 - len(damaged) // 4)
    file.write_bytes(damaged)
    files.insert(place, file)

    with pytest.raises(RegisterError, match=f"{file.name} rusak") as caught:
        standardise(register.con, files, REGENCY)

    assert caught.value.next_step


def test_too_little_memory_is_no_damage(tmp_path: Path):
    rows = [record("dtsen-1", n, name=f"ORANG {n}", address=f"JALAN {n}" * 50) for n in range(20_000)]
    with engine.connect(memory="12MB") as con:
        file = Register(con, tmp_path).write(rows)

        with pytest.raises(duckdb.OutOfMemoryException):
            standardise(con, [file], REGENCY)
