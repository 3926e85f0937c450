"""Programmes, rules and rounds: made, changed and moved on, each in one transaction with its entry in the trail."""

from __future__ import annotations

import hashlib
import json
import secrets
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.models import Programme, Round, Rule, Step
from padan.office.aid.permissions import check_may_make, check_may_move
from padan.office.aid.policies import LIVE, check_can_move, check_can_open
from padan.office.aid.states import MOVES, State
from padan.office.audit.operations import record
from padan.office.registry.models import Release
from padan.reference.agencies import agencies
from padan.reference.aid import aid_kinds
from padan.rules import eligibility

#: The longest that a round lasts, months.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a programme; fields as in :class:`padan.office.aid.models.Programme`."""

    code: str
    name: str
    kind: str
    area: str
    owner: str
    legal_basis: str
    fund: str
    budget_line: str = ""
    by_givers: bool = False


@transaction.atomic
def make_programme(described: Described, *, by: Account, on: datetime) -> Programme:
    """Write down a programme. InvalidValueError for a kind or an owner that is not known; ValidationError of Django
    for a field that is empty or a code that is taken."""
    check_may_make(by, described.area, timezone.localdate(on))
    for known, said, what in (
        (aid_kinds(), described.kind, _("Jenis bantuan {code} tidak dikenal")),
        (agencies(), described.owner, _("Instansi {code} tidak dikenal")),
    ):
        if said not in known:
            raise InvalidValueError(what.format(code=said), next_step=_("Pilih dari daftar."))
    made = Programme(**asdict(described), made_by=by, made_at=on)
    made.full_clean()
    made.save()
    record(
        by=acting(by), on=on, action="aid.programme_made", subject=str(made), area=made.area, after=asdict(described)
    )
    return made


@transaction.atomic
def revise_rule(programme: Programme, rule: eligibility.Rule, *, by: Account, on: datetime, why: str = "") -> Rule:
    """Write a new version of a programme's rule; rounds keep the version they were opened with. InvalidValueError where
    it says the same as the newest one, or a later version gives no reason."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    check_may_make(by, held.area, timezone.localdate(on))
    newest = held.rules.first()
    conditions = json.dumps(eligibility.as_data(rule), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if newest is not None and newest.conditions == conditions:
        raise InvalidValueError(_("Aturan ini sama dengan versi terakhir"), next_step=_("Ubah syaratnya dahulu."))
    if newest is not None and not why.strip():
        raise InvalidValueError(_("Alasan perubahan aturan belum diisi"), next_step=_("Tulis alasannya."))
    made = Rule(
        programme=held, number=newest.number + 1 if newest else 1, conditions=conditions,
        digest=hashlib.sha256(conditions.encode()).hexdigest(), why=why.strip(), made_by=by, made_at=on,
    )  # fmt: skip
    made.save()
    record(
        by=acting(by), on=on, action="aid.rule_made", subject=str(held), area=held.area, reason=made.why,
        before={"number": newest.number, "digest": newest.digest} if newest else None,
        after={"number": made.number, "digest": made.digest},
    )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class Planned:
    """What is said of a round; fields as in :class:`padan.office.aid.models.Round`."""

    name: str
    area: str
    since: date
    months: int
    cost: int
    budget: int


@transaction.atomic
def open_round(
    rule: Rule, release: Release, planned: Planned, *, gifts: bool = False, by: Account, on: datetime
) -> Round:  # fmt: skip
    """Open a round by a version of a programme's rule, over a release; with ``gifts`` for what givers hold.
    InvalidValueError for a time or a sum that is none; NotAllowedError where the programme has ended, or where givers
    pay it and the round is not for what they hold."""
    programme = rule.programme
    check_may_make(by, planned.area, timezone.localdate(on))
    check_can_open(programme, planned.since, gifts=gifts)
    if not 1 <= planned.months <= LONGEST:
        raise InvalidValueError(
            _("Lamanya {months} bulan").format(months=planned.months),
            next_step=_("Isi dari 1 sampai {most} bulan.").format(most=LONGEST),
        )
    for sum_of in (planned.cost, planned.budget):
        if sum_of < 0:
            raise InvalidValueError(_("Rupiah di bawah nol"), next_step=_("Isi mulai dari 0."))
    planned = replace(planned, name=planned.name.strip())
    made = Round(
        **asdict(planned), until=_last_day(planned.since, planned.months), programme=programme, rule=rule,
        release=release, seed=secrets.token_hex(16), made_by=by,
        made_at=on,
    )  # fmt: skip
    made.full_clean()
    made.save()
    step(made, "", by, on)
    record(
        by=acting(by), on=on, action="aid.round_opened", subject=str(made), area=made.area,
        after={
            **asdict(planned), "since": planned.since.isoformat(), "programme": programme.code, "rule": rule.digest,
            "release": release.name, "seed": made.seed,
        },
    )  # fmt: skip
    return made


def _last_day(since: date, months: int) -> date:
    """The last of so many months from a day on; from the 31st, a short month's last day counts for the 31st."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


@transaction.atomic
def set_apart(programme: Programme, others: Sequence[Programme], *, by: Account, on: datetime) -> Programme:
    """Say which programmes are not given to one family at the same time as this one, in place of what was said before.
    InvalidValueError while a list of any of them can still change: it was drawn by what was said before."""
    check_may_make(by, programme.area, timezone.localdate(on))
    before = set(programme.apart.values_list("code", flat=True))
    concerned = {programme.pk, *(each.pk for each in others), *programme.apart.values_list("pk", flat=True)}
    if Round.objects.filter(programme__in=concerned, state__in=LIVE, listed__isnull=False).exists():
        raise InvalidValueError(
            _("Ada daftar yang sedang disusun"), next_step=_("Tetapkan atau batalkan dahulu daftar program itu.")
        )
    programme.apart.set(each for each in others if each.pk != programme.pk)
    after = set(programme.apart.values_list("code", flat=True))
    record(
        by=acting(by), on=on, action="aid.set_apart", subject=str(programme), area=programme.area,
        before={"programmes": sorted(before)}, after={"programmes": sorted(after)},
    )  # fmt: skip
    return programme


@transaction.atomic
def move(held: Round, to: State, *, by: Account, on: datetime, reason: str = "", act: str = "") -> Round:
    """Bring a round into another state, by the table of moves. ``act`` names what alone does it, where the table says
    so: the seal of a decree, from ``padan.office.decrees.operations`` alone; or that the delivery begins, from
    ``padan.office.delivery.beginning`` alone."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_can_move(found, to, reason, act)
    check_may_move(by, found, to, timezone.localdate(on))
    at, found.state = State(found.state), to.value
    alone = MOVES[at, to].by
    found.save(update_fields=("state",))
    step(found, at, by, on, check=MOVES[at, to].checks, reason=reason)
    record(
        by=acting(by), on=on, action="aid.round_moved", subject=str(found), area=found.area, reason=reason.strip(),
        before={"state": at}, after={"state": to, **({alone.value: act} if alone else {})},
    )  # fmt: skip
    return found


def step(held: Round, before: str, by: Account, on: datetime, *, check: bool = False, reason: str = "") -> None:
    """Write down that somebody had to do with a round."""
    Step(
        round=held, before=before, after=held.state, check_made=check, reason=reason.strip(), by=by, on=on
    ).save()  # fmt: skip
