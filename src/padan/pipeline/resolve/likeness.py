"""How much two names that should be one say for it, in bits: word by word, a rare word more than a common one.

Names are numbers of the table ``name``; each distinct word and each distinct pair of words is looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline.engine import statements
from padan.pipeline.link.evidence.alike import like_twins
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.words import MOST, side_by_side

#: No word says more than this, however rare: neighbours and kin share rare words too.
RAREST_WORD = 8.25

#: A word in common counts a little less than its rarity: words of one name are not independent of each other.
SHARE = 0.85
#: Bits for two names that are the same letter by letter.
WHOLE = 1.0
#: Bits against, for each word of the shorter name that fits no word of the longer.
STRANGE_WORD = 7.0
#: Bits against, for each word that only the longer name has: people drop words.
DROPPED_WORD = 1.2
#: Nothing speaks more against one person than a quite different name.
STRANGER = -8.0

#: Pairs of names compared at once; bounds the memory.
_CHUNK = 100_000

Bits = NDArray[np.float64]
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class NameRarity:
    """What a word in common says, from the frequencies of the model.

    Never counted from the register at hand: one record more must not move a decision about another family.
    """

    frequencies: Frequencies

    def bits(self, words: pa.Array) -> Bits:
        """Bits of each word."""
        bits: Bits = np.round(np.minimum(self.frequencies.of_words(words), RAREST_WORD), 3).astype(np.float64)
        return bits


@dataclass(frozen=True)
class Names:
    """The names of a register, each once. ``words``: numbers of ``texts``, shape (names, MOST), -1 for none;
    ``unspaced``: names with one number differ in their blanks alone."""

    sounds: pa.Array
    words: Numbers
    unspaced: Numbers
    texts: pa.Array
    bits: Bits

    @classmethod
    def of(cls, sounds: pa.Array, rarity: NameRarity) -> Names:
        """The names in the order of their numbers."""
        split = side_by_side(sounds, sounds[:0])
        unspaced = pc.replace_substring(sounds, " ", "").dictionary_encode().indices
        return cls(sounds, split.a, unspaced.to_numpy(zero_copy_only=False), split.words, rarity.bits(split.words))

    def by_word(self) -> pa.Table:
        """One row for each word of each name: name, place (from 1), word, bits."""
        name, place = np.nonzero(self.words >= 0)
        word = self.words[name, place]
        return pa.table(
            {
                "name": pa.array(name.astype(np.int32)),
                "place": pa.array((place + 1).astype(np.int8)),
                "word": self.texts.take(pa.array(word)),
                "bits": self.bits[word],
            }
        )


def make_names(con: duckdb.DuckDBPyConnection, rarity: NameRarity) -> Names:
    """Make the tables ``name`` (sound, name) and ``name_word`` (name, place, word, bits) of all names in ``standard``
    and ``mention``; the names themselves are handed back to be compared."""
    con.execute("""
        CREATE OR REPLACE TEMP TABLE name AS
        SELECT sound, (row_number() OVER (ORDER BY sound) - 1)::INTEGER AS name FROM (
            SELECT sound FROM standard WHERE sound IS NOT NULL
            UNION SELECT sound FROM mention WHERE sound IS NOT NULL
            UNION SELECT other_parent FROM mention WHERE other_parent IS NOT NULL)
    """)
    found = con.execute("SELECT sound FROM name ORDER BY name").to_arrow_table()
    sounds = found.column("sound").cast(pa.string()).combine_chunks()
    names = Names.of(sounds, rarity)
    con.register("table_to_copy", names.by_word())
    con.execute("CREATE OR REPLACE TEMP TABLE name_word AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")
    return names


def weigh_names(con: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Make the table ``name_weight`` (a, b, bits, twins) from ``name_pair`` (a, b: numbers of names); ``twins``: what
    makes them two is what tells twins apart."""
    pairs = con.execute("SELECT DISTINCT a, b FROM name_pair ORDER BY a, b").fetchnumpy()
    a, b = (np.asarray(pairs[side], dtype=np.int32) for side in ("a", "b"))
    bits = weights(con, names, a, b)
    twins = np.zeros(len(a), dtype=bool)
    alike = np.flatnonzero((bits > 0) & (a != b))
    twins[alike] = like_twins(*(names.sounds.take(pa.array(side[alike])) for side in (a, b)))
    con.register("table_to_copy", pa.table({"a": a, "b": b, "bits": bits, "twins": twins}))
    con.execute("CREATE OR REPLACE TEMP TABLE name_weight AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")


def weights(con: duckdb.DuckDBPyConnection, names: Names, a: Numbers, b: Numbers) -> Bits:
    """What each pair of names says for being one, in bits."""
    parts = [np.zeros(0)]
    for start in range(0, len(a), _CHUNK):
        rows = slice(start, start + _CHUNK)
        parts.append(_weights(con, names, a[rows], b[rows]))
    bits: Bits = np.round(np.concatenate(parts), 3).astype(np.float64)
    return bits


def _weights(con: duckdb.DuckDBPyConnection, names: Names, a: Numbers, b: Numbers) -> Bits:
    one, other = names.words[a], names.words[b]
    fits = _fits(con, names, one, other)
    there, back = _placed(fits), _placed(fits.transpose(0, 2, 1))
    words_a, words_b = (one >= 0).sum(axis=1), (other >= 0).sum(axis=1)
    # Where two words of the one name fit best into the same place, the other way round may leave fewer over: what names
    # say must not depend on which is asked first.
    said = [SHARE * total + STRANGE_WORD * fitted for fitted, total in (there, back)]
    by_words = np.maximum(*said) - STRANGE_WORD * np.minimum(words_a, words_b)
    by_words -= DROPPED_WORD * np.abs(words_a - words_b)
    out = np.where(there[0] > 0, np.maximum(by_words, STRANGER), STRANGER)
    bits_a, bits_b = _total(names, one), _total(names, other)
    out = np.where(names.unspaced[a] == names.unspaced[b], SHARE * np.minimum(bits_a, bits_b), out)
    return np.where(a == b, SHARE * bits_a + WHOLE, out)


def _total(names: Names, words: Numbers) -> Bits:
    return np.where(words >= 0, names.bits[np.maximum(words, 0)], 0.0).sum(axis=1)


def _placed(fits: Bits) -> tuple[NDArray[np.int64], Bits]:
    """How many words find a place in the other name, and their bits: a word of the other name is the fit of one word
    only. ``fits``: shape (pairs, MOST, MOST), minus infinity where two words do not fit."""
    best, place = fits.max(axis=2), fits.argmax(axis=2)
    taken = np.stack([np.where(place == at, best, -np.inf).max(axis=1) for at in range(MOST)], axis=1)
    there = np.isfinite(taken)
    return there.sum(axis=1), np.where(there, taken, 0.0).sum(axis=1)


def _fits(con: duckdb.DuckDBPyConnection, names: Names, one: Numbers, other: Numbers) -> Bits:
    """The bits of each word of the one name with each of the other; minus infinity where they are two words."""
    left, right = one[:, :, None], other[:, None, :]
    there = (left >= 0) & (right >= 0)
    out = np.where(there & (left == right), names.bits[np.maximum(left, 0)], -np.inf)
    first, last = _ends(names.texts)
    near = (first[left] == first[right]) | (last[left] == last[right])
    row, i, j = np.nonzero(there & (left != right) & near)
    codes = one[row, i].astype(np.int64) * len(names.texts) + other[row, j]
    distinct, of = np.unique(codes, return_inverse=True)
    out[row, i, j] = _near(con, names, distinct // len(names.texts), distinct % len(names.texts))[of]
    return out


def _ends(texts: pa.Array) -> tuple[Numbers, Numbers]:
    """The first and the last letter of each word, as numbers."""
    letters = (pc.utf8_slice_codeunits(texts, 0, 1), pc.utf8_slice_codeunits(pc.utf8_reverse(texts), 0, 1))
    first, last = (each.dictionary_encode().indices.to_numpy(zero_copy_only=False) for each in letters)
    return first, last


def _near(con: duckdb.DuckDBPyConnection, names: Names, a: NDArray[np.int64], b: NDArray[np.int64]) -> Bits:
    """The bits of different words that may be one: misspelt, shortened, an initial."""
    least = np.minimum(names.bits[a], names.bits[b])
    table = {"one": names.texts.take(pa.array(a)), "other": names.texts.take(pa.array(b)), "bits": least}
    con.register("word_pair", pa.table({"number": np.arange(len(a)), **table}))
    found = con.execute(statements(__package__, "likeness")).fetchnumpy()
    con.unregister("word_pair")
    out = np.full(len(a), -np.inf)
    out[found["number"]] = found["bits"]
    return out
