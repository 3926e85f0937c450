"""The list of a day on which aid is handed out, to be put up at the point: who is called under which number."""

from __future__ import annotations

from collections import Counter, defaultdict

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.queries import Day
from padan.office.registry import queries as registry
from padan.reports.delivery_words import items_words
from padan.reports.documents import Document, Part, as_pdf
from padan.reports.people_words import address
from padan.reports.watermark import Watermark
from padan.reports.wording import region_name
from padan.rules.delivery import Item


def rows_of(held: Round, planned: Day) -> list[tuple[str, str, str, str]]:
    """The families of a day by number: the number, whose family it is, where it lives, what it is entitled to."""
    scope = Scope((planned.area,))
    owed: defaultdict[str, Counter[Item]] = defaultdict(Counter)
    for claim in queries.entitlements(scope, held).filter(month=planned.month):
        owed[claim.family_id][claim.item, claim.unit] += claim.amount
    homes = {each.family_id: each for each in registry.families(scope).filter(family_id__in=owed)}
    found = []
    for each in queries.queue_of(planned):
        home = homes.get(each.family_id)
        lives = address({"address": home.address, "rt": home.rt, "rw": home.rw}) if home else ""
        name = (home.head_name if home else None) or _("tanpa nama")
        found.append((count(each.number), name, lives, items_words(owed[each.family_id])))
    return found


def queue_list(held: Round, planned: Day, mark: Watermark) -> bytes:
    """The list as a PDF."""
    head = (_("Nomor"), _("Keluarga"), _("Alamat"), _("Hak"), _("Hadir"))
    rows = [(*row, "") for row in rows_of(held, planned)]
    facts = [
        (_("Hari"), day(planned.on_day)), (_("Titik bagi"), planned.point.name),
        (_("Bulan"), _("mulai {day}").format(day=day(planned.month))), (_("Keluarga"), count(len(rows))),
    ]  # fmt: skip
    parts = [
        Part(_("Pembagian"), facts=facts),
        Part(_("Antrean"), head=head, widths=(0.8, 3, 3.4, 2.6, 0.9), rows=rows),
    ]
    under = f"{held.programme.name} · {held.name} · {region_name(planned.area)}"
    return as_pdf(Document(_("Daftar antrean pembagian bantuan"), under, (), parts), mark, tagged=False)
