"""Programmes, rules and rounds in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from tests.office.tasks import tasks_kit

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.listing import draw, set_quotas
from padan.office.aid.models import Programme, Round, Rule
from padan.office.aid.operations import Described, Planned, make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.rules import eligibility
from padan.rules.package import Instead, Portion, Whom
from padan.rules.risk.answers import YES
from padan.rules.selection import Candidates, Exclusion, Key

NOW = datetime(2026, 11, 29, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 29)
REGENCY, SAMBOJA, WONOTIRTO, TANJUNG, ELSEWHERE = (
    "64.02", "64.02.13", "64.02.13.1008", "64.02.13.1009", "64.02.07.2002",
)  # fmt: skip
FACTS = eligibility.facts_of(
    [
        eligibility.Fact("at_risk", eligibility.FactKind.YES_NO, "berisiko", "at_risk", "Berisiko stunting", "At risk"),
        eligibility.Fact("decile", eligibility.FactKind.NUMBER, "desil", "decile", "Desil", "Decile", 1, 10),
    ]
)
DESCRIBED = Described(
    "pangan-krs", "Bantuan pangan keluarga miskin berisiko stunting", "food", REGENCY, "dinsos",
    "Keputusan Bupati tentang bantuan pangan", "APBD", "5.1.05.01",
)  # fmt: skip
#: 10 kg of rice or 12 kg of maize for the family, and 30 eggs for each child under five, a month.
PACKAGE = (
    Portion("beras", "kg", 10, price=15_000, instead=(Instead("jagung", "kg", 12),)),
    Portion("telur", "butir", 30, Whom.UNDER_FIVE, 2_500),
)
#: Stands for the seal of a decree where none is told of.
SEAL = "5ea1" * 16
#: Why a list goes on of which no village has said anything.
UNHEARD = "desa sudah menyetujui secara lisan"
PLANNED = Planned("Samboja 2025", SAMBOJA, date(2026, 12, 1), 2, 600_000, 30_000_000)


def officer(name: str, *areas: str, role: Role = Role.DATA_OFFICER) -> Account:
    """An account with a post; of the regency where no area is named."""
    return tasks_kit.officer(name, *(areas or (REGENCY,)), role=role)


def maker() -> Account:
    """A data officer of the regency."""
    return officer("rina")


def checker() -> Account:
    """Somebody of the secretariat of the TPPS."""
    return officer("sari", role=Role.COORDINATOR)


def release() -> Release:
    """A release of the register."""
    found, _new = Release.objects.get_or_create(
        name="satu",
        defaults={"as_of": DAY, "state": ReleaseState.CURRENT, "people": 1, "families": 1, "offered_at": NOW},
    )
    return found


def programme(**changes: Any) -> Programme:
    """The food aid of the regency."""
    return make_programme(replace(DESCRIBED, **changes), by=maker(), on=NOW)


def rule(text: str = "berisiko\ndesil <= 4", of: Programme | None = None, why: str = "") -> Rule:
    """A version of its rule."""
    return revise_rule(of or programme(), eligibility.read_rule(text, FACTS), by=maker(), on=NOW, why=why)


def opened(**changes: Any) -> Round:
    """Its round, without quotas or package."""
    return open_round(rule(), release(), replace(PLANNED, **changes), by=maker(), on=NOW)


def candidates(
    areas: Sequence[str], poor: Sequence[float], known: Mapping[Exclusion, Sequence[int]] | None = None
) -> Candidates:
    """Families F0, F1, … that the rule finds entitled, each of a village, the poorest first; by reason the numbers of
    those for whom the register knows it."""
    columns = {reason: np.isin(np.arange(len(areas)), numbers) for reason, numbers in (known or {}).items()}
    return Candidates(
        np.array([family(number) for number in range(len(areas))], object), np.array(areas, object),
        np.full(len(areas), YES, np.int8), (Key("decile", np.array(poor, float)),), columns,
    )  # fmt: skip


def family(number: int) -> str:
    """The id of a family by its number."""
    return f"F{number:015X}"


def drawn(held: Round | None = None, families: int = 60) -> Round:
    """A round of 50 places in Samboja with its package and list, of so many families."""
    held = set_package(set_quotas(held or opened(), {SAMBOJA: 50}, by=maker(), on=NOW), PACKAGE, by=maker(), on=NOW)
    areas = [WONOTIRTO if number % 2 else TANJUNG for number in range(families)]
    return draw(held, candidates(areas, [number % 4 for number in range(families)]), by=maker(), on=NOW)


def at(state: State) -> Round:
    """A round of 50 places that has come into a state in the usual way."""
    held = drawn()
    if state is State.CANCELLED:
        return move(held, state, by=maker(), on=NOW, reason="anggaran dialihkan")
    way = (State.VERIFYING, State.CORRECTING, State.PROPOSED, State.DECREED, State.DELIVERING, State.CLOSED)
    acts = {State.DECREED: SEAL, State.DELIVERING: "begun"}
    for to in way[: way.index(state) + 1] if state in way else ():
        reason = UNHEARD if to is State.PROPOSED else ""
        by = checker() if to is State.DECREED else maker()
        held = move(held, to, by=by, on=NOW, reason=reason, act=acts.get(to, ""))
    return held
