"""Which pairs are worth comparing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.pipeline.link.link_kit import Standard, columns, person
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN, WONOTIRTO

from padan.pipeline.link.keys import KEYS, MOST_SHARED, Candidates, key_columns, mixed, sharing

NIK, KK = "6402131203900001", "6402130101200001"
#: Nothing in common with anybody but what a test says.
ONE: dict[str, Any] = {"name": "BUDI SANTOSO", "village": TANJUNG_HARAPAN}
OTHER: dict[str, Any] = {"name": "AGUS SALIM", "village": SEBULU}


def candidates(*people: Standard, most: int = MOST_SHARED) -> Candidates:
    return Candidates.of(key_columns(columns(people)), most)


def pairs(*people: Standard, most: int = MOST_SHARED, chunk: int = 1000) -> list[tuple[int, int]]:
    return [
        (int(a), int(b))
        for l, r in candidates(*people, most=most).pairs(chunk)  # noqa: E741
        for a, b in zip(l, r, strict=True)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({**ONE, "nik": NIK}, {**OTHER, "nik": NIK}),
        # the last digit is lost in one of them; what is left tells the birth date
        (
            {**ONE, "nik": NIK, "birth": 19900312},
            {**OTHER, "nik15": NIK[:15], "birth": 19900312, "name": "BUDIMAN"},
        ),
        # day and month exchanged
        ({**ONE, "birth": 20230312}, {**OTHER, "birth": 20231203, "name": "BUDIMAN"}),
        ({**ONE, "kk": KK}, {**OTHER, "kk": KK, "name": "BUDI"}),
        ({**ONE, "birth": 20230312}, {**OTHER, "birth": 20230312, "name": "BUDI SANTOSO"}),
        ({**ONE, "birth": 20230312}, {**OTHER, "birth": 20230312, "village": TANJUNG_HARAPAN}),
        ({**ONE}, {**OTHER, **ONE}),
        # the words exchanged, or one of them left out
        (ONE, {**ONE, "name": "SANTOSO BUDI"}),
        (ONE, {**ONE, "name": "BUDI HADI SANTOSO"}),
        ({**ONE, "mother": "SITI"}, {**OTHER, "mother": "SITI", "name": "BUDI"}),
        ({**ONE, "mother": "SITI", "father": "JOKO"}, {**OTHER, "mother": "SITI", "father": "JOKO"}),
        ({**ONE, "mate": "SITI"}, {**OTHER, "mate": "SITI", "name": "BUDI"}),
        ({**ONE, "kin_nik": NIK}, {**OTHER, "kin_nik": NIK, "name": "BUDI"}),
        ({**ONE, "kin_nik": NIK, "birth": 20230312}, {**OTHER, "kin_nik": NIK, "birth": 20230725}),
        # an infant without a name is found by its mother
        (
            {"name": None, "mother": "SITI", "birth": 20230312, "sex": "L"},
            {"name": "BUDI", "mother": "SITI", "birth": 20230725, "sex": "L"},
        ),
        ({**ONE, "mother": "SITI", "birth": 20230312}, {**OTHER, "mother": "SITI", "birth": 20230325}),
        ({**ONE, "kk": KK}, {**OTHER, "kk": KK, "name": "BUDIMAN"}),
        ({**ONE, "kk": KK}, {**OTHER, "kk": KK, "name": "SANTOSO"}),
        # the year, or the day of the year, is a slip
        ({**ONE, "kk": KK, "birth": 20230312}, {**OTHER, "kk": KK, "birth": 20190312}),
        ({**ONE, "kk": KK, "birth": 20230312, "sex": "L"}, {**OTHER, "kk": KK, "birth": 20230725, "sex": "L"}),
    ],
)
def test_pairs_that_are_compared(one: dict[str, Any], other: dict[str, Any]):
    assert pairs(person(**one), person(**other)) == [(0, 1)]
    assert pairs(person(**other), person(**one)) == [(0, 1)]


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
        # twins' and neighbours' numbers differ in the last digit as often as rounded ones do
        ({**ONE, "nik": NIK}, {**OTHER, "nik": NIK[:15] + "2"}),
        # brothers
        ({**ONE, "kk": KK, "sex": "L"}, {**OTHER, "kk": KK, "sex": "L"}),
    ],
)
def test_pairs_that_are_not(one: dict[str, Any], other: dict[str, Any]):
    assert pairs(person(**one), person(**other)) == []


def test_a_pair_that_shares_many_keys_is_given_once():
    same = person(**{**ONE, "nik": NIK, "kk": KK, "birth": 19900312, "mother": "SITI", "sex": "L"})

    assert sorted(pairs(*[same] * 3)) == [(0, 1), (0, 2), (1, 2)]


def crowd(sharing: int) -> list[Standard]:
    """People of one number and of names that begin and sound differently."""
    names = [f"{a}{b}{c}" for a in "BDGJKLMNRTW" for b in "AIU" for c in "NR"]
    return [person(names[n], nik=NIK, village=None) for n in range(sharing)]


@pytest.mark.parametrize(("sharing", "compared"), [(MOST_SHARED, True), (MOST_SHARED + 1, False)])
def test_a_crowded_key_is_left_out_and_counted(sharing: int, compared: bool):
    people = crowd(sharing)

    assert len(pairs(*people)) == (sharing * (sharing - 1) // 2 if compared else 0)
    assert candidates(*people).crowded == ({} if compared else {"nik": sharing})


def test_another_key_finds_what_a_crowded_one_leaves_out():
    people = [person("BUDI", nik=NIK, kk=KK), person("BUDI", nik=NIK, kk=KK)]

    assert pairs(*crowd(MOST_SHARED), *people) == [(MOST_SHARED, MOST_SHARED + 1)]


def test_a_pair_that_another_key_gave_is_not_lost_where_the_first_is_crowded():
    """A crowded key gives no pairs, so it must not count as having given one."""
    people = [person(f"{'ABC'[n]}UDI", nik=NIK, kk=KK, birth=19900312, village=None) for n in range(3)]

    assert sorted(pairs(*people, most=3)) == [(0, 1), (0, 2), (1, 2)]
    few = [*people, person("DUDI", nik=NIK, village=None)]
    assert candidates(*few, most=3).crowded == {"nik": 4}
    assert sorted(pairs(*few, most=3)) == [(0, 1), (0, 2), (1, 2)]


def test_a_hash_of_several_columns_is_missing_where_one_is():
    people = columns(
        [person(village=WONOTIRTO), person(village=None), person(village=WONOTIRTO), person(village=SEBULU)]
    )

    found = mixed(people, ("sound", "village"))

    assert found[1] == 0
    assert found[0] == found[2] != 0
    assert found[3] not in (0, found[0])
    assert mixed(people, ("village", "sound"))[0] != found[0]


def test_records_that_share_a_key():
    values = np.array([7, 0, 9, 7, 0, 5, 7, 9], dtype=np.uint64)

    shared, left_out = sharing(values, 2)

    assert (shared.rows.tolist(), shared.values.tolist()) == ([2, 7], [9, 9])
    assert sorted(left_out.tolist()) == [0, 3, 6]


def test_keys_read_only_columns_that_there_are():
    people = columns([person(birth=19900312, nik=NIK)])
    for name, needed in KEYS.items():
        assert needed, name
        assert len(mixed(people, needed)) == 1


def test_nobody():
    assert pairs() == []
    assert pairs(person()) == []
