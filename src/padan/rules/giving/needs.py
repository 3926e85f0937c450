"""What a child or a family needs that somebody can give, by what the register knows of it on a day.

Every fact is yes, no or unknown (None). What is unknown is never a need, and never "no need": it is told apart, so that
somebody asks. Which rule makes which need:

- *PMT* (supplementary feeding) for a child of 6-59 months: one need, for the first cause that is so: wasted,
  underweight, weight not gained twice in a row (2T; local PMT of 2025: with or without stunting), else at risk in a
  poor family (Genting). A child is fed once, whatever the number of its causes.
- *Counselling* of the mother: of a child under 6 months that is wasted or underweight (no PMT: breast milk alone), of
  any child under five that did not gain twice, or is stunted. Being stunted is no cause of PMT by itself.
- *PMT for a pregnant woman*: thin (chronic energy deficiency, 120 days), else at risk in a poor family (Genting).
- *Latrine* and *water* where the family's own are unsafe (factors of KRS), *premium* for those of it who have no health
  insurance.

A need has the same id in every release while the child (or family), the kind and the cause are the same. The id of a
child's need does not hold its family, so it survives any merging or splitting of families. Where two families or two
people become one, the needs of the one whose id ends are followed to the other's by :func:`followed`; another cause is
another need, because it is another course.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.reference.giving_costs import Terms
from padan.reference.krs import priority_tiers

Known = bool | None
"""Yes, no, or unknown (None)."""

#: Full months from which a child gets food beside breast milk, and from which it is under five no more.
FED_FROM: Final = 6
UNDER_FIVE: Final = 60
#: Digits of an id after its letter, as of families and people.
_DIGITS: Final = 15


class Cause(StrEnum):
    """Why something is needed."""

    WASTED = "wasted"
    UNDERWEIGHT = "underweight"
    WEIGHT_FALTERING = "weight_faltering"
    STUNTED = "stunted"
    AT_RISK = "at_risk"
    PREGNANT_THIN = "pregnant_thin"
    PREGNANT_AT_RISK = "pregnant_at_risk"
    NO_LATRINE = "no_latrine"
    NO_WATER = "no_water"
    NO_INSURANCE = "no_insurance"


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """What is known of a family. ``poor``: of poverty group 1 to 4. ``pregnant_thin``: a pregnant woman of it has
    chronic energy deficiency. ``uninsured``: how many of it are known to have no health insurance; None where that is
    known of nobody, and of some it is unknown. ``urgency``: its tier in the order of families, 0 to 6, the greatest
    first."""

    family_id: str
    area: str
    at_risk: Known
    poor: Known
    pregnant: Known
    pregnant_thin: Known
    latrine_unsafe: Known
    water_unsafe: Known
    uninsured: int | None
    urgency: int


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What is known of a child. ``age_months``: full months; None where nobody knows its birth date, and it may be
    under five. ``twice_not_gained``: weight not gained twice in a row. ``faltering``: on grounds firm enough for the
    order of families."""

    person_id: str
    age_months: int | None
    wasted: Known
    severely_wasted: Known
    underweight: Known
    twice_not_gained: Known
    stunted: Known
    severely_stunted: Known
    faltering: Known


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is needed. ``person_id`` is empty where it is the family's. ``tier`` 1 is the most urgent.
    ``units`` of a ``unit``; ``unit_cost`` and ``value`` = units × unit_cost in rupiah, None where nobody knows the
    cost."""

    need_id: str
    family_id: str
    person_id: str
    kind: str
    cause: str
    area: str
    age_months: int | None
    tier: int
    unit: str
    units: int
    unit_cost: int | None

    @property
    def value(self) -> int | None:
        """What all of it costs."""
        return None if self.unit_cost is None else self.units * self.unit_cost


@dataclass(frozen=True, slots=True)
class Found:
    """The needs of one child or family, and the kinds of which it is unknown whether it needs them."""

    needs: tuple[Need, ...]
    unknown: tuple[str, ...]


AllTerms = Mapping[tuple[str, str], Terms]
"""As by ``padan.reference.giving_costs.terms_on``: what no rule of the day speaks of is no need."""


def need_id(subject: str, kind: str, cause: str) -> str:
    """The id of a need of a person, or of a family, for a kind and cause; never of a release."""
    digest = hashlib.sha256(f"{subject}|{kind}|{cause}".encode()).hexdigest()
    return f"N{digest[:_DIGITS].upper()}"


def followed(was: str, becomes: str, terms: AllTerms) -> dict[str, str]:
    """The ids of all needs that a person or family could have, and which they are under the id that goes on in its
    place."""
    return {need_id(was, *each): need_id(becomes, *each) for each in terms}


def tier_of(urgency: int) -> int:
    """A tier of needs for one of the order of families, which counts the other way round: 1 for the greatest."""
    return max(each.tier for each in priority_tiers()) + 1 - urgency


def needs_of_child(child: ChildFacts, family: FamilyFacts, terms: AllTerms) -> Found:
    """What a child needs; its tier is by its own signs, and the risk of its family, in the written order."""
    if child.age_months is None:
        return Found((), ("pmt", "counselling"))
    asked: dict[str, list[tuple[Cause, Known]]] = {"pmt": [], "counselling": []}
    thin = [(Cause.WASTED, child.wasted), (Cause.UNDERWEIGHT, child.underweight)]
    falters = (Cause.WEIGHT_FALTERING, child.twice_not_gained)
    if child.age_months < FED_FROM:
        asked["counselling"] += thin
    elif child.age_months < UNDER_FIVE:
        asked["pmt"] += [*thin, falters, (Cause.AT_RISK, _both(family.at_risk, family.poor))]
    if child.age_months < UNDER_FIVE:
        asked["counselling"] += [falters, (Cause.STUNTED, child.stunted)]
    urgency = _urgency(_signs_of_child(child, family))
    return _found(asked, terms, family, urgency, child=child)


def needs_of_family(family: FamilyFacts, terms: AllTerms) -> Found:
    """What a family needs; its tier is that of the family in the order of families, of a pregnant woman by her own
    signs."""
    at_risk = _both(family.pregnant, _both(family.at_risk, family.poor))
    woman = {"pmt": [(Cause.PREGNANT_THIN, family.pregnant_thin), (Cause.PREGNANT_AT_RISK, at_risk)]}
    signs = {"pregnant_kek": family.pregnant_thin is True, **_signs_of_risk(family)}
    house = {
        "latrine": [(Cause.NO_LATRINE, family.latrine_unsafe)],
        "water": [(Cause.NO_WATER, family.water_unsafe)],
        "premium": [(Cause.NO_INSURANCE, None if family.uninsured is None else family.uninsured > 0)],
    }
    hers = _found(woman, terms, family, _urgency(signs))
    of_all = _found(house, terms, family, family.urgency)
    return Found((*hers.needs, *of_all.needs), (*hers.unknown, *of_all.unknown))


def _both(one: Known, other: Known) -> Known:
    """Kleene's "and"."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _found(
    asked: Mapping[str, Iterable[tuple[Cause, Known]]],
    terms: AllTerms,
    family: FamilyFacts,
    urgency: int,
    *,
    child: ChildFacts | None = None,
) -> Found:
    needs, unknown = [], []
    for kind, causes in asked.items():
        answers = [(cause, answer) for cause, answer in causes if (kind, cause) in terms]
        first = next((cause for cause, answer in answers if answer), None)
        if first is not None:
            needs.append(_need(kind, first, terms[kind, first], family, tier_of(urgency), child))
        elif any(answer is None for _cause, answer in answers):
            unknown.append(kind)
    return Found(tuple(needs), tuple(unknown))


def _need(kind: str, cause: Cause, terms: Terms, family: FamilyFacts, tier: int, child: ChildFacts | None) -> Need:
    person, age = (child.person_id, child.age_months) if child else ("", None)
    # A premium is paid for each of those who have none.
    times = family.uninsured if family.uninsured and cause is Cause.NO_INSURANCE else 1
    return Need(
        need_id(person or family.family_id, kind, cause), family.family_id, person, kind, cause, family.area, age, tier,
        terms.unit, terms.units * times, terms.unit_cost,
    )  # fmt: skip


def _signs_of_child(child: ChildFacts, family: FamilyFacts) -> dict[str, bool]:
    own = ("severely_wasted", "wasted", "severely_stunted", "stunted", "faltering")
    return {**{name: getattr(child, name) is True for name in own}, **_signs_of_risk(family)}


def _signs_of_risk(family: FamilyFacts) -> dict[str, bool]:
    return {"at_risk": family.at_risk is True, "at_risk_unknown": family.at_risk is None}


def _urgency(signs: Mapping[str, bool]) -> int:
    """The greatest tier of the signs that are there, in the written order; 0 where none is."""
    return max((each.tier for each in priority_tiers() if signs.get(each.sign)), default=0)
