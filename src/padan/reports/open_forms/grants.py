"""What givers promise, as 360Giving data: a JSON package of grants from a giver to the regency's team.

Fields are those of the 360Giving data standard's schema (threesixtygiving.org/standard). The recipient is always the
team that passes help on, never who is helped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.texts import _
from padan.reference.regions import region
from padan.reports.open_forms.rows import Grant, Read, Reject

#: Letters of a title, at most, as the standard asks.
_TITLE: Final = 140
_CURRENCY: Final = "IDR"
#: The type of code that tells a place; which places others' codes mean is not guessed.
_CODES: Final = "Kemendagri"
#: What JSON takes for text and no table does: a null, and half of a pair of surrogates.
_UNTEXT: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the prefix before every number, and the team that receives."""

    prefix: str
    team_number: str
    team: str


def package(grants: Iterable[Grant], publisher: Publisher) -> bytes:
    """The grants as JSON."""
    told = {"grants": [_told(each, publisher) for each in grants]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def listed(content: bytes) -> list[Any]:
    """The grants of a package as they are written. UnreadableFileError where it is no package."""
    try:
        found = json.loads(content)["grants"]
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise UnreadableFileError(
            _("Berkas ini bukan paket 360Giving"), next_step=_("Kirim berkas JSON dengan daftar “grants”.")
        )
    return found


def read(content: bytes) -> Read[Grant]:
    """The grants of a package, others' too; one with a fault is rejected with its place in the list (the first is 1).
    UnreadableFileError where it is no package."""
    rows, rejects = [], []
    for place, each in enumerate(listed(content), start=1):
        try:
            rows.append(_grant(each))
        except InvalidValueError as error:
            rejects.append(Reject(place, f"{error.what}. {error.next_step or ''}".strip()))
    return Read(tuple(rows), tuple(rejects))


def _told(grant: Grant, publisher: Publisher) -> dict[str, Any]:
    number = f"{publisher.prefix}{grant.number}"
    team = {"id": f"{publisher.prefix}{publisher.team_number}", "name": publisher.team}
    giver = {"id": f"{publisher.prefix}{grant.giver_number}", "name": grant.giver}
    return {
        "id": number, "title": grant.title[:_TITLE], "description": grant.about or grant.title, "currency": _CURRENCY,
        "amountAwarded": grant.amount, "amountDisbursed": grant.arrived, "awardDate": grant.promised_on.isoformat(),
        "plannedDates": [{"startDate": grant.since.isoformat(), "endDate": grant.until.isoformat()}],
        "fundingOrganization": [giver], "recipientOrganization": [team],
        "beneficiaryLocation": [_place(code) for code in grant.areas],
        "classifications": [{"vocabulary": "padan", "code": kind} for kind in grant.kinds],
        "commitmentTransaction": [_transaction(f"{number}-c", grant.promised_on, grant.amount, giver, team)],
    }  # fmt: skip


def _place(code: str) -> dict[str, str]:
    found = region(code)
    name = found.name if found else code
    return {"name": name, "countryCode": "ID", "geoCode": code, "geoCodeType": _CODES}


def _transaction(number: str, day: date, value: int, giver: dict[str, str], team: dict[str, str]) -> dict[str, Any]:
    return {
        "id": number, "transactionDate": day.isoformat(), "currency": _CURRENCY, "value": value,
        "provider": giver["id"], "recipient": team["id"],
    }  # fmt: skip


def _grant(told: Any) -> Grant:
    if not isinstance(told, dict):
        raise _unread("grants")
    if told.get("currency") != _CURRENCY:
        raise InvalidValueError(_("Nilainya bukan dalam rupiah"), next_step=_("Tulis nilainya dalam IDR."))
    giver, awarded, title = _first(told, "fundingOrganization"), _day(told, "awardDate"), _text(told, "title")
    planned = _first(told, "plannedDates") if told.get("plannedDates") else {}
    receiver = _first(told, "recipientOrganization") if told.get("recipientOrganization") else {}
    since, until = (_day(planned, name) if planned.get(name) else awarded for name in ("startDate", "endDate"))
    if until < since:
        raise InvalidValueError(_("Hari selesai lebih dulu daripada hari mulai"), next_step=_("Periksa tanggalnya."))
    where = _every(told, "beneficiaryLocation")
    coded = [each for each in where if str(each.get("geoCodeType", "")).casefold() == _CODES.casefold()]
    return Grant(
        number=_text(told, "id"), title=title, about=_text(told, "description") if told.get("description") else title,
        giver_number=_text(giver, "id"), giver=_text(giver, "name"), amount=_rupiah(told, "amountAwarded"),
        arrived=_rupiah(told, "amountDisbursed") if "amountDisbursed" in told else 0, promised_on=awarded,
        since=since, until=until,
        areas=tuple(RegionCode(_text(each, "geoCode"), RegionSystem.KEMENDAGRI).code for each in coded),
        kinds=tuple(_text(each, "code") for each in _every(told, "classifications") if each.get("code")),
        places=tuple(_text(each, "name") for each in where if each not in coded and each.get("name")),
        receiver=_text(receiver, "name") if receiver.get("name") else "",
    )  # fmt: skip


def _unread(name: str) -> InvalidValueError:
    return InvalidValueError(
        _("{field} tidak ada atau tidak terbaca").format(field=name), next_step=_("Isi menurut standar 360Giving.")
    )


def _every(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The parts of a list; InvalidValueError where it is none."""
    found = told.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _unread(name)
    return found


def _first(told: dict[str, Any], name: str) -> dict[str, Any]:
    """The first part of a list; InvalidValueError where there is none."""
    found = _every(told, name)
    if not found:
        raise _unread(name)
    return found[0]


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip() or _UNTEXT.search(value):
        raise _unread(name)
    return value


def _day(told: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(_text(told, name)[:10])
    except ValueError as error:
        raise _unread(name) from error


def _rupiah(told: dict[str, Any], name: str) -> int:
    value = told.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _unread(name)
    if value < 0 or (isinstance(value, float) and not value.is_integer()):
        raise InvalidValueError(_("Nilainya bukan rupiah utuh"), next_step=_("Tulis nilainya tanpa pecahan."))
    return int(value)
