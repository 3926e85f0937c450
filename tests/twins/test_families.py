"""The weights of names again, one pair at a time in plain Python."""

from __future__ import annotations

import math

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.resolve.likeness import RAREST_WORD, NameRarity, make_names, weigh_names

#: Shares of the commoner words; of 1000 records.
SHARES = {"SITI": 0.02, "MUHAMAD": 0.05, "NUR": 0.025, "ABDUL": 0.01, "RAHMAN": 0.008, "BUDI": 0.005}
RARITY = NameRarity(Frequencies({}, SHARES, 1000))

WORDS = [
    "SITI", "AMINAH", "AMINA", "ROHDAH", "MULIA", "MULIANA", "SUFARDI", "SUFAR", "WIBAWA", "WIBAVA", "NUR", "HAIATI",
    "NURHAIATI", "S", "M", "A", "STI", "MUHAMAD", "MAHMUD", "ABDUL", "RAHMAN", "RAHMAT", "KARTINI", "TINI", "BUDI",
]  # fmt: skip


def similarity(con: duckdb.DuckDBPyConnection, one: str, other: str) -> tuple[float, int]:
    """Jaro-Winkler similarity and edits between two words."""
    return con.execute("SELECT jaro_winkler_similarity($1, $2), damerau_levenshtein($1, $2)", [one, other]).fetchall()[
        0
    ]


def bits(word: str) -> float:
    """What a word says."""
    return round(min(RAREST_WORD, -math.log2(SHARES.get(word, 1 / 2000))), 3)


def fit(con: duckdb.DuckDBPyConnection, one: str, other: str) -> float | None:
    """What two words say for being one; None when they are two."""
    if one == other:
        return bits(one)
    if one[0] != other[0] and one[-1] != other[-1]:
        return None
    least, shorter = min(bits(one), bits(other)), min(len(one), len(other))
    if shorter == 1:
        return 2.0 if one[0] == other[0] else None
    like, edits = similarity(con, one, other)
    part = one.startswith(other) or other.startswith(one)
    end = shorter > 3 and (one.endswith(other) or other.endswith(one))
    slip = like > 0.7 and edits == 1 and shorter > 2
    if like < 0.88 and (shorter == 2 or not (part or end or slip)):
        return None
    return least - (1.5 if shorter > 3 and (like >= 0.88 or slip) else 3)


def weight(con: duckdb.DuckDBPyConnection, a: str, b: str) -> float:
    """What two names say for being one."""
    one, other = a.split(), b.split()
    total = [sum(bits(word) for word in words) for words in (one, other)]
    if a == b:
        return 0.85 * total[0] + 1
    if a.replace(" ", "") == b.replace(" ", ""):
        return 0.85 * min(total)
    taken: dict[int, float] = {}
    for word in one:
        fits = [(found, -place) for place, each in enumerate(other) if (found := fit(con, word, each)) is not None]
        if fits:
            best, place = max(fits)
            taken[-place] = max(best, taken.get(-place, best))
    if not taken:
        return -8
    short = min(len(one), len(other))
    return max(-8, 0.85 * sum(taken.values()) - 7 * (short - len(taken)) - 1.2 * abs(len(one) - len(other)))


def _found(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], float]:
    """The weights of the pairs, by their sounds."""
    return {
        (a, b): bits
        for a, b, bits in con.execute("""
            SELECT x.sound, y.sound, bits FROM name_weight w JOIN name x ON x.name = w.a JOIN name y ON y.name = w.b
        """).fetchall()
    }


def pairs_of_names(count: int = 400) -> list[tuple[str, str]]:
    """Names of one to three words, drawn from few words so that many nearly agree."""
    rng = np.random.default_rng(7)
    names = [" ".join(rng.choice(WORDS, size=rng.integers(1, 4), replace=False)) for _ in range(2 * count)]
    return list(zip(names[:count], names[count:], strict=True))


def test_names() -> None:
    pairs = pairs_of_names()
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
        assert len({round(bits) for bits in found.values()}) > 8, "the names differ in many degrees"
        for a, b in pairs:
            assert found[a, b] == pytest.approx(weight(con, a, b), abs=1e-3), (a, b)
