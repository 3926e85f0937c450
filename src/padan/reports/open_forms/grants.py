"""What givers promise, as 360Giving data: a JSON package of grants from a giver to the regency's team.

Fields are those of the 360Giving data standard's schema (threesixtygiving.org/standard). The recipient is always the
team that passes help on, never who is helped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.texts import _
from padan.reference.regions import region
from padan.reports.open_forms.rows import Grant, Read, Reject

#: Letters of a title, at most, as the standard asks.
_TITLE: Final = 140
_CURRENCY: Final = "IDR"


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


def read(content: bytes) -> Read[Grant]:
    """The grants of a package, others' too; one with a fault is rejected with its place in the list (the first is 1).
    UnreadableFileError where it is no package."""
    try:
        found = json.loads(content)["grants"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFileError(
            _("Berkas ini bukan paket 360Giving"), next_step=_("Kirim berkas JSON dengan daftar “grants”.")
        ) from error
    rows, rejects = [], []
    for place, each in enumerate(found, start=1):
        try:
            rows.append(_grant(each))
        except (InvalidValueError, KeyError, TypeError, ValueError, IndexError) as error:
            what = error.what if isinstance(error, InvalidValueError) else _("Isiannya tidak lengkap")
            rejects.append(Reject(place, what))
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
    return {"name": name, "countryCode": "ID", "geoCode": code, "geoCodeType": "Kemendagri"}


def _transaction(number: str, day: date, value: int, giver: dict[str, str], team: dict[str, str]) -> dict[str, Any]:
    return {
        "id": number, "transactionDate": day.isoformat(), "currency": _CURRENCY, "value": value,
        "provider": giver["id"], "recipient": team["id"],
    }  # fmt: skip


def _grant(told: dict[str, Any]) -> Grant:
    if told["currency"] != _CURRENCY:
        raise InvalidValueError(_("Nilainya bukan dalam rupiah"), next_step=_("Tulis nilainya dalam IDR."))
    awarded, giver = date.fromisoformat(told["awardDate"][:10]), told["fundingOrganization"][0]
    planned = (told.get("plannedDates") or [{}])[0]
    return Grant(
        number=told["id"], title=told["title"], about=told["description"], giver_number=giver["id"],
        giver=giver["name"], amount=_rupiah(told["amountAwarded"]), arrived=_rupiah(told.get("amountDisbursed", 0)),
        promised_on=awarded, since=_day(planned.get("startDate"), awarded), until=_day(planned.get("endDate"), awarded),
        areas=tuple(each["geoCode"] for each in told.get("beneficiaryLocation", ()) if each.get("geoCode")),
        kinds=tuple(each["code"] for each in told.get("classifications", ())),
    )  # fmt: skip


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text[:10]) if text else otherwise


def _rupiah(value: float) -> int:
    if value != int(value) or value < 0:
        raise InvalidValueError(_("Nilainya bukan rupiah utuh"), next_step=_("Tulis nilainya tanpa pecahan."))
    return int(value)
