"""A few facts of each kind, rules and families of every make."""

from __future__ import annotations

from hypothesis import strategies as st

from padan.rules.eligibility import (
    All,
    Among,
    Any,
    By,
    Choice,
    Compares,
    Fact,
    FactKind,
    Holds,
    Known,
    Node,
    Not,
    Rule,
    Sign,
    facts_of,
)

_WATER = (
    ("piped", "ledeng", "piped"),
    ("well", "sumur", "well"),
    ("river", "sungai", "river"),
    ("rain", "hujan", "rain"),
)
FACTS = facts_of([
    Fact("at_risk", FactKind.YES_NO, "berisiko", "at_risk", "Berisiko stunting", "At risk of stunting"),
    Fact("pkh", FactKind.YES_NO, "menerima_pkh", "gets_pkh", "Menerima PKH", "Gets PKH"),
    Fact("desil", FactKind.NUMBER, "desil", "decile", "Desil", "Decile", 1, 10),
    Fact("toddlers", FactKind.NUMBER, "balita", "toddlers", "Jumlah balita", "Toddlers", 0, 20, "anak"),
    Fact("water", FactKind.CHOICE, "air", "water", "Air minum", "Drinking water",
         choices=tuple(Choice(*each) for each in _WATER)),
])  # fmt: skip
TRUTHS = [code for code, fact in FACTS.items() if fact.kind is FactKind.YES_NO]
NUMBERS = [code for code, fact in FACTS.items() if fact.kind is FactKind.NUMBER]
WATERS = [each.code for each in FACTS["water"].choices]


def _compared() -> st.SearchStrategy[Node]:
    return st.sampled_from(NUMBERS).flatmap(
        lambda code: st.builds(
            Compares, st.just(code), st.sampled_from(Sign),
            st.integers(int(FACTS[code].low), int(FACTS[code].high)).map(float),
        )
    )  # fmt: skip


_LEAVES = st.one_of(
    st.builds(Holds, st.sampled_from(TRUTHS)),
    st.builds(Known, st.sampled_from(list(FACTS))),
    _compared(),
    st.builds(
        Among, st.just("water"), st.lists(st.sampled_from(WATERS), min_size=1, max_size=3, unique=True).map(tuple)
    ),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
ORDERS = st.lists(
    st.builds(By, st.sampled_from([*TRUTHS, *NUMBERS]), st.booleans()), max_size=4, unique_by=lambda by: by.fact
).map(tuple)
RULES = st.builds(Rule, st.lists(NODES, min_size=1, max_size=4).map(tuple), ORDERS)
FAMILIES = st.fixed_dictionaries({
    "at_risk": st.sampled_from([None, False, True]),
    "pkh": st.sampled_from([None, False, True]),
    "desil": st.none() | st.integers(1, 10),
    "toddlers": st.none() | st.integers(0, 5),
    "water": st.none() | st.sampled_from(WATERS),
})  # fmt: skip
