"""Which of what is held a page shows: all that is known today, or what was so or was known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry import queries as registry
from padan.office.registry.states import State
from padan.reports.history import Question, Then, claims_then, history_then, members_then
from padan.reports.holdings import Holdings, holdings
from padan.reports.register import Row

#: Releases whose tables lie ready for pages.
_KEPT: Final = (State.CURRENT, State.PAST)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a release holds, and the question about a day (None: today, everything). ``note`` says which day and which
    question is answered, from what."""

    held: Holdings
    then: Then | None = None
    note: str = ""

    def claims(self, subject: str) -> list[Row]:
        """What lists say of a person or a family, with the chosen values."""
        found = self.held.claims(subject)
        if self.then is None:
            return found
        read = {row["record_id"]: row["birth_date_quality"] for row in self.held.records(subject)}
        return claims_then(found, self.then, read)

    def members(self, family_id: str) -> list[Row]:
        """Who belongs to a family; today also who did before."""
        listed = self.held.memberships(family_id)
        if self.then is None:
            return listed
        if self.then.question is Question.KNEW:
            known = {row["person_id"] for row in listed if row["current"] and self._knew(row["person_id"])}
        else:
            homes = self.held.homes([row["person_id"] for row in listed])
            known = {row["person_id"] for row in members_then(homes, family_id, self.then.day)}
        return [{**row, "current": True} for row in listed if row["person_id"] in known]

    def said_of_family(self, family_id: str) -> dict[str, list[Row]]:
        """What lists say of a family's welfare, dwelling and risk."""
        found = self.held.said_of_family(family_id)
        then = self.then
        if then is None:
            return found
        return {name: [row for row in rows if then.holds(row)] for name, rows in found.items()}

    def growth(self, person_id: str) -> list[Row]:
        """A child's measurements, the oldest first."""
        found = self.held.growth(person_id)
        return found if self.then is None else history_then(found, self.then)

    def _knew(self, person_id: str) -> bool:
        return self.then is not None and any(self.then.holds(claim) for claim in self.held.claims(person_id))


def sight_of(release: registry.Release, then: Then | None) -> Sight:
    """What a page of the release in force shows for a question about a day."""
    if then is None:
        return Sight(holdings(release.folder))
    if then.question is Question.WAS:
        note = _("Keadaan pada {day}, menurut semua yang diketahui sampai hari ini: koreksi yang datang kemudian ikut.")
        return Sight(holdings(release.folder), then, note.format(day=day(then.day)))
    in_force = registry.in_force_at(_end_of(then))
    if in_force is not None and in_force.state in _KEPT:
        note = _(
            "Yang kita ketahui pada {day}: rilis {release} berlaku saat itu. Yang diterima sesudahnya tidak ikut, juga "
            "bila lebih benar."
        )
        return Sight(holdings(in_force.folder), then, note.format(day=day(then.day), release=in_force.name))
    return Sight(holdings(release.folder), then, _without_release(then, in_force))


def _without_release(then: Then, in_force: registry.Release | None) -> str:
    """What is told where the release of then cannot be asked."""
    known = _("Yang kita ketahui pada {day}: hanya yang sudah diterima sampai hari itu.").format(day=day(then.day))
    why = (
        _("Saat itu belum ada rilis yang berlaku.")
        if in_force is None
        else _("Rilis {release} yang berlaku saat itu tidak lagi tersimpan siap baca.").format(release=in_force.name)
    )
    return " ".join((known, why, _("Siapa satu orang dan satu keluarga dihitung seperti rilis sekarang.")))


def _end_of(then: Then) -> datetime:
    return timezone.make_aware(datetime.combine(then.day + timedelta(days=1), time.min))
