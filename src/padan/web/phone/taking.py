"""What becomes of each answer that a phone sent: kept, or refused with what is wrong; each in its own transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.office.tasks.operations import Given, answer
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.queries import Answer
from padan.office.tasks.states import Channel
from padan.office.tasks.unasked import Reported, report_family
from padan.web.asking import words_of
from padan.web.phone.message import Kept, Message, Senseless

#: An answer that a phone says to be older than this was written before somebody set its clock: it counts as given when
#: it arrived.
LONGEST_KEPT: Final = timedelta(days=3 * 365)

_log = logging.getLogger("padan.web")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the answer ``key``. ``said`` is the answer as the office has it; without one it was refused, for
    the reason in ``refused`` and with ``faults`` by the field's name, or is to be sent ``again`` later."""

    key: str
    said: Answer | None = None
    refused: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    again: bool = False


def take(message: Message, *, by: Account, on: datetime) -> list[Result]:
    """Take the answers of a message in their order; a result for each."""
    return [_result(each, message.sent_at, by, on) for each in message.answers]


def _result(kept: Kept | Senseless, sent_at: datetime, by: Account, on: datetime) -> Result:
    if isinstance(kept, Senseless):
        return Result(kept.key, refused=_("Jawaban ini tidak terbaca. Isi lagi formulirnya."))
    try:
        return Result(kept.key, _taken(kept, sent_at, by, on))
    except AnswerFaultsError as error:
        return Result(kept.key, refused=words_of(error), faults=error.faults)
    except PadanError as error:
        return Result(kept.key, refused=words_of(error))
    except DatabaseError:
        # Two requests with one answer at one moment, or a database at its work: the phone keeps it and sends again.
        _log.exception("an answer of a phone was not taken")
        return Result(kept.key, again=True)


def _taken(kept: Kept, sent_at: datetime, by: Account, on: datetime) -> Answer:
    times: tuple[datetime, datetime] | tuple[None, None] = (kept.said_at, sent_at)
    if sent_at - kept.said_at > LONGEST_KEPT:
        times = (None, None)
    if kept.task is None:
        return report_family(Reported(kept.key, kept.people, Channel.PHONE, *times), by=by, on=on)
    given = Given(kept.key, kept.task, kept.values or {}, kept.seen, Channel.PHONE, *times)
    return answer(given, by=by, on=on)
