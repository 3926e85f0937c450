"""What two names say for being one, in bits."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.resolve.likeness import RAREST_WORD, NameRarity, make_names, weigh_names

#: SITI says 6 bits, any other word log2(2 * 128) = 8.
RARITY = NameRarity(Frequencies({}, {"SITI": 1 / 64}, 128))
WORDS = ["SITI", "AMINAH", "AMINA", "ROKAIAH", "S", "HAR", "HARIANTU", "STI"]


def bits(*pairs: tuple[str, str]) -> list[float]:
    """The weights of the pairs of names, in their order."""
    with duckdb.connect() as con:
        con.register("pairs", pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}))
        con.execute("""
            CREATE TABLE standard AS SELECT a AS sound FROM pairs;
            CREATE TABLE mention AS SELECT b AS sound, a AS other_parent FROM pairs;
        """)
        names = make_names(con, RARITY)
        con.execute("""
            CREATE TABLE name_pair AS
            SELECT x.name AS a, y.name AS b FROM pairs p JOIN name x ON x.sound = p.a JOIN name y ON y.sound = p.b
        """)
        weigh_names(con, names)
        found = _found(con)
    return [found[pair] for pair in pairs]


def _found(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], float]:
    """The weights of the pairs, by their sounds."""
    return {
        (a, b): bits
        for a, b, bits in con.execute("""
            SELECT x.sound, y.sound, bits FROM name_weight w JOIN name x ON x.name = w.a JOIN name y ON y.name = w.b
        """).fetchall()
    }


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("SITI AMINAH", "SITI AMINAH", 12, 13),
        ("SITI", "SITI", 6, 6.2),
        ("AMINAH", "AMINAH", 7.7, 7.9),
        ("SITI AMINAH", "AMINAH SITI", 11, 12),
        ("NURHAIATI", "NUR HAIATI", 6, 7),
        ("SITI AMINAH", "SITI AMINA", 9, 11),
        ("SITI AMINAH", "AMINAH", 5, 6),
        ("SITI AMINAH", "S AMINAH", 8, 9),
        ("HAR", "HARIANTU", 4, 4.5),
        ("SITI AMINAH", "SITI ROKAIAH", -3, 0),
        ("AMINAH", "ROKAIAH", -8, -8),
    ],
)
def test_what_names_say(a: str, b: str, least: float, most: float) -> None:
    assert least <= bits((a, b))[0] <= most


def test_a_rare_name_says_more() -> None:
    common, rare = bits(("SITI", "SITI"), ("AMINAH", "AMINAH"))

    assert rare > common


@given(names=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=2, max_size=2))
@example(names=["SITI STI", "S STI"])
@settings(deadline=None, max_examples=25)
def test_either_way_round(names: list[str]) -> None:
    one, other = bits((names[0], names[1]), (names[1], names[0]))

    assert one == other
    assert -8 <= one <= 0.85 * 8 * 3 + 1


def test_no_word_says_more_than_the_bound() -> None:
    rare = NameRarity(Frequencies({}, {"SITI": 1 / 64}, 1_000_000)).bits(pa.array(["SITI", "AMINAH"]))

    assert rare.tolist() == [6.0, RAREST_WORD]


def test_no_names_no_weights() -> None:
    assert bits() == []
