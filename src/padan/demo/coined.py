"""Words made from syllables, and whole worlds of names made of them: a regency whose names nobody has seen."""

from __future__ import annotations

import random

from padan.demo import homelands
from padan.demo.naming import Culture, NameWorld, Stock

_ONSETS = (
    "B", "D", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "W", "Y", "NG", "NY", "KH", "SY", "TR", "BR",
)  # fmt: skip
_VOWELS = ("A", "A", "I", "U", "E", "O", "AI", "AU", "IA")
_CODAS = ("", "", "", "N", "NG", "R", "S", "H", "K", "T", "M", "L")
#: Words that mean something else in a list: titles, "child of", "baby of".
_TAKEN = frozenset(["HAJI", "HAJAH", "BAYI", "BINTI", "IBU", "BAPAK", "ALM", "ALMH", "ANAK", "NYONYA"])
_SHORTEST, _LONGEST = 3, 12


class Speech:
    """One people's sounds: which syllables there are, and how women's and men's words end."""

    def __init__(self, pick: random.Random) -> None:
        self.onsets = pick.sample(_ONSETS, pick.randint(8, 14))
        self.vowels = pick.sample(_VOWELS, pick.randint(4, 7))
        self.codas = pick.sample(_CODAS, pick.randint(3, 7))
        endings = pick.sample([vowel + coda for vowel in "AIUEO" for coda in _CODAS[2:]], 12)
        self.endings = (endings[:6], endings[6:])

    def word(self, pick: random.Random, female: bool) -> str:
        """A word of two to four syllables that ends as those of women, or of men, do."""
        count = pick.choices((1, 2, 3), (0.45, 0.43, 0.12))[0]
        start = "".join(pick.choice(self.onsets) + pick.choice(self.vowels) for _ in range(count))
        middle = pick.choice(self.codas) if pick.random() < 0.25 else ""
        return start + middle + pick.choice(self.onsets) + pick.choice(self.endings[female])

    def coin(self, pick: random.Random, count: int, *, female: bool) -> tuple[str, ...]:
        """``count`` different words."""
        found: dict[str, None] = {}
        while len(found) < count:
            word = self.word(pick, female)
            if _SHORTEST <= len(word) <= _LONGEST and word not in _TAKEN:
                found[word] = None
        return tuple(found)

    def stock(self, pick: random.Random, *, female: bool) -> Stock:
        """First words and further words."""
        first = self.coin(pick, pick.randint(60, 400), female=female)
        return first, self.coin(pick, pick.randint(40, 250), female=female)


def _counts(pick: random.Random) -> tuple[float, float, float, float]:
    """Shares of names of one to four words; some peoples have mostly single names, some mostly long ones."""
    weight = [pick.gammavariate(shape, 1.0) for shape in (1.0, 3.0, 2.0, 0.4)]
    one, two, three, four = (part / sum(weight) for part in weight)
    return one, two, three, four


def _culture(pick: random.Random, number: int, share: float) -> Culture:
    speech = Speech(pick)
    rank = speech.coin(pick, 2, female=False)
    order = tuple((word,) for word in speech.coin(pick, pick.randint(3, 5), female=False))
    return Culture(
        name=f"people {number + 1}",
        share=share,
        men=speech.stock(pick, female=False),
        women=speech.stock(pick, female=True),
        boys=speech.stock(pick, female=False),
        girls=speech.stock(pick, female=True),
        homelands=tuple(pick.sample(sorted(homelands.PLACES), 3)),
        lineages=tuple((word, pick.uniform(0, 0.15), pick.uniform(0, 0.15)) for word in rank),
        counts=_counts(pick),
        by_birth=order if pick.random() < 0.25 else (),
        clans=speech.coin(pick, pick.randint(20, 60), female=False) if pick.random() < 0.35 else (),
    )


def coined_names(seed: int, *, zipf: float | None = None, peoples: int | None = None) -> NameWorld:
    """A world of names made from syllables; equal arguments give equal words.

    ``zipf`` is the exponent of the words' frequencies (0: all alike, 1.3: a few words are in most names), drawn
    from 0.4 to 1.3 when not given; ``peoples`` how many languages there are, 2 to 5 when not given.
    """
    pick = random.Random(f"names {seed}")
    drawn, number = pick.uniform(0.4, 1.3), pick.randint(2, 5)
    zipf, peoples = drawn if zipf is None else zipf, number if peoples is None else peoples
    sizes = [pick.uniform(0.3, 1.0) for _ in range(peoples)]
    cultures = tuple(_culture(pick, place, size / sum(sizes)) for place, size in enumerate(sizes))
    return NameWorld("rekaan", cultures, cultures[0].boys[1], zipf, max(0.0, zipf - 0.1))
