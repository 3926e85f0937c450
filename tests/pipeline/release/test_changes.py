"""Ids over releases, written in a real ledger: every difference between any two of them is told, with why."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.decisions.decisions_kit import said
from tests.pipeline.resolve.ids_kit import Ids, People, Releases, people

from padan.kernel.errors import InvalidValueError
from padan.pipeline.decisions import APART, OPEN, SAME, Decision, append, read
from padan.pipeline.home import Home
from padan.pipeline.release.changes import Change, changes_between, make_changes, moment_before, moment_of
from padan.pipeline.release.ledger import append_to_ledger, pages, read_ledger


@dataclass
class Register(Releases):
    """Releases whose ledger is kept as the real one is."""

    con: duckdb.DuckDBPyConnection
    home: Home
    told: list[list[tuple]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.con)

    def _ledger(self) -> None:
        read_ledger(self.con, self.home)

    def next(self, who: People, *decided: Decision, model: str = "m1") -> Ids:
        """A release after these decisions; its name is its number."""
        append(self.home, decided)
        known = read(self.home)
        name = f"R{len(self.pages) + 1}"
        found = self.release(who)
        make_changes(self.con, self.home, name, known, model)
        self.told.append(self.con.execute("FROM change ORDER BY ALL").fetchall())
        append_to_ledger(self.con, self.home, name, self.home.work, model=model, decisions=len(known))
        return found

    def between(self, before: int, after: int) -> list[Change]:
        """The changes from one release to another, by their numbers; None of them may have written nothing."""
        return changes_between(self.home, moment_of(self.home, f"R{before}"), moment_of(self.home, f"R{after}"))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        yield con


@pytest.fixture
def register(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> Register:
    return Register(con, Home.at(tmp_path / "home").make())


def of_people(changes: Sequence[Change]) -> list[tuple]:
    return [(c.kind, c.from_id, c.to_id, c.records, c.because) for c in changes if c.subject == "person"]


def test_a_merge_and_the_split_that_takes_it_back(register: Register):
    first = register.next(people("ab", "c"))
    register.next(people("abc"), said("a", "c", SAME))
    assert register.next(people("ab", "c"), said("a", "c", APART, by="Budi")) == first
    kept, lost = first["a"][0], first["c"][0]

    assert of_people(register.between(1, 2)) == [("merged", lost, kept, 1, "decision")]
    assert of_people(register.between(2, 3)) == [("split", kept, lost, 1, "decision")]
    assert register.between(1, 3) == []
    (split,) = [c for c in register.between(2, 3) if c.subject == "person"]
    assert (split.decided_by, str(split.decided_on)) == (("Budi",), "2026-11-01")


def test_a_decision_taken_back_is_a_ground_too(register: Register):
    register.next(people("ab"))
    register.next(people("a", "b"), said("a", "b", APART))
    register.next(people("ab"), said("a", "b", OPEN))

    assert [row[4] for row in of_people(register.between(2, 3))] == ["decision"]


@pytest.mark.parametrize(
    ("before", "after", "model", "told"),
    [
        (("a", "b"), ("abc",), "m1", [("merged", "file")]),
        (("abc",), ("a", "b"), "m1", [("split", "withdrawn")]),
        (("ab",), ("a", "b"), "m2", [("split", "model")]),
        (("ab",), ("a", "b"), "m1", [("split", "others")]),
        (("ab",), ("ab", "c"), "m1", [("new", "file")]),
        (("ab", "c"), ("ab",), "m1", [("gone", "withdrawn")]),
        (("abc", "xy"), ("ab", "cxy"), "m1", [("moved", "others")]),
    ],
)
def test_kinds_and_grounds(register: Register, before, after, model: str, told):
    register.next(people(*before))
    register.next(people(*after), model=model)

    assert [(row[0], row[4]) for row in of_people(register.between(1, 2))] == told
    assert [(row[1], row[5]) for row in register.told[1] if row[0] == "person"] == told


def test_the_table_of_a_release_is_what_it_changed(register: Register):
    register.next(people("ab", "c"))
    register.next(people("abc"))

    assert register.told[0] == []
    assert [Change(*row[:6], tuple(row[6]), row[7], tuple(row[8])) for row in register.told[1]] == register.between(
        1, 2
    )
    assert {row[9] for row in register.told[1]} == {"R1"}


def test_a_family_changes_with_its_people(register: Register):
    register.next(people("ab"))
    register.next(people("a", "b"))

    assert [c.because for c in register.between(1, 2) if c.subject == "family"] == ["people"]


def test_the_release_before(register: Register):
    register.next(people("a"))
    register.next(people("ab"))
    register.next(people("ab"))
    register.next(people("abc"))

    assert [page.release_id for page in pages(register.home)] == ["R1", "R2", "R4"]
    before = [moment_before(register.home, f"R{n}") for n in (1, 2, 4)]
    assert [each and each.release_id for each in before] == [None, "R1", "R2"]
    silent = moment_before(register.home, "R3", at=2)
    assert silent is not None
    assert silent.release_id == "R2"


def test_an_unknown_release_is_said(register: Register):
    register.next(people("a"))

    with pytest.raises(InvalidValueError, match="R9") as caught:
        moment_of(register.home, "R9")

    assert "R1" in str(caught.value.next_step)


HISTORIES = st.lists(st.lists(st.integers(-1, 3), min_size=6, max_size=6), min_size=2, max_size=5)
WORDS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([SAME, APART, OPEN])).filter(
        lambda word: word[0] != word[1]
    ),
    max_size=2,
)


@settings(deadline=None, max_examples=12)
@given(HISTORIES, st.lists(WORDS, min_size=5, max_size=5))
def test_the_ledger_explains_every_difference_between_any_two_releases(con, history, words):
    with tempfile.TemporaryDirectory() as folder:
        register = Register(con, Home.at(Path(folder) / "home").make())
        for number, labels in enumerate(history):
            there = {record: label for record, label in zip("abcdef", labels, strict=True) if label >= 0}
            # A record of its own makes every release write in the ledger.
            register.next({**there, f"own{number}": 50}, *(said(*word) for word in words[number]))
        for one, other in [*pairwise(range(len(history))), (0, len(history) - 1), (len(history) - 1, 0)]:
            changes = register.between(one + 1, other + 1)
            explained(register.pages[one], register.pages[other], changes)


def explained(before: Ids, after: Ids, changes: Sequence[Change]) -> None:
    """Asked plainly, of every record and of every id."""
    for place, subject in enumerate(("person", "family")):
        own = [c for c in changes if c.subject == subject]
        ways = {(c.from_id, c.to_id): c.records for c in own}
        moved = [(before[r][place], after[r][place]) for r in before.keys() & after.keys()]
        expected = {pair: moved.count(pair) for pair in moved if pair[0] != pair[1]}
        assert {pair: n for pair, n in ways.items() if None not in pair} == expected
        old, new = ({ids[place] for ids in each.values()} for each in (before, after))
        assert {c.from_id for c in own} - new - {None} == old - new
        assert {c.to_id for c in own} - old - {None} == new - old
        for change in own:
            assert (change.kind == "gone") == (change.to_id is None)
            assert (change.kind == "new") == (change.from_id is None)
            if change.kind == "moved":
                assert {change.from_id, change.to_id} <= old & new
            if change.kind == "merged":
                assert change.from_id in old - new
            if change.kind == "split":
                assert change.to_id in new - old
