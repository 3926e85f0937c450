"""The facts that rules may ask, as the catalogue of ``padan.reference.eligibility`` lists them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from padan.reference.eligibility import FactEntry, fact_entries
from padan.rules.eligibility.facts import Choice, Fact, FactKind, Facts, facts_of


@cache
def known_facts(language: str = "id") -> Facts:
    """Every fact of the catalogue by its code, in its order; units are in ``language``."""
    return MappingProxyType(facts_of(_fact(entry, language) for entry in fact_entries().values()))


def _fact(entry: FactEntry, language: str) -> Fact:
    return Fact(
        entry.code, FactKind(entry.kind), entry.name_id, entry.name_en, entry.title_id, entry.title_en, entry.low,
        entry.high, entry.unit(language),
        tuple(Choice(each.code, each.name_id, each.name_en) for each in entry.choices),
    )  # fmt: skip
