"""What a rule says, as a tree: conditions that must all hold, each of facts. Nothing in it can be run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Sign(StrEnum):
    """How a number is compared."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact that is yes or no, and is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compares:
    """A number, against one of the rule's."""

    fact: str
    sign: Sign
    number: float


@dataclass(frozen=True, slots=True)
class Among:
    """A choice that is one of these, by their codes."""

    fact: str
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.codes:
            raise ValueError("a choice among none")


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that is known, whatever it says. Never itself unknown."""

    fact: str


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """What holds where every part does."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _several(self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """What holds where one part does."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _several(self.parts)


Node: TypeAlias = Holds | Compares | Among | Known | Not | All | Any


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that must all hold, each judged and explained by itself. ValueError where there is none."""

    conditions: tuple[Node, ...]

    def __post_init__(self) -> None:
        if not self.conditions:
            raise ValueError("a rule without conditions lets everybody in")


def facts_in(node: Node) -> Iterator[str]:
    """The codes of the facts that a part asks, each as often as it is asked."""
    match node:
        case Not(part):
            yield from facts_in(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from facts_in(part)
        case _:
            yield node.fact


def _several(parts: tuple[Node, ...]) -> None:
    if len(parts) < 2:
        raise ValueError("one part or none is no list of parts")
