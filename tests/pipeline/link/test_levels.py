"""What each comparison finds between two records, level by level."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.link.link_kit import person, put
from tests.pipeline.register_kit import TANJUNG_HARAPAN

from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.scoring import COLUMNS, levels_of

NIK = "6402131203900001"
BORN = 19900312

#: comparison -> level -> pairs (what the left one holds, what the right one holds) that reach it
IDENTITY: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "nothing": [({}, {}), ({"nik": NIK}, {}), ({"birth": BORN}, {"nik": NIK})],
    "same_nik_proved": [
        ({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": BORN}),
        ({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": 19900313}),
    ],
    "same_nik_date": [
        ({"nik": NIK, "birth": 19850712}, {"nik": NIK, "birth": 19850712}),
        ({"nik": NIK, "birth": 19850712}, {"nik": NIK, "birth": 19851207}),
    ],
    "same_nik_one_date": [({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": 19950725})],
    "last_digit_lost": [
        ({"nik15": NIK[:15], "birth": BORN}, {"nik": NIK, "birth": BORN}),
        ({"nik15": NIK[:15]}, {"nik": NIK}),
        ({"nik15": NIK[:15], "birth": BORN}, {"nik15": NIK[:15], "birth": BORN}),
    ],
    "same_day_place": [
        ({"nik": NIK, "birth": BORN}, {"nik": "6402131203900052", "birth": BORN}),
        ({"nik": NIK, "birth": BORN}, {"nik": "6402131203900002", "birth": BORN}),  # twins' numbers are neighbours
    ],
    "slip_same_date": [
        ({"nik": NIK, "birth": BORN}, {"nik": "6402181203900001", "birth": BORN}),
        ({"nik": NIK, "birth": BORN}, {"nik": "6402132103900001", "birth": BORN}),
    ],
    "slip_near_date": [({"nik": NIK, "birth": BORN}, {"nik": "6402131203910001", "birth": 19910312})],
    "differ_same_date": [({"nik": NIK, "birth": BORN}, {"nik": "3578151203900044", "birth": BORN})],
    "differ_near_date": [({"nik": NIK, "birth": BORN}, {"nik": "3578151203910044", "birth": 19910312})],
    "differ_differ": [
        ({"nik": NIK, "birth": BORN}, {"nik": "3578152507850044", "birth": 19850725}),
        ({"nik": NIK}, {"nik": "3578152507850044"}),
    ],
    "no_nik_same_date": [({"birth": BORN}, {"birth": BORN}), ({"nik": NIK, "birth": BORN}, {"birth": BORN})],
    "no_nik_near_date": [
        ({"birth": BORN}, {"birth": 19900313}),
        ({"birth": BORN}, {"birth": 19901203}),
        ({"birth": BORN}, {"birth": 19900101}),
        ({"birth": BORN}, {"birth": 19920312}),
    ],
    "else": [
        ({"birth": BORN}, {"birth": 19850725}),
        ({"birth": BORN}, {"birth": 19910725}),
        # one number, but both dates speak against it: somebody else's number, typed in
        ({"nik": NIK, "birth": 19600101}, {"nik": NIK, "birth": 20230725}),
    ],
}
KK = {"kk": "6402130101200001"}
OTHER_KK = {"kk": "6402130101200099"}
FAR = {"village": TANJUNG_HARAPAN}
PARENTS = {"mother": "SITI AMINAH", "father": "AGUS SALIM"}
HOUSEHOLD: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "nothing": [({"village": None}, {"village": None}), ({"village": None, **KK}, {"village": None, **PARENTS})],
    "same_kk_kin": [
        ({**KK, **PARENTS}, {**KK, "mother": "SITI AMINAH"}),
        ({**KK, "mate": "SITI"}, {**KK, "mate": "SITI"}),
        ({"kin_nik": NIK, **PARENTS}, {"kin_nik": NIK, **PARENTS}),
    ],
    "same_kk": [
        (KK, KK),
        ({**KK, **FAR}, KK),
        ({"kin_nik": NIK}, {"kin_nik": NIK}),
        ({**KK, **PARENTS}, {**KK, "mother": "RATNA"}),
    ],
    "both_parents": [(PARENTS, PARENTS), ({**PARENTS, **FAR}, PARENTS), ({**PARENTS, **KK}, {**PARENTS, **OTHER_KK})],
    "same_kin_village": [
        ({"mother": "SITI AMINAH"}, PARENTS),
        ({"mate": "SITI"}, {"mate": "SITI"}),
        # lists write the two parents in either order
        ({"mother": "AGUS SALIM"}, {"father": "AGUS SALIM"}),
    ],
    "like_kin_village": [
        ({"mother": "SITI AMINAH"}, {"mother": "SITI AMINA"}),
        ({"mother": "SITI AMINAH"}, {"mother": "SITI"}),
    ],
    "same_kin": [({"mother": "SITI AMINAH", **FAR}, {"mother": "SITI AMINAH"})],
    "like_kin": [({"mother": "SITI AMINAH", **FAR}, {"mother": "SITI"})],
    "no_kin_village": [({}, {}), ({"mother": "SITI"}, {}), ({"mother": "SITI"}, {"mate": "AGUS"}), (KK, OTHER_KK)],
    "other_kin_village": [({"mother": "SITI AMINAH"}, {"mother": "RATNA"})],
    "no_kin": [(FAR, {}), ({**FAR, **KK}, OTHER_KK)],
    "else": [({"mother": "SITI AMINAH", **FAR}, {"mother": "RATNA"})],
}
NAME: dict[str, list[tuple[str | None, str | None]]] = {
    "nothing": [(None, "BUDI"), (None, None)],
    "same": [("BUDI SANTOSO", "BUDI SANTOSO")],
    "sounds_same": [("SOEKARNO", "SUKARNO"), ("MUHAMMAD RIZKI", "MUHAMAD RIZQI"), ("NURHAYATI", "NURHAYATII")],
    "shortened": [("BUDI SANTOSO", "BUDI"), ("BUDI", "BUDI SANTOSO WIJAYA")],
    "same_words": [("BUDI SANTOSO", "SANTOSO BUDI"), ("NUR AINI PUTRI", "PUTRI AINI")],
    "similar": [("SULASTRI", "SULASIH"), ("MARTONO", "MARTINI")],
    "same_first": [("SITI AMINAH", "SITI ROKAYAH WULANDARI")],
    "somewhat": [("SUKARNO", "SUKIMIN")],
    "else": [("BUDI", "SITI"), ("AGUS SALIM", "RATNA DEWI")],
}
SEX: dict[str, list[tuple[str | None, str | None]]] = {
    "nothing": [(None, "L"), ("P", None), (None, None)],
    "same": [("L", "L"), ("P", "P")],
    "else": [("L", "P"), ("P", "L")],
}
DRAWN = [
    *(("identity", level, person(**a), person(**b)) for level, pairs in IDENTITY.items() for a, b in pairs),
    *(("household", level, person(**a), person(**b)) for level, pairs in HOUSEHOLD.items() for a, b in pairs),
    *(("name", level, person(a), person(b)) for level, pairs in NAME.items() for a, b in pairs),
    *(("sex", level, person(sex=a), person(sex=b)) for level, pairs in SEX.items() for a, b in pairs),
]


@pytest.fixture(scope="module")
def drawn(register_engine: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """All drawn pairs as records: the n-th pair has the numbers 2n and 2n + 1."""
    put(register_engine, [one for _comparison, _level, *pair in DRAWN for one in pair])
    return register_engine


@pytest.mark.parametrize("place", range(len(DRAWN)), ids=[f"{c}-{level}-{i}" for i, (c, level, *_) in enumerate(DRAWN)])
def test_the_level_of_a_pair_whichever_comes_first(drawn: duckdb.DuckDBPyConnection, place: int):
    comparison, level, *_pair = DRAWN[place]

    assert levels_of(drawn, 2 * place, 2 * place + 1)[comparison] == level
    assert levels_of(drawn, 2 * place + 1, 2 * place)[comparison] == level


def test_the_table_draws_every_level_there_is():
    drawn = {(comparison, level) for comparison, level, *_ in DRAWN}

    assert drawn == {(c.name, level.code) for c in COMPARISONS for level in c.levels}


def test_every_level_can_be_told_in_words_and_there_is_one_rest():
    for comparison in COMPARISONS:
        assert comparison.text
        assert all(level.text for level in comparison.levels)
        assert [level.sql for level in comparison.levels].count("ELSE") == 1
        assert comparison.levels[-1].sql == "ELSE"
        assert len({level.code for level in comparison.levels}) == len(comparison.levels)


def test_conditions_read_only_the_columns_that_they_name():
    for comparison in COMPARISONS:
        for level in comparison.levels:
            for column in set(COLUMNS) - set(comparison.columns):
                assert f" {column}_l" not in f" {level.sql}".replace("(", " "), (comparison.name, level.code)


FEW = {
    "name": st.sampled_from([None, "BUDI", "BUDI SANTOSO", "SANTOSO BUDI", "SITI", "SITI AMINAH", "BADI"]),
    "nik": st.sampled_from([None, NIK, "6402131203900007", "3578152507850044"]),
    "nik15": st.sampled_from([None, NIK[:15]]),
    "birth": st.sampled_from([None, BORN, 19900313, 19901203, 19900101, 20230725]),
    "kk": st.sampled_from([None, "6402130101200001", "6402130101200002"]),
    "kin_nik": st.sampled_from([None, "6402135203650001"]),
    "mother": st.sampled_from([None, "SITI", "SITI AMINAH", "AGUS"]),
    "father": st.sampled_from([None, "AGUS", "SITI"]),
    "mate": st.sampled_from([None, "SITI"]),
    "village": st.sampled_from([None, "64.02.13.1008", TANJUNG_HARAPAN]),
    "sex": st.sampled_from([None, "L", "P"]),
}


@settings(deadline=None, max_examples=8)
@given(st.lists(st.fixed_dictionaries(FEW), min_size=2, max_size=12))
def test_no_level_depends_on_which_record_comes_first(drawn: list[dict[str, Any]]):
    with duckdb.connect() as con:
        put(con, [person(**each) for each in drawn])
        for a, b in zip(range(len(drawn)), range(1, len(drawn)), strict=False):
            assert levels_of(con, a, b) == levels_of(con, b, a)
