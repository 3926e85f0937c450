"""What a decision must say, and what becomes of it on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.decisions.decisions_kit import ON, said

from padan.kernel.errors import InvalidValueError, RegisterError
from padan.pipeline.decisions import APART, OPEN, SAME, VERDICTS, Decision, append, in_force, read, version_of
from padan.pipeline.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").make()


def test_two_records_may_be_named_in_any_order():
    assert said("b", "a", SAME).pair == said("a", "b", SAME).pair == ("a", "b")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"verdict": "mungkin"}, "tidak dikenal"),
        ({"record_b": "a"}, "catatan yang sama"),
        ({"record_a": "c"}, "urutan"),
        ({"by": " "}, "siapa"),
        ({"reason": ""}, "alasan"),
        ({"on": datetime(2026, 11, 1)}, "zona waktu"),
    ],
)
def test_an_impossible_decision_cannot_be_built(changes: dict, told: str):
    values = {"record_a": "a", "record_b": "b", "verdict": SAME, "by": "Ani", "on": ON, "reason": "satu KK"} | changes

    with pytest.raises(InvalidValueError, match=told):
        Decision(**values)


def test_what_was_written_is_read_in_order_with_who_when_and_what_they_saw(home: Home):
    first = [said("a", "b", SAME, by="Ani", seen='{"weight": 3.5}'), said("b", "c", APART, by="Budi, S.Kom. “desa”")]
    second = [said("a", "b", OPEN, reason="salah\nketik")]

    append(home, first)
    append(home, second)

    assert list(read(home)) == first + second
    assert [file.name for file in sorted((home.ledger / "decisions").iterdir())] == ["000001.ndjson", "000002.ndjson"]


def test_nothing_decided_is_nothing_written(home: Home):
    append(home, [])

    assert read(home) == ()
    assert list(home.ledger.iterdir()) == []
    assert version_of(()) == ""


def test_what_was_written_is_never_changed(home: Home):
    append(home, [said("a", "b", SAME)])
    file = home.ledger / "decisions" / "000001.ndjson"
    before = file.read_bytes()

    append(home, [said("a", "b", APART)])

    assert file.read_bytes() == before


def test_two_do_not_write_at_once(home: Home):
    with home.lock("decisions"), pytest.raises(RegisterError, match="proses lain"):
        append(home, [said("a", "b", SAME)])


@pytest.mark.parametrize("text", ["{", '{"record_a": "a"}\n', '["a"]\n', "\udcff"])
def test_a_damaged_file_is_named(home: Home, text: str):
    append(home, [said("a", "b", SAME)])
    file = home.ledger / "decisions" / "000001.ndjson"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(RegisterError, match=r"000001\.ndjson") as caught:
        read(home)

    assert "cadangan" in str(caught.value.next_step)


RECORDS = st.sampled_from("abcde")
WORDS = st.lists(st.tuples(RECORDS, RECORDS, st.sampled_from(VERDICTS)).filter(lambda w: w[0] != w[1]), max_size=12)


@settings(deadline=None)
@given(WORDS)
def test_the_last_word_on_a_pair_counts(words):
    last: dict[tuple[str, str], str] = {}
    for one, other, verdict in words:
        last[min(one, other), max(one, other)] = verdict

    found = in_force([said(*word) for word in words])

    assert {d.pair: d.verdict for d in found} == {pair: v for pair, v in last.items() if v != OPEN}


@settings(deadline=None)
@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_words_on_different_pairs_changes_nothing(words, chance):
    """Rows shuffled, but each pair's own words in their order."""
    decisions = [said(*word) for word in words]
    own: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        own.setdefault(decision.pair, []).append(decision)
    places = chance.sample([d.pair for d in decisions], len(decisions))
    turn = {pair: iter(each) for pair, each in own.items()}

    shuffled = [next(turn[pair]) for pair in places]

    assert set(in_force(shuffled)) == set(in_force(decisions))


def test_how_decisions_are_spread_over_files_changes_nothing(tmp_path: Path):
    decisions = [said("a", "b", SAME), said("b", "c", APART), said("a", "b", OPEN), said("c", "d", SAME)]
    one, many = Home.at(tmp_path / "one").make(), Home.at(tmp_path / "many").make()

    append(one, decisions)
    for decision in decisions:
        append(many, [decision])

    assert read(one) == read(many)
    assert version_of(read(one)) == version_of(read(many))


@pytest.mark.parametrize(
    "other",
    [
        [said("a", "b", APART)],
        [said("a", "c", SAME)],
        [said("a", "b", SAME, by="Budi")],
        [said("a", "b", SAME), said("a", "b", OPEN)],
        [said("a", "b", SAME, on=datetime(2026, 11, 2, tzinfo=UTC))],
    ],
)
def test_every_word_has_its_own_version(other: list[Decision]):
    assert version_of(other) != version_of([said("a", "b", SAME)])
