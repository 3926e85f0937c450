"""What a giver sees, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from padan.kernel.texts import _
from padan.kernel.writing import count, rupiah
from padan.office.bringing.queries import Stands
from padan.office.showing.queries import Message
from padan.reports import bringing_words as words
from padan.reports.aid_words import kind_words
from padan.reports.portal import Own
from padan.reports.portal.own import Account, code_of
from padan.reports.portal.words import (
    amount_words,
    cell_words,
    given_words,
    month_words,
    progress_words,
    status_words,
)
from padan.reports.wording import region_name
from padan.rules.giving.pledging import Status
from padan.rules.giving.units import units_words

_LOOKS: Final = {Status.OFFERED: "doubt", Status.CONFIRMED: "good", Status.FULFILLED: "good"}


@dataclass(frozen=True, slots=True)
class Card:
    """A pledge as its giver sees it; fields as of :class:`padan.web.giving.told.PledgeCard`."""

    number: int
    what: str
    status: str
    look: str
    reason: str
    ledger: tuple[tuple[str, str], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A message as its giver sees it: when (a month), about which code (empty: in general), and its fate."""

    of_giver: bool
    text: str
    code: str
    month: str
    fate: str


def card(account: Account) -> Card:
    """One pledge."""
    lines = (
        (_("Dijanjikan"), amount_words(account, account.pledged)),
        (_("Sudah diterima keluarga"), amount_words(account, account.given)),
        (_("Selebihnya"), amount_words(account, account.rest)),
    )
    return Card(
        account.pledge.pk, amount_words(account, account.pledged), status_words(account),
        _LOOKS.get(account.status, "plain"), account.reason, lines, account.is_open,
    )  # fmt: skip


def helped(own: Own) -> list[tuple[str, str, str, str]]:
    """Whom it helps: code, who, with what, how much so far."""
    return [(each.code, cell_words(each.cell), kind_words(each.kind), given_words(each)) for each in own.helped]


def handed(own: Own) -> list[tuple[str, str, str, str]]:
    """What families received: month, what, how much, its worth."""
    return [
        (month_words(each.month), kind_words(each.kind), units_words(each.unit, each.units), rupiah(each.value))
        for each in own.handed
    ]


def groups(own: Own) -> list[tuple[str, str, str]]:
    """How groups grow: with what they are helped, how many they are, how they grew."""
    return [(kind_words(kind), count(told.total()), progress_words(told)) for kind, told in own.groups]


def given(own: Own) -> str:
    """What was given in all."""
    return rupiah(own.given)


def note(message: Message) -> Note:
    """One message. Of whom it is told only where the giver is told of the hold; who wrote it for the family is not
    told."""
    hold, passed = message.hold, getattr(message, "passed", None)
    code = code_of(message.giver, hold) if hold is not None and hasattr(hold, "told") else ""
    fate = _("menunggu petugas") if passed is None else _("diteruskan") if passed.through else _("tidak diteruskan")
    return Note(message.of_giver, str(message.text), code, month_words(timezone.localdate(message.on)), fate)


@dataclass(frozen=True, slots=True)
class Brought:
    """A consignment as its giver sees it: for which place or code, and what came of it. Who answered, and what was
    noted, is not told."""

    what: str
    to: str
    day: date
    paper: str
    status: str
    look: str
    came: str


def brought(stands: Stands) -> Brought:
    """One consignment."""
    one, status = stands.consignment, stands.status
    to = region_name(one.area) if one.hold is None else code_of(one.giver, one.hold)
    return Brought(
        words.what_words(one), to, one.day, one.paper, words.status_words(status), words.LOOKS[status],
        words.came_words(stands),
    )  # fmt: skip
