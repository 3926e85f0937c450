"""What a table is, and that two tables which differ are told apart."""

from __future__ import annotations

import pyarrow as pa
import pytest

from padan.contracts import intake, release, stages
from padan.contracts.schema import DATE, TEXT, WHOLE, Column, ContractError, Table

PERSON = Table("person", "People.", ("id",), (Column("id", TEXT, "id", required=True), Column("born", DATE, "born")))


def test_a_table_knows_its_schema_and_accepts_it():
    assert PERSON.names == ("id", "born")
    assert PERSON.schema == pa.schema([pa.field("id", TEXT, nullable=False), pa.field("born", DATE)])
    PERSON.check(PERSON.schema)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (pa.schema([("id", TEXT)]), "kurang ['born'], kolom lebih []"),
        (pa.schema([("id", TEXT), ("born", TEXT)]), "kurang ['born'], kolom lebih []"),
        (pa.schema([("id", TEXT), ("born", DATE), ("x", TEXT)]), "kurang [], kolom lebih ['x']"),
        (pa.schema([("born", DATE), ("id", TEXT)]), "kurang [], kolom lebih []"),
    ],
    ids=["a column is missing", "another type", "one too many", "another order"],
)
def test_another_table_is_refused_and_says_what_differs(found: pa.Schema, said: str):
    with pytest.raises(ContractError, match="Tabel person") as error:
        PERSON.check(found)
    assert said in error.value.what
    assert error.value.next_step


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ((Column("a", TEXT, "x"), Column("A", WHOLE, "differs by letter case only")), ("a",)),
        ((Column("a", TEXT, "x"),), ("b",)),
    ],
)
def test_an_invalid_table_cannot_be_built(columns: tuple[Column, ...], key: tuple[str, ...]):
    with pytest.raises(ValueError, match="table broken"):
        Table("broken", "No table.", key, columns)


@pytest.mark.parametrize("module", [intake, stages, release])
def test_every_declared_table_explains_every_column(module: object):
    tables = [value for value in vars(module).values() if isinstance(value, Table)]
    assert tables
    for table in tables:
        assert table.about
        assert all(column.about for column in table.columns)


def test_the_record_of_an_intake_holds_measurements_as_the_contract_says():
    assert intake.RECORD.schema.field("measurements").type.value_type == intake.MEASUREMENT_STRUCT


def test_a_table_of_the_release_is_found_by_its_name():
    assert release.table("record").name == "record"
    with pytest.raises(KeyError):
        release.table("nobody")
