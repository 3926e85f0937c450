"""``rules-risk.md``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.rules.risk.test_screening import SAFE
from tools.rule_pages.layout import Constant, Page, Section, Told
from tools.rule_pages.words import mask, spoken


def _known(facts: Mapping[str, Any]) -> str:
    """A family by what sets it apart from the safe one."""
    if len(facts) < len(SAFE) / 2:
        return f"only {spoken(facts)}" if facts else "nothing"
    unknown = [name.replace("_", " ") for name in SAFE if name not in facts]
    other = {name: value for name, value in facts.items() if value is not SAFE.get(name) and value != SAFE.get(name)}
    said = [f"not known: {', '.join(unknown)}"] if unknown else []
    return "; ".join([*said, spoken(other)] if other else said)


RISK = Page(
    "Family risk: the rules in tables",
    "BKKBN's family at risk of stunting (KRS), the risks of a pregnancy, and the order in which families need help. "
    "Why it is so: [risk](../explanation/risk.md).",
    ("tests/rules/risk",),
    (
        Section(
            "Yes, no, unknown",
            modules={"rules.risk.test_answers": ()},
            told={"test_and_and_or": Told("And, or", words={"missing_both": mask, "missing_either": mask})},
        ),
        Section(
            "Water and latrine",
            modules={"rules.risk.test_dwelling": ()},
            told={"test_latrine": Told("Latrine and what is under it")},
        ),
        Section(
            "The screening",
            "Each line is one family on 15 June 2026. It differs from a safe one in what the line names; the safe one "
            "is a couple with a wife of 28, safe water, a latrine with a septic tank, one child of a year and no "
            "pregnancy.",
            {
                "rules.risk.test_screening": (),
                "rules.risk.test_rule_versions": (),
                "rules.risk.test_wording": (),
            },
            {
                "test_factors": Told("Factors", headers={"expected": "factors"}),
                "test_the_unknown": Told("What is unknown, and what is missing for it", words={"known": _known}),
                "test_the_welfare_orders_and_is_no_factor": Told(
                    "The welfare rank orders and is no factor",
                    headers={"low": "desil from", "high": "desil to", "group": "group, 1 the poorest"},
                ),
                "test_factors_are_counted_and_any_of_the_four_counts_once": Told(
                    "Factors are counted; any of the four counts once"
                ),
                "test_a_family_not_at_risk": Told("A family that is not at risk, in words"),
            },
        ),
        Section(
            "Pregnancy",
            modules={"rules.risk.test_pregnancy": ()},
            told={"test_drawn": Told("KEK and anaemia", headers={"arm": "arm, cm", "hb": "Hb, g/dL", "kek": "KEK"})},
        ),
        Section(
            "Beside BKKBN's list",
            modules={"rules.risk.test_comparing": ()},
            told={"test_compare": Told("How the two agree")},
        ),
        Section(
            "Who comes first",
            constants=(
                Constant(
                    "rules.risk.test_ordering",
                    "BY_NEED",
                    "The order",
                    "Read from above: who comes first. A family of which nothing else is said is not at risk, gets "
                    "aid, is not poor, and its youngest child is four. Counts are of children; the group is the "
                    "welfare rank, 1 the poorest.",
                    ("family", "what is known"),
                ),
            ),
        ),
    ),
)
