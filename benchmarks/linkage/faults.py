"""Slips of hand and habits of writing, on whole columns: characters, digits, words and dates."""

from __future__ import annotations

import numpy as np
from benchmarks.linkage.names import NONE, Words
from benchmarks.linkage.profiles import Profile

_LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", np.uint8)
_DIGITS = np.frombuffer(b"0123456789", np.uint8)


def slipped(draw: np.random.Generator, texts: np.ndarray, digits: bool = False) -> np.ndarray:
    """Each text with one character lost, added, replaced or changed with the next; ASCII, shape (n,) of bytes."""
    if not len(texts):
        return texts
    width = texts.dtype.itemsize + 1
    letters = texts.astype(f"S{width}").view(np.uint8).reshape(-1, width)
    length = (letters > 0).sum(axis=1)
    at = (draw.random(len(texts)) * length).astype(np.int64)[:, None]
    kind = draw.choice(4, len(texts), p=[0.15, 0.1, 0.55, 0.2] if digits else [0.25, 0.25, 0.25, 0.25])[:, None]
    kind = np.where((kind == 3) & (at + 1 >= length[:, None]), 2, kind)
    column = np.arange(width)[None, :]
    source = np.where((kind == 0) & (column >= at), column + 1, column)
    source = np.where((kind == 1) & (column > at), column - 1, source)
    source = np.where((kind == 3) & (column == at), column + 1, source)
    source = np.where((kind == 3) & (column == at + 1), column - 1, source)
    out = np.take_along_axis(letters, np.minimum(source, width - 1), axis=1)
    out = np.where((source >= width), 0, out).astype(np.uint8)
    new = draw.choice(_DIGITS if digits else _LETTERS, len(texts))[:, None]
    out = np.where(((kind == 1) | (kind == 2)) & (column == at) & (length[:, None] > 0), new, out).astype(np.uint8)
    return np.ascontiguousarray(out).view(f"S{width}")[:, 0]


def miswritten(
    draw: np.random.Generator, words: Words, name: np.ndarray, profile: Profile, care: np.ndarray
) -> np.ndarray:
    """Names, shape (n, 4) of words, as people write them: shorter, respelt, without a word, in another order."""
    out, rows = name.copy(), np.arange(len(name))
    many = (out != NONE).sum(axis=1)

    def hit(rate: float) -> np.ndarray:
        return draw.random(len(rows)) < rate * care

    place = (draw.random(len(rows)) * many).astype(np.int64)
    for rate, table in ((profile.name_abbreviated, words.shorter), (profile.name_respelt, words.respelt)):
        chosen = hit(rate) & (many > 0)
        where = place[chosen] if table is words.respelt else np.zeros(chosen.sum(), np.int64)
        where = np.minimum(where, many[chosen] - 1)
        out[rows[chosen], where] = table[name[rows[chosen], where]]
    last = np.maximum(many - 1, 0)
    chosen = hit(profile.name_initial) & (many > 1)
    out[rows[chosen], last[chosen]] = words.initial[name[rows[chosen], last[chosen]]]
    chosen = hit(profile.name_swapped) & (many > 1)
    out[chosen, :2] = out[chosen, 1::-1]
    chosen = hit(profile.name_word_dropped) & (many > 1)
    out[rows[chosen], np.minimum(place[chosen] + 1, last[chosen])] = NONE
    chosen = hit(profile.name_nick) & (many > 0)
    called = name[rows[chosen], np.minimum(many[chosen] - 1, draw.integers(0, 2, chosen.sum()))]
    out[chosen] = NONE
    out[chosen, 0] = words.nick[called]
    return out


def misdated(
    draw: np.random.Generator, born: np.ndarray, profile: Profile, care: np.ndarray, age_years: np.ndarray
) -> np.ndarray:
    """Birth dates as text, shape (n,) of bytes, ISO; empty where missing. Days beyond 28 stay days of their month."""
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (born - born.astype("datetime64[M]")).astype(np.int64) + 1

    def hit(rate: float | np.ndarray) -> np.ndarray:
        return draw.random(len(born)) < rate * care

    swapped = hit(profile.date_swapped) & (day <= 12)
    day, month = np.where(swapped, month, day), np.where(swapped, day, month)
    year = year + np.where(hit(profile.date_year), draw.choice([-10, -2, -1, 1, 2, 10], len(born)), 0)
    near = np.clip(day + draw.choice([-10, -1, 1, 10], len(born)), 1, 28)
    day = np.where(
        hit(profile.date_day), np.where(draw.random(len(born)) < 0.6, near, draw.integers(1, 29, len(born))), day
    )
    first = hit(np.where(age_years > 40, profile.date_first_january[1], profile.date_first_january[0]))
    end = hit(profile.date_last_december) & ~first
    month = np.where(first, 1, np.where(end, 12, month))
    day = np.where(first, 1, np.where(end, 31, day))
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    day = np.minimum(day, days[month - 1] + ((month == 2) & (year % 4 == 0)))
    text = _digits_of(year * 10_000 + month * 100 + day, 8)
    dash = np.full((len(born), 1), ord("-"), np.uint8)
    whole = np.hstack([text[:, :4], dash, text[:, 4:6], dash, text[:, 6:]])
    whole[hit(profile.date_missing)] = 0
    return np.ascontiguousarray(whole).view("S10")[:, 0]


def _digits_of(numbers: np.ndarray, width: int) -> np.ndarray:
    """Decimal digits as characters, shape (n, width)."""
    return (numbers[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10 + 48).astype(np.uint8)


def digits_text(numbers: np.ndarray, width: int) -> np.ndarray:
    """Whole numbers as text of ``width`` digits, shape (n,) of bytes."""
    return np.ascontiguousarray(_digits_of(numbers, width)).view(f"S{width}")[:, 0]
