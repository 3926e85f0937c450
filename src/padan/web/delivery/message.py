"""What a phone tells of hand-overs. Read strictly, event by event: one that makes no sense is told as such, and never
stops the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.delivery.given import Given
from padan.office.delivery.taking import AT_ONCE
from padan.rules.delivery import LONGEST, MOST, Checked, Evidence, Outcome, Taker

#: Bytes of a message, at most.
LARGEST: Final = 8 * 1024 * 1024
_KEY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NUMBERS: Final = range(2**31)
_YEARS: Final = range(1969, 2200)
#: Letters of the texts of an event, at most.
_TEXTS: Final[Mapping[str, int]] = {
    "item": 80, "unit": 20, "instead_of": 80, "device": 40, "taker_id": 16, "taker_name": 200, "reference": LONGEST,
    "note": LONGEST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What a phone sent: whose word it is (the number of an account), when by its own clock, and the events; in place
    of one that cannot be read its key, empty where not even that can."""

    account: int
    sent_at: datetime
    events: tuple[Given | str, ...]


def read_message(body: bytes) -> Message:
    """The message in a request's body. InvalidValueError where it is none, or holds too many events."""
    try:
        told = json.loads(body)
        found = Message(_number(told["account"]), _moment(told["sent_at"]), tuple(map(_event, told["events"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidValueError(
            _("Kiriman dari ponsel tidak terbaca"), next_step=_("Muat ulang aplikasinya; catatan tetap tersimpan.")
        ) from None
    if len(found.events) > AT_ONCE:
        raise InvalidValueError(
            _("Terlalu banyak catatan sekaligus"), next_step=_("Kirim paling banyak {most}.").format(most=AT_ONCE)
        )
    return found


def _event(told: Any) -> Given | str:
    key = told.get("key") if isinstance(told, dict) else None
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return ""
    try:
        return _read(key, told)
    except (ValueError, KeyError, TypeError):
        return key


def _read(key: str, told: Mapping[str, Any]) -> Given:
    texts = {name: _text(told.get(name, ""), most) for name, most in _TEXTS.items()}
    point, taker, position = told.get("point"), told.get("taker"), told.get("position")
    return Given(
        key, _number(told["round"]), _text(told["family"], 16), date.fromisoformat(told["month"]),
        Outcome(told["outcome"]), _moment(told["handed_at"]), amount=_number(told.get("amount", 0), MOST + 1),
        corrects=_corrects(told.get("corrects", "")), point=None if point is None else _number(point),
        taker=None if taker is None else Taker(taker), checked=Checked(told.get("checked", Checked.NOT)),
        proofs={Evidence(kind): _digest(found) for kind, found in dict(told.get("proofs", {})).items()},
        position=None if position is None else _position(position), **texts,
    )  # fmt: skip


def _text(told: object, most: int) -> str:
    # What a database cannot hold would stop all others of the message: NUL, and halves of a letter.
    if not isinstance(told, str) or len(told) > most or "\0" in told:
        raise ValueError("no text of that length")
    return told.encode().decode()


def _corrects(told: object) -> str:
    if told != "" and not (isinstance(told, str) and _KEY.fullmatch(told)):
        raise ValueError("no key")
    return str(told)


def _digest(told: object) -> str:
    if not isinstance(told, str) or not _SHA256.fullmatch(told):
        raise ValueError("no SHA-256")
    return told


def _position(told: object) -> tuple[float, float]:
    latitude, longitude = (float(each) for each in told)  # type: ignore[attr-defined]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("no place on earth")
    return latitude, longitude


def _moment(told: object) -> datetime:
    found = datetime.fromisoformat(told)  # type: ignore[arg-type]
    # A clock that lost its time tells 1970; what lies further off is no clock's.
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError("no moment of a clock, with its time zone")
    return found


def _number(told: object, end: int = _NUMBERS.stop) -> int:
    if type(told) is not int or not 0 <= told < end:
        raise ValueError("not a number")
    return told
