"""Sealing a decree: its list is taken as it stands, written down as it is printed, and the round moves."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office import bulk
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.models import Listed, Round
from padan.office.aid.moments import locked, moment_of
from padan.office.aid.operations import move
from padan.office.aid.queries import package_of
from padan.office.aid.replacing import replace_excluded
from padan.office.aid.states import State as RoundState
from padan.office.audit.operations import record
from padan.office.decrees.models import Decree, Recipient
from padan.office.decrees.permissions import check_may_sign
from padan.office.decrees.policies import check_can_be_sealed
from padan.office.decrees.snapshot import COLUMNS, Line, excluded_on, head_of, lines_of, seal_of
from padan.office.decrees.states import Kind, State
from padan.office.decrees.words import Tell, Told
from padan.rules.package import Portion, Whom
from padan.rules.selection import Standing

_SALT_BYTES: Final = 32


@transaction.atomic
def decree(draft: Decree, tell: Tell, *, by: Account, on: datetime) -> Decree:
    """Seal a draft: the only way by which a round becomes decreed. ``tell`` reads the round's release.

    An amendment lets the next in line follow who fell out; a withdrawal ends the round. NotAllowedError where ``by``
    may not or the round does not stand there, InvalidValueError where the release does not know a recipient.
    """
    found = _locked(draft)
    check_may_sign(by, found, timezone.localdate(on))
    check_can_be_sealed(found)
    salt: Any = secrets.token_hex(_SALT_BYTES)
    on = moment_of(found.round.programme, on)
    found.salt, found.decreed_by, found.decreed_at = salt, by, on
    lines = _LINES[Kind(found.kind)](found, tell)
    found.seal, found.state = seal_of(head_of(found, excluded_on(found)), lines), State.SEALED.value
    found.save()
    rows = ((found.pk, *(line[name] for name in COLUMNS)) for line in lines)
    bulk.write(Recipient, ("decree", *COLUMNS), (_stored(row) for row in rows))
    _move(found, by, on)
    record(
        by=acting(by), on=on, action="decrees.sealed", subject=str(found), area=found.area, reason=found.reason,
        after={
            "kind": found.kind, "number": found.number, "year": found.year, "agency": found.agency,
            "seal": found.seal, "recipients": len(lines), "round": str(found.round),
        },
    )  # fmt: skip
    return found


def _locked(draft: Decree) -> Decree:
    """The draft with its round and programme, which exclusions lock as well."""
    locked(Decree.objects.values_list("round__programme", flat=True).get(pk=draft.pk))
    Round.objects.select_for_update(of=("self",)).get(decrees=draft.pk)
    return (
        Decree.objects.select_for_update(of=("self",))
        .select_related("round__programme", "round__rule", "round__release", "changes")
        .get(pk=draft.pk)
    )


def _move(found: Decree, by: Account, on: datetime) -> None:
    if found.kind == Kind.FIRST:
        move(found.round, RoundState.DECREED, by=by, on=on, act=found.seal or "")
    elif found.kind == Kind.WITHDRAWAL:
        move(found.round, RoundState.CANCELLED, by=by, on=on, reason=found.reason, act=found.seal or "")


def _first(found: Decree, tell: Tell) -> list[Line]:
    listed = list(found.round.listed.filter(standing=Standing.CHOSEN))
    said = excluded_on(found)
    barred = found.round.listed.filter(standing=Standing.EXCLUDED, registered="").order_by("family_id")
    found.recorded = [list(row) for row in barred.values_list("family_id", "reason") if row[0] not in said]
    return numbered(lines_told(listed, tell, package_of(found.round)))


def _amended(found: Decree, tell: Tell) -> list[Line]:
    before = {line["family_id"]: line for line in lines_of(found.changes)} if found.changes else {}
    done = replace_excluded(found.round)
    said = excluded_on(found)
    found.recorded = sorted([family, reason] for family, reason in done.reasons.items() if family not in said)
    found.replaced = [[each.out, each.successor, done.reasons[each.out]] for each in done.each]
    came = [each.successor for each in done.each if each.successor is not None]
    listed = list(found.round.listed.filter(standing=Standing.CHOSEN, family_id__in=came))
    stayed = [line for family, line in before.items() if family not in done.reasons]
    return numbered([*stayed, *lines_told(listed, tell, package_of(found.round))])


def _none(_found: Decree, _tell: Tell) -> list[Line]:
    return []


_LINES: Final = {Kind.FIRST: _first, Kind.AMENDMENT: _amended, Kind.WITHDRAWAL: _none}


def lines_told(listed: Sequence[Listed], tell: Tell, package: Sequence[Portion]) -> list[Line]:
    """What a decree says of listed families, without their numbers. InvalidValueError for one that the release does
    not know."""
    told = tell([row.family_id for row in listed])
    missing = [row.family_id for row in listed if row.family_id not in told]
    if missing:
        raise InvalidValueError(
            _("Rilis putaran ini tidak memuat keluarga {family}").format(family=missing[0]),
            next_step=_("Susun ulang daftarnya dari rilis itu."),
        )
    return [
        {
            **asdict(told[row.family_id]), "area": row.area, "rank": row.rank,
            "amounts": amounts_of(told[row.family_id], package),
        }
        for row in listed
    ]  # fmt: skip


def amounts_of(told: Told, package: Sequence[Portion]) -> list[int | None]:
    """Units a month of each portion for a family; None where its heads are not counted."""
    heads = {
        Whom.FAMILY: 1,
        Whom.MEMBER: told.members,
        Whom.UNDER_FIVE: told.under_five,
        Whom.UNDER_TWO: told.under_two,
    }
    known = {whom: many for whom, many in heads.items() if many is not None}
    return [each.for_heads(known) if each.whom in known else None for each in package]


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order of the annex: by village, then by rank, numbered from 1."""
    ordered = sorted(lines, key=lambda line: (line["area"], line["rank"], line["family_id"]))
    return [{**line, "number": number} for number, line in enumerate(ordered, start=1)]


def _stored(row: tuple[Any, ...]) -> list[Any]:
    """Values as the database takes them: what is JSON as text."""
    return [json.dumps(value) if isinstance(value, list) else value for value in row]
