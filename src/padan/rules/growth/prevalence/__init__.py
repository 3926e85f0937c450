"""Prevalence of malnutrition in a sample or a list of children, with confidence intervals.

``prevalence`` gives rates by any columns; ``who_table`` gives the table of WHO's R package ``anthro``;
``survey_design``, ``lay_out``, ``shares`` and ``means`` do the same for any 0/1 or numeric column.
"""

from padan.rules.growth.prevalence.coding import Coded, coded, crossed
from padan.rules.growth.prevalence.design import Cells, Design, lay_out, survey_design
from padan.rules.growth.prevalence.estimates import Estimates, means, shares
from padan.rules.growth.prevalence.rates import INDICATORS, Rate, prevalence
from padan.rules.growth.prevalence.reliability import DHS, Reason, Rule, reason_text
from padan.rules.growth.prevalence.who_groups import AGE_LABELS, age_groups
from padan.rules.growth.prevalence.who_table import Survey, Table, who_table

__all__ = [
    "AGE_LABELS",
    "DHS",
    "INDICATORS",
    "Cells",
    "Coded",
    "Design",
    "Estimates",
    "Rate",
    "Reason",
    "Rule",
    "Survey",
    "Table",
    "age_groups",
    "coded",
    "crossed",
    "lay_out",
    "means",
    "prevalence",
    "reason_text",
    "shares",
    "survey_design",
    "who_table",
]
