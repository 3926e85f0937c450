"""Parts with what they are lent give what the whole gives, where a record's neighbours decide."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pipeline.register_kit import REGENCY, Register, Row, record

from padan.contracts import intake
from padan.kernel.errors import RegisterError
from padan.pipeline.one_machine import one_machine
from padan.pipeline.spark import standardising
from padan.pipeline.spark.standardising import standardise_all, standardise_part

PARTS = 5
NIK, KK = "6402131203850001", "6402132003150004"


def crowded_card() -> list[Row]:
    """One family card in two lists with 61 bearers, and two families by the list's own number on it."""
    rows = [
        record(f"{'opensid-a' if i % 2 else 'dtsen-b'}", i + 2, name=f"NAMA {i}", kk=KK, birth_date=f"19{30 + i}-03-05")
        for i in range(61)
    ]
    for i, row in enumerate(rows):
        row["family_ref"] = f"K{i % 2}"
        row["relation"] = "head" if i < 2 else "child"
    return rows


def full_card() -> list[Row]:
    """Sixty bearers: as many as one card may have."""
    return [record("opensid-a", i + 2, name=f"NAMA {i}", kk=KK, birth_date=f"19{30 + i}-03-05") for i in range(60)]


def shared_nik() -> list[Row]:
    """Four people of four lists bear one NIK; in two lists the parent's is typed for the child."""
    return [
        *(
            record(f"{source}-a", i + 2, name="BUDI", nik=NIK, birth_date=f"19{60 + 5 * i}-03-12")
            for i, source in enumerate(("opensid", "dtsen", "eppgbm", "krs"))
        ),
        record("eppgbm-b", 2, "child", name="RARA", nik=NIK, birth_date="2023-07-25"),
        record("eppgbm-c", 2, "child", name="RARA", nik=NIK, birth_date="2023-07-25"),
    ]


def three_bearers() -> list[Row]:
    """Three people bear one NIK: too few to take it from all."""
    return shared_nik()[1:]


def parents_with_rows() -> list[Row]:
    """Children whose parents have rows of their own, in the same file and in another."""
    return [
        record("puskesmas_fhir-a", 2, "child", name="RARA", local_id="A", birth_date="2023-07-25"),
        record("puskesmas_fhir-b", 2, "mother", name="SITI", child_ref="A", village_code_written=None),
        record("puskesmas_fhir-c", 9, "father", name="SALIM", child_ref="A"),
        record("puskesmas_fhir-c", 2, "child", name="DODO", local_id="B", mother_name="ANI"),
        record("puskesmas_fhir-a", 3, "mother", name="ANI", child_ref="B"),
        record("puskesmas_fhir-a", 4, "mother", name="INA", child_ref="nobody"),
        record("opensid-a", 4, name="RIA", local_id="A"),
    ]


def families() -> list[Row]:
    """Couples whose names each other's rows take: by card, by the list's number, by the row of a screening."""
    return [
        record("opensid-a", 2, name="AHMAD", kk=KK, relation="head", sex="L"),
        record("opensid-a", 3, name="SITI", kk=KK, relation="wife", sex="P"),
        record("opensid-a", 4, name="RARA", kk=KK, relation="child"),
        record("dtsen-a", 4, name="RARA", kk=KK, relation="child"),
        record("dtsen-a", 5, name="JOKO", family_ref="7", relation="head"),
        record("dtsen-a", 6, name="ANI", family_ref="7", relation="wife"),
        record("krs-a", 2, "head", name="UDIN", relation="head", kk="6402132003150009"),
        record("krs-a", 2, "wife", name="IDA", relation="wife"),
    ]


def as_one(register: Register, rows: list[Row]) -> dict[str, list[dict]]:
    register.standardise(*rows)
    return {
        name: register.con.execute(f"SELECT * FROM {name} ORDER BY record_id").to_arrow_table().to_pylist()
        for name in ("standard", "mention", "place", "named", "parents")
    }


def as_parts(folder: Path, rows: list[Row]) -> dict[str, list[dict]]:
    file = folder / "all.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=intake.RECORD.schema), file)
    with one_machine(parts=PARTS) as engine:
        made = standardise_all(engine, engine.read(str(file)), REGENCY, PARTS)
        return {
            name: engine.collect(getattr(made, name)).sort_by("record_id").to_pylist()
            for name in ("standard", "mention", "place", "named", "parents")
        }


@pytest.mark.parametrize(
    "rows", [crowded_card, full_card, shared_nik, three_bearers, parents_with_rows, families], ids=lambda f: f.__name__
)
def test_parts_give_what_the_whole_gives(register, tmp_path, rows):
    assert as_parts(tmp_path, rows()) == as_one(register, rows())


def test_a_crowded_card_is_seen_in_parts_that_hold_few_of_its_bearers(tmp_path):
    made = as_parts(tmp_path, crowded_card())["standard"]

    assert {row["kk"] for row in made} == {None}
    assert {row["family_key"] for row in made} == {"opensid-a|K1", "dtsen-b|K0"}
    assert {row["kk"] for row in as_parts(tmp_path, full_card())["standard"]} == {KK}


def test_parts_that_tear_a_family_are_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(standardising, "_HOME", "record_id")

    with pytest.raises(RegisterError, match="memecah keluarga"):
        as_parts(tmp_path, families())


def test_an_empty_part_gives_nothing():
    work = partial(standardise_part, within=REGENCY)

    assert list(work(iter([]))) == []
