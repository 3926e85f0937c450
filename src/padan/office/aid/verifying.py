"""What villages say of a round's list while it is with them, and what the officer makes of it.

A village speaks of each family and of its meeting; both are facts that stay. Saying that a family does not belong in
the list changes nothing by itself: the officer follows it, and the family is excluded, or says why not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.listing import AT_ONCE, Barred, exclude_many
from padan.office.aid.models import Minutes, Round, Settled, Statement
from padan.office.aid.operations import step
from padan.office.aid.permissions import check_may_make, check_may_speak
from padan.office.aid.policies import check_can_settle, check_can_speak
from padan.office.aid.queries import unsettled
from padan.office.aid.states import Verdict
from padan.office.audit.operations import record
from padan.rules.selection import Standing


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said of one family. ``objection``: somebody else said it, whom nobody writes down. ``visited_on``: the
    day on which the family was visited for it, None where it was not."""

    family_id: str
    verdict: Verdict
    why: str = ""
    objection: bool = False
    visited_on: date | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A village's meeting: how many people were ``present``, and what was agreed."""

    on: date
    place: str
    present: int
    note: str = ""


@transaction.atomic
def speak(held: Round, village: str, spoken: Sequence[Spoken], *, by: Account, on: datetime) -> int:
    """Say, for a village, what is so of families of its list. Gives of how many. InvalidValueError for a family that
    is not in the list there, for a visit on a day to come, and where what is not right has no reason."""
    found, today = Round.objects.select_for_update().get(pk=held.pk), timezone.localdate(on)
    check_may_speak(by, village, today)
    check_can_speak(found)
    listed = set(
        found.listed.filter(area=village, standing__in=(Standing.CHOSEN, Standing.RESERVE)).values_list(
            "family_id", flat=True
        )
    )
    for each in spoken:
        _check_spoken(each, listed, today)
    Statement.objects.bulk_create(
        (
            Statement(
                round=found, family_id=each.family_id, area=village, verdict=each.verdict.value, why=each.why.strip(),
                objection=each.objection, visited_on=each.visited_on, by=by, on=on,
            )
            for each in spoken
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    if spoken:
        visited = sum(each.visited_on is not None for each in spoken)
        after = {"families": len(spoken), **_counted(spoken), **({"visited": visited} if visited else {})}
        record(by=acting(by), on=on, action="aid.spoken", subject=str(found), area=village, after=after)
    return len(spoken)


def _check_spoken(each: Spoken, listed: set[str], today: date) -> None:
    if each.family_id not in listed:
        raise InvalidValueError(
            _("Keluarga {family} tidak ada lagi dalam daftar desa ini").format(family=each.family_id),
            next_step=_("Muat ulang halamannya."),
        )
    if each.visited_on is not None and each.visited_on > today:
        raise InvalidValueError(_("Hari kunjungan belum tiba"), next_step=_("Isi hari kunjungan yang sudah lewat."))
    if each.verdict is not Verdict.RIGHT and not each.why.strip():
        raise InvalidValueError(
            _("Alasan belum diisi untuk keluarga {family}").format(family=each.family_id),
            next_step=_("Tulis apa yang diketahui, misalnya pindah ke mana dan sejak kapan."),
        )


def _counted(spoken: Sequence[Spoken]) -> Mapping[str, int]:
    return {each.value: many for each in Verdict if (many := sum(one.verdict is each for one in spoken))}


@transaction.atomic
def write_minutes(held: Round, village: str, met: Met, *, by: Account, on: datetime) -> Minutes:
    """Write down that a village met about the list. InvalidValueError for a day to come, and for a meeting of
    nobody."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_speak(by, village, timezone.localdate(on))
    check_can_speak(found)
    if met.on > timezone.localdate(on):
        raise InvalidValueError(_("Hari musyawarah belum tiba"), next_step=_("Isi hari musyawarah yang sudah lewat."))
    if met.present < 1 or not met.place.strip():
        raise InvalidValueError(
            _("Tempat atau jumlah yang hadir belum diisi"), next_step=_("Isi tempatnya, dan jumlah orang yang hadir.")
        )
    made = Minutes(
        round=found, area=village, met_on=met.on, place=met.place.strip(), present=met.present, note=met.note.strip(),
        by=by, on=on,
    )  # fmt: skip
    made.save()
    record(
        by=acting(by), on=on, action="aid.minutes", subject=str(found), area=village,
        after={"meets_on": met.on.isoformat(), "present": met.present},
    )  # fmt: skip
    return made


@transaction.atomic
def settle(held: Round, numbers: Sequence[int], *, take: bool, by: Account, on: datetime, why: str = "") -> int:
    """Follow statements that families do not belong in the list, by their numbers: the families are excluded, each for
    what was said of it. Or, without ``take``, do not, and say ``why``. Gives how many were settled; those that are
    settled already are left as they are. InvalidValueError where it lacks its reason."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_make(by, found.area, timezone.localdate(on))
    check_can_settle(found)
    if not take and not why.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis mengapa pernyataan itu tidak diikuti."))
    wanted = set(numbers)
    open_ones = [each for each in unsettled(found) if each.pk in wanted]
    if not open_ones:
        return 0
    if take:
        exclude_many(found.programme, [_barred(each) for each in open_ones], by=by, on=on)
    Settled.objects.bulk_create(
        (Settled(statement=each, taken=take, why=why.strip(), by=by, on=on) for each in open_ones), batch_size=AT_ONCE
    )
    step(found, found.state, by, on, reason=why)
    record(
        by=acting(by), on=on, action="aid.statements_taken" if take else "aid.statements_left", subject=str(found),
        area=found.area, reason=why.strip(), after={"families": len(open_ones)},
    )  # fmt: skip
    return len(open_ones)


def _barred(said: Statement) -> Barred:
    exclusion: Any = Verdict(said.verdict).exclusion
    return Barred(said.family_id, said.area, exclusion, said.why)
