"""What was done to a round, in words: each step, with what was before and what came after by its entry in the trail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.aid import queries
from padan.office.aid.queries import Round
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.reports.aid_words import state_words
from padan.reports.wording import region_name
from padan.rules.package import Whom
from padan.rules.selection import Exclusion, Standing


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, and each part of it before and after."""

    words: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """What somebody did to a round, why and when."""

    change: Change
    reason: str
    by: str
    at: datetime


def history(held: Round) -> list[StepLine]:
    """What was done to a round, the newest first. The caller has found it within a scope."""
    entries: dict[tuple[datetime, str], list[Entry]] = {}
    for entry in queries.entries_of(held):
        if entry.action in _CHANGES:
            entries.setdefault((entry.at, entry.by), []).append(entry)
    found: list[StepLine] = []
    drawn: Entry | None = None
    for step in queries.steps_of(held):
        # Steps and entries of one moment follow each other in the same order.
        mine = entries.get((step.on, str(step.by)), []) if step.before == step.after else []
        told = mine.pop(0) if mine else None
        found.append(StepLine(_change(told, drawn) if told else _moved(step), step.reason, step.by.name, step.on))
        drawn = told if told and told.action == "aid.list_drawn" else drawn
    return found[::-1]


def _moved(step: queries.Step) -> Change:
    """A step that changed no part, or one of which the trail tells nothing."""
    state = state_words(State(step.after))
    if not step.before:
        return Change(_("Dibuka"), ())
    if step.before == step.after:
        return Change(_("Diubah saat {state}").format(state=state), ())
    return Change(_("Menjadi {state}").format(state=state), (_arrow(state_words(State(step.before)), state),))


def _change(entry: Entry, last: Entry | None) -> Change:
    """What an entry tells; ``last``: the drawing before, of one about another."""
    before, after = _read(entry.before), _read(entry.after)
    if entry.action == "aid.list_drawn" and last is not None:
        before = _read(last.after)
    words, parts = _CHANGES[entry.action]
    return Change(words(after), tuple(parts(before, after)))


def _read(kept: str | None) -> dict[str, Any]:
    return json.loads(kept) if kept else {}


def _quotas(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    yield from _differing({region_name(area): count(n) for area, n in before.items()},
                          {region_name(area): count(n) for area, n in after.items()})  # fmt: skip


def _package(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    yield from _differing(_portions(before), _portions(after))


def _portions(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{each['item']} {Whom(each['whom']).words}": _portion(each) for each in said.get("package", [])
    }  # fmt: skip


def _portion(said: Mapping[str, Any]) -> str:
    priced = f", Rp{count(said['price'])}/{said['unit']}" if said["price"] else ""
    other = [
        _("atau {n} {unit} {item}").format(n=count(each["amount"]), unit=each["unit"], item=each["item"])
        for each in said["instead"]
    ]  # fmt: skip
    return " ".join([f"{count(said['amount'])} {said['unit']}{priced}", *other])


def _drawn(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    names = {each.name.lower(): each.words for each in Standing}
    for name, words in names.items():
        was, now = before.get(name, 0), after.get(name, 0)
        if was or now:
            yield f"{words}: {_arrow(count(was), count(now)) if before and was != now else count(now)}"


def _reasons(_before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for reason in Exclusion:
        if after.get("reason") == reason:
            yield reason.words
        elif reason in after:
            yield f"{reason.words}: {count(after[reason])}"


def _was(before: Mapping[str, Any], _after: Mapping[str, Any]) -> Iterator[str]:
    yield _("tadinya {reason}").format(reason=Exclusion(before["reason"]).words)


def _nothing(_before: Mapping[str, Any], _after: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Each that is not the same, by its name; what was there first, then what is new."""
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield f"{name}: {_arrow(was or _('tidak ada'), now or _('tidak ada'))}"


def _arrow(was: str, now: str) -> str:
    return f"{was} → {now}"


_Said = Callable[[Mapping[str, Any]], str]
_Parts = Callable[[Mapping[str, Any], Mapping[str, Any]], Iterator[str]]
#: By the actions of the trail that change a round without moving it.
_CHANGES: Final[Mapping[str, tuple[_Said, _Parts]]] = {
    "aid.quotas_set": (lambda _after: _("Kuota diisi"), _quotas),
    "aid.package_set": (lambda _after: _("Paket diisi"), _package),
    "aid.list_drawn": (lambda _after: _("Daftar disusun"), _drawn),
    "aid.excluded": (lambda _after: _("Satu keluarga dikeluarkan dari program"), _reasons),
    "aid.many_excluded": (
        lambda after: _("{n} keluarga dikeluarkan dari program").format(n=count(after["families"])), _reasons,
    ),
    "aid.exclusion_lifted": (lambda _after: _("Satu keluarga kembali ke program"), _was),
    "aid.statements_taken": (
        lambda after: _("{n} pernyataan desa diikuti").format(n=count(after["families"])), _nothing,
    ),
    "aid.statements_left": (
        lambda after: _("{n} pernyataan desa tidak diikuti").format(n=count(after["families"])), _nothing,
    ),
}  # fmt: skip
