"""Which pairs are worth comparing."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from tests.pipeline.link.link_kit import Standard, person, put
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN

from padan.contracts.stages import STANDARD
from padan.pipeline.link.keys import KEYS, MOST_SHARED, make_pairs

NIK, KK = "6402131203900001", "6402130101200001"
FAR = {"village": SEBULU}
#: Nothing in common with anybody but what a test says.
ONE: dict[str, Any] = {"name": "BUDI SANTOSO", "village": TANJUNG_HARAPAN}
OTHER: dict[str, Any] = {"name": "AGUS SALIM", "village": SEBULU}


def pairs(con: duckdb.DuckDBPyConnection, *people: Standard) -> set[tuple[int, int]]:
    put(con, people)
    make_pairs(con)
    return set(con.execute("SELECT l, r FROM pair").fetchall())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({**ONE, "nik": NIK}, {**OTHER, "nik": NIK}),
        # the last digit is lost in one of them
        ({**ONE, "nik": NIK}, {**OTHER, "nik15": NIK[:15]}),
        ({**ONE, "kk": KK, "birth": 20230312}, {**OTHER, "kk": KK, "birth": 20231203}),
        ({**ONE, "kk": KK}, {**OTHER, "kk": KK, "name": "BUDI"}),
        ({**ONE, "birth": 20230312}, {**OTHER, "birth": 20230312, "name": "BUDI"}),
        ({**ONE}, {**OTHER, **ONE}),
        ({**ONE, "mother": "SITI"}, {**OTHER, "mother": "SITI", "name": "BUDI"}),
        ({**ONE, "mate": "SITI"}, {**OTHER, "mate": "SITI", "name": "BUDI"}),
        ({**ONE, "kin_nik": NIK}, {**OTHER, "kin_nik": NIK, "name": "BUDI"}),
        ({**ONE, "kin_nik": NIK, "birth": 20230312}, {**OTHER, "kin_nik": NIK, "birth": 20230725}),
        # an infant without a name is found by its mother
        (
            {"name": None, "mother": "SITI", "birth": 20230312, "sex": "L"},
            {"name": "BUDI", "mother": "SITI", "birth": 20230725, "sex": "L"},
        ),
    ],
)
def test_pairs_that_are_compared(
    register_engine: duckdb.DuckDBPyConnection, one: dict[str, Any], other: dict[str, Any]
):
    assert pairs(register_engine, person(**one), person(**other)) == {(0, 1)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE, OTHER),
        # what is missing on both sides is nothing in common
        ({"name": None}, {"name": None}),
        ({"name": None, "village": None}, {"name": None, "village": None}),
        ({**ONE, "sex": "L"}, {**OTHER, "sex": "L"}),
        ({**ONE, "birth": 20230312}, {**OTHER, "birth": 20230312}),
        ({**ONE, "name": "BUDI"}, {**OTHER, "name": "BUDI"}),
    ],
)
def test_pairs_that_are_not(register_engine: duckdb.DuckDBPyConnection, one: dict[str, Any], other: dict[str, Any]):
    assert pairs(register_engine, person(**one), person(**other)) == set()


def test_a_pair_stands_once_the_smaller_number_first(register_engine: duckdb.DuckDBPyConnection):
    same = person(**{**ONE, "nik": NIK, "kk": KK, "birth": 19900312, "mother": "SITI", "sex": "L"})

    put(register_engine, [same] * 3)
    make_pairs(register_engine)

    assert sorted(register_engine.execute("SELECT l, r FROM pair").fetchall()) == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize(("sharing", "compared"), [(MOST_SHARED, True), (MOST_SHARED + 1, False)])
def test_a_crowded_key_is_left_out_and_counted(
    register_engine: duckdb.DuckDBPyConnection, sharing: int, compared: bool
):
    names = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}I" for n in range(sharing)]
    put(register_engine, [person(name, nik=NIK, village=None) for name in names])

    crowded = make_pairs(register_engine)

    found = register_engine.execute("SELECT count(*) FROM pair").fetchall()[0][0]
    assert found == (sharing * (sharing - 1) // 2 if compared else 0)
    assert crowded == ({} if compared else {"nik": sharing})


def test_another_key_finds_what_a_crowded_one_leaves_out(register_engine: duckdb.DuckDBPyConnection):
    crowd = [person(f"{chr(65 + n % 26)}{chr(65 + n // 26)}I", nik=NIK, village=None) for n in range(MOST_SHARED)]
    people = [person("BUDI", nik=NIK, kk=KK), person("BUDI", nik=NIK, kk=KK)]

    assert pairs(register_engine, *crowd, *people) == {(MOST_SHARED, MOST_SHARED + 1)}


def test_keys_read_only_columns_that_there_are():
    for columns in KEYS.values():
        assert columns
        for column in columns:
            assert column.split(" ")[0].split("[")[0] in STANDARD.names


def test_no_records(register_engine: duckdb.DuckDBPyConnection):
    assert pairs(register_engine) == set()
