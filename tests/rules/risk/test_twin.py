"""The rule against its twin, and what must hold of any families."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.risk import twin
from tests.rules.risk.twin import FLAGS, NAMES, ON

from padan.reference.krs import KrsRule, krs_rules
from padan.rules.risk import NO_CHILD, UNKNOWN, Families, Risk, assess, families, family_risk
from padan.rules.risk.answers import names_in

BASE, VERVAL = krs_rules()
RULES = [
    BASE,
    VERVAL,
    replace(VERVAL, contraception_counts=True),
    replace(BASE, contraception_counts=True, too_many_from=4),
    replace(VERVAL, pregnant_counts_as_close=False),
]


@st.composite
def known_families(draw: st.DrawFn, most_unknown: int = 5) -> dict[str, Any]:
    """What is known of one family; a fact that is left out is unknown."""
    family: dict[str, Any] = {name: draw(st.booleans()) for name in FLAGS}
    days = st.integers(0, 2600)
    family["wife_born"] = ON - timedelta(days=draw(st.integers(13 * 365, 55 * 366)))
    youngest = draw(st.none() | days.map(lambda ago: ON - timedelta(days=ago)))
    family["youngest_born"] = youngest
    gap = draw(st.none() | st.sampled_from([0, 1, 153, 154, 400, 729, 730, 731, 1100]))
    family["older_born"] = youngest - timedelta(days=gap) if youngest and gap is not None else None
    born = sum(family[name] is not None for name in ("youngest_born", "older_born"))
    family["children"] = draw(st.integers(born, 5))  # a count below the births would contradict them
    unknown = draw(st.sets(st.sampled_from(sorted(family)), max_size=most_unknown))
    if "youngest_born" in unknown:
        unknown.add("older_born")  # it counts only beside the youngest
    return {name: value for name, value in family.items() if name not in unknown}


def cell(name: str, value: object) -> Any:
    return NO_CHILD if name in ("youngest_born", "older_born") and value is None else value


def columns(rows: list[dict[str, Any]]) -> Families:
    unknown: dict[str, Any] = {"children": -1, "wife_born": "NaT", "youngest_born": "NaT", "older_born": "NaT"}
    names = (*FLAGS, "children", "wife_born", "youngest_born", "older_born")
    filled = {n: [cell(n, row[n]) if n in row else unknown.get(n, -1) for row in rows] for n in names}
    return families(len(rows), **filled)


def rows_of(risk: Risk) -> list[tuple[Any, ...]]:
    every = [*risk.targets.values(), *risk.factors.values(), risk.target, risk.factor, risk.at_risk, risk.missing,
             risk.factor_count, risk.group]  # fmt: skip
    return list(zip(*(column.tolist() for column in every), strict=True))


@settings(deadline=None, max_examples=400)
@given(known_families(), st.sampled_from(RULES))
def test_unknown_only_where_the_missing_facts_could_change_the_answer(known: dict[str, Any], rule: KrsRule) -> None:
    assert assess(columns([known]), rule, ON).at_risk[0] == twin.answer(known, rule)


@settings(deadline=None, max_examples=100)
@given(known_families(most_unknown=3), st.sampled_from(RULES))
def test_every_fact_that_could_change_the_answer_is_named(known: dict[str, Any], rule: KrsRule) -> None:
    risk = assess(columns([known]), rule, ON)
    named = set(names_in(int(risk.missing[0])))
    for fact in (*FLAGS, "wife_born", "children"):
        if twin.matters(fact, known, rule):
            assert NAMES.get(fact, fact) in named, fact
    if twin.matters("births", known, rule):
        assert named & {"youngest_born", "older_born"}
    assert bool(named) == (risk.at_risk[0] == UNKNOWN)
    twins_known = "youngest_born" in known and "older_born" in known  # whose next older child may be asked for
    assert not named & {NAMES.get(name, name) for name in known} - ({"older_born"} if twins_known else set())


@settings(deadline=None, max_examples=300)
@given(known_families(), st.sampled_from(RULES), st.data())
def test_learning_a_fact_never_contradicts_a_definite_answer(
    known: dict[str, Any], rule: KrsRule, data: st.DataObject
) -> None:
    """Forget some of what is known: what was answered before must still be answered so."""
    forgotten = data.draw(st.sets(st.sampled_from(sorted(known))) if known else st.just(set()))
    less = {name: value for name, value in known.items() if name not in forgotten}
    before, after = rows_of(assess(columns([less]), rule, ON))[0], rows_of(assess(columns([known]), rule, ON))[0]
    for was, now in zip(before[:-3], after[:-3], strict=True):  # all three-valued answers
        assert was in (UNKNOWN, now)


STATED = ("has_under_two", "has_under_five", "couple", "too_young", "too_old", "too_close", "too_many", "four_too")


@settings(deadline=None, max_examples=100)
@given(st.lists(known_families(), min_size=1, max_size=8), st.sampled_from(RULES), st.randoms(), st.data())
def test_no_answer_depends_on_other_rows_or_their_order(
    rows: list[dict[str, Any]], rule: KrsRule, random: Any, data: st.DataObject
) -> None:
    said = {n: data.draw(st.lists(st.integers(-1, 1), min_size=len(rows), max_size=len(rows))) for n in STATED}
    known = replace(columns(rows), **{name: np.array(column, np.int8) for name, column in said.items()})
    together = rows_of(assess(known, rule, ON))
    shuffled = random.sample(range(len(rows)), len(rows))
    assert rows_of(assess(_take(known, shuffled), rule, ON)) == [together[place] for place in shuffled]
    for place, found in enumerate(together):
        assert rows_of(assess(_take(known, [place]), rule, ON)) == [found]


@settings(deadline=None, max_examples=100)
@given(st.lists(known_families(), min_size=1, max_size=6), st.sampled_from(RULES))
def test_one_family_is_a_column_of_one(rows: list[dict[str, Any]], rule: KrsRule) -> None:
    risk = assess(columns(rows), rule, ON)
    for place, row in enumerate(rows):
        found = family_risk(rule, ON, **{name: cell(name, value) for name, value in row.items()})
        assert (found.at_risk, found.group) == (risk.at_risk[place], risk.group[place])
        assert found.missing == names_in(int(risk.missing[place]))
        assert bool(found.unknown) == (found.at_risk == UNKNOWN)


def _take(known: Families, places: list[int]) -> Families:
    return Families(**{f.name: getattr(known, f.name)[places] for f in fields(Families)})


def test_the_day_itself_and_a_day_later() -> None:
    """A birth that is not yet true on the day counts as unknown."""
    known = families(1, youngest_born=["2026-06-16"], water_unsafe=[1], pregnant=[0])
    assert assess(known, VERVAL, ON).at_risk[0] == UNKNOWN
    assert assess(known, VERVAL, date(2026, 6, 16)).at_risk[0] == 1
