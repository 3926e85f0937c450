"""What a world of names consists of: peoples, their words, and their customs."""

from __future__ import annotations

from dataclasses import dataclass, field

#: (first words, further words), most common first.
Stock = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Culture:
    """One people. ``share`` of the families; ``counts`` shares of names of one, two, three and four words.

    ``lineages`` are words before the name: (word, share of men, share of women). ``by_birth`` are words before a
    name for the first, second, ... child of a mother, then from the start again. ``clans`` pass from father to
    child as the last word. ``homelands`` are dotted regency codes.
    """

    name: str
    share: float
    men: Stock
    women: Stock
    boys: Stock
    girls: Stock
    homelands: tuple[str, ...]
    lineages: tuple[tuple[str, float, float], ...] = ()
    counts: tuple[float, float, float, float] = (0.13, 0.53, 0.28, 0.06)
    christian: bool = False
    by_birth: tuple[tuple[str, ...], ...] = ()
    clans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameWorld:
    """The peoples of a regency. The n-th word of a stock is drawn in proportion to n ** -power."""

    name: str
    cultures: tuple[Culture, ...]
    among_siblings: tuple[str, ...]
    power_first: float = field(default=0.9)
    power_next: float = field(default=0.8)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the families of each people."""
        return tuple(culture.share for culture in self.cultures)
