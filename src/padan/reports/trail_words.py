"""Entries of the trail in words: what was done, to what, and what changed by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.kernel.writing import value as written
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit.models import Entry
from padan.reports.bringing_words import BRINGING_VALUES
from padan.reports.comparing import What
from padan.reports.comparing_words import what_words
from padan.reports.complaint_words import OF_TRAIL
from padan.reports.coordination_words import COORDINATION_VALUES
from padan.reports.counting.words import code_words
from padan.reports.giving_words import GIVING_VALUES
from padan.reports.page_words import page_words
from padan.reports.trail_actions import ACTIONS
from padan.reports.trail_activity_words import ACTIVITY_VALUES
from padan.reports.trail_names import KEYS, PARTS, SUBJECTS, VALUES, WHOLE
from padan.reports.wording import region_name

#: Values that have words of their own, by what they are of.
_WORDED: Final = {**OF_TRAIL, **COORDINATION_VALUES, **GIVING_VALUES, **ACTIVITY_VALUES, **BRINGING_VALUES}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_CODE: Final = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
_ACCOUNT: Final = "account:"


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after, in words; ``changed`` where they differ."""

    about: str
    before: str
    after: str
    changed: bool


def action_words(action: str) -> str:
    """What was done; its code where this version does not know it."""
    return ACTIONS[action]() if action in ACTIONS else action


def subject_words(subject: str, names: Mapping[str, str]) -> str:
    """What it was done to. ``names`` are those of accounts, by ``account:3``."""
    if subject in names:
        return names[subject]
    if subject in WHOLE:
        return WHOLE[subject]()
    whole, _colon, part = subject.rpartition(":")
    if part in PARTS and ":" in whole:
        return PARTS[part]().format(whole=subject_words(whole, names))
    kind, colon, key = subject.partition(":")
    said = {"page": page_words, "counted": code_words}.get(kind, str)(key)
    return SUBJECTS[kind]().format(id=said) if colon and kind in SUBJECTS else subject


def reason_words(entry: Entry) -> str:
    """Why it was done: what somebody wrote, or in words what the program keeps there. Empty where that is said."""
    if entry.action == "web.refused":
        return "" if entry.subject == f"page:{entry.reason}" else page_words(entry.reason)
    if entry.action == "web.looked" and entry.reason in set(What):
        return what_words()[What(entry.reason)]
    return entry.reason


def who_words(by: str, names: Mapping[str, str]) -> str:
    """Who did it."""
    return _("program Padan") if by == "padan" else subject_words(by, names)


def accounts_in(entries: Iterable[Entry]) -> set[int]:
    """The numbers of the accounts that entries speak of."""
    said = {text for entry in entries for text in (entry.by, entry.subject) if text.startswith(_ACCOUNT)}
    return {int(number) for text in said if (number := text.removeprefix(_ACCOUNT)).isdigit()}


def changes(entry: Entry) -> tuple[Change, ...]:
    """Every value that an entry tells of, before and after: those that changed first."""
    before, after = (json.loads(text) if text else {} for text in (entry.before, entry.after))
    both = entry.before is not None and entry.after is not None
    told = [
        Change(
            KEYS[key]() if key in KEYS else key.replace("_", " "), _told(key, before.get(key)),
            _told(key, after.get(key)), both and before.get(key) != after.get(key),
        )
        for key in dict.fromkeys((*before, *after))
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda change: not change.changed))


def _told(key: str, found: Any) -> str:
    if isinstance(found, list):
        return ", ".join(_told(key, each) for each in found)
    if isinstance(found, dict):
        return "; ".join(f"{name}: {_told(name, each)}" for name, each in found.items())
    if isinstance(found, int) and not isinstance(found, bool):
        return count(found)
    if not isinstance(found, str):
        return written(found)
    if key == "role" and found in set(Role):
        return _(FACTS[Role(found)].title)
    if key in ("area", "areas", "within") and _CODE.fullmatch(found):
        return region_name(found)
    if key == "action":
        return action_words(found)
    if key == "page":
        return page_words(found)
    if key in ("state", "said", "verdict", "outcome", "channel") and found in VALUES:
        return VALUES[found]()
    if key in _WORDED:
        return _WORDED[key](found)
    return _when(found)


def _when(found: str) -> str:
    """A day or a moment as people write it; other texts, also those that only look like one, as they are."""
    try:
        if _DAY.fullmatch(found):
            return day(date.fromisoformat(found))
        if _MOMENT.match(found):
            local = timezone.localtime(datetime.fromisoformat(found))
            return f"{day(local.date())} {local:%H.%M}"
    except ValueError:
        pass  # somebody typed it: the trail keeps what was typed
    return found
