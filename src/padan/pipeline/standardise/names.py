"""Names in one writing: titles dropped, abbreviations written out, spelling variants brought to one sound.

Work is done once for each distinct word, not for each row: a regency of a million rows has some ten thousand
words. What depends on the order of words is settled on the words' numbers, for all rows together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from padan.pipeline.standardise.wordlists import ROWS, Spans, Truth, Whole, WordLists, join_words, split_words
from padan.reference import names as known

#: Spellings that sound alike in Indonesian names: Van Ophuijsen's and Soewandi's spellings, Arabic letters
#: written in several ways, and letters that clerks exchange. Sources: PUEBI's table of old spellings; the
#: pairs seen in ``docs/reference/layouts.md``.
_SOUNDS = (
    ("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("NJ", "NY"), ("SJ", "SY"), ("CH", "H"), ("KH", "H"), ("SY", "S"),
    ("DH", "D"), ("TH", "T"), ("PH", "F"), ("GH", "G"), ("DZ", "Z"), ("TS", "S"), ("AE", "AI"), ("OI", "AI"),
)  # fmt: skip
_LETTERS = str.maketrans("VPZQYOX", "FFSKIUS")
_DOUBLED = re.compile(r"(.)(?=\1)")


@dataclass(frozen=True, slots=True)
class StandardNames:
    """Standard forms of a column of names, row by row (null where there is no name)."""

    name: pa.ChunkedArray
    sound: pa.ChunkedArray
    infant: pa.ChunkedArray
    mother_of_infant: pa.ChunkedArray
    father_hint: pa.ChunkedArray


def sound_of(word: str) -> str:
    """How a word of a name sounds, letters only: ``MOECHAMMAD`` and ``MUHAMAD`` give the same.

    Words that stand one in a line keep their lines.
    """
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub("", word.translate(_LETTERS))


def standard_names(written: pa.ChunkedArray | pa.Array) -> StandardNames:
    """The standard forms of names as written."""
    parts = [_standard_names(part) for part in _parts(written)]
    return StandardNames(*map(pa.chunked_array, zip(*parts, strict=True)))


def _parts(written: pa.ChunkedArray | pa.Array) -> Iterator[pa.StringArray]:
    """The column in parts of no more than :data:`ROWS` rows, one at least."""
    for start in range(0, max(len(written), 1), ROWS):
        part = written.slice(start, ROWS).cast(pa.string())
        yield part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part


def _standard_names(written: pa.StringArray) -> tuple[pa.Array, ...]:
    """The forms of :class:`StandardNames`."""
    if written.null_count == len(written):
        return written, written, pa.array(np.zeros(len(written), np.bool_)), written, written
    lists = split_words(written)
    rows = _starting(lists, lists.spans, np.arange(len(written)), _opening_words())
    rest, infant = _without_infant_prefix(lists, rows)
    own, father = _without_patronymic(lists, rest)
    bare = _without_back_titles(lists, _without_front_titles(lists, own, rows))
    name, sound = _by_word(lists, _where(~infant, bare), rows)
    (mother,) = join_words(lists.codes, _where(infant, own), lists.words)
    (father_hint,) = join_words(lists.codes, father, lists.words)
    return name, sound, pa.array(infant), mother, father_hint


def _where(kept: Truth, spans: Spans) -> Spans:
    """The spans of some rows; the others have no words."""
    return Spans(spans.begin, np.where(kept, spans.end, spans.begin))


@cache
def _opening_words() -> frozenset[str]:
    """First words of a name at which there is anything to do."""
    infants = (p.prefix.split(" ")[0] for p in known.infant_prefixes())
    return _titles("front") | _short_forms("front").keys() | set(infants)


def _starting(lists: WordLists, spans: Spans, rows: Whole, words: Iterable[str], least: int = 1) -> Whole:
    """Those of the rows that have ``least`` words or more, the first of them one of the words."""
    rows = rows[spans.end[rows] - spans.begin[rows] >= least]
    return rows[lists.among(words)[lists.codes[spans.begin[rows]]]]


def _without_infant_prefix(lists: WordLists, rows: Whole) -> tuple[Spans, Truth]:
    """The name without the words that say that it is an infant's, and whether the infant has no name.

    "An. Budi" is Budi himself; after "By. Ny." stands the mother; "Bayi Siti" may be either and is read as
    the mother, because a child who has a name is seldom listed as a baby.
    """
    spans = lists.spans.copy()
    infant = np.zeros(len(spans.begin), np.bool_)
    for kind in ("nothing", "mother", "unclear", "child"):
        prefixes = [p.prefix.split(" ") for p in known.infant_prefixes() if p.follows == kind]
        left = _starting(lists, spans, rows, {prefix[0] for prefix in prefixes})
        for prefix in prefixes:
            begins = _begins(lists, spans, left, prefix)
            infant[left[begins]] |= kind != "child"
            spans.begin[left[begins]] += len(prefix)
            left = left[~begins]
    return spans, infant


def _begins(lists: WordLists, spans: Spans, rows: Whole, words: list[str]) -> Truth:
    """Which of the rows begin with these words."""
    found = spans.end[rows] - spans.begin[rows] >= len(words)
    for place, word in enumerate(words):
        found[found] = lists.codes[spans.begin[rows[found]] + place] == lists.code(word)
    return found


@cache
def _titles(position: str) -> frozenset[str]:
    return frozenset(t.title for t in known.name_titles() if t.position == position)


@cache
def _short_forms(position: str) -> dict[str, str]:
    return {a.short: a.long for a in known.name_abbreviations() if a.position == position}


def _without_patronymic(lists: WordLists, spans: Spans) -> tuple[Spans, Spans]:
    """``AHMAD BIN SALIM``: the name and, apart from it, the father's."""
    places = np.flatnonzero(lists.among(_titles("lineage"))[lists.codes])
    rows = np.searchsorted(lists.spans.end, places, "right")
    between = (places > spans.begin[rows]) & (places < spans.end[rows] - 1)
    rows, first = np.unique(rows[between], return_index=True)
    places = places[between][first]
    own, father = spans.copy(), Spans(spans.end.copy(), spans.end)
    own.end[rows] = places
    father.begin[rows] = places + 1
    return own, father


def _without_front_titles(lists: WordLists, spans: Spans, rows: Whole) -> Spans:
    """The name without the titles before it; its last word is no title."""
    out = spans.copy()
    while len(rows := _starting(lists, out, rows, _titles("front"), least=2)):
        out.begin[rows] += 1
    return out


def _without_back_titles(lists: WordLists, spans: Spans) -> Spans:
    """The name without the titles after it; its first word is no title."""
    out = spans.copy()
    is_part = lists.among(_parts_of_titles())
    rows = np.flatnonzero(out.end - out.begin >= 2)
    rows = ending = rows[is_part[lists.codes[out.end[rows] - 1]]]
    while len(rows):
        out.end[rows] -= 1
        rows = rows[out.end[rows] - out.begin[rows] >= 2]
        rows = rows[is_part[lists.codes[out.end[rows] - 1]]]
    tails = Spans(out.end[ending], spans.end[ending])
    encoded = join_words(lists.codes, tails, lists.words)[0].dictionary_encode()
    kept = np.array([_words_before_titles(tail) for tail in encoded.dictionary.to_pylist()], np.int64)
    out.end[ending] += kept[encoded.indices.to_numpy()]
    return out


@cache
def _parts_of_titles() -> frozenset[str]:
    """Words of which titles after a name can be made up. Without its dots "S.Pd.I" has become "S PD I"."""
    return frozenset(
        title[start:end] for title in _titles("back") for end in range(len(title) + 1) for start in range(end)
    )


@cache
def _tail_of_titles() -> re.Pattern[str]:
    # A blank may stand between any two letters.
    return re.compile("(?: (?:" + "|".join(" ?".join(title) for title in sorted(_titles("back"))) + "))+$")


def _words_before_titles(tail: str) -> int:
    """How many words of the end of a name are no title: 1 for "M SPD"."""
    return len(_tail_of_titles().sub("", f" {tail}").split())


def _by_word(lists: WordLists, spans: Spans, rows: Whole) -> list[pa.StringArray]:
    """The name with short forms written out, and how it sounds."""
    first, anywhere = _short_forms("front"), _short_forms("any")
    words = lists.words.to_pylist()
    codes = lists.codes.copy()
    # A short form that is one only as the first of several words gets a code of its own there.
    before = _starting(lists, spans, rows, first, least=2)
    opening, codes_of_opening = np.unique(codes[spans.begin[before]], return_inverse=True)
    codes[spans.begin[before]] = len(words) + codes_of_opening
    words += [first[words[code]] for code in opening]
    plain = [anywhere.get(word, word) for word in words]
    sounds = sound_of("\n".join(plain)).split("\n")
    return join_words(codes, spans, pa.array(plain, pa.string()), pa.array(sounds, pa.string()))
