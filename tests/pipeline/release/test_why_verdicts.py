"""Each verdict on a drawn register of a few records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.pipeline.decisions.decisions_kit import ON, said
from tests.pipeline.release.why_kit import NIK, OTHER, OTHER_BIRTH, TWIN, draw, row

from padan.pipeline.decisions import APART, OPEN, SAME, Decision
from padan.pipeline.link.clustering import Clusters
from padan.pipeline.link.constraints import Constraints
from padan.pipeline.release import explain
from padan.pipeline.release.explanation import How, Verdict
from padan.pipeline.release.why.apart import Person, by_rule

LIST = {"list_key": "one list"}
STRANGER = {
    "name": "JOKO", "sound": "JOKO", "first": "JOKO", "kk": None, "birth": OTHER_BIRTH, "birth_sorted": OTHER_BIRTH,
    "sex": "L", "village": "64.02.01.2001", "district": "64.02.01", "father": None, "father_first": None,
}  # fmt: skip

CASES: dict[str, tuple[Sequence[dict[str, Any]], Sequence[str], Verdict, tuple[str, str] | None]] = {
    "strong and joined": ([row("a", "P"), row("b", "P")], ["a b"], Verdict.DIRECT, None),
    "over a third": (
        [row("a", "P"), row("b", "P", **STRANGER), row("c", "P")],
        ["a c"],
        Verdict.BY_FAMILY,
        None,
    ),
    "the list's own id": (
        [row("a", "P", same_key="4"), row("b", "P", same_key="4", **STRANGER)],
        [],
        Verdict.SAME_KEY,
        None,
    ),
    "the list's own id, over its first": (
        [row(r, "P", same_key="4") for r in "cab"],
        [],
        Verdict.SAME_KEY,
        None,
    ),
    "weak": ([row("a", "P"), row("b", "Q", **STRANGER)], [], Verdict.WEAK, None),
    "no key in common": (
        [
            row("a", "P", NIK, kk=None, father=None, mother="MINAH", village=None),
            row(
                "b",
                "Q",
                nik15=NIK[:15],
                kk=None,
                father=None,
                mother="MINAH",
                village=None,
                birth=0,
                birth_sorted=0,
                name="RAHMAH SITI",
                sound="RAHMAH SITI",
                first="RAHMAH",
            ),
        ],
        [],
        Verdict.NEVER_COMPARED,
        None,
    ),
    "a crowded key": ([row("a", "P"), row("b", "Q")], [], Verdict.CROWDED, None),
    "two rows of one list": (
        [row("a", "P", **LIST), row("b", "Q", **LIST, name="SITI R", sound="SITI R", first="SITI")],
        ["a b"],
        Verdict.PROMISE,
        ("a", "b"),
    ),
    "two rows of one list, by others": (
        [row("a", "P"), row("c", "P", **LIST), row("b", "Q", name="SITI R", sound="SITI R"), row("d", "Q", **LIST)],
        ["a b", "a c", "b d"],
        Verdict.PROMISE,
        ("c", "d"),
    ),
    "twins' numbers in one list": (
        [row("a", "P", NIK, **LIST, source="other"), row("b", "Q", TWIN, **LIST, source="other")],
        ["a b"],
        Verdict.PROMISE_TWINS,
        ("a", "b"),
    ),
    "twins' numbers, each borne twice": (
        [row("a", "P", NIK), row("b", "P", NIK), row("c", "Q", TWIN), row("d", "Q", TWIN)],
        ["a b", "a c", "c d"],
        Verdict.PROVED_TWINS,
        ("a", "c"),
    ),
    "proved numbers far from each other": (
        [row("a", "P"), row("b", "P", NIK), row("c", "Q"), row("d", "Q", OTHER, birth=OTHER_BIRTH)],
        ["a c"],
        Verdict.PROVED_NUMBERS,
        ("b", "d"),
    ),
    "nothing that is seen any more": ([row("a", "P"), row("b", "Q")], ["a b"], Verdict.OTHERS_FORBID, None),
}


@pytest.mark.parametrize("case", CASES)
def test_each_verdict(tmp_path: Path, case: str) -> None:
    rows, linked, verdict, clash = CASES[case]
    one, other = ("a", "b") if verdict not in (Verdict.PROVED_TWINS, Verdict.PROVED_NUMBERS) else ("a", "c")

    found = explain(draw(tmp_path / "drawn", rows, linked), one, other)

    assert (found.verdict, found.clash) == (verdict, clash)
    assert found.same == (rows[0]["person_id"] == next(r for r in rows if r["record_id"] == other)["person_id"])


@pytest.mark.parametrize("case", [c for c, (_rows, _linked, v, clash) in CASES.items() if clash])
def test_the_clash_is_told_from_either_side(tmp_path: Path, case: str) -> None:
    rows, linked, verdict, clash = CASES[case]
    one, other = ("a", "b") if verdict not in (Verdict.PROVED_TWINS, Verdict.PROVED_NUMBERS) else ("a", "c")

    found = explain(draw(tmp_path / "drawn", rows, linked), other, one)

    assert clash is not None
    assert (found.verdict, found.clash) == (verdict, clash[::-1])


def later(one: str, other: str, verdict: str, hours: int = 1) -> Decision:
    return said(one, other, verdict, on=ON + timedelta(hours=hours))


TWO = [row("a", "P"), row("b", "Q", **STRANGER)]
ONE = [row("a", "P"), row("b", "P", **STRANGER)]


@pytest.mark.parametrize(
    ("rows", "decisions", "verdict", "by"),
    [
        (ONE, [said("a", "b", SAME)], Verdict.DECIDED_SAME, 1),
        # The record over which it was decided is gone: its file was withdrawn.
        (ONE, [said("a", "gone", SAME), said("b", "gone", SAME)], Verdict.DECIDED_SAME, 2),
        (TWO, [said("a", "b", APART)], Verdict.DECIDED_APART, 1),
        (TWO, [said("a", "gone", SAME), said("b", "gone", APART)], Verdict.DECIDED_APART, 2),
        (TWO, [said("a", "b", APART), said("a", "b", OPEN)], Verdict.WEAK, 0),
        # About two other records of the same people: it decides only where the evidence would have joined them.
        ([*TWO, row("c", "Q")], [said("a", "c", APART)], Verdict.WEAK, 0),
        ([row("a", "P"), row("b", "Q"), row("c", "Q")], [said("a", "c", APART)], Verdict.DECIDED_APART, 1),
        ([row("a", "P"), row("b", "Q"), row("c", "R")], [said("a", "c", APART)], Verdict.CROWDED, 0),
    ],
)
def test_what_somebody_decided(
    tmp_path: Path, rows: list[dict[str, Any]], decisions: list[Decision], verdict: Verdict, by: int
) -> None:
    found = explain(draw(tmp_path / "drawn", rows, decisions=decisions), "a", "b", decisions)

    assert (found.verdict, len(found.decided)) == (verdict, by)
    assert set(found.decided) <= set(decisions)


@pytest.mark.parametrize(
    ("after", "pending"),
    [
        ([later("a", "b", SAME)], SAME),
        ([later("a", "b", SAME), later("b", "a", APART, 2)], APART),
        ([later("a", "c", SAME)], None),
        ([later("a", "b", SAME), later("b", "a", OPEN, 2)], OPEN),
    ],
)
def test_a_decision_made_after_the_release_does_not_explain_it(
    tmp_path: Path, after: list[Decision], pending: str | None
) -> None:
    known = [said("a", "b", APART)]

    found = explain(draw(tmp_path / "drawn", TWO, decisions=known), "a", "b", [*known, *after])

    assert found.verdict is Verdict.DECIDED_APART
    assert (found.pending.verdict if found.pending else None) == pending


def test_what_families_say_where_the_release_keeps_it(tmp_path: Path) -> None:
    rows = [row("a", "P"), row("b", "P"), row("c", "P", **STRANGER), row("d", "P", **STRANGER)]
    folder = draw(tmp_path / "drawn", rows, ["a b", "c d"], rejoined=[("a", "c", 7.5, "same_couple")])

    direct, over = explain(folder, "a", "c"), explain(folder, "b", "d")

    assert direct.verdict is Verdict.BY_FAMILY
    assert [(s.record_a, s.record_b, s.bits, s.how) for s in direct.chain] == [("a", "c", 7.5, How.COUPLE)]
    assert over.verdict is Verdict.THROUGH_OTHERS
    assert [s.how for s in over.chain] == [How.EVIDENCE, How.COUPLE, How.EVIDENCE]


numbers = st.sampled_from([0, int(NIK), int(TWIN), int(OTHER), int(OTHER) + 10_000, int(NIK) + 20_000])
members = st.lists(st.tuples(st.sampled_from(["", "x", "y", "z"]), numbers), min_size=1, max_size=4)
bits = st.sampled_from([0.0, 2.9, 3.0, 6.4, 6.5, 20.0])


@settings(deadline=None, max_examples=400)
@given(members, members, bits, bits, st.booleans())
def test_the_rules_are_those_of_the_clustering(
    one: list[tuple[str, int]], other: list[tuple[str, int]], weight: float, by_name: float, decided: bool
) -> None:
    records = [*one, *other]
    pair = [(0, 1)] if decided and len(one) > 1 else []
    lists, niks = [ord(key) if key else 0 for key, _nik in records], [nik for _key, nik in records]
    clusters = Clusters(lists, niks, Constraints(same=pair))
    for first, group in ((0, one), (len(one), other)):
        for n in range(first + 1, first + len(group)):
            assume(clusters.join(first, n, float("inf"), float("inf")))

    told = by_rule(_person(one, 0, bool(pair)), _person(other, len(one), False), weight, by_name)

    assert (told is None) == clusters.join(0, len(one), weight, by_name)


def _person(group: list[tuple[str, int]], first: int, decided: bool) -> Person:
    rows = [(str(first + n), key or None, nik or None) for n, (key, nik) in enumerate(group)]
    return Person.of(rows, [frozenset("01")] if decided else [])
