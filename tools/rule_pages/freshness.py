"""``rules-freshness.md``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.rules.freshness.test_freshness import ON
from tools.rule_pages.layout import Page, Section, Told
from tools.rule_pages.words import NOTHING, answers


def _conditions(value: Mapping[str, int]) -> str:
    return answers({name: answer for name, answer in value.items() if len(value) == 1 or name == "stunted_child"})


def _dated(values: list[Any]) -> str:
    said = [f"{each.source}, {_days_old((ON - each.true_at).days)}" for each in values]
    return "; ".join(said) or NOTHING


def _days_old(days: int) -> str:
    return f"{days} days old" if days >= 0 else f"dated {-days} days ahead"


FRESHNESS = Page(
    "Freshness: the rules in tables",
    "Who owes which fact, how often, and how old is too old. The obligations themselves are data: "
    "`src/padan/reference/data/freshness/obligations.csv`. What they mean for a family: "
    "[risk](../explanation/risk.md).",
    ("tests/rules/freshness",),
    (
        Section(
            "Against who owes it",
            modules={"rules.freshness.test_standing": ("test_of_one_list_both_rules_say_the_same",)},
            told={
                "test_drawn": Told(
                    "Fresh, due, overdue, never",
                    "The subject is owed all of it: under five, a KRS target, pregnant.",
                    {"days": "days old", "conditions": "condition", "overdue": "days overdue"},
                    {"conditions": _conditions},
                ),
                "test_where_nobody_knows_of_a_stunted_child": Told(headers={"days": "water and latrine, days old"}),
                "test_in_words": Told("In words: the welfare rank", headers={"days": "days old"}),
            },
        ),
        Section(
            "Against the list's own cycle",
            "Here a list that comes monthly may be 46 days old, one that comes quarterly 123; a decision never ages.",
            {"rules.freshness.test_freshness": ()},
            {"test_drawn": Told("Fresh or stale", headers={"newest": "days old"}, words={"values": _dated})},
        ),
    ),
)
