"""Names compared word by word: which words two names share, in which order, shortened or misspelt.

Works on distinct pairs of sounds, in columns: a name is a row of at most :data:`MOST` word numbers. Names of a few
words, nearly all of them, are compared apart from the others, since the work grows with the square of the words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline.link.likeness import Distinct, begins_or_ends, jaro_winkler

#: Words of a name that are looked at; five-word names are one in a thousand.
MOST = 5

#: Words of the names that are compared apart.
_FEW = 3

#: Words as alike as this are one word misspelt.
NEAR = 0.88

#: Names less alike as wholes share no misspelt word worth looking for, unless they share another whole.
LIKELY = 0.65

#: A shared word of fewer letters proves little (M, A, DE).
LONG_ENOUGH = 3

Flags = NDArray[np.bool_]

#: How many bits are set in the numbers below 2 ** MOST.
_BITS = np.array([number.bit_count() for number in range(1 << MOST)], dtype=np.int8)


@dataclass(frozen=True, slots=True)
class Words:
    """Two names side by side, many pairs. ``a`` and ``b``: word numbers, shape (pairs, most words), -1 for none."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    words: pa.Array
    lengths: NDArray[np.int64]
    #: First and last letter of each distinct word, as numbers.
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]

    @property
    def most(self) -> int:
        """How many words a name can have here."""
        return self.a.shape[1]

    @property
    def bare(self) -> Flags:
        """Whether one of the two names has no word of :data:`LONG_ENOUGH` letters."""
        one, other = (_long(self, words).any(axis=1) for words in (self.a, self.b))
        return np.logical_not(one & other)

    @property
    def count(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many words each of the two names has."""
        return (self.a >= 0).sum(axis=1), (self.b >= 0).sum(axis=1)

    def texts(self, numbers: NDArray[np.int32]) -> pa.Array:
        """Names of these word numbers (-1: none), shape (names, words): words parted by one blank."""
        there = numbers >= 0
        offsets = np.append(0, np.cumsum(there.sum(axis=1))).astype(np.int32)
        words = self.words.cast(pa.string()).take(pa.array(numbers[there]))
        return pc.binary_join(pa.ListArray.from_arrays(offsets, words), " ")

    def take(self, rows: NDArray[np.int64]) -> Words:
        """Some of the pairs."""
        return Words(self.a[rows], self.b[rows], self.words, self.lengths, self.begins, self.ends)

    def first(self, words: int) -> Words:
        """The first words of each name."""
        return Words(self.a[:, :words], self.b[:, :words], self.words, self.lengths, self.begins, self.ends)


def side_by_side(a: pa.Array, b: pa.Array) -> Words:
    """The names of the pairs as word numbers; names are sounds: words parted by one blank."""
    both = pa.concat_arrays([a, b])
    split = pc.split_pattern(both, " ")
    flat = split.flatten().dictionary_encode()
    offsets = split.offsets.to_numpy()
    numbers = np.full((len(both), MOST), -1, dtype=np.int32)
    codes = flat.indices.to_numpy(zero_copy_only=False)
    for place in range(MOST):
        at = offsets[:-1] + place
        there = at < offsets[1:]
        numbers[there, place] = codes[at[there]]
    lengths = pc.utf8_length(flat.dictionary).to_numpy(zero_copy_only=False).astype(np.int64)
    begins, ends = _letters(flat.dictionary), _letters(pc.utf8_reverse(flat.dictionary))
    return Words(numbers[: len(a)], numbers[len(a) :], flat.dictionary, lengths, begins, ends)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two names share, one entry a pair.

    ``ordered``: every word of the shorter name stands in the longer one in the same order, whole or as an
    initial; ``all_words``: the same in any order; ``near_words``: the same, a word may be misspelt;
    ``one_word``: at least one whole word of three letters is shared; ``part_word``: a word of one name is the
    beginning or the end of a word of the other (call names). In all, at least one word of three letters is
    shared whole (misspelt in ``near_words``).
    """

    ordered: Flags
    all_words: Flags
    near_words: Flags
    one_word: Flags
    part_word: Flags


def shared_words(pair: Words, likely: Flags) -> Shared:
    """Compare the names of all pairs word by word. ``likely``: where misspelt words are worth looking for."""
    many = (pair.a[:, _FEW:] >= 0).any(axis=1) | (pair.b[:, _FEW:] >= 0).any(axis=1)
    found: Flags = np.zeros((len(fields(Shared)), len(pair.a)), dtype=np.bool_)
    for some, words in ((~many, _FEW), (many, MOST)):
        rows = np.flatnonzero(some)
        part = _shared_words(pair.take(rows).first(words), likely[rows])
        for flags, field in zip(found, fields(Shared), strict=True):
            flags[rows] = getattr(part, field.name)
    return Shared(*found)


def _shared_words(pair: Words, likely: Flags) -> Shared:
    none = np.zeros(len(pair.a), dtype=bool)
    one_word, ordered, all_words, near_words = _share_a_word(pair), none.copy(), none.copy(), none.copy()
    rows = np.flatnonzero(one_word)
    ordered[rows], all_words[rows] = _placed_whole(pair.take(rows))
    rows = np.flatnonzero((one_word | likely) & ~all_words)
    near_words[rows] = _placed_near(pair.take(rows))
    return Shared(ordered, all_words, near_words | all_words, one_word, _part(pair))


def _share_a_word(pair: Words) -> Flags:
    """Whether a whole word of :data:`LONG_ENOUGH` letters stands in both names."""
    long = _long(pair, pair.a)
    out = np.zeros(len(pair.a), dtype=bool)
    for place in range(pair.most):
        out |= long[:, place] & (pair.a[:, place, None] == pair.b).any(axis=1)
    return out


def _placed_whole(pair: Words) -> tuple[Flags, Flags]:
    """Whether all words of the shorter name stand in the longer one, whole or as initials: in order, in any order."""
    fits, shorter = _fits(pair)
    return _in_order(fits, shorter), _all_placed(fits, shorter)


def _placed_near(pair: Words) -> Flags:
    """The same in any order, with words misspelt."""
    out = np.zeros(len(pair.a), dtype=bool)
    near = _near(pair)
    # Misspelt words are of several letters, so that one of them is proof enough.
    rows = np.flatnonzero(near.any(axis=(1, 2)) | _share_a_word(pair))
    pair, near = pair.take(rows), near[rows]
    fits, shorter = _fits(pair)
    few_a, few_b = pair.count
    near = np.where((few_a > few_b)[:, None, None], near.transpose(0, 2, 1), near)
    out[rows] = _all_placed(near | fits, shorter)
    return out


def _fits(pair: Words) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which words of the shorter name (axis 1) can be which of the longer (axis 2); how many the shorter has."""
    few_a, few_b = pair.count
    fits = ((pair.a[:, :, None] == pair.b[:, None, :]) & (pair.a >= 0)[:, :, None]) | _initials(pair)
    return np.where((few_a > few_b)[:, None, None], fits.transpose(0, 2, 1), fits), np.minimum(few_a, few_b)


def shared_common(pair: Words, common: Flags) -> tuple[Flags, Flags]:
    """Which words of each name are common ones that stand in the other too; shape (pairs, words). ``common``: of
    ``pair.words``."""
    flags = np.append(common, False)
    same = (pair.a[:, :, None] == pair.b[:, None, :]) & flags[pair.a][:, :, None]
    return same.any(axis=2), same.any(axis=1)


def rarest_shared(pair: Words, bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The bits of the rarest whole word that two names share; 0 where they share none. ``bits`` of ``pair.words``."""
    same = (pair.a[:, :, None] == pair.b[:, None, :]).any(axis=2) & _long(pair, pair.a)
    return np.where(same, bits[np.maximum(pair.a, 0)], 0.0).max(axis=1)


def _long(pair: Words, numbers: NDArray[np.int32]) -> Flags:
    return np.where(numbers >= 0, pair.lengths[np.maximum(numbers, 0)] >= LONG_ENOUGH, False)


def _letters(words: pa.Array) -> NDArray[np.int32]:
    """The first letter of each word, as a number."""
    first = pc.utf8_slice_codeunits(words, 0, 1).dictionary_encode()
    return first.indices.to_numpy(zero_copy_only=False)


def _initials(pair: Words) -> NDArray[np.bool_]:
    """Whether one word is the single letter with which the other begins; shape (pairs, words, words)."""
    there = (pair.a >= 0)[:, :, None] & (pair.b >= 0)[:, None, :]
    first_a, first_b = pair.begins[np.maximum(pair.a, 0)], pair.begins[np.maximum(pair.b, 0)]
    single_a = (pair.lengths[np.maximum(pair.a, 0)] == 1)[:, :, None]
    single_b = (pair.lengths[np.maximum(pair.b, 0)] == 1)[:, None, :]
    return there & (first_a[:, :, None] == first_b[:, None, :]) & (single_a | single_b)


def _in_order(fits: NDArray[np.bool_], shorter: NDArray[np.int64]) -> Flags:
    """Whether the words of the shorter name (axis 1) are found one after the other in the longer (axis 2)."""
    pairs, most = fits.shape[:2]
    at = np.zeros(pairs, dtype=np.int64)
    found = np.ones(pairs, dtype=bool)
    places = np.arange(most)
    for word in range(most):
        needed = word < shorter
        able = fits[:, word, :] & (places[None, :] >= at[:, None])
        any_able = able.any(axis=1)
        found &= any_able | ~needed
        at = np.where(needed & any_able, able.argmax(axis=1) + 1, at)
    return found & (shorter > 0)


def _all_placed(fits: NDArray[np.bool_], shorter: NDArray[np.int64]) -> Flags:
    """Whether the words of the shorter name can be laid over different words of the longer.

    They can when any words of it, one or several, fit as many words or more (P. Hall 1935), which does not hang on
    the order in which they are tried.
    """
    most = fits.shape[1]
    fitting = (fits @ (1 << np.arange(most))).astype(np.uint8)
    found = shorter > 0
    unions = [np.zeros(len(fits), dtype=np.uint8)]
    for chosen in range(1, 1 << most):
        last = chosen.bit_length() - 1
        unions.append(unions[chosen ^ 1 << last] | fitting[:, last])
        found &= (last >= shorter) | (_BITS[unions[chosen]] >= chosen.bit_count())
    return found


def _near(pair: Words) -> NDArray[np.bool_]:
    """Whether two words are one misspelt; shape (pairs, words, words)."""
    out = np.zeros((len(pair.a), pair.most, pair.most), dtype=bool)
    long_a, long_b = _long(pair, pair.a), _long(pair, pair.b)
    ask = long_a[:, :, None] & long_b[:, None, :]
    ask &= pair.a[:, :, None] != pair.b[:, None, :]
    row, left, right = np.nonzero(ask)
    a, b = pair.a[row, left], pair.b[row, right]
    # Words of very different lengths, or without a letter in common at either end, are never as near as asked.
    size_a, size_b = pair.lengths[a], pair.lengths[b]
    keep = np.abs(size_a - size_b) <= 2
    keep &= (pair.begins[a] == pair.begins[b]) | (pair.ends[a] == pair.ends[b])
    row, left, right, a, b = row[keep], left[keep], right[keep], a[keep], b[keep]
    distinct = Distinct(a.astype(np.uint64), b.astype(np.uint64))
    words_a, words_b = pair.words.take(pa.array(a[distinct.first])), pair.words.take(pa.array(b[distinct.first]))
    near = jaro_winkler(words_a, words_b) >= NEAR
    out[row, left, right] = near[distinct.of]
    return out


def _part(pair: Words) -> Flags:
    """Whether a name of one word is the beginning or the end, of three letters at least, of a word of the other."""
    few_a, few_b = pair.count
    out = np.zeros(len(pair.a), dtype=bool)
    single = np.flatnonzero((few_a == 1) | (few_b == 1))
    if len(single) == 0:
        return out
    # Of two single words the shorter may be part of the longer.
    size_a, size_b = (pair.lengths[np.maximum(numbers[single, 0], 0)] for numbers in (pair.a, pair.b))
    swap = (few_a[single] != 1) | ((few_b[single] == 1) & (size_a > size_b))
    one = np.where(swap, pair.b[single, 0], pair.a[single, 0])
    other = np.where(swap[:, None], pair.a[single], pair.b[single])
    row, place = np.nonzero((other >= 0) & (pair.lengths[one] >= LONG_ENOUGH)[:, None])
    part, whole = pair.words.take(pa.array(one[row])), pair.words.take(pa.array(other[row, place]))
    hit = begins_or_ends(whole, part)
    out[single[row[hit]]] = True
    return out
