"""Rows of ``standard`` as columns of numbers."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from tests.pipeline.link.link_kit import columns, person, put, table

from padan.pipeline.link.people import columns_sql, from_columns, from_query, hashes_of

NIK, KK = "6402131203900001", "6402130101200001"
BUDI = person(
    "MOECHTAR", nik=NIK, kk=KK, birth=19900312, sex="L", mother="SITI AMINAH", list_key="dtsen-1", same_key="a"
)
NOBODY = person(None, village=None)


def test_numbers_stay_numbers_and_missing_is_nought():
    found = columns([BUDI, NOBODY, person(sex="P")])

    assert found.nik.tolist() == [int(NIK), 0, 0]
    assert found.nik15.tolist() == [int(NIK[:15]), 0, 0]
    assert found.kk.tolist() == [int(KK), 0, 0]
    assert found.birth.tolist() == [19900312, 0, 0]
    assert found.sex.tolist() == [1, 0, 2]
    assert found.nik_agrees.tolist() == [3, -1, -1]
    assert found.infant.tolist() == [False, True, False]
    assert [found.birth_vague.dtype, found.infant.dtype] == [np.bool_, np.bool_]


def test_texts_are_hashes_that_are_equal_where_the_texts_are():
    found = columns([BUDI, NOBODY, person("MUHTAR", mother="SITI ROHANI", source="krs")])

    assert found.sound[0] == found.sound[2] != 0
    assert found.name[0] != found.name[2]
    assert found.mother_first[0] == found.mother_first[2] != 0
    assert found.village[1] == found.mother[1] == found.list_key[1] == found.sound[1] == 0
    assert found.list_key[0] != 0 != found.same_key[0]
    assert found.source.tolist() == hashes_of(["dtsen", "dtsen", "krs"]).tolist()
    assert found.texts["mother"].to_pylist() == ["SITI AMINAH", None, "SITI ROHANI"]
    assert found.texts["sound"].to_pylist() == ["MUHTAR", None, "MUHTAR"]


def test_taking_some_records():
    found = columns([BUDI, NOBODY, person("AGUS")]).take(np.array([2, 0, 0]))

    assert len(found) == 3
    assert found.texts["sound"].to_pylist() == ["AGUS", "MUHTAR", "MUHTAR"]
    assert found.nik.tolist() == [0, int(NIK), int(NIK)]


def test_a_table_an_engine_and_a_batch_give_the_same_columns(register_engine: duckdb.DuckDBPyConnection):
    people = [BUDI, NOBODY, person("AGUS")]
    put(register_engine, people)
    batch = register_engine.execute(f"SELECT {columns_sql()} FROM standard ORDER BY n").to_arrow_table()

    by_table, by_engine, by_batch = columns(people), from_query(register_engine, "standard"), from_columns(batch)

    for other in (by_engine, by_batch):
        assert all(other.texts[name].equals(text) for name, text in by_table.texts.items())
        for name, column in by_table.columns().items():
            assert np.array_equal(getattr(other, name), column), name


def test_nobody():
    assert len(columns([])) == 0
    assert table([]).num_rows == 0
    assert len(hashes_of([])) == 0
    assert isinstance(columns([]).texts["sound"], pa.Array)
