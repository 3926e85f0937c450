"""The part of the country that somebody may see.

Everything that shows rows, counts or names asks for a scope first: no scope, no rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Letters of a village's code: no other region lies in one.
VILLAGE_LETTERS: Final = 13
#: Letters of a regency's code.
REGENCY_LETTERS: Final = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """Regions by Kemendagri code, each with all that lies in it.

    ``codes`` are sorted and none lies in another: use :meth:`of`. An empty scope covers nothing.
    """

    codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, codes: Iterable[str]) -> Scope:
        """The scope of these regions, those inside others left out."""
        kept: list[str] = []
        # In the order of their texts a region comes just before what lies in it.
        for code in sorted(set(codes)):
            if not kept or not lies_in(code, kept[-1]):
                kept.append(code)
        return cls(tuple(kept))

    def covers(self, code: str) -> bool:
        """Whether a region lies in the scope; a place that is not known lies in none."""
        return any(lies_in(code, each) for each in self.codes)

    def __or__(self, other: Scope) -> Scope:
        return Scope.of((*self.codes, *other.codes))

    def __and__(self, other: Scope) -> Scope:
        """What lies in both."""
        inner = [code for code in self.codes if other.covers(code)]
        return Scope.of((*inner, *(code for code in other.codes if self.covers(code))))

    def __bool__(self) -> bool:
        return bool(self.codes)


def together(scopes: Iterable[Scope]) -> Scope:
    """What lies in any of them."""
    return Scope.of(code for each in scopes for code in each.codes)


def lies_in(code: str, region: str) -> bool:
    """Whether the region of ``code`` is ``region`` or lies in it: 64.02.13 in 64.02, but not in 64.0."""
    return code == region or code.startswith(f"{region}.")


def upward(code: str) -> tuple[str, ...]:
    """A region and those that it lies in, the widest first: 64, 64.02, 64.02.13 for 64.02.13."""
    return (*(code[:end] for end, letter in enumerate(code) if letter == "."), code)


def holding(one: str, other: str) -> str:
    """The smallest region that holds both: 64.02 for 64.02.13.1008 and 64.02.07.2002; empty where none does."""
    found: list[str] = []
    for a, b in zip(one.split("."), other.split("."), strict=False):
        if a != b:
            break
        found.append(a)
    return ".".join(found)


def of_regency(scope: Scope) -> Scope:
    """Of a scope what is a regency or larger."""
    return Scope.of(code for code in scope.codes if len(code) <= REGENCY_LETTERS)
