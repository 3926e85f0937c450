"""The table ``risk``: every family by BKKBN's rule, from all that is known, and held against BKKBN's own list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.contracts import assessed
from padan.pipeline.assess.tables.columns import Columns, keep, list_array, put, whole_array, word_array
from padan.pipeline.engine import statements
from padan.reference.krs import CONTRACEPTION, FACTORS, TARGETS, KrsRule, facts, krs_rules, rule_on
from padan.rules import risk
from padan.rules.risk import NO, UNKNOWN, Answer, Families, Risk
from padan.rules.risk.families import STATED

#: Words of the three answers, at the place of the answer plus one.
ANSWERS = ("unknown", "no", "yes")
AGREEMENT = {
    risk.Agreement.UNKNOWN: "unknown",
    risk.Agreement.AGREES: "agree",
    risk.Agreement.ONLY_OURS: "ours_only",
    risk.Agreement.ONLY_THEIRS: "theirs_only",
}
WELFARE_RANKS = {"1": 1, "2": 2, "3": 3, "4": 4, "above_4": 5}


@dataclass(frozen=True, slots=True)
class Views:
    """The same families as three sides know them: all lists together, all but BKKBN's, BKKBN's alone."""

    everything: Families
    own: Families
    listed: Families


def rule_in_force(on: date) -> KrsRule:
    """The rule of that day; before the first one, the first."""
    return rule_on(max(on, krs_rules()[0].valid_from))


def make_risk(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make ``risk`` and, for the order of families, ``risk_facts``; leaves ``family_fact`` and its like behind."""
    rule = rule_in_force(as_of)
    con.execute(f"SET VARIABLE one_birth_days = {rule.one_birth_days}")
    con.execute(statements(__package__, "family_facts"))
    facts_ = Columns(con, "SELECT * FROM family_fact ORDER BY family_id")
    views = _views(facts_, rule)
    found, own, listed = (risk.assess(view, rule, as_of) for view in (views.everything, views.own, views.listed))
    claimed = risk.claimed_risk(views.listed, facts_.answers("risk_claimed"), rule, as_of)
    put(con, assessed.RISK, _columns(con, facts_, rule, (found, own, listed), claimed, views))
    keep(con, "risk_facts", _facts_for_order(facts_, found, views.everything))


def _views(known: Columns, rule: KrsRule) -> Views:
    rows = len(known)
    births = {name: known.days(name) for name in ("wife_born", "youngest_born", "older_born")}
    shared: dict[str, Any] = {
        "desil_low": known.whole("desil_low", 0),
        "desil_high": known.whole("desil_high", 0),
        "welfare_rank": [WELFARE_RANKS.get(rank or "", 0) for rank in known.texts("welfare_rank")],
    }
    own: dict[str, Any] = {
        **births,
        **shared,
        "in_union": known.answers("in_union"),
        "pregnant": known.answers("pregnant"),
        "children": known.whole("children", -1),
        "water_unsafe": risk.water_unsafe(known.texts("water"), rule),
        "latrine_unsafe": risk.latrine_unsafe(known.texts("latrine"), known.texts("disposal")),
    }
    listed: dict[str, Any] = {
        **{name: known.answers(name) for name in (*STATED, "water_unsafe", "latrine_unsafe")},
        "pregnant": known.answers("pregnant_wife"),
        "modern_contraception": _not(known.answers("no_modern_contraception")),
        **shared,
    }
    both = {**listed, **own, **_held(known, listed, own)}
    return Views(*(risk.families(rows, **columns) for columns in (both, own, listed)))


def _held(known: Columns, listed: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What BKKBN's screening adds to the other lists while it can still hold.

    Children and wives grow older, so what it states of them holds for its cycle, and a pregnancy for as long as one
    can last; water and latrine hold until somebody says otherwise.
    """
    in_cycle, pregnancy_holds = known.flags("in_cycle"), known.flags("pregnancy_holds")
    stated = {name: np.where(in_cycle, listed[name], UNKNOWN) for name in STATED}
    pregnant = np.where(pregnancy_holds, listed["pregnant"], UNKNOWN)
    slow = {name: listed[name] for name in ("water_unsafe", "latrine_unsafe")}
    filled = {
        name: np.where(own[name] == UNKNOWN, answers, own[name])
        for name, answers in {"pregnant": pregnant, **slow}.items()
    }
    return {**stated, **filled}


def _not(answers: NDArray[np.int8]) -> NDArray[np.int8]:
    return np.where(answers == UNKNOWN, UNKNOWN, 1 - answers).astype(np.int8)


def _columns(
    con: duckdb.DuckDBPyConnection,
    known: Columns,
    rule: KrsRule,
    answers: tuple[Risk, Risk, Risk],
    claimed: NDArray[np.int8],
    views: Views,
) -> dict[str, Any]:
    found, own, listed = answers
    rows, unlisted = len(known), np.isnat(known.days("screened_at"))
    any_list = con.execute("SELECT count(*) > 0 FROM screened_last").fetchall()[0][0]
    # Where a list exists, a family that it leaves out is called not at risk by it.
    held_against = np.where(unlisted, NO if any_list else UNKNOWN, claimed)
    group = risk.poverty_group(views.everything)
    return {
        "family_id": known["family_id"],
        "village_code": known["village_code"],
        "rule": pa.array([rule.code] * rows, pa.string()),
        "target": answer_array(found.target),
        "targets": list_array({name: found.targets[name] == Answer.YES for name in TARGETS}, rows),
        "factors": _factors(found),
        "contraception": answer_array(found.factors[CONTRACEPTION]),
        "at_risk": answer_array(found.at_risk),
        "missing": list_array({name: found.is_missing(name) for name in facts()}, rows),
        "own": answer_array(own.at_risk),
        "own_factors": _factors(own),
        "claimed": word_array(np.where(unlisted, 3, claimed + 1), (*ANSWERS, "unlisted")),
        "claimed_factors": _factors(listed),
        "screened_at": known["screened_at"],
        "compared": word_array(
            risk.compare(own.at_risk, held_against.astype(np.int8)) + 1, [AGREEMENT[code] for code in sorted(AGREEMENT)]
        ),
        "poverty": whole_array(group, group > 0),
    }


def answer_array(answers: NDArray[np.int8]) -> pa.Array:
    """Answers as words."""
    return word_array(answers + 1, ANSWERS)


def _factors(found: Risk) -> pa.Array:
    return list_array({name: found.factors[name] == Answer.YES for name in FACTORS}, len(found.at_risk))


def _facts_for_order(known: Columns, found: Risk, families: Families) -> pa.Table:
    return pa.table(
        {
            "family_id": known["family_id"],
            "at_risk": found.at_risk,
            "factor_count": found.factor_count,
            "poverty": risk.poverty_group(families),
            "pregnant": found.targets["pregnant"],
        }
    )
