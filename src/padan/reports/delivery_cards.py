"""Cards for the recipients of a round in a village: whose each is, when and where aid is handed out, and the code by
which who hands out finds the family. In Indonesian whoever prints them: they are for those who receive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from padan.kernel.codes import grouped
from padan.kernel.scope import Scope
from padan.kernel.texts import answering_in
from padan.kernel.writing import count, day
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.cards import card_code, qr_text
from padan.reports.decree.pdf import qr_of
from padan.reports.delivery_homes import Home, homes_of
from padan.reports.documents import marked
from padan.reports.portions import Layout, laid_out
from padan.reports.watermark import Watermark
from padan.reports.wording import village_name

#: Cards of one file: 100 pages; a village with more has them in several.
MOST: Final = 1_000
#: Days that a card names: the next ones.
DAYS: Final = 4
#: Some 200 MB at a time.
_LAYOUT: Final = Layout("delivery_cards.typ", on_page=10, at_once=200)
_BRING: Final = "Bawa kartu ini dan KTP atau KK. Jika diwakilkan, bawa juga surat kuasa."
_NO_DAY: Final = "Hari dan tempat pembagian diumumkan di desa."

_Call = tuple[str, str]
"""The name of a point, and when and under which number a family is called there."""


@dataclass(frozen=True, slots=True)
class RecipientCard:
    """What one card says. ``days``: where, when and under which number the family is called."""

    name: str
    lives: str
    village: str
    days: tuple[str, ...]
    code: str
    qr: str


def recipients(scope: Scope, held: Round) -> set[str]:
    """The families of a scope that have a card: those that are entitled to anything. One that left its place before
    its first month is not."""
    freed = queries.freed_of(scope, held)
    claims = queries.entitlements(scope, held).order_by().values_list("family_id", "month").distinct()
    return {family for family, month in claims if family not in freed or month < freed[family]}


def cards_of(held: Round, village: str, today: date, first: int = 0) -> list[RecipientCard]:
    """The cards of a village by RW, RT and name, as families are called; so many as go into a file, from a place in
    that order on."""
    with answering_in("id"):
        scope, place = Scope((village,)), village_name(village)
        families = recipients(scope, held)
        homes, calls = homes_of(scope, held, families, today), _calls(scope, held, today)
        called = sorted(families, key=lambda each: (homes[each].lane, homes[each].name, each))
        return [
            _card(card_code(held.pk, family), homes[family], place, calls[family])
            for family in called[first : first + MOST]
        ]  # fmt: skip


def as_pdf(held: Round, cards: Sequence[RecipientCard], complain_at: str, mark: Watermark) -> bytes:
    """Cards, at least one, as a PDF, ten on a page with marks to cut by; ``complain_at``: the public address for
    complaints."""
    with answering_in("id"):
        common = {
            "title": f"Kartu penerima · {held.programme.name} · {held.name}", "programme": held.programme.name,
            "round": held.name, "bring": _BRING, "complain": f"Pengaduan: {complain_at}", **marked(mark),
        }  # fmt: skip
    return laid_out(_LAYOUT, common, [asdict(each) for each in cards])


def _card(code: str, home: Home, village: str, calls: Sequence[_Call]) -> RecipientCard:
    at: defaultdict[str, list[str]] = defaultdict(list)
    for point, when in calls[:DAYS]:
        at[point].append(when)
    days = tuple(f"Dibagikan di {point}: {', '.join(when)}" for point, when in at.items())
    return RecipientCard(home.name, home.address, village, days or (_NO_DAY,), grouped(code), qr_of(qr_text(code)))


def _calls(scope: Scope, held: Round, today: date) -> defaultdict[str, list[_Call]]:
    """Where and when each family is called from today on."""
    found: defaultdict[str, list[_Call]] = defaultdict(list)
    for planned in queries.days(scope, held).filter(on_day__gte=today):
        for family, number in queries.queue_of(planned).values_list("family_id", "number"):
            found[family].append((planned.point.name, f"{day(planned.on_day)} nomor\u00a0{count(number)}"))
    return found
