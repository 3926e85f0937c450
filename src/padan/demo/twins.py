"""Twins: registered on one day with numbers next to each other, and named alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole, chosen, stream
from padan.demo.rates import LifeRates, Rates

#: Names that families give to two boys and to two girls.
_BOYS = (("HASAN", "HUSEIN"), ("HASAN", "HUSAIN"), ("FAHRI", "FAHRU"), ("RAFA", "RAFI"), ("YUSUF", "YUNUS"))
_GIRLS = (("AISYAH", "AISHA"), ("ZAHRA", "ZAHIRA"), ("HASNA", "HUSNA"), ("NAILA", "NAYLA"), ("SYIFA", "SYAFA"))
#: What the second is called: the other of a pair of names, another vowel in the last word, another last or
#: first word, a letter.
_STYLES = ("pair", "vowel", "last", "first", "letter")
_STYLE_SHARES = (0.20, 0.25, 0.25, 0.20, 0.10)
_VOWELS = "AIUE"


def many_twins(rates: Rates | None = None) -> Rates:
    """Every birth is of twins, most registered and named alike: about 1,400 pairs in 1,000 families."""
    rates = rates or Rates()
    return replace(rates, life=replace(rates.life, twins=1.0, twins_alike=0.8, twin_without_nik=0.25))


def pairs_of(born: Whole, mother: Whole) -> tuple[Whole, Whole]:
    """The first and the second of each twin pair: born of one mother on one day."""
    child = np.flatnonzero(mother >= 0)
    order = child[np.lexsort((child, born[child], mother[child]))]
    same = (mother[order][1:] == mother[order][:-1]) & (born[order][1:] == born[order][:-1])
    return order[:-1][same], order[1:][same]


def alike(seed: int, rates: LifeRates, first: Whole) -> Flags:
    """Which pairs are registered together and named alike."""
    return chosen(stream(seed, "twins"), rates.twins_alike, len(first))


def numbered(nik: Texts, first: Whole, second: Whole) -> Texts:
    """NIKs in which the second twin's follows the first's, where both begin alike: brothers or sisters.

    The serials of one beginning are at least one apart from both of theirs, so that no number is given twice.
    """
    out = nik.copy()
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if out[one][:12] == out[other][:12]:
            out[other] = f"{out[one][:12]}{int(out[one][12:]) + 1:04d}"
    return out


def named(seed: int, names: Texts, female: Flags, first: Whole, second: Whole) -> Texts:
    """Names of pairs that sound alike: HASAN and HUSEIN, RAFA and RAFI, one word of two in common, A and B."""
    rng = stream(seed, "names of twins")
    out = names.copy()
    styles = np.array(_STYLES)[rng.choice(len(_STYLES), len(first), p=_STYLE_SHARES)].tolist()
    draws = rng.integers(0, 1000, len(first)).tolist()
    for one, other, style, draw in zip(first.tolist(), second.tolist(), styles, draws, strict=True):
        pool = (_GIRLS if female[one] else _BOYS) if female[one] == female[other] else ()
        out[one], out[other] = _pair(out[one].split(" "), out[other].split(" "), style, draw, pool)
    return out


def _pair(
    one: list[str], other: list[str], style: str, draw: int, pool: tuple[tuple[str, str], ...]
) -> tuple[str, str]:
    """Both names; where a style cannot tell them apart, the second keeps its own first word."""
    if style == "pair" and pool:
        kept, changed = pool[draw % len(pool)]
        one, other = [kept, *one[1:]], [changed, *one[1:]]
    elif style == "letter":
        one, other = [*one, "A"], [*one, "B"]
    elif style == "last" and len(one) > 1:
        other = [*one[:-1], other[-1]]
    elif style == "vowel":
        other = [*one[:-1], _other_vowel(one[-1], draw)]
    else:
        other = [other[0], *one[1:]]
    if one == other:
        other = [*other, "KEDUA"]
    return " ".join(one), " ".join(other)


def _other_vowel(word: str, draw: int) -> str:
    """The word with its last vowel exchanged."""
    places = [place for place, letter in enumerate(word) if letter in _VOWELS]
    if not places:
        return word
    at = places[-1]
    rest = [vowel for vowel in _VOWELS if vowel != word[at]]
    return word[:at] + rest[draw % len(rest)] + word[at + 1 :]


def late(seed: int, rates: LifeRates, since: Dates, second: Whole, never: np.datetime64) -> Dates:
    """Days of issue where some second twins have no number yet: theirs is issued on the day ``never``."""
    out = since.copy()
    out[second[chosen(stream(seed, "twins without NIK"), rates.twin_without_nik, len(second))]] = never
    return out
