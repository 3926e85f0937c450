"""Lists of a day on which aid is handed out at a point: one to be put up there, of who is called under which number,
and one for who hands out without a phone, to be signed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from padan.kernel.codes import grouped
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.cards import card_code, qr_text
from padan.office.delivery.queries import Day
from padan.reports.decree.pdf import qr_of
from padan.reports.delivery_homes import homes_of
from padan.reports.delivery_words import items_words
from padan.reports.documents import Document, Part, as_pdf
from padan.reports.watermark import Watermark
from padan.reports.wording import region_name
from padan.rules.delivery import Item

#: Families of a list whose codes are drawn: Typst holds every drawing of a document at once.
CODED: Final = 500


@dataclass(frozen=True, slots=True)
class Called:
    """A family of a day: its number, none where it came into the list after the day was set; whose it is, where it
    lives, what it is entitled to in the month, and whether it left its place before."""

    family_id: str
    number: int | None
    name: str
    address: str
    owed: Mapping[Item, int]
    left: bool

    @property
    def called(self) -> str:
        """Its number in words."""
        return "–" if self.number is None else count(self.number)


def rows_of(held: Round, planned: Day) -> list[Called]:
    """The families that are entitled to something of a day's month in its area: by number, those without one last."""
    scope = Scope((planned.area,))
    owed: defaultdict[str, Counter[Item]] = defaultdict(Counter)
    for claim in queries.entitlements(scope, held).filter(month=planned.month):
        owed[claim.family_id][claim.item, claim.unit] += claim.amount
    homes, freed = homes_of(scope, held, owed, planned.on_day), queries.freed_of(scope, held)
    numbers = dict(queries.queue_of(planned).values_list("family_id", "number"))
    found = [
        Called(
            family, numbers.get(family), homes[family].name, homes[family].address, items,
            family in freed and freed[family] <= planned.month,
        )
        for family, items in owed.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.number is None, each.number or 0, each.name, each.family_id))


def queue_list(held: Round, planned: Day, mark: Watermark) -> bytes:
    """The list to be put up, as a PDF: without codes, and without families that left their place."""
    head = (_("Nomor"), _("Keluarga"), _("Alamat"), _("Hak"), _("Hadir"))
    called = [each for each in rows_of(held, planned) if not each.left]
    rows = [(each.called, each.name, each.address, items_words(each.owed), "") for each in called]
    parts = [
        Part(_("Pembagian"), facts=_facts(planned, len(rows))),
        Part(_("Antrean"), head=head, widths=(0.8, 3, 3.4, 2.6, 0.9), rows=rows),
    ]
    return as_pdf(_document(_("Daftar antrean pembagian bantuan"), held, planned, parts), mark, tagged=False)


def point_list(held: Round, planned: Day, mark: Watermark) -> bytes:
    """The list for who hands out, as a PDF: with the code of each card in letters and as QR (:data:`CODED` families at
    most), room for what is given and for who takes it, and at its foot the items that the point needs."""
    called = rows_of(held, planned)
    head = (_("Nomor"), _("Keluarga"), _("Kode kartu"), _("Hak"), _("Diserahkan"), _("Tanda tangan atau cap jempol"))
    codes = ["" if each.left else card_code(held.pk, each.family_id) for each in called]
    totals = [("", *total, "–", "–") for total in _totals(called)]
    rows = [*(_to_sign(each, code) for each, code in zip(called, codes, strict=True)), *totals]
    drawn = [*map(_drawn, codes), *("" for _total in totals)] if len(called) <= CODED else ()
    parts = [
        Part(_("Pembagian"), facts=_facts(planned, len(called))),
        Part(_("Penerima"), head=head, widths=(0.8, 3.4, 1.7, 2.2, 1.6, 2.4), rows=rows, tall=True,
             codes=drawn),
    ]  # fmt: skip
    signers = (_("Petugas titik bagi"), _("Mengetahui, kepala desa"))
    document = _document(_("Daftar titik bagi"), held, planned, parts, signers)
    return as_pdf(document, mark, tagged=False)


def _drawn(code: str) -> str:
    return qr_of(qr_text(code)) if code else ""


def _to_sign(each: Called, code: str) -> tuple[str, ...]:
    who = f"{each.name}\n{each.address}".strip()
    if each.left:
        return (each.called, who, "", _("tidak berhak lagi: keluar dari daftar"), "–", "–")
    return (each.called, who, grouped(code), items_words(each.owed), "", "")


def _totals(called: Iterable[Called]) -> list[tuple[str, str, str]]:
    """What the area is entitled to in the month; where some left their place, what that leaves."""
    owed, gone = Counter[Item](), Counter[Item]()
    for each in called:
        owed.update(each.owed)
        gone.update(each.owed if each.left else {})
    whole = (_("Hak seluruhnya"), "", items_words(owed))
    if not gone:
        return [whole]
    left = (_("Tidak berhak lagi"), "", items_words(gone))
    return [whole, left, (_("Untuk dibagikan"), "", items_words(owed - gone) or "0")]


def _facts(planned: Day, families: int) -> list[tuple[str, str]]:
    return [
        (_("Hari"), day(planned.on_day)), (_("Titik bagi"), planned.point.name),
        (_("Bulan"), _("mulai {day}").format(day=day(planned.month))), (_("Keluarga"), count(families)),
    ]  # fmt: skip


def _document(
    title: str, held: Round, planned: Day, parts: list[Part], signers: tuple[str, ...] = ()
) -> Document:  # fmt: skip
    under = f"{held.programme.name} · {held.name} · {region_name(planned.area)}"
    return Document(title, under, (), parts, signers)
