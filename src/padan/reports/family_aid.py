"""The aid of one family, round by round: how it stands in the list, by which decree, what it is entitled to and has
received month by month, and who may take it. What a village tells the family from one page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope
from padan.kernel.writing import day
from padan.office.aid import queries as aid
from padan.office.aid.queries import Listed, Round
from padan.office.aid.states import State
from padan.office.decrees import queries as decrees
from padan.office.delivery import queries as delivery
from padan.reports.aid_words import standing_words
from padan.reports.delivery_words import items_words, taker_words, turn_words
from padan.rules.delivery import Item, Label, Taker
from padan.rules.selection import Standing

#: States in which a list is not yet shown to those whom it is about.
_HIDDEN = (State.DRAFT, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Month:
    """What is owed for a month and what was received, in words; ``hands`` are the hand-overs: day, items, who took
    it."""

    begins: date
    owed: str
    received: str
    hands: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True)
class OfRound:
    """A round in which the family stands. ``decree``: its number and seal, None before there is one. ``takers``: who
    may take it, whose turn is first first; empty where nobody may, or nothing is handed out."""

    number: int
    programme: str
    name: str
    since: date
    until: date
    standing: str
    is_chosen: bool
    decree: tuple[str, str] | None
    months: tuple[Month, ...]
    takers: tuple[str, ...]


def aid_of_family(scope: Scope, family_id: str, today: date) -> list[OfRound]:
    """The rounds in which a family of the scope stands, the newest first; those that are still being made are left
    out."""
    rows = aid.listed_of(scope, family_id).exclude(round__state__in=_HIDDEN)
    return [_of_round(scope, row, today) for row in rows]


def _of_round(scope: Scope, row: Listed, today: date) -> OfRound:
    held = row.round
    chosen = row.standing == Standing.CHOSEN
    decree = decrees.newest_of(held.pk) if chosen else None
    may = delivery.who_may_take(scope, held, [row.family_id], today)[row.family_id] if chosen else ()
    return OfRound(
        held.pk, held.programme.name, held.name, held.since, held.until, standing_words(row), chosen,
        (f"{decree.number} ({day(decree.signed_on)})", decree.seal or "") if decree else None,
        _months(scope, held, row.family_id), tuple(f"{each.name} ({turn_words(each.turn)})" for each in may),
    )  # fmt: skip


def _months(scope: Scope, held: Round, family_id: str) -> tuple[Month, ...]:
    owed: defaultdict[date, defaultdict[Item, int]] = defaultdict(lambda: defaultdict(int))
    received: defaultdict[date, defaultdict[Item, int]] = defaultdict(lambda: defaultdict(int))
    hands: defaultdict[date, list[tuple[date, str, str]]] = defaultdict(list)
    for claim in delivery.entitlements(scope, held).filter(family_id=family_id):
        owed[claim.month][claim.item, claim.unit] += claim.amount
    for event in delivery.events(scope, held).filter(family_id=family_id, verdict__label=Label.COUNTED):
        item = (event.item, event.unit)
        received[event.month][item] += event.amount
        hands[event.month].append((event.day, items_words({item: event.amount}), taker_words(Taker(event.taker))))
    return tuple(
        Month(month, items_words(items), items_words(received[month]), tuple(hands[month]))
        for month, items in sorted(owed.items())
    )
