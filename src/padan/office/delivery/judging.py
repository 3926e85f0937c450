"""What every event comes to, worked out anew for the families concerned whenever one arrives or is settled.

Nothing is added to a stored number: all events of a family are read and gone through in their own order, so that
neither the order of arrival nor anything sent twice leaves a trace. The caller holds the lock of the rounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from padan.office import bulk
from padan.office.aid import queries as aid
from padan.office.aid.models import Round
from padan.office.delivery.models import Entitlement, Event, Freed, Relabelled, Settled, Verdict
from padan.rules.delivery import (
    Around,
    Ending,
    Fate,
    Label,
    Labelled,
    Line,
    Outcome,
    Told,
    Why,
    altered,
    lines_of,
    settle,
)

Home = tuple[int, str]
"""A round and a family."""
_COLUMNS: Final = (
    "digest", "key", "handed_at", "outcome", "item", "unit", "amount", "instead_of", "corrects", "settled__ending",
)  # fmt: skip


def rejudge(homes: Collection[Home], keys: Collection[str], on: datetime) -> dict[str, Labelled]:
    """Judge anew all events of these families, of families that share a key of ``keys`` with them, and of those with
    events that correct one of these; what each comes to, by its digest. What changed is written beside it."""
    found = _Told.of({*homes, *_sharing(keys)})
    known = _Known.of(found)
    labels: dict[str, Labelled] = {}
    for (held, family, month), events in found.events.items():
        labels.update(settle(known.lines(held, family, month), events, known.around(held, family, month)))
    _write(labels, found.before, on)
    return labels


def _sharing(keys: Collection[str]) -> set[Home]:
    found = Event.objects.filter(Q(key__in=keys) | Q(corrects__in=keys)).order_by()
    return set(found.values_list("round_id", "family_id"))


def _of(homes: Collection[Home]) -> Q:
    """Rows of these families; of others too, where two rounds are asked for at once."""
    return Q(round__in={held for held, _family in homes}, family_id__in={family for _held, family in homes})


@dataclass(slots=True)
class _Told:
    """All events of some families, by round, family and month, and what each came to before."""

    homes: frozenset[Home]
    events: dict[tuple[int, str, date], list[Told]] = field(default_factory=lambda: defaultdict(list))
    before: dict[str, Labelled] = field(default_factory=dict)

    @classmethod
    def of(cls, homes: Collection[Home]) -> _Told:
        found = cls(frozenset(homes))
        rows = (
            Event.objects.filter(_of(homes))
            .order_by()
            .values_list("round_id", "family_id", "month", "verdict__label", "verdict__why", *_COLUMNS)
        )
        for held, family, month, label, why, *told in rows:
            if (held, family) not in found.homes:
                continue
            each = _one(told)
            found.events[held, family, month].append(each)
            if label is not None:
                found.before[each.id] = (Label(label), Why(why) if why else None)
        return found


def _one(told: list[Any]) -> Told:
    digest, key, handed_at, outcome, item, unit, amount, instead_of, corrects, ending = told
    return Told(
        digest, key, handed_at, Outcome(outcome), item, unit, amount, instead_of, corrects,
        Ending(ending) if ending else None,
    )  # fmt: skip


@dataclass(slots=True)
class _Known:
    """What the events of some families are held against."""

    entitled: dict[tuple[int, str, date], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    packages: dict[int, Any] = field(default_factory=dict)
    freed: dict[Home, date] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()
    _lines: dict[tuple[int, tuple[tuple[int, int], ...]], tuple[Line, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: _Told) -> _Known:
        found, homes = cls(), told.homes
        rows = Entitlement.objects.filter(_of(homes)).values_list("round_id", "family_id", "month", "number", "amount")
        for held, family, month, number, amount in rows:
            found.entitled[held, family, month][number] = amount
        rounds = Round.objects.filter(pk__in={held for held, _family in homes}).prefetch_related("package")
        found.packages = {each.pk: dict(enumerate(aid.package_of(each), start=1)) for each in rounds}
        found.freed = freed(Freed.objects.filter(_of(homes)))
        found.altered = altered(_twice(homes))
        found.void = _void({each.corrects for events in told.events.values() for each in events if each.corrects})
        return found

    def lines(self, held: int, family: str, month: date) -> tuple[Line, ...]:
        """Its lines; families of the same heads share them."""
        amounts = tuple(sorted(self.entitled.get((held, family, month), {}).items()))
        if (held, amounts) not in self._lines:
            package = self.packages[held]
            self._lines[held, amounts] = lines_of((package[number], amount) for number, amount in amounts)
        return self._lines[held, amounts]

    def around(self, held: int, family: str, month: date) -> Around:
        left = self.freed.get((held, family))
        return Around(self.altered, self.void, left is not None and month >= left)


def freed(rows: QuerySet[Freed]) -> dict[Home, date]:
    """From which month on families are freed of their places, of those that are."""
    newest: dict[Home, date | None] = {}
    for held, family, fate, month in rows.order_by("pk").values_list("round_id", "family_id", "fate", "month"):
        newest[held, family] = None if fate == Fate.STAYS else month
    return {home: month for home, month in newest.items() if month is not None}


def _twice(homes: Collection[Home]) -> list[Told]:
    """All contents of the keys of these families that have more than one."""
    other = Event.objects.filter(key=OuterRef("key")).exclude(digest=OuterRef("digest"))
    keys = set(Event.objects.filter(_of(homes)).filter(Exists(other)).order_by().values_list("key", flat=True))
    rows = Event.objects.filter(key__in=keys).order_by().values_list(*_COLUMNS) if keys else ()
    return [_one(list(each)) for each in rows]


def _void(keys: Collection[str]) -> frozenset[str]:
    if not keys:
        return frozenset()
    found = Settled.objects.filter(event__key__in=keys, ending=Ending.VOID)
    return frozenset(found.values_list("event__key", flat=True))


def _write(labels: Mapping[str, Labelled], before: Mapping[str, Labelled], on: datetime) -> None:
    new = [(digest, label.value, why or "") for digest, (label, why) in labels.items() if digest not in before]
    bulk.write(Verdict, ("event", "label", "why"), new)
    changed: defaultdict[Labelled, list[str]] = defaultdict(list)
    for digest, found in labels.items():
        if before.get(digest, found) != found:
            changed[found].append(digest)
    for (label, why), digests in changed.items():
        Verdict.objects.filter(pk__in=digests).update(label=label.value, why=why or "")
    moment = connection.ops.adapt_datetimefield_value(on)
    turned = [
        (digest, before[digest][0].value, label.value, moment)
        for (label, _why), digests in changed.items()
        for digest in digests
        if before[digest][0] is not label
    ]
    bulk.write(Relabelled, ("event", "before", "after", "on"), turned)
