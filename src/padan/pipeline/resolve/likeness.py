"""How much two names that should be one say for it, in bits: word by word, a rare word more than a common one."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements


@dataclass(frozen=True, slots=True)
class NameRarity:
    """How often adults bear a word in their name.

    ``shares`` holds the words that are commoner than usual, by their sound; any other word counts as ``usual``.
    The table is fixed, never counted from the register at hand: one record more must not move a decision about
    another family.
    """

    shares: Mapping[str, float]
    usual: float

    def bits(self, word: str) -> float:
        """What the word in common says.

        >>> NameRarity({"SITI": 1 / 64}, usual=1 / 512).bits("SITI")
        6.0
        """
        return round(-math.log2(self.shares.get(word, self.usual)), 3)


@cache
def shipped_rarity() -> NameRarity:
    """The shares that come with Padan: the commonest words of Indonesian names, roughly; others one in 300.

    The figures are assumptions, coarse on purpose: a factor of two is one bit.
    """
    text = resources.files(__package__).joinpath("word_shares.csv").read_text("utf-8")
    shares = {row["word"]: float(row["share"]) for row in csv.DictReader(text.splitlines())}
    return NameRarity(shares, usual=1 / 300)


def make_words(con: duckdb.DuckDBPyConnection, rarity: NameRarity) -> None:
    """Make the table ``name_word`` (sound, place, word, bits) of all names in ``standard`` and ``mention``."""
    con.execute(statements(__package__, "words"))
    words = con.execute("SELECT DISTINCT word FROM name_word ORDER BY word").to_arrow_table().column("word")
    weighed = pa.table({"word": words, "bits": pa.array([rarity.bits(w) for w in words.to_pylist()], pa.float64())})
    con.register("word_bits", weighed)
    con.execute("CREATE OR REPLACE TEMP TABLE name_word AS FROM name_word JOIN word_bits USING (word)")
    con.unregister("word_bits")


def weigh_names(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``name_weight`` (a, b, bits) from ``name_pair`` (a, b: sounds) and ``name_word``."""
    con.execute(statements(__package__, "likeness"))
