"""Who is entitled, by a rule that is data: read from text, checked against known facts, judged on columns or for one
family by the same code, and explained. Nothing in a rule can be run."""

from padan.rules.eligibility.facts import Choice, Fact, FactKind, Facts, facts_of
from padan.rules.eligibility.judging import Judged, judge
from padan.rules.eligibility.nodes import All, Among, Any, Compares, Holds, Known, Node, Not, Rule, Sign, facts_in
from padan.rules.eligibility.reading import read_rule
from padan.rules.eligibility.telling import Reason, Told, columns_of, tell
from padan.rules.eligibility.words import RuleTextError
from padan.rules.eligibility.writing import as_data, from_data, write_condition, write_rule

__all__ = [
    "All",
    "Among",
    "Any",
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
    "from_data",
    "judge",
    "read_rule",
    "tell",
    "write_condition",
    "write_rule",
]
