"""The table ``risk``: families drawn by hand, each with the answer that BKKBN's rule gives on 1 July 2026."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.pipeline.assess.families_kit import (
    SAFE_HOME,
    assessed_register,
    family_of,
    household,
    screening,
    weighings,
)
from tests.pipeline.register_kit import Row

UNSAID: dict[str, Any] = dict.fromkeys(SAFE_HOME)
#: 280 days before 1 July 2026, and one day more.
LAST_DAY_PREGNANT, TOO_LONG_PREGNANT = "2025-09-24", "2025-09-23"
#: 368 days before 1 July 2026: 184 days of the screening's cycle and 184 of grace; and one day more.
IN_CYCLE, PAST_CYCLE = "2025-06-28", "2025-06-27"
WEIGHED = {"measured_on": "2024-06-05", "weight": 11.0}
ALL_SAID_NO = {"has_under_two": True, "has_under_five": False, "couple": True, "pregnant_wife": False,
               "water_unsafe": False, "latrine_unsafe": False, "too_young": False, "too_old": False,
               "too_close": False, "too_many": False}  # fmt: skip


def also(number: int, receipt: str, **values: Any) -> list[Row]:
    """The same family without its children on another list."""
    return household(number, receipt=receipt, children=(), **values)


#: What is drawn, the rows of family n, and what is expected of its row.
DRAWN: list[tuple[str, Any, dict[str, Any]]] = [
    ("a safe family with one child under two", lambda n: household(n),
     {"at_risk": "no", "own": "no", "target": "yes", "targets": ["under_two", "couple"], "factors": [],
      "claimed": "unlisted", "compared": "agree", "missing": [], "rule": "verval-2023"}),
    # The wife's age, in completed years on that day.
    ("wife of 19", lambda n: household(n, wife_born="2006-07-02"), {"factors": ["too_young"], "at_risk": "yes"}),
    ("wife of 20 today", lambda n: household(n, wife_born="2006-07-01"), {"factors": [], "at_risk": "no"}),
    ("wife of 34", lambda n: household(n, wife_born="1991-07-02"), {"factors": [], "at_risk": "no"}),
    ("wife of 35 today", lambda n: household(n, wife_born="1991-07-01"), {"factors": ["too_old"], "at_risk": "yes"}),
    ("wife of 40", lambda n: household(n, wife_born="1985-07-02"), {"factors": ["too_old"], "at_risk": "yes"}),
    ("wife of 41 today", lambda n: household(n, wife_born="1985-07-01"), {"factors": [], "at_risk": "no"}),
    ("wife's birth unknown", lambda n: household(n, wife_born=None, wife={"birth_date": None}),
     {"factors": [], "at_risk": "unknown", "missing": ["wife_born"]}),
    # Spacing of births.
    ("births 23 months apart", lambda n: household(n, children=("2022-08-21", "2024-08-20")),
     {"factors": ["too_close"], "at_risk": "yes", "targets": ["under_two", "under_five", "couple"]}),
    ("births 24 months apart", lambda n: household(n, children=("2022-08-20", "2024-08-20")),
     {"factors": [], "at_risk": "no"}),
    ("twins alone", lambda n: household(n, children=("2024-08-20", "2024-08-20")), {"factors": [], "at_risk": "no"}),
    ("twins 19 months after another", lambda n: household(n, children=("2023-01-05", "2024-08-20", "2024-08-20")),
     {"factors": ["too_close", "too_many"], "at_risk": "yes"}),
    ("twins three years after another", lambda n: household(n, children=("2021-08-05", "2024-08-20", "2024-08-21")),
     {"factors": ["too_many"], "at_risk": "yes"}),
    ("154 days apart are two births", lambda n: household(n, children=("2019-01-01", "2024-03-19", "2024-08-20")),
     {"factors": ["too_close", "too_many"], "at_risk": "yes"}),
    ("three children", lambda n: household(n, children=("2015-02-03", "2019-02-03", "2024-08-20")),
     {"factors": ["too_many"], "at_risk": "yes"}),
    ("a child's birth unknown", lambda n: household(n, children=("2022-08-20", (None, "child"))),
     {"target": "unknown", "at_risk": "unknown", "factors": []}),
    ("no child", lambda n: household(n, children=()), {"target": "no", "targets": ["couple"], "at_risk": "no"}),
    ("a grandchild's birth is no spacing",
     lambda n: household(n, children=("1999-04-04", ("2025-02-03", "grandchild"))),
     {"factors": [], "at_risk": "no", "targets": ["under_two", "couple"]}),
    ("a grandchild after two of her own: their spacing is not told",
     lambda n: household(n, children=("2019-04-04", "2020-04-04", ("2025-02-03", "grandchild"))),
     {"factors": [], "at_risk": "unknown", "missing": ["older_born"]}),
    # Pregnancy.
    ("pregnant with a child under two", lambda n: household(n, wife={"pregnant": True}),
     {"factors": ["too_close"], "targets": ["pregnant", "under_two", "couple"], "at_risk": "yes"}),
    ("pregnancy not told", lambda n: household(n, wife={"pregnant": None}),
     {"factors": [], "at_risk": "unknown", "missing": ["pregnant"]}),
    ("said pregnant 280 days ago",
     lambda n: household(n, children=(), true_at=LAST_DAY_PREGNANT, wife={"pregnant": True}, water="surface"),
     {"targets": ["pregnant", "couple"], "at_risk": "yes"}),
    ("said pregnant 281 days ago",
     lambda n: household(n, children=(), true_at=TOO_LONG_PREGNANT, wife={"pregnant": True}, water="surface"),
     {"targets": ["couple"], "target": "unknown", "at_risk": "unknown", "missing": ["pregnant"]}),
    ("the child has been born since",
     lambda n: household(n, children=("2026-03-03",), true_at="2026-01-10", wife={"pregnant": True}),
     {"targets": ["under_two", "couple"], "factors": [], "at_risk": "unknown", "missing": ["pregnant"]}),
    ("a man is not pregnant", lambda n: household(n, children=(), wife_born=None, pregnant=True),
     {"targets": [], "target": "unknown"}),
    # Who is in union.
    ("a widower", lambda n: household(n, wife_born=None, water="surface"),
     {"factors": ["water_unsafe"], "at_risk": "yes"}),
    ("a divorced woman of 38",
     lambda n: household(n, head="P", wife_born="1988-01-01", wife={"marital_status": "divorced"}),
     {"factors": [], "at_risk": "no", "targets": ["under_two"]}),
    ("a married woman heads the family",
     lambda n: household(n, head="P", wife_born="1988-01-01", wife={"marital_status": "married"}),
     {"factors": ["too_old"], "at_risk": "yes"}),
    ("a woman heads the family, marriage not told", lambda n: household(n, head="P", wife_born="1988-01-01"),
     {"factors": [], "at_risk": "unknown", "missing": ["in_union"]}),
    ("the wife has died", lambda n: household(n, wife={"status": "dead"}), {"targets": ["under_two"]}),
    # Water and latrine.
    ("river water", lambda n: household(n, water="surface"), {"factors": ["water_unsafe"], "at_risk": "yes"}),
    ("rain", lambda n: household(n, water="rain"), {"factors": ["water_unsafe"], "at_risk": "yes"}),
    ("water not told", lambda n: household(n, water="unknown"),
     {"factors": [], "at_risk": "unknown", "missing": ["water"]}),
    ("no latrine", lambda n: household(n, latrine="none", disposal=None), {"factors": ["latrine_unsafe"]}),
    ("a pit", lambda n: household(n, disposal="pit"), {"factors": ["latrine_unsafe"]}),
    ("a shared latrine over a tank", lambda n: household(n, latrine="shared"), {"factors": [], "at_risk": "no"}),
    ("a latrine, no word of a tank", lambda n: household(n, disposal=None),
     {"factors": [], "at_risk": "unknown", "missing": ["latrine"]}),
    ("the newest water counts",
     lambda n: [*household(n, true_at="2026-03-01", water="surface"), *also(n, "opensid-a", true_at="2026-04-01")],
     {"factors": [], "at_risk": "no"}),
    ("a newer list that does not know the water does not count",
     lambda n: [*household(n, true_at="2026-03-01", water="surface"),
                *also(n, "opensid-a", true_at="2026-04-01", water="unknown")],
     {"factors": ["water_unsafe"], "at_risk": "yes"}),
    ("a tank built since: latrine and tank are of one row",
     lambda n: [*household(n, true_at="2026-03-01", latrine="none", disposal=None),
                *also(n, "opensid-a", true_at="2026-04-01", latrine=None)],
     {"factors": [], "at_risk": "no"}),
    # BKKBN's list beside the others.
    ("both say no", lambda n: [*household(n), *screening(n, **ALL_SAID_NO)],
     {"at_risk": "no", "claimed": "no", "compared": "agree", "claimed_factors": []}),
    ("only the others say yes", lambda n: [*household(n, water="surface"), *screening(n, **ALL_SAID_NO)],
     {"at_risk": "yes", "own": "yes", "claimed": "no", "compared": "ours_only", "own_factors": ["water_unsafe"]}),
    ("the list leaves out a family at risk", lambda n: household(n, water="surface"),
     {"claimed": "unlisted", "compared": "ours_only"}),
    ("only BKKBN's list says yes", lambda n: [*household(n), *screening(n, **{**ALL_SAID_NO, "too_close": True})],
     {"own": "no", "claimed": "yes", "compared": "theirs_only", "claimed_factors": ["too_close"], "at_risk": "no"}),
    ("its own word of the whole", lambda n: [*household(n), *screening(n, risk_claimed=True)],
     {"claimed": "yes", "compared": "theirs_only", "claimed_factors": []}),
    ("both say yes", lambda n: [*household(n, water="surface"), *screening(n, **{**ALL_SAID_NO, "water_unsafe": True})],
     {"claimed": "yes", "compared": "agree"}),
    ("the list says too little", lambda n: [*household(n), *screening(n, has_under_two=True)],
     {"claimed": "unknown", "compared": "unknown", "at_risk": "no"}),
    ("what the others do not know cannot be compared",
     lambda n: [*household(n, **UNSAID), *screening(n, **{**ALL_SAID_NO, "water_unsafe": True})],
     {"own": "unknown", "at_risk": "yes", "factors": ["water_unsafe"], "own_factors": [], "compared": "unknown"}),
    ("contraception stands beside the factors",
     lambda n: [*household(n), *screening(n, **{**ALL_SAID_NO, "no_modern_contraception": True})],
     {"contraception": "yes", "factors": [], "at_risk": "no"}),
    # Families of which no list names every member.
    ("only screened", lambda n: screening(n, **{**ALL_SAID_NO, "water_unsafe": True}),
     {"own": "unknown", "at_risk": "yes", "targets": ["under_two", "couple"], "claimed": "yes", "compared": "unknown"}),
    ("a child of six that only weighings know says nothing of younger ones",
     lambda n: [*screening(n, **{**ALL_SAID_NO, "water_unsafe": True}), weighings(n, 2, "2020-05-05", WEIGHED)],
     {"at_risk": "yes", "targets": ["under_two", "couple"]}),
    ("a child of two that only weighings know",
     lambda n: [*screening(n, PAST_CYCLE, **{**ALL_SAID_NO, "water_unsafe": True}),
                weighings(n, 2, "2024-05-05", WEIGHED)],
     {"at_risk": "yes", "target": "yes", "targets": ["under_five"]}),
    ("screened on the last day of the cycle", lambda n: screening(n, IN_CYCLE, **{**ALL_SAID_NO, "water_unsafe": True}),
     {"at_risk": "yes", "targets": ["under_two", "couple"]}),
    ("screened too long ago: the child has grown, the water holds",
     lambda n: screening(n, PAST_CYCLE, **{**ALL_SAID_NO, "water_unsafe": True}),
     {"at_risk": "unknown", "target": "unknown", "targets": [], "factors": ["water_unsafe"]}),
    ("pregnant by the screening",
     lambda n: screening(n, "2026-01-10", **{**ALL_SAID_NO, "has_under_two": False, "pregnant_wife": True,
                                             "water_unsafe": True}),
     {"at_risk": "yes", "targets": ["pregnant", "couple"]}),
    ("screened pregnant too long ago",
     lambda n: screening(n, TOO_LONG_PREGNANT, **{**ALL_SAID_NO, "has_under_two": False, "pregnant_wife": True,
                                                  "water_unsafe": True}),
     {"at_risk": "unknown", "target": "unknown", "targets": ["couple"]}),
    ("screened pregnant, and the child is in a list of all members since",
     lambda n: [*household(n, children=("2026-03-03",), wife={"pregnant": None}),
                *screening(n, "2026-01-10", **{**ALL_SAID_NO, "pregnant_wife": True})],
     {"targets": ["under_two", "couple"], "factors": [], "own": "unknown", "at_risk": "no"}),
    ("screened after the day",
     lambda n: [*household(n), *screening(n, "2026-07-02", **{**ALL_SAID_NO, "too_close": True})],
     {"claimed": "unlisted", "screened_at": None}),
    # The welfare rank orders and is no factor.
    ("decile 1", lambda n: household(n, desil_low=1, desil_high=1, desil_quality="exact"),
     {"poverty": 1, "at_risk": "no"}),
    ("decile 5 to 8", lambda n: household(n, desil_low=5, desil_high=8, desil_quality="range"), {"poverty": 5}),
    ("decile 4 to 5", lambda n: household(n, desil_low=4, desil_high=5, desil_quality="range"), {"poverty": None}),
    ("welfare rank before decile",
     lambda n: [*household(n, desil_low=1, desil_high=1, desil_quality="exact"), *screening(n, welfare_rank="above_4")],
     {"poverty": 5}),
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, dict[str, Any]]]:
    """The row of each drawn family, all of one register."""
    rows = [draw(number) for number, (_why, draw, _expected) in enumerate(DRAWN, 1)]
    with assessed_register(*rows) as (register, tables):
        of_family = {row["family_id"]: row for row in tables["risk"]}
        assert len(of_family) == len(DRAWN), "families were joined or torn"
        yield {why: of_family[family_of(register, number)] for number, (why, *_rest) in enumerate(DRAWN, 1)}


@pytest.mark.parametrize(("why", "expected"), [(why, expected) for why, _draw, expected in DRAWN])
def test_a_drawn_family(found: dict[str, dict[str, Any]], why: str, expected: dict[str, Any]) -> None:
    assert {name: found[why][name] for name in expected} == expected
