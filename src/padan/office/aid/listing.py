"""The list of a round: drawn by its rule, and settled anew whenever its quotas change or somebody is excluded or comes
back.

Every list is written by :func:`_settle`, from a selection that cannot hold an excluded family; who is excluded is asked
anew each time. Nothing else writes :class:`~padan.office.aid.models.Listed` before the decree, and after it
:mod:`padan.office.aid.replacing` alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office import bulk
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.following import followed
from padan.office.aid.models import Excluded, Listed, Programme, Quota, Round
from padan.office.aid.moments import locked, moment_of
from padan.office.aid.operations import step
from padan.office.aid.permissions import check_may_exclude, check_may_lift, check_may_make
from padan.office.aid.policies import LIVE, check_can_change, check_can_draw, check_not_held, check_quotas
from padan.office.aid.queries import beside
from padan.office.audit.operations import record
from padan.rules import selection as selecting
from padan.rules.growth.prevalence import coded
from padan.rules.risk.answers import YES
from padan.rules.selection import Candidates, Exclusion, Key, Selection, Standing, select

#: Rows that are written at a time.
AT_ONCE: Final = 1_000
_NAMES: Final = ("round", "family_id", "area", "standing", "rank", "line", "place", "reason", "registered")


@transaction.atomic
def set_quotas(held: Round, quotas: Mapping[str, int], *, by: Account, on: datetime) -> Round:
    """Say how many places each region has, in place of what was said before; the list follows. InvalidValueError where
    the budget does not pay for them."""
    found = _locked(held)
    check_may_make(by, found.area, timezone.localdate(on))
    check_can_change(found)
    check_not_held(found, found.quotas.exists())
    check_quotas(found, quotas)
    before = dict(found.quotas.values_list("area", "places"))
    if before == dict(quotas):
        return found
    found.quotas.all().delete()
    Quota.objects.bulk_create(Quota(round=found, area=area, places=many) for area, many in sorted(quotas.items()))
    _settle_again(found)
    step(found, found.state, by, on)
    record(
        by=acting(by), on=on, action="aid.quotas_set", subject=str(found), area=found.area, before=before or None,
        after=dict(quotas),
    )  # fmt: skip
    return found


@transaction.atomic
def draw(held: Round, candidates: Candidates, *, by: Account, on: datetime) -> Round:
    """Draw the list of a round from the families of its release, judged and ranked by its rule. What is known in the
    office of who is excluded is added; ties are settled by the round's seed.

    NotAllowedError where the list is with others, InvalidValueError without quotas.
    """
    found = _locked(held)
    check_may_make(by, found.area, timezone.localdate(on))
    check_can_change(found)
    check_can_draw(found)
    selection = _settle(found, _entitled(found, candidates))
    step(found, found.state, by, on)
    record(
        by=acting(by), on=on, action="aid.list_drawn", subject=str(found), area=found.area, after=_told(selection)
    )  # fmt: skip
    return found


@transaction.atomic
def exclude(
    programme: Programme, family: tuple[str, str], reason: Exclusion, *, by: Account, on: datetime, why: str
) -> Excluded:
    """Say that a family (its id and area) is not to be given a programme. It leaves every list of the programme that is
    not decreed at once, and the next in line takes its place. InvalidValueError without a reason in words, or where it
    is excluded already."""
    family_id, area = family
    held = locked(programme.pk)
    check_may_exclude(by, area, timezone.localdate(on))
    if not why.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    if Excluded.objects.filter(programme=programme, family_id=family_id, lifted_on=None).exists():
        raise InvalidValueError(
            _("Keluarga ini sudah dikeluarkan dari program ini"), next_step=_("Muat ulang halamannya.")
        )
    on = moment_of(held, on)
    made = Excluded.objects.create(
        programme=programme, family_id=family_id, area=area, reason=Exclusion(reason).value, why=why.strip(), by=by,
        on=on,
    )  # fmt: skip
    _draw_again(programme, by, on)
    record(
        by=acting(by), on=on, action="aid.excluded", subject=f"family:{family_id}", area=area, reason=made.why,
        after={"programme": programme.code, "reason": made.reason},
    )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class Barred:
    """A family that is not to be given a programme, by its id and area, and why."""

    family_id: str
    area: str
    reason: Exclusion
    why: str


@transaction.atomic
def exclude_many(programme: Programme, families: Sequence[Barred], *, by: Account, on: datetime) -> int:
    """The same of many in one action, of whom those that are excluded already are left as they are: each list is
    settled once, and one entry of the trail says how many. Gives how many. InvalidValueError where one has no reason
    in words."""
    held = locked(programme.pk)
    for area in {each.area for each in families}:
        check_may_exclude(by, area, timezone.localdate(on))
    if not all(each.why.strip() for each in families):
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    out = set(Excluded.objects.filter(programme=programme, lifted_on=None).values_list("family_id", flat=True))
    new = {each.family_id: each for each in families if each.family_id not in out}
    if not new:
        return 0
    on = moment_of(held, on)
    Excluded.objects.bulk_create(
        (
            Excluded(
                programme=programme, family_id=each.family_id, area=each.area, reason=each.reason.value,
                why=each.why.strip(), by=by, on=on,
            )
            for each in new.values()
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    _draw_again(programme, by, on)
    reasons = Counter(each.reason.value for each in new.values())
    record(
        by=acting(by), on=on, action="aid.many_excluded", subject=str(programme), area=programme.area,
        after={"programme": programme.code, "families": len(new), **reasons},
    )  # fmt: skip
    return len(new)


@transaction.atomic
def lift(excluded: Excluded, *, by: Account, on: datetime, why: str) -> Excluded:
    """Say that the reason to exclude a family was a mistake or is over: it comes back at its rank where lists are not
    decreed. Somebody else than who excluded it says so."""
    programme = locked(excluded.programme_id)
    held = Excluded.objects.select_for_update(of=("self",)).select_related("programme").get(pk=excluded.pk)
    check_may_lift(by, held, timezone.localdate(on))
    if held.lifted_on is not None:
        raise InvalidValueError(_("Keluarga ini sudah dikembalikan"), next_step=_("Muat ulang halamannya."))
    if not why.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    on = moment_of(programme, on)
    held.lifted_by, held.lifted_on, held.lifted_why = by, on, why.strip()
    held.save(update_fields=("lifted_by", "lifted_on", "lifted_why"))
    _draw_again(held.programme, by, on)
    record(
        by=acting(by), on=on, action="aid.exclusion_lifted", subject=f"family:{held.family_id}", area=held.area,
        reason=held.lifted_why, before={"programme": held.programme.code, "reason": held.reason},
    )  # fmt: skip
    return held


def _draw_again(programme: Programme, by: Account, on: datetime) -> None:
    """Every list of the programme that is not decreed, of the families that stand in it."""
    for each in Round.objects.filter(programme=programme, state__in=LIVE).order_by("pk"):
        held = _locked(each)
        if _settle_again(held):
            step(held, held.state, by, on)


def _settle_again(held: Round) -> bool:
    """Choose anew among those who stand in the list; whether there is one."""
    rows = list(held.listed.values_list("family_id", "area", "rank", "registered"))
    if rows:
        _settle(held, _Entitled(*zip(*rows, strict=True)))
    return bool(rows)


@dataclass(frozen=True, slots=True)
class _Entitled:
    """Whom the rule finds entitled, with their ranks, and for whom the register itself knows a reason to exclude."""

    ids: tuple[str, ...]
    areas: tuple[str, ...]
    ranks: tuple[int, ...]
    registered: tuple[str, ...]


def _entitled(held: Round, candidates: Candidates) -> _Entitled:
    """The ranks are of all who are entitled, so that who comes back after an exclusion comes back at its own."""
    everybody = replace(candidates, exclusions={})
    rank = select(everybody, (), held.seed).rank
    rows = np.flatnonzero(rank)
    area = coded(everybody.area)
    areas = [area.labels[code] if code >= 0 else "" for code in area.codes[rows].tolist()]
    reasons = [candidates.reasons(row) for row in rows.tolist()]
    return _Entitled(
        tuple(everybody.family_id[rows].tolist()), tuple(areas), tuple(rank[rows].tolist()),
        tuple(each[0].value if each else "" for each in reasons),
    )  # fmt: skip


def _settle(held: Round, entitled: _Entitled) -> Selection:
    """Choose among them without those who are excluded, and write how each stands."""
    said = barred(held)
    reasons = [known or said.get(each, "") for each, known in zip(entitled.ids, entitled.registered, strict=True)]
    of_each = np.array(reasons, object)
    quotas = [selecting.Quota(each.area, each.places) for each in held.quotas.all()]
    selection = select(
        Candidates(
            np.array(entitled.ids, object), np.array(entitled.areas, object),
            np.full(len(entitled.ids), YES, np.int8), (Key("rank", np.array(entitled.ranks, np.int64)),),
            {reason: of_each == reason.value for reason in Exclusion},
        ),
        quotas, held.seed,
    )  # fmt: skip
    held.listed.all().delete()
    bulk.write(Listed, _NAMES, _rows(held, entitled, selection, reasons))
    return selection


def barred(held: Round) -> dict[str, str]:
    """Whom people or other lists bar from a round, by every id that its release may know them by, and why."""
    excluded = Excluded.objects.filter(programme=held.programme_id, lifted_on=None)
    return followed(held.release, served(held) | dict(excluded.values_list("family_id", "reason")))


def served(held: Round) -> dict[str, str]:
    """Whom another round gives the same, or what is not given beside it, at the same time. Every list that is written
    asks so: whichever was first keeps the family."""
    apart = {held.programme_id, *held.programme.apart.values_list("pk", flat=True)}
    given = Listed.objects.filter(round__in=beside(held).filter(programme__in=apart), standing=Standing.CHOSEN)
    return dict.fromkeys(given.values_list("family_id", flat=True), Exclusion.SERVED.value)


def _locked(held: Round) -> Round:
    """The round, locked with its programme and those that are apart from it: two lists that must not share a family
    are never written at once."""
    apart = Programme.apart.through.objects.filter(from_programme=held.programme_id).values("to_programme")
    wanted = Q(pk=held.programme_id) | Q(pk__in=apart)
    list(Programme.objects.select_for_update().filter(wanted).order_by("pk").values_list("pk"))
    return Round.objects.select_for_update(of=("self",)).select_related("programme", "rule", "release").get(pk=held.pk)


def _rows(held: Round, entitled: _Entitled, selection: Selection, reasons: list[str]) -> Iterator[tuple[Any, ...]]:
    columns = (selection.standing.tolist(), selection.line.tolist(), selection.place.tolist(), reasons)
    each = zip(entitled.ids, entitled.areas, entitled.ranks, entitled.registered, *columns, strict=True)
    for family_id, area, rank, registered, standing, line, place, reason in each:
        waits_in = selection.quotas[line].area if line >= 0 else ""
        yield held.pk, family_id, area, standing, rank, waits_in, place, reason, registered


def _told(selection: Selection) -> dict[str, int]:
    return {each.name.lower(): int((selection.standing == each).sum()) for each in Standing}
