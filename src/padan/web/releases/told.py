"""Releases and what differs between them in words, for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.office.registry.policies import can_be_refused, can_be_taken_in
from padan.office.registry.states import State
from padan.reports.comparing import Comparison, Difference, What, compare
from padan.reports.comparing_words import changed_words, what_words
from padan.reports.wording import region_name

#: The look of each state (see ``mark-…`` in padan.css).
_LOOKS: Mapping[State, str] = {
    State.CURRENT: "good", State.OFFERED: "doubt", State.LOADING: "doubt", State.REFUSED: "bad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldRelease:
    """A release, and what can be done with it. ``before``: it was in force once, so that taking it in is going back."""

    name: str
    as_of: date
    state: str
    words: str
    look: str
    people: int
    families: int
    offered_at: datetime
    settled_at: datetime | None
    can_be_taken_in: bool
    can_be_refused: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A person or family: the address of its page is empty where the register in force does not hold it."""

    number: str
    name: str
    known: bool
    is_person: bool


@dataclass(frozen=True, slots=True)
class ToldDifference:
    """One difference. Of those in which an id goes over into another, ``was`` and ``becomes`` are both there."""

    village: str
    was: Named | None
    becomes: Named | None
    text: str


def releases(rows: Iterable[registry.Release]) -> list[ToldRelease]:
    """All of them."""
    return [release(row) for row in rows]


def release(row: registry.Release) -> ToldRelease:
    """One of them."""
    state = State(row.state)
    words = {
        State.OFFERED: _("ditawarkan"), State.LOADING: _("sedang dimuat"), State.CURRENT: _("berlaku"),
        State.PAST: _("pernah berlaku"), State.STORED: _("pernah berlaku, disimpan"), State.REFUSED: _("ditolak"),
    }  # fmt: skip
    return ToldRelease(
        row.name, row.as_of, state, words[state], _LOOKS.get(state, "plain"), row.people, row.families, row.offered_at,
        row.settled_at, can_be_taken_in(row), can_be_refused(row), state in (State.PAST, State.STORED),
    )  # fmt: skip


def earlier(rows: Iterable[registry.Release], row: registry.Release) -> registry.Release | None:
    """The release to compare one with: the one in force, or of that one itself the last that was in force before."""
    in_force = [each for each in rows if each.state == State.CURRENT and each.pk != row.pk]
    past = [each for each in rows if each.state in (State.PAST, State.STORED) and each.pk != row.pk]
    found = in_force or sorted(past, key=lambda each: each.settled_at or each.offered_at, reverse=True)
    return found[0] if found else None


def comparison(before: registry.Release, after: registry.Release) -> Comparison | PadanError:
    """The differences, or why there are none to show: a folder may have been removed since."""
    try:
        return compare(before.folder, after.folder, settings.PADAN_REGENCY)
    except PadanError as error:
        return error


def villages(found: Comparison, scope: Scope) -> list[tuple[str, str, list[int]]]:
    """Each village in which anything differs: its code, its name, and how many differences of each kind."""
    rows = [
        (code, region_name(code), [counts[what] for what in What]) for code, counts in found.by_village(scope).items()
    ]
    return sorted(rows, key=lambda each: each[1])


def totals(found: Comparison, scope: Scope) -> list[tuple[str, str, int]]:
    """Each kind of difference: its code, its words, how many."""
    counted, words = found.totals(scope), what_words()
    return [(what.value, words[what], counted[what]) for what in What]


def differences(scope: Scope, rows: Iterable[Difference]) -> list[ToldDifference]:
    """Differences with names, and links for who is in the register in force."""
    listed = list(rows)
    ids = {number for row in listed for number in (row.was, row.becomes) if number}
    known = set(registry.people(scope).filter(person_id__in=ids).values_list("person_id", flat=True))
    known |= set(registry.families(scope).filter(family_id__in=ids).values_list("family_id", flat=True))
    return [_difference(row, known) for row in listed]


def _difference(row: Difference, known: set[str]) -> ToldDifference:
    is_person = row.what.value.startswith("person") or row.what is What.GROWTH
    was = _named(row.was, row.was_named, known, is_person)
    becomes = _named(row.becomes, row.becomes_named, known, is_person)
    if row.was == row.becomes:
        was = None
    return ToldDifference(region_name(row.area), was, becomes, changed_words(row))


def _named(number: str, name: str, known: set[str], is_person: bool) -> Named | None:
    if not number:
        return None
    shown = name or _("tanpa nama")
    return Named(number, shown if is_person else _("Keluarga {name}").format(name=shown), number in known, is_person)
