"""Who is entitled, by a rule that is data: read from text, checked against known facts, judged on columns or for one
family by the same code, and explained. Nothing in a rule can be run."""

from padan.rules.eligibility.facts import Choice, Fact, FactKind, Facts, facts_of, ranks
from padan.rules.eligibility.judging import Judged, judge
from padan.rules.eligibility.nodes import (
    MOST_RANKS,
    USUAL,
    All,
    Among,
    Any,
    By,
    Compares,
    Holds,
    Known,
    Node,
    Not,
    Rule,
    Sign,
    facts_in,
    facts_of_rule,
)
from padan.rules.eligibility.reading import read_rule
from padan.rules.eligibility.telling import Reason, Told, columns_of, tell
from padan.rules.eligibility.words import RuleTextError
from padan.rules.eligibility.writing import as_data, from_data, write_condition, write_order, write_rule

__all__ = [
    "MOST_RANKS",
    "USUAL",
    "All",
    "Among",
    "Any",
    "By",
    "Choice",
    "Compares",
    "Fact",
    "FactKind",
    "Facts",
    "Holds",
    "Judged",
    "Known",
    "Node",
    "Not",
    "Reason",
    "Rule",
    "RuleTextError",
    "Sign",
    "Told",
    "as_data",
    "columns_of",
    "facts_in",
    "facts_of",
    "facts_of_rule",
    "from_data",
    "judge",
    "ranks",
    "read_rule",
    "tell",
    "write_condition",
    "write_order",
    "write_rule",
]
