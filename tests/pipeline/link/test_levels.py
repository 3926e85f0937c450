"""What each comparison finds between two records, level by level."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from tests.pipeline.link.link_kit import Standard, level_codes, people, person, side_by_side
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN

from padan.contracts.stages import STANDARD
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.scoring import Scored

NIK = "6402131203900001"
BORN = 19900312
MOTHER = {"name": "SITI AMINAH", "nik": NIK, "birth": BORN}

#: comparison -> level -> pairs (what the one holds, what the other holds) that reach it
IDENTITY: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "nothing": [({}, {}), ({"nik": NIK}, {}), ({"birth": BORN}, {"nik": NIK})],
    "kin_number": [
        # the child's row with its mother's number, whatever its dates
        ({**MOTHER}, {"name": "RARA", "nik": NIK, "birth": 20230725, "mother": "SITI AMINAH"}),
        ({**MOTHER}, {"name": "RARA", "nik": NIK, "birth": BORN, "mother": "SITI AMINAH"}),
        ({"name": "AGUS SALIM", "nik": NIK}, {"name": "RARA", "nik": NIK, "father": "AGUS SALIM"}),
    ],
    "same_nik_proved": [
        ({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": BORN}),
        ({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": 19900313}),
        # who bears a parent's whole name is not that parent for that
        ({"nik": NIK, "birth": BORN, "mother": "BUDI SANTOSO"}, {"nik": NIK, "birth": BORN}),
    ],
    "same_nik_date": [
        ({"nik": NIK, "birth": 19850712}, {"nik": NIK, "birth": 19850712}),
        ({"nik": NIK, "birth": 19850712}, {"nik": NIK, "birth": 19851207}),
    ],
    "same_nik_one_date": [({"nik": NIK, "birth": BORN}, {"nik": NIK, "birth": 19950725})],
    # numbers of another kind hold no date
    "same_number": [({"nik": "1804974", "birth": BORN}, {"nik": "1804974", "birth": 19501103})],
    "slip_number": [
        ({"nik": "1804974", "birth": BORN}, {"nik": "1804947", "birth": 19501103}),
        ({"nik": "1804974", "birth": BORN}, {"nik": "1804947"}),
    ],
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
    # each number bears out its row's own date, so neither is a slip of the other
    "own_dates": [
        ({"nik": NIK, "birth": BORN}, {"nik": "6402131203910001", "birth": 19910312}),
        ({"nik": NIK, "birth": BORN}, {"nik": "3578152507850044", "birth": 19850725}),
    ],
    "slip_near_date": [({"nik": NIK, "birth": BORN}, {"nik": "6402131203910001", "birth": 19900313})],
    "differ_proved": [
        ({"nik": NIK, "birth": BORN}, {"nik": "3578151203900044", "birth": BORN}),
        # born on one day in one place, and no digit of the serial alike
        ({"nik": NIK, "birth": BORN}, {"nik": "6402131203903187", "birth": BORN}),
        # a twin brother's and sister's: the day of a woman's number is forty more
        ({"nik": NIK, "birth": BORN}, {"nik": "6402135203900001", "birth": BORN}),
    ],
    "differ_same_date": [({"nik": NIK, "birth": BORN}, {"nik": "3578152507850044", "birth": BORN})],
    "differ_near_date": [({"nik": NIK, "birth": BORN}, {"nik": "3578152507850044", "birth": 19910312})],
    "differ_differ": [
        ({"nik": NIK, "birth": BORN}, {"nik": "3578152507850044", "birth": 19600101}),
        ({"nik": NIK}, {"nik": "3578152507850044"}),
    ],
    "no_nik_vague_date": [({"birth": 19900101}, {"birth": 19900101}), ({"birth": 19901231}, {"birth": 19901231})],
    "no_nik_same_date": [({"birth": BORN}, {"birth": BORN}), ({"nik": NIK, "birth": BORN}, {"birth": BORN})],
    "no_nik_swapped_date": [({"birth": BORN}, {"birth": 19901203})],
    "no_nik_near_date": [
        ({"birth": BORN}, {"birth": 19900313}),
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
OTHER_KK = {"kk": "6402139905200087"}
NEAR, FAR = {"village": TANJUNG_HARAPAN}, {"village": SEBULU}
PARENTS = {"mother": "SITI AMINAH", "father": "AGUS SALIM"}
HOUSEHOLD: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "nothing": [
        ({"village": None}, {"village": None}),
        ({"village": None, **KK}, {"village": None, **PARENTS}),
        # cards are renewed: two numbers alone say nothing
        ({"village": None, **KK}, OTHER_KK),
    ],
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
    "like_kk": [(KK, {"kk": "6402130101200091"}), ({**KK, **PARENTS}, {"kk": "6402130101200010", "mother": "RATNA"})],
    "like_kin_village": [
        ({"mother": "SITI AMINAH"}, {"mother": "SITI AMINA"}),
        ({"mother": "SITI AMINAH"}, {"mother": "SITI"}),
        ({"father": "AGUS SALIM"}, {"father": "SALIM AGUS"}),
    ],
    "same_kin": [({"mother": "SITI AMINAH", **FAR}, {"mother": "SITI AMINAH"})],
    "like_kin": [({"mother": "SITI AMINAH", **FAR}, {"mother": "SITI"})],
    "no_kin_village": [({}, {}), ({"mother": "SITI"}, {}), ({"mother": "SITI"}, {"mate": "AGUS"}), (KK, OTHER_KK)],
    "other_kin_village": [({"mother": "SITI AMINAH"}, {"mother": "RATNA"})],
    "no_kin_district": [(NEAR, {}), ({**NEAR, **KK}, OTHER_KK)],
    "no_kin": [(FAR, {}), ({**FAR, **KK}, OTHER_KK)],
    "other_kin_district": [({"mother": "SITI AMINAH", **NEAR}, {"mother": "RATNA"})],
    "other_kin": [({"mother": "SITI AMINAH", "village": None}, {"mother": "RATNA"})],
    "else": [({"mother": "SITI AMINAH", **FAR}, {"mother": "RATNA"})],
}
NAME: dict[str, list[tuple[str | None, str | None]]] = {
    # two letters are left of a name: it contradicts nobody's
    "nothing": [(None, "BUDI"), (None, None), ("A", "SITI AMINAH"), ("M A", "BUDI SANTOSO")],
    "same": [("BUDI SANTOSO", "BUDI SANTOSO")],
    "sounds_same": [("SOEKARNO", "SUKARNO"), ("MUHAMMAD RIZKI", "MUHAMAD RIZQI"), ("NURHAYATI", "NURHAYATII")],
    "twin_names": [
        ("RAFA BILKA", "RAFI BILKA"),
        ("BUDI SANTOSO", "BUDI SANTOSA"),
        ("ALIF HABIBI", "ALIF HABIBA"),
        ("SYIFA RAMADHANI A", "SYIFA RAMADHANI B"),
        ("GIBRAN SUSANTO A", "GIBRN SUSANTO B"),
        ("RAHMA ALIA KEDUA", "RAHMA ALIA"),
        ("RAHMA ALIA KEDUA", "RAHMA ALIA PERTAMA"),
    ],
    "one_slip": [("NUR HAYATI", "NURHAYATI"), ("NURHASANAH", "NURHASANAN")],
    "shortened": [("BUDI SANTOSO", "BUDI"), ("BUDI", "BUDI SANTOSO WIJAYA"), ("M RISKI", "MUHAMMAD RISKI")],
    "same_words": [
        ("BUDI SANTOSO", "SANTOSO BUDI"),
        ("NUR AINI PUTRI", "PUTRI AINI"),
        ("M MAULANA", "MAULANA MUHAMMAD"),
    ],
    # common words that both hold make nobody alike: it is asked what stands beside them
    "near_words": [("SITI AMINAH", "AMINA SITI"), ("BUDI SANTOSO", "BUDI SANTODO")],
    "similar": [("SUMIATI SARI", "SUMIATIN SAKA")],
    "one_word": [("SITI AMINAH", "SITI ROKAYAH WULANDARI"), ("NI WAYAN SARI", "NI WAYAN PURNAMI")],
    "part_word": [("TINA", "AGUSTINA"), ("AGUSTINA LESTARI", "TINA")],
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
def drawn() -> tuple[Scored, Scored]:
    """All drawn pairs at once, and turned about."""
    pairs = [(one, other) for *_, one, other in DRAWN]
    return side_by_side(pairs), side_by_side([(other, one) for one, other in pairs])


@pytest.mark.parametrize("place", range(len(DRAWN)), ids=[f"{c}-{level}-{i}" for i, (c, level, *_) in enumerate(DRAWN)])
def test_the_level_of_a_pair_whichever_comes_first(drawn: tuple[Scored, Scored], place: int):
    comparison, level, *_pair = DRAWN[place]

    assert [level_codes(scored, place)[comparison] for scored in drawn] == [level, level]


def test_the_table_draws_every_level_there_is():
    drawn = {(comparison, level) for comparison, level, *_ in DRAWN}

    assert drawn == {(c.name, level.code) for c in COMPARISONS for level in c.levels}


def test_every_level_can_be_told_in_words():
    for comparison in COMPARISONS:
        assert comparison.text
        assert set(comparison.columns) <= set(STANDARD.names)
        texts = [level.text for level in comparison.levels]
        assert all(texts)
        assert len(set(texts)) == len(texts)
        assert [comparison.number(level.code) for level in comparison.levels] == list(range(len(texts)))


def test_the_shares_that_stand_on_the_ladders_are_shares():
    """Two members of one household stand on one rung: the shares of a ladder that knows them add up to about one."""
    for comparison in COMPARISONS:
        rungs = [level for level in comparison.levels if not level.null]
        assert all(level.chance is None or 0 < level.chance < 0.01 for level in rungs)
        assert all(0 < level.kin <= 1 for level in rungs)
        if any(level.kin < 1 for level in rungs):
            assert sum(level.kin for level in rungs) == pytest.approx(1, abs=0.1), comparison.name


@settings(deadline=None, max_examples=30)
@given(people(least=2))
def test_nothing_depends_on_which_record_comes_first(drawn: list[Standard]):
    pairs = list(pairwise(drawn))
    straight, turned = side_by_side(pairs), side_by_side([(b, a) for a, b in pairs])

    for place in range(len(pairs)):
        assert level_codes(straight, place) == level_codes(turned, place)
    assert straight.weight.tolist() == turned.weight.tolist()
    assert straight.by_name.tolist() == turned.by_name.tolist()


@settings(deadline=None, max_examples=20)
@given(people(least=3))
def test_the_pairs_beside_it_move_no_pair(drawn: list[Standard]):
    """Pairs are compared many at once; each comes out as if it stood alone."""
    pairs = list(pairwise(drawn))
    all_at_once, alone = side_by_side(pairs), side_by_side(pairs[:1])

    assert level_codes(all_at_once) == level_codes(alone)
    assert all_at_once.weight[0] == alone.weight[0]


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda c: c.name)
def test_a_comparison_reads_only_the_columns_that_it_names(comparison):
    """``why`` shows a comparison's columns as its evidence; a column that moves it and is not shown would mislead."""
    rich = {"nik": NIK, "birth": BORN, "sex": "L", **KK, **PARENTS, "mate": "RATNA", "kin_nik": "6402135203650001"}
    one, other = person(**rich), person("BUDI", **{**rich, "nik": "3578152507850044"})
    moved = dict(other)
    for column in {"sound", "name", *rich, "village", "district", "first", "birth_sorted"} - set(comparison.columns):
        moved[column] = None
    if comparison.name == "identity":
        moved |= {"mother": other["mother"], "father": other["father"], "sound": other["sound"]}

    before, after = side_by_side([(one, other)]), side_by_side([(one, moved)])

    assert level_codes(before)[comparison.name] == level_codes(after)[comparison.name]
