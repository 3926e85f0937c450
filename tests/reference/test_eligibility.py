"""The catalogue of facts: complete in both languages, writable in a rule, its choices those of the register."""

from __future__ import annotations

import pytest

from padan.reference.codes import code_list
from padan.reference.datafiles import read_rows
from padan.reference.eligibility import fact_entries
from padan.rules.eligibility import USUAL, Among, FactKind, Holds, Rule, ranks, read_rule, write_rule
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.eligibility.words import SPELLED, tokens

LANGUAGES = ("id", "en")
HOUSE = ("floor", "wall", "roof", "water", "latrine", "disposal", "ownership")


@pytest.mark.parametrize("code", list(fact_entries()))
def test_each_fact_is_complete_in_both_languages(code: str) -> None:
    entry, fact = fact_entries()[code], known_facts()[code]
    for language in LANGUAGES:
        assert entry.source(language)
        assert fact.title(language)
        assert bool(entry.unit("id")) == bool(entry.unit("en"))
    assert (entry.low < entry.high) == (fact.kind is FactKind.NUMBER)
    assert bool(fact.choices) == (fact.kind is FactKind.CHOICE)
    assert bool(entry.unit()) <= (fact.kind is FactKind.NUMBER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_single_words_that_mean_nothing_else(language: str) -> None:
    names = [fact.name(language) for fact in known_facts().values()]
    assert len(set(names)) == len(names) > 40
    values = [each.name(language) for fact in known_facts().values() for each in fact.choices]
    for name in (*names, *values):
        (only,) = tokens(name, 1, language)
        assert (only.kind, only.text, only.word) == ("name", name, None)
        assert name == name.lower()
        assert name not in {word for text in SPELLED[language].values() for word in text.split()}


@pytest.mark.parametrize("name", HOUSE)
def test_choices_of_a_house_are_the_registers_words_but_for_unknown(name: str) -> None:
    choices = [each.code for each in known_facts()[name].choices]
    assert len(set(choices)) == len(choices)
    assert set(choices) == set(code_list(name).meanings) - {"unknown"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_of_one_fact_have_names_of_their_own(language: str) -> None:
    for fact in known_facts().values():
        names = [each.name(language) for each in fact.choices]
        assert len(set(names)) == len(names)


def test_every_choice_is_of_a_fact() -> None:
    of = {row["fact"] for row in read_rows("data", "eligibility", "choices.csv")}
    assert of == {code for code, fact in known_facts().items() if fact.kind is FactKind.CHOICE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_can_be_written_and_read_back(language: str) -> None:
    facts = known_facts(language)
    asked = [
        Among(code, tuple(each.code for each in fact.choices)) if fact.choices else Holds(code)
        for code, fact in facts.items()
        if fact.kind is not FactKind.NUMBER
    ]
    rule = Rule(tuple(asked))
    assert read_rule(write_rule(rule, facts, language), facts, language) == rule


def test_the_usual_order_is_of_facts_that_rank() -> None:
    assert all(ranks(known_facts()[by.fact]) for by in USUAL)


def test_units_are_in_the_language_and_the_area_is_no_fact() -> None:
    assert (known_facts("id")["members"].unit, known_facts("en")["members"].unit) == ("orang", "people")
    assert not {"village", "desa", "kecamatan", "district"} & set(known_facts())
