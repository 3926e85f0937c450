"""Programmes, rounds and listed families in words, for the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.kernel.writing import count, rupiah
from padan.office.aid import queries
from padan.office.aid.permissions import may_move
from padan.office.aid.policies import places_of
from padan.office.aid.states import MOVES, State, Verdict, after
from padan.office.registry import queries as registry
from padan.reports.aid_words import duration_words, kind_words, move_words, standing_words, state_words
from padan.reports.wording import agency_name, number, region_name, village_name
from padan.rules.eligibility import Rule, write_condition
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.selection import Standing
from padan.web.access import Reader

#: States of a round in which villages see it.
SHOWN_TO_VILLAGES: Final = tuple(state for state in State if state not in (State.DRAFT, State.CANCELLED))
_LOOKS: Final = {State.VERIFYING: "doubt", State.CORRECTING: "doubt", State.PROPOSED: "doubt", State.CANCELLED: "bad",
                 State.DECREED: "good", State.DELIVERING: "good"}  # fmt: skip
_ORDER: Final = {state: place for place, state in enumerate(State)}
_RT: Final = re.compile(r"\bRT\b", re.IGNORECASE)
#: The look of how a family stands.
_STANDS: Final = {Standing.CHOSEN: "good", Standing.RESERVE: "doubt", Standing.EXCLUDED: "bad"}


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list; ``village`` is where its reader verifies it, if there."""

    number: int
    name: str
    programme: str
    area: str
    since: date
    until: date
    state: str
    look: str
    village: str


def round_line(held: queries.Round, village: str) -> RoundLine:
    """One round."""
    state = State(held.state)
    return RoundLine(
        held.pk, held.name, held.programme.name, region_name(held.area), held.since, held.until, state_words(state),
        _LOOKS.get(state, "plain"), village,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list."""

    number: int
    name: str
    kind: str
    owner: str
    fund: str


def programme_line(found: queries.Programme) -> ProgrammeLine:
    """One programme."""
    return ProgrammeLine(found.pk, found.name, kind_words(found.kind), agency_name(found.owner), found.fund)


def programme_facts(found: queries.Programme) -> list[tuple[str, str]]:
    """What a programme is."""
    return [
        (_("Jenis bantuan"), kind_words(found.kind)), (_("Instansi"), agency_name(found.owner)),
        (_("Sumber dana"), found.fund), (_("Kode rekening"), found.budget_line),
        (_("Wilayah"), region_name(found.area)), (_("Dasar hukum"), found.legal_basis), (_("Kode"), found.code),
    ]  # fmt: skip


def conditions(rule: Rule) -> list[str]:
    """The conditions of a rule, each as text."""
    return [write_condition(each, known_facts(), language()) for each in rule.conditions]


def round_facts(held: queries.Round, quotas: dict[str, int]) -> list[tuple[str, str]]:
    """What a round is."""
    places = places_of(quotas)
    return [
        (_("Wilayah"), region_name(held.area)),
        (_("Kuota"), _("{n} keluarga").format(n=count(places)) if places else ""),
        (_("Biaya tiap penerima"), rupiah(held.cost)), (_("Anggaran"), rupiah(held.budget)),
        (_("Biaya kuota"), rupiah(places * held.cost) if places else ""),
        (_("Lamanya menurut aturan"), "; ".join(duration_words(held.programme.kind, held.since))),
        (_("Rilis"), held.release.name), (_("Benih undian"), held.seed),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoveButton:
    """A move that the reader may make: the state it leads to, what the button says, and whether it leads ``back``."""

    to: str
    words: str
    back: bool


def moves(who: Reader, held: queries.Round) -> list[MoveButton]:
    """The moves that a reader may make from where a round stands. Those that an act alone makes are made with it."""
    at = State(held.state)
    may = [to for to in after(at) if MOVES[at, to].by is None and may_move(who.account, held, to, who.day)]
    return [MoveButton(to.value, move_words(at, to), to is State.CANCELLED or _ORDER[to] < _ORDER[at]) for to in may]


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family in a list. ``card`` is the masked number of its family card."""

    family_id: str
    rank: int
    name: str
    address: str
    rt: str
    rw: str
    card: str
    village: str
    standing: str
    look: str
    words: str


def family_lines(scope: Scope, rows: Sequence[queries.Listed]) -> list[FamilyLine]:
    """Families of a list with who they are by the release in force."""
    ids = [row.family_id for row in rows]
    known = {each.family_id: each for each in registry.families(scope).filter(family_id__in=ids)}
    return [_family_line(row, known.get(row.family_id)) for row in rows]


def _family_line(row: queries.Listed, found: registry.Family | None) -> FamilyLine:
    standing = Standing(row.standing)
    address = (found.address if found else "") or ""
    # Some lists write the RT into the address.
    apart = found if found and not _RT.search(address) else None
    return FamilyLine(
        row.family_id, row.rank, (found.head_name if found else "") or _("tanpa nama"), address,
        (apart.rt if apart else "") or "", (apart.rw if apart else "") or "",
        number(found.kk, full=False) if found else "", village_name(row.area), standing.words,
        _STANDS.get(standing, "plain"), standing_words(row),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a family, and what became of it. ``mark`` is a look."""

    number: int
    family_id: str
    name: str
    village: str
    words: str
    mark: str
    why: str
    objection: bool
    visited_on: date | None
    by: str
    at: object
    settled: str


def said_lines(scope: Scope, rows: Iterable[queries.Statement]) -> list[Said]:
    """Statements with the names of those they are about."""
    found = list(rows)
    ids = {row.family_id for row in found}
    names = dict(registry.families(scope).filter(family_id__in=ids).values_list("family_id", "head_name"))
    return [_said(row, names.get(row.family_id) or _("tanpa nama")) for row in found]


def _said(row: queries.Statement, name: str) -> Said:
    verdict, settled = Verdict(row.verdict), getattr(row, "settled", None)
    became = ""
    if settled is not None:
        became = _("diikuti") if settled.taken else _("tidak diikuti: {why}").format(why=settled.why)
    return Said(
        row.pk, row.family_id, name, village_name(row.area), verdict.words,
        "good" if verdict is Verdict.RIGHT else "bad", row.why, row.objection, row.visited_on, row.by.name,
        row.on, became,
    )  # fmt: skip
