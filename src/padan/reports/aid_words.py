"""Programmes, rules, rounds and lists in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from padan.kernel.texts import _, language
from padan.kernel.writing import count
from padan.office.aid.states import State
from padan.reference.aid import aid_kinds, durations_on
from padan.reports.wording import region_name
from padan.rules import eligibility
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.selection import Exclusion, Standing


def kind_words(code: str) -> str:
    """A kind of aid; its code where this version does not know it."""
    found = aid_kinds().get(code)
    return found.name(language()) if found else code


def duration_words(kind: str, day: date) -> list[str]:
    """How long aid of a kind that begins on a day is given by the rules, for each cause, with what that rests on."""
    return [
        _("{cause}: {n} hari ({basis})").format(
            cause=one.name(language()), n=count(one.days), basis=one.basis(language())
        )
        for one in durations_on(kind, day)
    ]  # fmt: skip


def state_words(state: State) -> str:
    """Where a round stands."""
    return {
        State.DRAFT: _("disusun"), State.VERIFYING: _("diperiksa desa"), State.CORRECTING: _("diperbaiki"),
        State.PROPOSED: _("diajukan"), State.DECREED: _("ditetapkan"), State.DELIVERING: _("disalurkan"),
        State.CLOSED: _("selesai"), State.CANCELLED: _("dibatalkan"),
    }[state]  # fmt: skip


def move_words(at: State, to: State) -> str:
    """What the button says that brings a round into another state."""
    if (at, to) == (State.CORRECTING, State.VERIFYING):
        return _("Kembalikan ke desa")
    if (at, to) == (State.PROPOSED, State.CORRECTING):
        return _("Kembalikan untuk diperbaiki")
    return {
        State.VERIFYING: _("Serahkan kepada desa"), State.CORRECTING: _("Mulai perbaikan"),
        State.PROPOSED: _("Ajukan untuk diperiksa"), State.DECREED: _("Tetapkan"),
        State.DELIVERING: _("Mulai penyaluran"), State.CLOSED: _("Tutup putaran"),
        State.CANCELLED: _("Batalkan putaran"),
    }[to]  # fmt: skip


def ranking_words(rule: eligibility.Rule) -> str:
    """How a list is ordered by a rule."""
    if not rule.order:
        return _(
            "Urutan: paling mendesak dahulu, lalu kelompok paling miskin, desil, baduta terbanyak, anggota terbanyak. "
            "Yang sama diundi dengan benih putaran."
        )
    return _("Urutan: {facts}. Yang sama diundi dengan benih putaran.").format(
        facts="; ".join(_rank_words(by) for by in rule.order)
    )


def _rank_words(by: eligibility.By) -> str:
    fact = known_facts()[by.fact]
    if fact.kind is eligibility.FactKind.YES_NO:
        words = _("{title}, ya dahulu") if by.greatest else _("{title}, tidak dahulu")
    else:
        words = _("{title}, terbesar dahulu") if by.greatest else _("{title}, terkecil dahulu")
    return words.format(title=fact.title(language()))


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of a rule beside another version: ``sign`` is + for one that came, - for one that went, and empty
    for one that stayed."""

    sign: str
    text: str


def differing(before: eligibility.Rule | None, after: eligibility.Rule) -> list[Line]:
    """The conditions of a rule, with those that came and went since another version of it."""
    facts, spoken = known_facts(), language()
    old = eligibility.write_rule(before, facts, spoken).splitlines() if before else []
    new = eligibility.write_rule(after, facts, spoken).splitlines()
    lines: list[Line] = []
    for what, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            lines += (Line("", text) for text in new[start:end])
        else:
            lines += (Line("-", text) for text in old[low:high])
            lines += (Line("+", text) for text in new[start:end])
    return lines


def fact_values(fact: eligibility.Fact) -> str:
    """What a fact can say."""
    match fact.kind:
        case eligibility.FactKind.YES_NO:
            return _("ya atau tidak")
        case eligibility.FactKind.NUMBER:
            words = _("{low} sampai {high} {unit}")
            return words.format(low=f"{fact.low:g}", high=f"{fact.high:g}", unit=fact.unit).strip()
    return ", ".join(each.name(language()) for each in fact.choices)


def answer_words(answer: int) -> str:
    """An answer of a rule."""
    return {1: _("ya"), 0: _("tidak"), -1: _("belum diketahui")}[answer]


def standing_words(row: Any) -> str:
    """How a family stands in a round, as one sentence; ``row`` is a :class:`padan.office.aid.models.Listed`."""
    match Standing(row.standing):
        case Standing.CHOSEN:
            return _("Terpilih, urutan ke-{rank}.").format(rank=count(row.rank))
        case Standing.RESERVE:
            return _("Cadangan ke-{place} untuk {area}, urutan ke-{rank}.").format(
                place=count(row.place), area=region_name(row.line), rank=count(row.rank)
            )
        case Standing.EXCLUDED:
            return _("Dikeluarkan: {reason}.").format(reason=Exclusion(row.reason).words)
    words = Standing(row.standing).words
    return f"{words[:1].upper()}{words[1:]}."


def outside_words(answer: int) -> str:
    """Why a family is not in a list at all, by what the rule says of it today."""
    if answer == 1:
        return _(
            "Tidak ada dalam daftar ini: belum memenuhi syarat pada rilis daftarnya, atau daftarnya belum disusun."
        )
    if answer == 0:
        return _("Tidak ada dalam daftar ini: tidak memenuhi syarat.")
    return _("Tidak ada dalam daftar ini: belum diketahui apakah memenuhi syarat.")
