"""Who is chosen: drawn, against the twin, and by what must always hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.selection.selection_kit import (
    KUKAR,
    QUOTAS,
    ROWS,
    SAMBOJA,
    SEED,
    SUMBER,
    TANJUNG,
    WONOTIRTO,
    Row,
    addable,
    candidates,
    is_admissible,
    lies_in,
    order_of,
    quotas_of,
    twin,
)

from padan.kernel.errors import InvalidValueError
from padan.rules.selection import Candidates, Exclusion, Key, Quota, Selection, Standing, select, tell

SERVED = frozenset({Exclusion.SERVED})

#: Five places in Samboja, of which at most two in Wonotirto; two in reserve in Wonotirto, one in Samboja.
NESTED = [Quota(SAMBOJA, 5, reserve=1), Quota(WONOTIRTO, 2, reserve=2)]
DRAWN = [
    # family, village, need, standing, line, place
    (Row("A1", WONOTIRTO, 9), Standing.CHOSEN, None, 0),
    (Row("A2", WONOTIRTO, 8), Standing.CHOSEN, None, 0),
    (Row("A3", WONOTIRTO, 7), Standing.RESERVE, WONOTIRTO, 1),
    (Row("A4", WONOTIRTO, 6), Standing.RESERVE, WONOTIRTO, 2),
    (Row("A5", WONOTIRTO, 5), Standing.OVER_QUOTA, WONOTIRTO, 3),
    (Row("B1", TANJUNG, 4), Standing.CHOSEN, None, 0),
    (Row("B2", TANJUNG, 3), Standing.CHOSEN, None, 0),
    (Row("S1", SAMBOJA, 2), Standing.CHOSEN, None, 0),
    (Row("B3", TANJUNG, 1), Standing.RESERVE, SAMBOJA, 1),
    (Row("B4", TANJUNG, None), Standing.OVER_QUOTA, SAMBOJA, 2),
    (Row("C1", SUMBER, 9), Standing.NO_QUOTA, None, 0),
    (Row("N1", None, 9), Standing.NO_QUOTA, None, 0),
    (Row("U1", WONOTIRTO, 9, eligible=-1), Standing.UNKNOWN, None, 0),
    (Row("O1", WONOTIRTO, 9, eligible=0), Standing.NOT_ELIGIBLE, None, 0),
    (Row("X1", WONOTIRTO, 9, reasons=SERVED), Standing.EXCLUDED, None, 0),
    (Row("X2", WONOTIRTO, 9, eligible=-1, reasons=SERVED), Standing.EXCLUDED, None, 0),
]


def told(selection: Selection) -> dict[str, object]:
    """What the twin says, of a selection."""
    found: dict[str, object] = {}
    for row, family in enumerate(selection.candidates.family_id):
        standing = Standing(selection.standing[row])
        waits = standing in (Standing.RESERVE, Standing.OVER_QUOTA)
        line = int(selection.line[row])
        assert waits == (line >= 0) == (selection.place[row] > 0)
        found[family] = (standing, selection.quotas[line].area, int(selection.place[row])) if waits else standing
    return found


def test_drawn() -> None:
    found = told(select(candidates([row for row, *_ in DRAWN]), NESTED, SEED))
    expected = {row.family_id: (stands, line, place) if line else stands for row, stands, line, place in DRAWN}
    assert found == expected


def test_lists_in_order() -> None:
    selection = select(candidates([row for row, *_ in DRAWN][::-1]), NESTED, SEED)
    assert selection.recipients() == ["A1", "A2", "B1", "B2", "S1"]
    assert selection.reserves(WONOTIRTO) == ["A3", "A4"]
    assert selection.reserves(SAMBOJA) == ["B3"]
    assert selection.taken.tolist() == [5, 2]
    with pytest.raises(KeyError):
        selection.reserves(KUKAR)


def test_told_in_words() -> None:
    selection = select(candidates([row for row, *_ in DRAWN]), NESTED, SEED, added=["B2"])
    sentences = {row.family_id: tell(selection, place) for place, (row, *_) in enumerate(DRAWN)}
    assert {family: sentences[family] for family in ("A1", "B2", "A3", "A5", "X1", "U1", "O1", "C1")} == {
        "A1": "Terpilih pada urutan ke-2.",
        "B2": "Terpilih karena ditambahkan oleh petugas.",
        "A3": "Cadangan ke-1 untuk wilayah 64.02.13.1008.",
        "A5": "Memenuhi syarat, tetapi kuota dan cadangan wilayah 64.02.13.1008 sudah terisi.",
        "X1": "Dikeluarkan: sudah dilayani program lain yang serupa.",
        "U1": "Belum diketahui apakah memenuhi syarat.",
        "O1": "Tidak memenuhi syarat.",
        "C1": "Tidak ada kuota untuk wilayahnya.",
    }
    assert len({standing.words for standing in Standing}) == len(Standing)
    assert len({reason.words for reason in Exclusion}) == len(Exclusion)


def test_equals_stand_by_a_lot_that_anybody_can_draw_again() -> None:
    """``for f in K1 K2 K3 K4; do printf "PMT-2026-2:seri:$f" | sha256sum; done | sort`` gives this order."""
    rows = [Row(name) for name in ("K1", "K2", "K3", "K4")]
    assert select(candidates(rows), [Quota(KUKAR, 9)], "PMT-2026-2").recipients() == ["K3", "K2", "K1", "K4"]
    other = select(candidates(rows), [Quota(KUKAR, 9)], "PMT-2026-3").recipients()
    assert other != ["K3", "K2", "K1", "K4"], "another round, other luck"


def test_unknown_comes_last_whichever_way_a_key_runs() -> None:
    values = np.array([2.0, np.nan, 1.0, np.inf, -np.inf])
    for descending, expected in ((False, [4, 2, 0, 3, 1]), (True, [3, 0, 2, 4, 1])):
        columns = Candidates(
            np.array(list("abcde")), np.full(5, SUMBER), np.ones(5, np.int8), (Key("x", values, descending),)
        )
        assert select(columns, [Quota(KUKAR, 5)], SEED).recipients() == ["abcde"[place] for place in expected]


@pytest.mark.parametrize(
    "values",
    [
        np.array([-(2**63), 0, 2**63 - 1]),
        np.array([0, 1, 2**64 - 1], np.uint64),
        np.array([-128, 0, 127], np.int8),
        np.array([-np.inf, 0.5, np.inf]),
    ],
)
def test_the_ends_of_every_kind_of_number_are_in_order(values: Any) -> None:
    for descending, expected in ((False, "abc"), (True, "cba")):
        columns = Candidates(
            np.array(list("abc")), np.full(3, SUMBER), np.ones(3, np.int8), (Key("x", values, descending),)
        )
        assert "".join(select(columns, [Quota(KUKAR, 3)], SEED).recipients()) == expected


def test_truths_rank_too() -> None:
    key = Key("stunted", np.array([False, True]), descending=True)
    columns = Candidates(np.array(["a", "b"]), np.full(2, SUMBER), np.ones(2, np.int8), (key,))
    assert select(columns, [Quota(KUKAR, 1)], SEED).recipients() == ["b"]


def test_a_family_added_by_hand_comes_first_and_takes_a_place() -> None:
    rows = [row for row, *_ in DRAWN]
    selection = select(candidates(rows), NESTED, SEED, added=["A5"])
    assert selection.recipients() == ["A5", "A1", "B1", "B2", "S1"]
    assert selection.reserves(WONOTIRTO) == ["A2", "A3"]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (["Z9"], "Keluarga Z9 bukan calon dalam putaran ini."),
        (["X1"], "Keluarga X1 tidak dapat ditambahkan: sudah dilayani program lain yang serupa."),
        (["X2"], "Keluarga X2 tidak dapat ditambahkan: sudah dilayani program lain yang serupa."),
        (["U1"], "Keluarga U1 tidak dapat ditambahkan: belum diketahui apakah memenuhi syarat."),
        (["O1"], "Keluarga O1 tidak dapat ditambahkan: tidak memenuhi syarat."),
        (["C1"], "Tidak ada tempat untuk keluarga C1 yang ditambahkan."),
        (["A3", "A4", "A5"], "Tidak ada tempat untuk keluarga A5 yang ditambahkan."),
    ],
)
def test_what_cannot_be_added(added: list[str], said: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        select(candidates([row for row, *_ in DRAWN]), NESTED, SEED, added=added)
    assert refused.value.what == said


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Quota("6402130", 3), "bukan kode"),
        (lambda: Quota(KUKAR, -1), "kurang dari nol"),
        (lambda: Quota(KUKAR, 1, reserve=-1), "kurang dari nol"),
        (lambda: Key("name", np.array(["a"])), "neither numbers nor truths"),
        (lambda: candidates([Row("A"), Row("A")]), "dua kali"),
        (lambda: replace(candidates([Row("A")]), eligible=np.ones(2, np.int8)), "differ in length"),
        (lambda: replace(candidates([Row("A")]), exclusions={Exclusion.MOVED: np.array([-1])}), "not answers"),
        (lambda: select(candidates([]), [Quota(KUKAR, 1), Quota("6402", 2)], SEED), "dua kuota"),
        (lambda: select(candidates([]), [], "R:1"), "Benih"),
        (lambda: select(candidates([Row("A", "Samboja")]), [], SEED), "bukan kode"),
    ],
)
def test_refused(make: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_a_wrong_list_cannot_be_built() -> None:
    rows = [row for row, *_ in DRAWN]
    selection = select(candidates(rows), NESTED, SEED)
    for family, standing, said in (
        ("X1", Standing.CHOSEN, "excluded"),
        ("X1", Standing.RESERVE, "excluded"),
        ("U1", Standing.CHOSEN, "not surely eligible"),
        ("O1", Standing.RESERVE, "not surely eligible"),
        ("C1", Standing.CHOSEN, "without a quota"),
        ("A3", Standing.CHOSEN, "more recipients than places"),
        ("B3", Standing.CHOSEN, "more recipients than places"),
    ):
        changed = selection.standing.copy()
        changed[[row.family_id for row in rows].index(family)] = standing
        with pytest.raises(ValueError, match=said):
            replace(selection, standing=changed)
    with pytest.raises(ValueError, match="read-only"):
        selection.standing[0] = Standing.RESERVE
    with pytest.raises(ValueError, match="read-only"):
        selection.candidates.exclusions[Exclusion.SERVED][0] = False


def test_who_hands_over_a_column_cannot_change_it_afterwards() -> None:
    served = np.array([True])
    columns = Candidates(np.array(["A"]), np.array([SUMBER]), np.ones(1, np.int8), (), {Exclusion.SERVED: served})
    served[0] = False
    assert select(columns, [Quota(KUKAR, 1)], SEED).recipients() == []


@settings(deadline=None)
@given(ROWS, QUOTAS, st.sampled_from(["R1", "R2"]), st.data())
def test_as_the_twin(rows: list[Row], quotas: list[Quota], seed: str, data: st.DataObject) -> None:
    added = data.draw(addable(rows, quotas))
    assert told(select(candidates(rows), quotas, seed, added)) == twin(rows, quotas, seed, added)


@settings(deadline=None)
@given(ROWS, QUOTAS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[Row], quotas: list[Quota], random: Any) -> None:
    shuffled, other = random.sample(rows, len(rows)), random.sample(quotas, len(quotas))
    assert told(select(candidates(shuffled), other, SEED)) == told(select(candidates(rows), quotas, SEED))


@settings(deadline=None)
@given(ROWS, QUOTAS)
def test_what_must_always_hold(rows: list[Row], quotas: list[Quota]) -> None:
    selection = select(candidates(rows), quotas, SEED)
    chosen = [row for row, is_chosen in zip(rows, selection.chosen, strict=True) if is_chosen]
    listed = [row for row, is_listed in zip(rows, selection.chosen | selection.reserve, strict=True) if is_listed]
    assert all(is_admissible(row) for row in listed)
    for quota in quotas:
        assert sum(lies_in(row.area, quota.area) for row in chosen) <= quota.places
    for row in rows:
        if is_admissible(row) and row not in chosen and quotas_of(row, quotas):
            assert _blocked(row, chosen, quotas), "a place is free for somebody who is left out"


def _blocked(row: Row, chosen: list[Row], quotas: list[Quota]) -> bool:
    """Whether better families alone fill an area of this one."""
    better = [other for other in chosen if order_of(other, SEED, ()) < order_of(row, SEED, ())]
    return any(
        sum(lies_in(other.area, quota.area) for other in better) >= quota.places for quota in quotas_of(row, quotas)
    )


@settings(deadline=None)
@given(ROWS, QUOTAS, st.data())
def test_an_excluded_or_unsure_family_cannot_be_added(rows: list[Row], quotas: list[Quota], data: Any) -> None:
    barred = [row.family_id for row in rows if not is_admissible(row)]
    for family in barred:
        with pytest.raises(InvalidValueError):
            select(candidates(rows), quotas, SEED, [family])
