"""The account of a round: its rights by region with the claims behind them and what visits found, who was left out, who
is served twice, and what one right delivery cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from padan.kernel.scope import Scope, upward
from padan.office.aid import queries as aid
from padan.office.aid.queries import Round
from padan.reference.aid import aid_kinds
from padan.reports.four_rights.claims import claims_of, planned_of
from padan.reports.four_rights.sampled import Sampled, sampled_of
from padan.rules.four_rights import FOUR, Answer, Claim, Counted, Right, account, in_all_four
from padan.rules.selection import Standing


@dataclass(frozen=True, slots=True)
class Left:
    """Families of a region that the rule finds entitled and that are in no list: for want of places ``waiting``, or
    ``excluded``."""

    waiting: int = 0
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """``rights``: what the round's kind of aid has to be right in. ``regions``: what is counted of each region of the
    scope, the widest first. ``behind``: every claim with its answers. ``sampled``: what visits found. ``left``: who was
    left out, by region. ``also_in``: by another round's number, families of the list that it serves at the same time.
    ``cost``: rupiah of what was handed out, by the package's prices."""

    rights: tuple[Right, ...]
    regions: Mapping[str, Counted]
    behind: list[tuple[Claim, dict[Right, Answer]]]
    sampled: Sampled | None
    left: Mapping[str, Left]
    also_in: Mapping[int, int]
    cost: Fraction

    @property
    def cost_of_a_right_delivery(self) -> Fraction | None:
        """Rupiah for each claim that was right in all four; None where there is none."""
        right = sum(in_all_four(answers) for _claim, answers in self.behind)
        return self.cost / right if right else None


def account_of(scope: Scope, held: Round, day: date) -> Account:
    """The account of a round within a scope, as it stands at the end of a day."""
    regions, behind = account(claims_of(scope, held, day), day, upward)
    claims = [claim for claim, _answers in behind]
    rights = rights_of(held)
    return Account(
        rights, dict(sorted(regions.items(), key=lambda each: (len(each[0]), each[0]))), behind,
        sampled_of(scope, held, day, rights, behind), _left(scope, held), aid.also_in(scope, held), _cost(held, claims),
    )  # fmt: skip


def rights_of(held: Round) -> tuple[Right, ...]:
    """What a round has to be right in: the four, and the further ones of its kind of aid."""
    return (*FOUR, *(right for right in Right if right in aid_kinds()[held.programme.kind].further))


def _left(scope: Scope, held: Round) -> dict[str, Left]:
    waiting = (Standing.RESERVE, Standing.OVER_QUOTA, Standing.NO_QUOTA)
    found: dict[str, Left] = {}
    for area, standing in aid.listed(scope, held).order_by().values_list("area", "standing"):
        for region in upward(area):
            before = found.get(region, Left())
            found[region] = Left(
                before.waiting + (standing in waiting), before.excluded + (standing == Standing.EXCLUDED)
            )
    return found


def _cost(held: Round, claims: Iterable[Claim]) -> Fraction:
    prices = planned_of(held)
    return sum(
        (claim.received(line) * prices[line.item, line.unit] for claim in claims for line in claim.lines), Fraction()
    )
