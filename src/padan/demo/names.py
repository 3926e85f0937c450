"""True names: drawn by culture, sex and age, and passed on within families."""

from __future__ import annotations

import numpy as np

from padan.demo.chance import Flags, Texts, Whole, chosen, stream, words_of_zipf
from padan.demo.naming import Culture, NameWorld, Stock
from padan.demo.rates import LifeRates

#: Nobody here has more known fathers above: child, parent, grandparent.
_GENERATIONS = 3


def _joined(parts: list[Texts], count: Whole) -> Texts:
    """The first ``count`` parts of each name, a repeated word left out."""
    rows = zip(*parts, count, strict=True)
    return np.array([" ".join(dict.fromkeys(row[: row[-1]])) for row in rows] or [""], dtype=object)[: len(count)]


def _group(rng: np.random.Generator, world: NameWorld, culture: Culture, stock: Stock, count: int) -> Texts:
    parts = [words_of_zipf(rng, stock[0], count, world.power_first)]
    parts += [words_of_zipf(rng, stock[1], count, world.power_next) for _ in range(3)]
    return _joined(parts, rng.choice([1, 2, 3, 4], count, p=culture.counts))


def _with_lineage(rng: np.random.Generator, names: Texts, culture: Culture, female: bool) -> Texts:
    for word, men, women in culture.lineages:
        hit = np.flatnonzero(chosen(rng, women if female else men, len(names)))
        names[hit] = word + " " + names[hit]
    return names


def draw_names(seed: int, world: NameWorld, culture: Whole, female: Flags, modern: Flags) -> Texts:
    """A name for everybody; ``culture`` counts into ``world.cultures``, ``modern`` marks the young."""
    rng = stream(seed, "names")
    out = np.empty(len(culture), dtype=object)
    for number, people in enumerate(world.cultures):
        for women in (False, True):
            stocks = (people.women, people.girls) if women else (people.men, people.boys)
            for young, stock in enumerate(stocks):
                who = np.flatnonzero((culture == number) & (female == women) & (modern == bool(young)))
                drawn = _group(rng, world, people, stock, len(who))
                out[who] = _with_lineage(rng, drawn, people, women)
    return out


def pass_on(
    seed: int, rates: LifeRates, among_siblings: tuple[str, ...], names: Texts, family: Whole, young: Flags,
    father: Whole,
) -> Texts:  # fmt: skip
    """The names after children took a word of their father's name or shared one with their siblings."""
    rng = stream(seed, "names of children")
    out = names.copy()
    families = int(family.max(initial=0)) + 1
    shared = words_of_zipf(rng, among_siblings, families, 0.3)
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


def by_custom(
    seed: int, world: NameWorld, names: Texts, culture: Whole, born: Whole, mother: Whole, father: Whole
) -> Texts:
    """The names with the word for the order of birth before them and the clan behind, where the people has them."""
    rng = stream(seed, "names by custom")
    out = names.copy()
    order = order_of_birth(born, mother)
    for number, people in enumerate(world.cultures):
        who = np.flatnonzero(culture == number)
        if people.by_birth:
            for person, draw in zip(who.tolist(), rng.random(len(who)).tolist(), strict=True):
                choice = people.by_birth[order[person] % len(people.by_birth)]
                out[person] = _placed(out[person], choice[int(draw * len(choice))])
        if people.clans:
            clan = _inherited(words_of_zipf(rng, people.clans, len(names), world.power_next), father)
            out[who] = [name if clan[person] in name else f"{name} {clan[person]}"
                        for person, name in zip(who.tolist(), out[who], strict=True)]  # fmt: skip
    return out


def order_of_birth(born: Whole, mother: Whole) -> Whole:
    """0 for a mother's eldest, 1 for the next; people without a known mother count as eldest."""
    out = np.zeros(len(born), dtype=np.int64)
    child = np.flatnonzero(mother >= 0)
    child = child[np.lexsort((child, born[child], mother[child]))]
    first = np.r_[True, mother[child][1:] != mother[child][:-1]]
    at = np.arange(len(child))
    out[child] = at - np.maximum.accumulate(np.where(first, at, 0)) if len(child) else out[child]
    return out


def _placed(name: str, word: str) -> str:
    """The word before the name, but behind the one-letter or two-letter mark of sex."""
    parts = name.split(" ")
    mark = parts[:1] if len(parts) > 1 and parts[0] in ("I", "NI") else []
    return " ".join([*mark, word, *(part for part in parts[len(mark) :] if part != word)])


def _inherited(own: Texts, father: Whole) -> Texts:
    out = own.copy()
    known = father >= 0
    for _ in range(_GENERATIONS):
        out[known] = out[father[known]]
    return out
