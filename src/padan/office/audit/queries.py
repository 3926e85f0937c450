"""Reading the trail: whether it is whole, and what it tells within a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, Max, Min, Q, QuerySet

from padan.kernel.scope import Scope
from padan.office.audit.chain import Fault, Head, faults
from padan.office.audit.models import ChainHead, Entry
from padan.office.scoping import within

#: Entries that are held at a time.
_AT_ONCE = 2_000
#: Entries that one look goes through where no index leads to those that are asked for.
FAR: Final = 200_000
#: The length of a village's code: nothing lies in one.
_VILLAGE: Final = 13


def head() -> Head:
    """The last entry of the trail; number 0 while there is none."""
    row = ChainHead.objects.filter(id=1).first()
    return (row or ChainHead()).head


def broken(published: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Every fault of the trail: nothing when it is whole and holds each head that was ``published``."""
    entries = Entry.objects.order_by("number").iterator(_AT_ONCE)
    return tuple(faults((entry.link for entry in entries), head(), published))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are asked for; what is empty asks for nothing. ``area`` is a region with all that lies in it,
    ``since`` the first moment, ``until`` the first one that is too late, ``words`` stand in the reason."""

    by: str = ""
    action: str = ""
    subject: str = ""
    area: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""

    @property
    def is_led(self) -> bool:
        """Whether an index leads to the entries, so that no others are read on the way."""
        return bool(self.by or self.subject or self.action or len(self.area) == _VILLAGE)


@dataclass(frozen=True, slots=True)
class Found:
    """Some entries, the newest first. ``further`` is the number below which the next look begins: None when there is
    nothing older. ``looked_to`` is the number down to which this look went where it ended before it was full."""

    entries: tuple[Entry, ...]
    further: int | None
    looked_to: int | None = None


def entries(scope: Scope, apps: Iterable[str] | None = None) -> QuerySet[Entry]:
    """The entries of places in the scope and of no place; of these ``apps`` only, where some are named. No scope, no
    entries."""
    if not scope:
        return Entry.objects.none()
    found = Entry.objects.filter(Q(area="") | within(scope, "area"))
    if apps is not None:
        told = Q(pk__in=())
        for app in apps:
            told |= Q(action__startswith=f"{app}.")
        found = found.filter(told)
    return found


def look(found: QuerySet[Entry], asked: Asked, below: int | None, most: int) -> Found:
    """At most ``most`` of the entries ``found`` that are ``asked`` for, with numbers under ``below`` (None: from the
    newest). Where no index leads to them, it goes through :data:`FAR` entries and says how far it came."""
    lowest, highest = _numbers(asked)
    start = highest if below is None else min(highest, below - 1)
    end = lowest if asked.is_led else max(lowest, start - FAR + 1)
    rows = list(asked_for(found, asked).filter(number__gte=end, number__lte=start).order_by("-number")[: most + 1])
    if len(rows) > most:
        return Found(tuple(rows[:most]), rows[most - 1].number)
    return Found(tuple(rows), end, end) if end > lowest else Found(tuple(rows), None)


def asked_for(found: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    """Those of the entries ``found`` that are ``asked`` for."""
    exact = {name: said for name in ("by", "action", "subject") if (said := getattr(asked, name))}
    found = found.filter(**exact)
    if asked.area:
        village = len(asked.area) == _VILLAGE
        found = found.filter(Q(area=asked.area) if village else within(Scope((asked.area,)), "area"))
    if asked.since is not None:
        found = found.filter(at__gte=asked.since)
    if asked.until is not None:
        found = found.filter(at__lt=asked.until)
    return found.filter(reason__icontains=asked.words) if asked.words else found


def about(subjects: Iterable[str], most: int) -> list[Entry]:
    """The newest entries about these subjects, at most so many. The caller has found them within a scope."""
    return list(Entry.objects.filter(subject__in=set(subjects)).order_by("-number")[:most])


def times(subject: str, action: str, since: datetime) -> int:
    """How often something was done to a subject since a moment."""
    return Entry.objects.filter(subject=subject, action=action, at__gte=since).count()


def _numbers(asked: Asked) -> tuple[int, int]:
    """The lowest and the highest number that entries of the asked days have: they follow each other in time but for
    those who acted in the same instant, so that the table is read in the order of numbers."""
    last = head().number
    if asked.since is None and asked.until is None:
        return 1, last
    days = {"at__gte": asked.since, "at__lt": asked.until}
    within_days = Entry.objects.filter(**{name: moment for name, moment in days.items() if moment is not None})
    # The sum keeps the database from looking for the least number along the table, where the days come late.
    number = F("number") + 0
    found = within_days.aggregate(lowest=Min(number), highest=Max(number))
    return (found["lowest"], found["highest"]) if found["lowest"] is not None else (last + 1, 0)
