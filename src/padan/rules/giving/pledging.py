"""What a pledge may be used for, and how it stands on a day.

The standing is worked out from the schedule and the events whenever it is asked. Kept beside them it would be wrong as
soon as a day passes on which nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.kernel.writing import day as written
from padan.rules.giving.schedule import Schedule


class Asked(Protocol):
    """What a restriction looks at of a need."""

    @property
    def kind(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def age_months(self) -> int | None: ...


class Refusal(StrEnum):
    """Why a pledge is not for a need."""

    AREA = "area"
    KIND = "kind"
    AGE = "age"
    AGE_UNKNOWN = "age_unknown"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Refusal.AREA: _("di luar wilayah yang dipilih pemberi"),
            Refusal.KIND: _("bukan jenis bantuan yang dijanjikan"),
            Refusal.AGE: _("di luar umur yang dipilih pemberi"),
            Refusal.AGE_UNKNOWN: _("umurnya tidak diketahui, sedangkan pemberi memilih umur"),
        }[self]


@dataclass(frozen=True, slots=True)
class Restrictions:
    """For whom a pledge is: regions (none: anywhere), kinds of aid (none: any) and full months of age, both ends
    counted (None: any). InvalidValueError where the ages are none."""

    areas: Scope = field(default_factory=Scope)
    kinds: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.ages is not None and not 0 <= self.ages[0] <= self.ages[1]:
            raise InvalidValueError(_("Batas umur itu tidak mungkin"), next_step=_("Isi umur dari yang termuda."))

    def refusals(self, need: Asked) -> tuple[Refusal, ...]:
        """Why the pledge is not for a need; nothing where it is. An age that is not known is never within the ages."""
        found = []
        if self.areas and not self.areas.covers(need.area):
            found.append(Refusal.AREA)
        if self.kinds and need.kind not in self.kinds:
            found.append(Refusal.KIND)
        if self.ages is not None and need.age_months is None:
            found.append(Refusal.AGE_UNKNOWN)
        elif self.ages is not None and not self.ages[0] <= (need.age_months or 0) <= self.ages[1]:
            found.append(Refusal.AGE)
        return tuple(found)

    def allows(self, need: Asked) -> bool:
        """Whether the pledge is for a need."""
        return not self.refusals(need)


class Status(StrEnum):
    """How a pledge stands."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    """An officer took it; nothing is due yet."""
    DUE = "due"
    OVERDUE = "overdue"
    PARTIAL = "partial"
    """Something was given, and nothing more is due yet."""
    FULFILLED = "fulfilled"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Status.OFFERED: _("ditawarkan"),
            Status.CONFIRMED: _("diterima"),
            Status.DUE: _("jatuh tempo"),
            Status.OVERDUE: _("terlambat"),
            Status.PARTIAL: _("sebagian diberikan"),
            Status.FULFILLED: _("terpenuhi"),
            Status.LAPSED: _("gugur"),
            Status.REPLACED: _("diganti janji lain"),
            Status.WITHDRAWN: _("dibatalkan pemberi"),
        }[self]


#: How a pledge ends by itself or by its giver: what was not given lapses.
ENDED = frozenset({Status.LAPSED, Status.REPLACED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to a pledge: the days on which it was confirmed, withdrawn and replaced (None: it was not), and
    what was given of it by the day that is asked for, in its unit."""

    confirmed: date | None = None
    withdrawn: date | None = None
    replaced: date | None = None
    given: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """``grace``: days after the due day until a pledge is overdue. ``lapse``: days after its last due day until what
    was not given lapses."""

    grace: int
    lapse: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pledge stands, since when, what of it is due and not given, and why, in words."""

    status: Status
    since: date | None
    owed: int
    reason: str


def standing_on(
    schedule: Schedule, told: Told, terms: Terms, day: date, amount: Callable[[int], str] = count
) -> Standing:
    """How a pledge stands on a day; ``amount`` writes so much of its unit in the reason."""
    ended = _ended(schedule, told, terms, day)
    if ended is not None:
        return ended
    owed = max(0, schedule.due_by(day) - told.given)
    if told.confirmed is None or told.confirmed > day:
        return Standing(Status.OFFERED, None, 0, _("Belum diterima petugas."))
    since = schedule.owed_since(told.given, day)
    if since is not None:
        late = since + timedelta(days=terms.grace)
        reason = _("{owed} jatuh tempo {day} dan belum diberikan.").format(owed=amount(owed), day=written(since))
        return Standing(Status.DUE if day <= late else Status.OVERDUE, since, owed, reason)
    if told.given:
        reason = _("{given} dari {total} sudah diberikan.").format(
            given=amount(told.given), total=amount(schedule.total)
        )  # fmt: skip
        return Standing(Status.PARTIAL, None, 0, reason)
    coming = next(each.due for each in schedule.instalments if each.due > day)
    return Standing(
        Status.CONFIRMED, told.confirmed, 0, _("Angsuran berikutnya {day}.").format(day=written(coming))
    )  # fmt: skip


def _ended(schedule: Schedule, told: Told, terms: Terms, day: date) -> Standing | None:
    """How it stands where it has come to an end. All that was pledged being given goes before every other end; of
    several ends the first counts."""
    if told.given >= schedule.total:
        return Standing(Status.FULFILLED, None, 0, _("Semua yang dijanjikan sudah diberikan."))
    over = schedule.last + timedelta(days=terms.lapse + 1)
    ends = (
        (told.withdrawn, Status.WITHDRAWN, _("Dibatalkan {day}.")),
        (told.replaced, Status.REPLACED, _("Diganti janji lain {day}.")),
        (over, Status.LAPSED, _("Waktunya habis {day} dan belum semuanya diberikan.")),
    )
    come = [(since, status, reason) for since, status, reason in ends if since is not None and since <= day]
    if not come:
        return None
    since, status, reason = min(come, key=lambda each: each[0])
    return Standing(status, since, 0, reason.format(day=written(since)))
