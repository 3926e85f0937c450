"""The glossary: hard words in plain ones, each with where its meaning is laid down (``words.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Word:
    """A word in one language. ``key`` names it in addresses; ``source`` is where its meaning is laid down."""

    key: str
    word: str
    meaning: str
    source: str


@cache
def glossary(language: str) -> Mapping[str, Word]:
    """All words in a language, by their keys."""
    text = resources.files("padan.web.help").joinpath("words.toml").read_text("utf-8")
    return {
        key: Word(key, each[language]["word"], each[language]["meaning"], each["source"])
        for key, each in tomllib.loads(text).items()
    }


def word(key: str, language: str) -> Word:
    """One word; KeyError where it is not explained."""
    return glossary(language)[key]


def words(language: str) -> list[Word]:
    """All of them, as in a dictionary."""
    return sorted(glossary(language).values(), key=lambda each: each.word.casefold())
