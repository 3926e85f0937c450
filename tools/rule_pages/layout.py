"""What a page is made of: sections of tests' tables, and what the tables cannot say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.rule_pages.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """How one table is told, where the test does not say it for readers.

    ``title`` where the test's name is no sentence; ``text`` instead of its docstring and comments; ``headers`` and
    ``words`` by column; ``split``: columns of tuples, spread over several columns of these names.
    """

    title: str = ""
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Constant:
    """A table that a test module holds by name: pairs, or a mapping; ``spread`` if the second of a pair is a row."""

    module: str
    name: str
    title: str
    about: str
    columns: tuple[str, ...]
    words: Words = field(default_factory=dict)
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Tables of some modules below ``tests``, each module with the tests that are left out; ``told`` by test."""

    title: str
    about: str = ""
    modules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    constants: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page and where its tests are."""

    title: str
    about: str
    tests: tuple[str, ...]
    sections: tuple[Section, ...]
