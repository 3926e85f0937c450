"""The order of what must be told apart later by its moment: exclusions from a programme, their ends, and the seals of
its decrees."""

from __future__ import annotations

from datetime import datetime, timedelta

from padan.office.aid.models import Programme


def locked(programme_id: int) -> Programme:
    """The programme, locked: of several who act, the next waits here."""
    return Programme.objects.select_for_update().get(pk=programme_id)


def moment_of(programme: Programme, on: datetime) -> datetime:
    """The moment of an act: ``on``, or just after the last one where somebody else went first meanwhile. So what was in
    force when a list was sealed can be asked of moments alone. The caller has locked the programme."""
    last = programme.last_act_at
    moment = on if last is None or on > last else last + timedelta(microseconds=1)
    Programme.objects.filter(pk=programme.pk).update(last_act_at=moment)
    return moment
