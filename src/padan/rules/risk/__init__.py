"""The family at risk of stunting by BKKBN's rule, the risks of a pregnancy, and who needs help most."""

from padan.rules.risk.answers import NO, UNKNOWN, YES, Answer
from padan.rules.risk.comparing import Agreement, claimed_risk, compare, compare_parts
from padan.rules.risk.families import NO_CHILD, Families, families, latrine_unsafe, water_unsafe, without_stated
from padan.rules.risk.ordering import Needs, Order, order, why
from padan.rules.risk.pregnancy import PregnancyRisk, pregnancy_risk
from padan.rules.risk.screening import Risk, assess, poverty_group
from padan.rules.risk.wording import FamilyRisk, family_risk, pregnancy_reasons, reasons

__all__ = [
    "NO",
    "NO_CHILD",
    "UNKNOWN",
    "YES",
    "Agreement",
    "Answer",
    "Families",
    "FamilyRisk",
    "Needs",
    "Order",
    "PregnancyRisk",
    "Risk",
    "assess",
    "claimed_risk",
    "compare",
    "compare_parts",
    "families",
    "family_risk",
    "latrine_unsafe",
    "order",
    "poverty_group",
    "pregnancy_reasons",
    "pregnancy_risk",
    "reasons",
    "water_unsafe",
    "why",
    "without_stated",
]
