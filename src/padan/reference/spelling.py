"""Which written names are known for a region, apart from its name today."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from padan.reference.datafiles import read_rows
from padan.reference.folding import fold_region, region_words
from padan.reference.regions import misspellings, renumberings


@cache
def abbreviations() -> dict[str, str]:
    """Short words in names of regions and what they stand for ("SEI" is "SUNGAI")."""
    return {row["short"]: row["long"] for row in read_rows("data", "regions", "abbreviations.csv")}


@lru_cache(maxsize=65536)
def spell_out(text: str) -> str:
    """The folded name with short words written in full.

    >>> spell_out("Sei Merdeka")
    'SUNGAIMERDEKA'
    """
    long = abbreviations()
    return "".join(long.get(word, word) for word in region_words(text))


@cache
def known_spellings() -> dict[str, tuple[str, ...]]:
    """Code to the names that are listed for it: misspellings, older names, names before a renumbering."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for spelling in misspellings():
        found[spelling.code].append(spelling.written)
    for change in renumberings():
        found[change.new_code].append(change.old_name)
    return {code: tuple(names) for code, names in found.items()}


def is_known_spelling(text: str, code: str, name: str) -> bool:
    """Whether ``text`` is a listed spelling, or the name with short words, of the region ``code``."""
    if spell_out(text) == spell_out(name):
        return True
    return any(fold_region(text) == fold_region(known) for known in known_spellings().get(code, ()))
