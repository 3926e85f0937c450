"""How a delivery begins: with what each family of the list is entitled to, month by month, in whole units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office import bulk
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid import queries as aid
from padan.office.aid.models import Round
from padan.office.aid.operations import move
from padan.office.aid.permissions import check_may_make
from padan.office.aid.states import State
from padan.office.audit.operations import record
from padan.office.delivery.judging import freed, rejudge
from padan.office.delivery.models import Entitlement, Freed
from padan.office.delivery.policies import check_can_begin, check_is_taking
from padan.office.registry import queries as registry
from padan.rules.delivery import Fate, Member, heads_on, months_of
from padan.rules.package import Portion

_NAMES: Final = ("round", "family_id", "area", "month", "number", "item", "unit", "amount")
#: Families whose people are asked for at once.
_AT_ONCE: Final = 5_000

Births = Mapping[str, Sequence[date | None]]


@transaction.atomic
def begin(held: Round, *, by: Account, on: datetime) -> Round:
    """Begin to deliver: the round moves on, decreed or, where givers pay it, checked by this; and what its families are
    entitled to is written, from the package and the heads that the release in force knows on the first day of each
    month. A portion that is for nobody of a family is none. NotAllowedError where it is neither, or the delivery has
    begun."""
    found = _locked(held)
    check_can_begin(found)
    found = move(found, State.DELIVERING, by=by, on=on, act="begun")
    families = dict(aid.chosen(Scope((found.area,)), found).values_list("family_id", "area"))
    known = _entitle(found, families, months_of(found.since, found.months))
    release = registry.current()
    record(
        by=acting(by), on=on, action="delivery.begun", subject=str(found), area=found.area,
        after={
            "families": len(families), "release": release.name if release else "", "months": found.months,
            "unknown": len(families) - known,
        },
    )  # fmt: skip
    return found


@transaction.atomic
def follow(held: Round, month: date, *, by: Account, on: datetime) -> Round:
    """Follow an amendment of the decree from a month on: who came into the list is entitled from then, who fell out of
    it no longer is. Done twice, it changes nothing more. InvalidValueError for a month that is not of the round."""
    found = _locked(held)
    check_may_make(by, found.area, timezone.localdate(on))
    check_is_taking(found)
    months = [each for each in months_of(found.since, found.months) if each >= month]
    if not months or months[0] != month:
        raise InvalidValueError(_("Bulan ini bukan bagian putaran"), next_step=_("Pilih dari daftarnya."))
    new, out = to_follow(found)
    _entitle(found, new, months)
    Freed.objects.bulk_create(
        Freed(
            round=found, family_id=family, area=area, fate=Fate.REPLACED.value, month=month,
            why=_("Diganti dengan perubahan keputusan"), by=by, on=on,
        )
        for family, area in sorted(out.items())
    )  # fmt: skip
    rejudge({(found.pk, family) for family in (*new, *out)}, (), on)
    record(
        by=acting(by), on=on, action="delivery.followed", subject=str(found), area=found.area,
        after={"since": month.isoformat(), "new": len(new), "withdrawn": len(out)},
    )  # fmt: skip
    return found


def to_follow(held: Round) -> tuple[dict[str, str], dict[str, str]]:
    """Whom an amendment brought into the list of a round that is delivered, and whom it took out of it, each family
    with its area. The caller has found the round within a scope."""
    chosen = dict(aid.chosen(Scope((held.area,)), held).values_list("family_id", "area"))
    entitled = dict(held.entitlements.values_list("family_id", "area").distinct())
    gone = freed(held.freed.all())
    new = {family: area for family, area in chosen.items() if family not in entitled}
    out = {
        family: area
        for family, area in entitled.items() if family not in chosen and (held.pk, family) not in gone
    }  # fmt: skip
    return new, out


def _locked(held: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("programme", "rule").get(pk=held.pk)


def _entitle(held: Round, families: Mapping[str, str], months: Sequence[date]) -> int:
    """Write what families are entitled to, each with its area; how many of them the register knows."""
    # Asked before, since PostgreSQL answers nothing else while rows are copied.
    births, package = _births(list(families)), aid.package_of(held)
    bulk.write(Entitlement, _NAMES, _rows(held.pk, package, families, months, births))
    return len(births)


def _births(families: Sequence[str]) -> Births:
    """The birth dates of those who live in each family now; families that the register does not know are left out."""
    found: defaultdict[str, list[date | None]] = defaultdict(list)
    everywhere = Scope((settings.PADAN_REGENCY,))
    for start in range(0, len(families), _AT_ONCE):
        rows = registry.people(everywhere).filter(family_id__in=families[start : start + _AT_ONCE])
        for person, family, born, relation, status in rows.values_list(
            "person_id", "family_id", "birth_date", "relation", "status"
        ):
            if Member(person, relation or "", born, status or "").is_there:
                found[family].append(born)
    return found


def _rows(
    held: int, package: Sequence[Portion], families: Mapping[str, str], months: Sequence[date], births: Births
) -> Iterator[tuple[Any, ...]]:
    of_database = connection.ops.adapt_datefield_value
    for month in months:
        first = of_database(month)
        for family, area in families.items():
            heads = heads_on(births.get(family, ()), month)
            for number, portion in enumerate(package, start=1):
                if amount := portion.for_heads(heads):
                    yield held, family, area, first, number, portion.item, portion.unit, amount
