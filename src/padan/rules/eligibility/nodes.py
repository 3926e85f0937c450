"""What a rule says, as a tree: conditions that must all hold, each of facts. Nothing in it can be run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


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
class By:
    """A fact by which families are ranked: a number, or yes and no. First comes the ``greatest``, or yes; otherwise the
    least, or no. Unknown is last either way."""

    fact: str
    greatest: bool = True


#: The order of every rule that says none, and of each that was written before rules could say one: the most urgent,
#: the poorest, those with more children under two, the larger families. Lists of sealed decrees rest on it: a better
#: order is said in a rule, never here.
USUAL: Final = (
    By("urgency"), By("poverty_group", False), By("decile_high", False), By("under_two"), By("members"),
)  # fmt: skip
#: Facts of an order.
MOST_RANKS: Final = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that must all hold, each judged and explained by itself; and the order of those who are in, the first
    fact before the second, empty for :data:`USUAL`. ValueError where there is no condition, a fact ranks twice, or too
    many do."""

    conditions: tuple[Node, ...]
    order: tuple[By, ...] = ()

    def __post_init__(self) -> None:
        if not self.conditions:
            raise ValueError("a rule without conditions lets everybody in")
        if len({by.fact for by in self.order}) < len(self.order) or len(self.order) > MOST_RANKS:
            raise ValueError("a fact ranks once, and only so many do")
        if self.order == USUAL:
            # One rule, one text of it and one digest, however it was written.
            object.__setattr__(self, "order", ())

    @property
    def ranks(self) -> tuple[By, ...]:
        """By what it ranks."""
        return self.order or USUAL


def facts_of_rule(rule: Rule) -> list[str]:
    """The codes of the facts that a rule needs, to judge and to rank."""
    return [*(code for each in rule.conditions for code in facts_in(each)), *(by.fact for by in rule.ranks)]


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
