"""Entries of the trail in words, for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from padan.kernel.texts import _
from padan.office.accounts import queries as accounts
from padan.office.accounts.roles import Role
from padan.office.audit.queries import Entry
from padan.reports import trail_words as words
from padan.reports.trail_words import Change
from padan.reports.wording import region_name
from padan.web.access import Reader

#: Actions that a reader who does not inspect may read of: those of one app.
KEPT = ("accounts",)


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """An entry. ``by`` and ``subject`` are as the trail calls them, ``who`` and ``what`` in words."""

    number: int
    at: datetime
    by: str
    who: str
    action: str
    subject: str
    what: str
    area: str
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class ToldWhole:
    """An entry with all that it tells. ``person_id`` and ``family_id`` are empty where it is of nobody, ``meeting``
    and ``task`` where it is of none."""

    entry: ToldEntry
    changes: tuple[Change, ...]
    has_before: bool
    person_id: str
    family_id: str
    meeting: str
    task: str
    digest: str
    previous: str


def apps_of(reader: Reader) -> tuple[str, ...] | None:
    """Whose actions a reader may read of: None is everybody's."""
    return None if Role.INSPECTOR in reader.roles else KEPT


def names_in(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of the accounts that entries speak of."""
    return accounts.names(words.accounts_in(entries))


def listed(entries: Sequence[Entry]) -> tuple[ToldEntry, ...]:
    """Entries in the order given."""
    names = names_in(entries)
    return tuple(_entry(each, names) for each in entries)


def whole(entry: Entry) -> ToldWhole:
    """One entry, with what changed."""
    kind, key = (*entry.subject.split(":"), "")[:2]

    def of(one: str) -> str:
        return key if kind == one else ""

    return ToldWhole(
        _entry(entry, names_in([entry])), words.changes(entry), entry.before is not None,
        of("person"), of("family"), of("round"), of("task"), entry.digest, entry.previous,
    )  # fmt: skip


def _entry(entry: Entry, names: Mapping[str, str]) -> ToldEntry:
    return ToldEntry(
        entry.number, entry.at, entry.by, words.who_words(entry.by, names), words.action_words(entry.action),
        entry.subject, words.subject_words(entry.subject, names) if entry.subject else "",
        region_name(entry.area) if entry.area else "", words.reason_words(entry), _kind(entry.action),
    )  # fmt: skip


def _kind(action: str) -> str:
    """How an action stands out in a list: what was refused or failed, and what took data out of the office."""
    if action.endswith((".refused", ".kept_out", ".failed")):
        return "bad"
    return "doubt" if action.endswith((".exported", ".downloaded", ".revealed")) else "plain"


def narrow() -> str:
    """What to do when too much is asked for."""
    return _("Persempit harinya, akunnya atau perbuatannya.")
