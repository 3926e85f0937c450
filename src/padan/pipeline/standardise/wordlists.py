"""A column of names as lists of words, each word a number: what a word means is settled once, however many bear it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

#: Signs after which more is to be done than to part words: notes and titles, apostrophes.
_SIGNS = b",(/'`"

#: Rows done at a time: what is in work then fits the caches of a core, and memory stays bounded.
ROWS = 1 << 18


@dataclass(frozen=True, slots=True)
class Spans:
    """For each row where its words begin and end among all words; a row without words begins where it ends."""

    begin: Whole
    end: Whole

    def copy(self) -> Spans:
        """The same spans, free to be changed."""
        return Spans(self.begin.copy(), self.end.copy())


@dataclass(frozen=True)
class WordLists:
    """Rows of words. ``codes`` (int32): for each word of all rows, one after the other, its place in ``words``."""

    words: pa.StringArray
    codes: npt.NDArray[np.int32]
    spans: Spans

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words.to_pylist())}

    def code(self, word: str) -> int:
        """The code of a word; -1 when no row holds it."""
        return self._places.get(word, -1)

    def among(self, words: Iterable[str]) -> Truth:
        """For each code whether it is one of the words."""
        found = np.zeros(len(self.words), np.bool_)
        found[[self._places[word] for word in words if word in self._places]] = True
        return found


def split_words(written: pa.StringArray) -> WordLists:
    """The words of each row: capitals A to Z. What follows a comma or a slash or stands in brackets is a title or a
    note and left out; apostrophes join; every other sign parts words."""
    text, ends = _text(written.fill_null(""))
    beyond = text >= 128  # not ASCII
    for sign in _SIGNS:
        beyond |= text == sign
    rows = np.searchsorted(ends, np.flatnonzero(beyond), "right") - 1
    rows = rows[np.append(True, rows[1:] != rows[:-1])] if len(rows) else rows
    if len(rows):
        plain = _plain(written.take(pa.array(rows)))
        signed = np.zeros(len(written), np.bool_)
        signed[rows] = True
        text, ends = _text(pc.replace_with_mask(written.fill_null(""), pa.array(signed), plain))
    return _lists(text, ends)


def join_words(codes: npt.NDArray[np.int32], spans: Spans, *meanings: pa.StringArray) -> list[pa.StringArray]:
    """The words of each span with one blank between them, null where a span is empty: once for each of the
    ``meanings``, which give the text for each code."""
    counts = spans.end - spans.begin
    ends = np.concatenate([[0], np.cumsum(counts)])
    picked = codes[np.arange(ends[-1]) + np.repeat(spans.begin - ends[:-1], counts)]
    first = ends[:-1][counts > 0]
    valid = pa.py_buffer(np.packbits(counts > 0, bitorder="little"))
    joined = []
    for words in meanings:
        # Each word with and without a blank before it: taken one after the other they are the text of the column.
        both = pa.concat_arrays([pc.binary_join_element_wise("", words, " "), words])
        places = picked.copy()
        places[first] += len(words)
        flat = both.take(pa.array(places))
        _valid, offsets, text = flat.buffers()
        bounds = pa.py_buffer(np.frombuffer(offsets, np.int32)[ends])
        joined.append(pa.StringArray.from_buffers(len(counts), bounds, text, valid))
    return joined


def _text(names: pa.StringArray) -> tuple[npt.NDArray[np.uint8], Whole]:
    """The bytes of all rows, one after the other, and where each row begins, with the end of the last."""
    if len(names) == 0:
        return np.zeros(0, np.uint8), np.zeros(1, np.int64)
    _valid, offsets, text = names.buffers()
    bounds = np.frombuffer(offsets, np.int32)[names.offset : names.offset + len(names) + 1].astype(np.int64)
    held = np.frombuffer(text, np.uint8) if text else np.zeros(0, np.uint8)
    return held[bounds[0] : bounds[-1]], bounds - bounds[0]


def _plain(names: pa.StringArray) -> pa.StringArray:
    """Capitals; without apostrophes and what follows a comma, a slash or a bracket."""
    upper = pc.utf8_upper(names)
    upper = pc.replace_substring_regex(upper, r"(?s)[,(/].*$", "")
    upper = pc.replace_substring_regex(upper, r"['`’‘´]", "")
    return pc.replace_substring_regex(upper, r"[^A-Z]+", " ")


def _lists(text: npt.NDArray[np.uint8], ends: Whole) -> WordLists:
    """The lists of words of rows in ASCII: runs of letters inside a row."""
    capitals = text & 0xDF  # the bit that tells small letters from capitals
    is_letter = (capitals >= ord("A")) & (capitals <= ord("Z"))
    edge = np.zeros(len(text) + 1, np.bool_)
    edge[ends] = True
    apart = edge[1:-1] | ~(is_letter[1:] & is_letter[:-1])
    first, last = is_letter.copy(), is_letter.copy()
    first[1:] &= apart
    last[:-1] &= apart
    begin = np.flatnonzero(first)
    bounds = np.zeros(len(begin) + 1, np.int32)
    np.cumsum(np.flatnonzero(last) + 1 - begin, out=bounds[1:])
    flat = pa.StringArray.from_buffers(len(begin), pa.py_buffer(bounds), pa.py_buffer(capitals[is_letter]))
    encoded = flat.dictionary_encode()
    rows = np.searchsorted(begin, ends)
    return WordLists(encoded.dictionary, encoded.indices.to_numpy(), Spans(rows[:-1], rows[1:]))
