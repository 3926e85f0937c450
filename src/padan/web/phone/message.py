"""What a phone sends: answers that it kept, each with a key of its own. Read strictly, answer by answer: one that makes
no sense is told as such, and never stops the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.tasks.answering import LONGEST

#: Answers in one message, and its bytes, at most.
AT_ONCE: Final = 200
LARGEST: Final = 1024 * 1024
_KEY: Final = re.compile(r"[0-9A-Za-z_-]{8,40}")
#: Those of answers that came another way too.
_ANY_KEY: Final = re.compile(r"[0-9A-Za-z_.:-]{1,40}")
_NUMBERS: Final = range(2**31)
_YEARS: Final = range(1969, 2200)


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it lay on the phone. Of a task: ``task``, the version of it that was ``seen``, and ``values``; of
    a family that nobody knew: ``people``, the head first, and no task. ``said_at`` is by the phone's clock."""

    key: str
    said_at: datetime
    task: int | None = None
    seen: int = 0
    values: Mapping[str, object] | None = None
    people: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Senseless:
    """An answer that cannot be read; ``key`` is empty where not even that can."""

    key: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a phone sent: whose answers (the number of an account), when by its own clock, and the answers."""

    account: int
    sent_at: datetime
    answers: tuple[Kept | Senseless, ...]


def read_message(body: bytes) -> Message:
    """The message in a request's body. InvalidValueError where it is none, or holds more than :data:`AT_ONCE`."""
    try:
        told = json.loads(body)
        found = Message(_number(told["account"]), _moment(told["sent_at"]), tuple(map(_answer, told["answers"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidValueError(
            _("Kiriman dari ponsel tidak terbaca"), next_step=_("Muat ulang aplikasinya; jawaban tetap tersimpan.")
        ) from None
    if len(found.answers) > AT_ONCE:
        raise InvalidValueError(
            _("Terlalu banyak jawaban sekaligus"), next_step=_("Kirim paling banyak {most}.").format(most=AT_ONCE)
        )
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """Which answer of a ``task`` holds, by its ``key``; None where none of those that wait does."""

    task: int
    key: str | None
    reason: str


def read_choice(body: bytes) -> Choice:
    """The choice in a request's body. InvalidValueError where it is none, or gives no reason."""
    try:
        told = json.loads(body)
        found = Choice(_number(told["task"]), told["key"], str(told["reason"]).strip())
        if found.key is not None and not _ANY_KEY.fullmatch(found.key):
            raise ValueError("no key")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidValueError(_("Pilihan ini tidak terbaca"), next_step=_("Muat ulang aplikasinya.")) from None
    if not found.reason or len(found.reason) > LONGEST:
        raise InvalidValueError(
            _("Alasannya belum diisi"), next_step=_("Tulis dari mana Anda mengetahuinya, paling panjang 500 huruf.")
        )
    return found


def _answer(told: Any) -> Kept | Senseless:
    key = told.get("key") if isinstance(told, dict) else None
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return Senseless("")
    try:
        said_at = _moment(told["said_at"])
        if "people" in told:
            return Kept(key, said_at, people=[_values(each) for each in told["people"]])
        return Kept(key, said_at, _number(told["task"]), _number(told["seen"]), _values(told["values"]))
    except (ValueError, KeyError, TypeError):
        return Senseless(key)


def _moment(told: object) -> datetime:
    found = datetime.fromisoformat(told)  # type: ignore[arg-type]
    # A clock that lost its time tells 1970; what lies further off is no clock's.
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError("no moment of a clock, with its time zone")
    return found


def _number(told: object) -> int:
    if type(told) is not int or told not in _NUMBERS:
        raise ValueError("not a number")
    return told


def _values(told: object) -> dict[str, object]:
    if not isinstance(told, dict) or not all(isinstance(value, str | int | float | None) for value in told.values()):
        raise ValueError("not an answer's values")
    return told
