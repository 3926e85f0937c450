"""True names: drawn by culture, sex and age, and passed on within families."""

from __future__ import annotations

import numpy as np

from padan.demo import words
from padan.demo.chance import Flags, Texts, Whole, chosen, stream, words_of_zipf
from padan.demo.rates import LifeRates

_WORD_COUNTS = (0.13, 0.53, 0.28, 0.06)


def _joined(parts: list[Texts], count: Whole) -> Texts:
    """The first ``count`` parts of each name, a repeated word left out."""
    rows = zip(*parts, count, strict=True)
    return np.array([" ".join(dict.fromkeys(row[: row[-1]])) for row in rows] or [""], dtype=object)[: len(count)]


def _group(rng: np.random.Generator, first: tuple[str, ...], more: tuple[str, ...], count: int) -> Texts:
    parts = [words_of_zipf(rng, first, count, 0.9)]
    parts += [words_of_zipf(rng, more, count, 0.8) for _ in range(3)]
    return _joined(parts, rng.choice([1, 2, 3, 4], count, p=_WORD_COUNTS))


def _with_lineage(rng: np.random.Generator, names: Texts, culture: str, female: bool) -> Texts:
    for word, men, women in words.LINEAGES[culture]:
        hit = np.flatnonzero(chosen(rng, women if female else men, len(names)))
        names[hit] = word + " " + names[hit]
    return names


def draw_names(seed: int, culture: Whole, female: Flags, modern: Flags) -> Texts:
    """A name for everybody; ``culture`` counts into ``words.CULTURES``, ``modern`` marks the young."""
    rng = stream(seed, "names")
    out = np.empty(len(culture), dtype=object)
    for number, name in enumerate(words.CULTURES):
        for women in (False, True):
            grown = np.flatnonzero((culture == number) & (female == women) & ~modern)
            first = (words.FIRST_WOMEN if women else words.FIRST_MEN)[name]
            more = (words.NEXT_WOMEN if women else words.NEXT_MEN)[name]
            out[grown] = _with_lineage(rng, _group(rng, first, more, len(grown)), name, women)
            young = np.flatnonzero((culture == number) & (female == women) & modern)
            first = words.CHILD_FIRST_WOMEN if women else words.CHILD_FIRST_MEN
            more = words.CHILD_NEXT_WOMEN if women else words.CHILD_NEXT_MEN
            out[young] = _with_lineage(rng, _group(rng, first, more, len(young)), name, women)
    return out


def pass_on(seed: int, rates: LifeRates, names: Texts, family: Whole, young: Flags, father: Whole) -> Texts:
    """The names after children took a word of their father's name or shared one with their siblings."""
    rng = stream(seed, "names of children")
    out = names.copy()
    families = int(family.max(initial=0)) + 1
    shared = words_of_zipf(rng, words.CHILD_NEXT_MEN, families, 0.3)
    shares = chosen(rng, rates.name_among_siblings, families)
    for person in np.flatnonzero(young & (family >= 0) & shares[np.maximum(family, 0)]):
        out[person] = _ending(out[person], shared[family[person]])
    inherits = young & (father >= 0) & chosen(rng, rates.name_from_father, len(names))
    for person in np.flatnonzero(inherits):
        out[person] = _ending(out[person], names[father[person]].split(" ")[-1])
    return out


def _ending(name: str, word: str) -> str:
    """The name with its last word exchanged; a single name is prolonged."""
    parts = [part for part in name.split(" ") if part != word]
    return " ".join([*(parts[:-1] if len(parts) > 1 else parts), word])
