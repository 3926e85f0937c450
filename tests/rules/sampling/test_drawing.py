"""Who is visited: drawn by hand, and by what must always hold."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.rules.sampling import Drawn, allocate, draw

FAMILIES = st.dictionaries(
    st.integers(0, 10**6).map(lambda number: f"F{number}"), st.sampled_from(["Wonotirto", "Tanjung", "Sumber"]),
    max_size=30,
)  # fmt: skip


def drawn_from(villages: dict[str, str], count: int, seed: str = "V1", least: int = 2) -> Drawn:
    return draw(np.array(list(villages), object), np.array(list(villages.values()), object), count, seed, least)


def taken(drawn: Drawn) -> set[str]:
    return set(drawn.family_id[drawn.taken].tolist())


def lot(seed: str, family: str) -> str:
    return hashlib.sha256(f"{seed}:{family}".encode()).hexdigest()


def test_drawn() -> None:
    """``printf 'V1:F1' | sha256sum`` and so on begin so:
    F4 31efe3a8, F2 5dfcfed1, F5 747a1c36, F6 882dca37, F1 ae34e45e, F3 c9fd074c.
    """
    villages = dict.fromkeys(["F1", "F2", "F3", "F4", "F5", "F6"], "Wonotirto")
    drawn = drawn_from(villages, 2)
    by_place = drawn.family_id[np.argsort(drawn.place)].tolist()
    assert by_place == ["F4", "F2", "F5", "F6", "F1", "F3"]
    assert taken(drawn) == set(by_place[:2])
    assert (drawn.labels, drawn.population.tolist(), drawn.size.tolist()) == (("Wonotirto",), [6], [2])


def test_those_who_fail_are_replaced_in_line() -> None:
    drawn = drawn_from({**dict.fromkeys("ABCDEF", "Wonotirto"), **dict.fromkeys("KLM", "Tanjung")}, 4)
    assert drawn.size.tolist() == [2, 2]
    line = {label: drawn.family_id[drawn.stratum == code] for code, label in enumerate(drawn.labels)}
    first = [
        line["Wonotirto"][np.argsort(drawn.place[drawn.stratum == drawn.labels.index("Wonotirto")])][k]
        for k in range(6)
    ]

    def asked(failed: list[str]) -> list[str]:
        who = drawn.asked(np.isin(drawn.family_id, failed))
        return [family for family in first if family in drawn.family_id[who]]

    assert asked([]) == first[:2]
    assert asked([first[0]]) == first[:3]
    assert asked([first[0], first[2]]) == first[:4]
    assert asked([first[3]]) == first[:2], "who was not asked cannot fail"
    assert asked(first[:5]) == first, "the line ends"
    assert asked(first) == first


@settings(deadline=None)
@given(FAMILIES, st.integers(0, 30), st.integers(0, 3))
def test_as_the_twin(villages: dict[str, str], count: int, least: int) -> None:
    drawn = drawn_from(villages, count, "V1", least)
    labels = sorted(set(villages.values()))
    sizes = [list(villages.values()).count(label) for label in labels]
    amounts = allocate(np.array(sizes, np.int64), count, least).tolist()
    expected: set[str] = set()
    for label, amount in zip(labels, amounts, strict=True):
        members = sorted((f for f, village in villages.items() if village == label), key=lambda f: lot("V1", f))
        expected |= set(members[:amount])
    assert taken(drawn) == expected
    assert drawn.taken.tolist() == drawn.asked(np.zeros(len(villages), bool)).tolist()


@settings(deadline=None)
@given(FAMILIES, st.integers(0, 30), st.randoms())
def test_the_order_of_rows_changes_nothing(villages: dict[str, str], count: int, random: Any) -> None:
    shuffled = dict(random.sample(sorted(villages.items()), len(villages)))
    assert taken(drawn_from(shuffled, count)) == taken(drawn_from(villages, count))


@settings(deadline=None)
@given(FAMILIES, st.integers(0, 10), st.data())
def test_replacing_as_one_after_another(villages: dict[str, str], count: int, data: st.DataObject) -> None:
    drawn = drawn_from(villages, count)
    failing = data.draw(st.lists(st.booleans(), min_size=len(villages), max_size=len(villages)))
    failed = dict(zip(villages, failing, strict=True))
    expected: set[str] = set()
    for code, size in enumerate(drawn.size.tolist()):
        members = [f for f, own in zip(villages, drawn.stratum, strict=True) if own == code]
        answered = 0
        for family in sorted(members, key=lambda f: lot("V1", f)):
            if answered < size:
                expected.add(family)
                answered += not failed[family]
    assert set(drawn.family_id[drawn.asked(np.array(failing, bool))].tolist()) == expected


def test_everybody_has_the_same_chance() -> None:
    """Of 40 families in two villages a quarter is drawn, by each of 2,000 seeds: 500 times each, give or take 5
    standard deviations."""
    ids = np.array([f"F{number}" for number in range(40)], object)
    strata = np.array(["Wonotirto"] * 12 + ["Tanjung"] * 28, object)
    times = np.sum([draw(ids, strata, 10, f"V{seed}").taken for seed in range(2000)], axis=0)
    assert np.abs(times - 500).max() < 5 * np.sqrt(2000 * 0.25 * 0.75)


def test_refused() -> None:
    with pytest.raises(InvalidValueError, match="dua kali"):
        draw(np.array(["F1", "F1"]), np.array(["a", "b"]), 1, "V1")
    with pytest.raises(InvalidValueError, match="tidak diketahui"):
        draw(np.array(["F1", "F2"]), np.array(["a", None], object), 1, "V1")
