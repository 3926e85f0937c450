"""The rights of many claims, by region: numerator, denominator, and the claims behind each number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from padan.rules.delivery import Item
from padan.rules.four_rights.claims import Claim
from padan.rules.four_rights.judging import Answer, judge, lateness
from padan.rules.four_rights.rights import FOUR, Right, Wrong


@dataclass(slots=True)
class Counted:
    """Claims of one region. Of each right: claims that ``kept`` it, of those ``asked`` of whom it can be told, and of
    whom it is ``unknown``; ``wrongs`` by right and reason. ``all_four``: claims in which each of the four was asked
    and kept. ``late``: of those that fell due and were not whole in time, by how many days. ``owed`` and ``handed``:
    units by item, of claims that fell due; substitutes count for the item by their worth."""

    claims: int = 0
    kept: Counter[Right] = field(default_factory=Counter)
    asked: Counter[Right] = field(default_factory=Counter)
    unknown: Counter[Right] = field(default_factory=Counter)
    wrongs: Counter[tuple[Right, Wrong]] = field(default_factory=Counter)
    all_four: int = 0
    late: list[int] = field(default_factory=list)
    owed: Counter[Item] = field(default_factory=Counter)
    handed: dict[Item, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def share(self, right: Right) -> float | None:
        """The part of the claims asked that kept a right, 0 to 1; None where it was asked of none."""
        return self.kept[right] / self.asked[right] if self.asked[right] else None

    def add(self, claim: Claim, answers: Mapping[Right, Answer], day: date) -> None:
        """Count one claim more, with its answers on a day."""
        self.claims += 1
        self.all_four += in_all_four(answers)
        for right, answer in answers.items():
            self.asked[right] += answer.kept is not None
            self.kept[right] += answer.kept is True
            self.unknown[right] += answer.asked and answer.kept is None
            self.wrongs.update((right, wrong) for wrong in answer.wrongs)
        if not answers[Right.AMOUNT].asked:
            return
        if days := lateness(claim, day):
            self.late.append(days)
        for line in claim.lines:
            self.owed[line.item, line.unit] += line.full
            self.handed[line.item, line.unit] += claim.received(line)


def in_all_four(answers: Mapping[Right, Answer]) -> bool:
    """Whether a claim is right in each of the four."""
    return all(answers[right].kept for right in FOUR)


def account(
    claims: Iterable[Claim], day: date, place: Callable[[str], Iterable[str]]
) -> tuple[dict[str, Counted], list[tuple[Claim, dict[Right, Answer]]]]:
    """The rights as they stand at the end of a day: by region, each claim in every one that ``place`` names for
    its village; and the claims with their answers, which are what the numbers are made of."""
    found: dict[str, Counted] = {}
    behind = []
    for claim in claims:
        answers = judge(claim, day)
        behind.append((claim, answers))
        for region in place(claim.area):
            found.setdefault(region, Counted()).add(claim, answers, day)
    return found, behind
