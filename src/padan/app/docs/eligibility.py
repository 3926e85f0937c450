"""``docs/reference/eligibility-facts.md``: what a rule of eligibility may ask, from the catalogue of facts."""

from __future__ import annotations

from padan.app.docs.markdown import cell, code, table
from padan.kernel.writing import decimal
from padan.reference.eligibility import FactEntry, fact_entries
from padan.rules.eligibility import FactKind

_HEAD = """\
# Facts that a rule of eligibility may ask

What a rule is written of: each fact by its name in Indonesian and in English, and what a release knows of it. What is
not known is *unknown*, never *no*. The area is no fact: villages and kecamatan have quotas. This page is written from
`padan.reference.eligibility` by `make docs`.
"""


def eligibility_page() -> str:
    """The page."""
    rows = [
        (code(each.name_id), code(each.name_en), cell(each.title_en), _values(each), cell(each.source("en")))
        for each in fact_entries().values()
    ]
    return f"{_HEAD}\n{table(('name', 'in English', 'what it is', 'values', 'known from'), rows)}\n"


def _values(fact: FactEntry) -> str:
    match FactKind(fact.kind):
        case FactKind.YES_NO:
            return "yes or no"
        case FactKind.NUMBER:
            return f"{decimal(fact.low, 0)} to {decimal(fact.high, 0)} {fact.unit('en')}".strip()
    return ", ".join(f"{code(each.name_id)} ({code(each.name_en)})" for each in fact.choices)
