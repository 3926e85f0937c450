"""Names: by sound, by word, shortened, in another order; and how surprising it is that strangers share one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline.link.evidence.alike import like_twins
from padan.pipeline.link.evidence.ladder import Comparison, Level, Levels, first_of
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.likeness import Distinct, jaro_winkler
from padan.pipeline.link.people import People
from padan.pipeline.link.words import LIKELY, Words, rarest_shared, shared_common, shared_words, side_by_side

NAME = Comparison(
    "name",
    "nama",
    ("name", "sound"),
    (
        Level("nothing", "nama belum ada (bayi) atau kosong", null=True),
        Level("same", "nama sama", kin=0.0005),
        Level("sounds_same", "bunyi nama sama", kin=0.0002),
        # A twin is given such a name as often as a clerk exchanges a vowel.
        Level("twin_names", "nama hanya berbeda seperti nama anak kembar", kin=0.1),
        Level("one_slip", "hanya satu dua huruf nama berbeda", kin=0.0005),
        Level("shortened", "nama yang satu lebih pendek atau disingkat", kin=0.004),
        Level("same_words", "kata yang sama dalam urutan lain atau sebagian", kin=0.0005),
        Level("near_words", "kata yang sama, ada yang salah tulis", kin=0.002),
        Level("similar", "nama mirip", kin=0.003),
        Level("one_word", "satu kata nama sama", kin=0.04),
        Level("part_word", "nama panggilan: sepotong dari nama lengkap", kin=0.002),
        Level("somewhat", "nama agak mirip", kin=0.01),
        Level("else", "nama berbeda", kin=0.84),
    ),
)

_SAME, _SOUNDS = NAME.number("same"), NAME.number("sounds_same")
#: Levels at which the two records bear one name, so that a rare name says more than a common one.
_WHOLE_NAME = tuple(
    NAME.number(code)
    for code in ("same", "sounds_same", "twin_names", "one_slip", "shortened", "same_words", "near_words")
)
#: Levels at which both bear one name, and at which they bear two: a brother or a sister can be called so. At the
#: others the one may be the other, shortened or misspelt.
ONE_NAME, OTHER_NAME = (
    tuple(NAME.number(code) for code in codes)
    for codes in (("same", "same_words"), ("twin_names", "similar", "one_word", "somewhat", "else"))
)
_ONE_WORD = NAME.number("one_word")
_SLIP, _SIMILAR, _SOMEWHAT = 0.95, 0.87, 0.75

#: A word that one of so many names holds (bits) makes nobody alike.
COMMON = 7.0


@dataclass(frozen=True, slots=True)
class Named:
    """The level of each pair, and the bits of surprise of the name that both bear (NaN where they bear none)."""

    levels: Levels
    surprise: NDArray[np.float64]


def name_levels(a: People, b: People, frequencies: Frequencies) -> Named:
    """The level of each pair of records standing side by side."""
    there = (a.sound > 0) & (b.sound > 0)
    levels = np.zeros(len(there), dtype=np.int8)
    same, sounds = there & (a.name == b.name), there & (a.sound == b.sound)
    levels[sounds] = _SOUNDS
    levels[same] = _SAME
    surprise = np.full(len(there), np.nan)
    equal = np.flatnonzero(sounds | same)
    surprise[equal] = _of_equal(a, equal, frequencies)
    rest = np.flatnonzero(there & ~sounds & ~same)
    distinct = Distinct(a.sound[rest], b.sound[rest])
    found = _compared(
        a.texts.of("sound", rest[distinct.first]),
        b.texts.of("sound", rest[distinct.first]),
        frequencies,
    )
    levels[rest], surprise[rest] = found.levels[distinct.of], found.surprise[distinct.of]
    return Named(levels, surprise)


def _of_equal(people: People, rows: NDArray[np.int64], frequencies: Frequencies) -> NDArray[np.float64]:
    _values, first, of = np.unique(people.sound[rows], return_index=True, return_inverse=True)
    return frequencies.of_names(people.texts.of("sound", rows[first]))[of]


def _compared(a: pa.Array, b: pa.Array, frequencies: Frequencies) -> Named:
    """Names that do not sound the same, each distinct pair once."""
    likeness = jaro_winkler(a, b)
    joined = _asked(_same_unspaced, a, b, likeness >= LIKELY)
    twins = _asked(like_twins, a, b, likeness >= _SOMEWHAT)
    pair = side_by_side(a, b)
    shared = shared_words(pair, likeness >= LIKELY)
    word_bits = frequencies.of_words(pair.words)
    likeness = _beside_common(pair, likeness, word_bits <= COMMON)
    levels = first_of(
        # What is left of a name in two letters contradicts nobody's.
        pair.bare,
        np.zeros(len(a), dtype=bool),
        np.zeros(len(a), dtype=bool),
        twins,
        (likeness >= _SLIP) | joined,
        shared.ordered,
        shared.all_words,
        shared.near_words,
        likeness >= _SIMILAR,
        shared.one_word,
        shared.part_word,
        likeness >= _SOMEWHAT,
    )
    surprise = np.full(len(a), np.nan)
    whole = np.flatnonzero(np.isin(levels, _WHOLE_NAME))
    # What two names share is about the commoner of the two: the shorter, or the one that is not misspelt.
    surprise[whole] = np.minimum(*(frequencies.of_names(name.take(pa.array(whole))) for name in (a, b)))
    # One word in common: NUR and SITI say nothing, a rare one much; on the scale of whole names.
    one = np.flatnonzero(levels == _ONE_WORD)
    shared_bits = rarest_shared(pair.take(one), word_bits)
    surprise[one] = shared_bits + frequencies.usual - frequencies.usual_word
    return Named(levels, surprise)


def _beside_common(pair: Words, likeness: NDArray[np.float64], common: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The likeness of what two names hold beside the common words that both hold: SITI and NI WAYAN make strangers
    alike. Nothing beside them is like nothing."""
    rows = np.flatnonzero(likeness >= _SOMEWHAT)
    pair = pair.take(rows)
    same_a, same_b = shared_common(pair, common)
    held = np.flatnonzero(same_a.any(axis=1))
    one, other = (
        pair.texts(np.where(same, -1, numbers)[held]) for numbers, same in ((pair.a, same_a), (pair.b, same_b))
    )
    out = likeness.copy()
    out[rows[held]] = jaro_winkler(one, other)
    return out


def _asked(
    question: Callable[[pa.Array, pa.Array], NDArray[np.bool_]], a: pa.Array, b: pa.Array, ask: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The answers for the pairs that are asked about; no for the others."""
    rows = np.flatnonzero(ask)
    out = np.zeros(len(ask), dtype=bool)
    out[rows] = question(*(names.take(pa.array(rows)) for names in (a, b)))
    return out


def _same_unspaced(a: pa.Array, b: pa.Array) -> NDArray[np.bool_]:
    """Whether two names are the same but for blanks."""
    one, other = (pc.replace_substring(names, " ", "") for names in (a, b))
    return pc.equal(one, other).to_numpy(zero_copy_only=False)
