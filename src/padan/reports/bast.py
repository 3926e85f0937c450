"""The record of handing over (*berita acara serah terima*, BAST) of a month of a round: by recipient for a village, in
one table or a page for each, and by village for the whole round. Only what counts stands in it; what somebody still has
to settle is told beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day, listing
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.queries import Event, Progress
from padan.office.registry import queries as registry
from padan.reports.delivery_homes import homes_of
from padan.reports.delivery_words import checked_words, evidence_words, items_words, taker_words
from padan.reports.documents import Document, Part, as_pdf
from padan.reports.watermark import Watermark
from padan.reports.wording import region_name, village_name
from padan.rules.delivery import Checked, Evidence, Item, Label, Taker


@dataclass(slots=True)
class Received:
    """A family of a record: whose it is, what it is entitled to and what it received; who took it, when, and on which
    evidence, for each hand-over."""

    name: str = ""
    address: str = ""
    owed: Counter[Item] = field(default_factory=Counter)
    handed: Counter[Item] = field(default_factory=Counter)
    took: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


def rows_of(scope: Scope, held: Round, month: date) -> list[Received]:
    """The recipients of a month in a scope by address and name, those too that have received nothing."""
    found: dict[str, Received] = {}
    for claim in queries.entitlements(scope, held).filter(month=month):
        row = found.setdefault(claim.family_id, Received())
        row.owed[claim.item, claim.unit] += claim.amount
    for family, home in homes_of(scope, held, found, month).items():
        found[family].name, found[family].address = home.name, home.address
    counted = queries.events(scope, held).filter(month=month, verdict__label=Label.COUNTED)
    details, names = queries.details_by(counted), _names(scope, counted)
    for event in counted:
        row = found[event.family_id]
        row.handed[event.item, event.unit] += event.amount
        _add(row.took, _took(event, details.get(event.digest, {}), names))
        _add(row.evidence, _evidence(event))
    return sorted(found.values(), key=lambda row: (row.address, row.name))


def by_recipient(scope: Scope, held: Round, village: str, month: date, mark: Watermark) -> bytes:
    """The record of a village as a PDF, with the totals of its items."""
    rows = rows_of(scope, held, month)
    head = (
        _("No."), _("Keluarga"), _("Hak"), _("Diterima"), _("Yang menerima"), _("Pemeriksaan dan bukti"), _("Paraf"),
    )  # fmt: skip
    lines = [
        (
            str(number), f"{row.name}\n{row.address}".strip(), items_words(row.owed), items_words(row.handed),
            "\n".join(row.took), "\n".join(row.evidence), "",
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    told = [each for each in queries.progress(scope, held) if each.month == month]
    parts = [
        Part(_("Jumlah"), facts=_totals(told)),
        Part(_("Daftar penerima"), head=head, widths=(0.6, 3, 2.2, 2.2, 2.6, 2.8, 1.4), rows=lines),
    ]
    signers = (_("Yang menyerahkan"), _("Yang menerima"), _("Mengetahui, kepala desa"))
    return as_pdf(_document(held, village_name(village), month, parts, signers), mark, tagged=False)


def by_village(scope: Scope, held: Round, month: date, mark: Watermark) -> bytes:
    """The record of all villages of a scope as a PDF, a row for each and their totals."""
    told = [each for each in queries.progress(scope, held) if each.month == month]
    head = (
        _("No."), _("Desa"), _("Berhak"), _("Sudah menerima"), _("Hak"), _("Diserahkan"), _("Belum diselesaikan"),
    )  # fmt: skip
    rows = [
        (
            str(number), village_name(each.area), count(each.entitled), count(each.reached), items_words(each.owed),
            items_words(each.handed), count(each.open),
        )
        for number, each in enumerate(told, start=1)
    ]  # fmt: skip
    parts = [
        Part(_("Jumlah"), facts=_totals(told)),
        Part(_("Daftar desa"), head=head, widths=(0.6, 3.4, 1.2, 1.6, 2.8, 2.8, 1.6), rows=rows),
    ]
    places = listing(region_name(code) for code in scope.codes)
    signers = (_("Petugas data"), _("Sekretariat TPPS"))
    return as_pdf(_document(held, places, month, parts, signers), mark, tagged=False)


def opening() -> str:
    """What those who sign declare."""
    return _("Yang bertanda tangan di bawah ini menyatakan bahwa bantuan di bawah ini telah diserahkan dan diterima.")


def _document(held: Round, place: str, month: date, parts: Sequence[Part], signers: Sequence[str]) -> Document:
    under = f"{held.programme.name} · {held.name} · {place} · {_('bulan mulai {day}').format(day=day(month))}"
    return Document(_("Berita acara serah terima bantuan"), under, [opening()], parts, signers)


def _totals(told: Iterable[Progress]) -> list[tuple[str, str]]:
    owed: Counter[Item] = Counter()
    handed: Counter[Item] = Counter()
    entitled = reached = waiting = 0
    for each in told:
        owed.update(each.owed)
        handed.update(each.handed)
        entitled, reached, waiting = entitled + each.entitled, reached + each.reached, waiting + each.open
    return [
        (_("Keluarga yang berhak"), count(entitled)), (_("Keluarga yang sudah menerima"), count(reached)),
        (_("Hak seluruhnya"), items_words(owed)), (_("Diserahkan seluruhnya"), items_words(handed) or "0"),
        (_("Catatan yang belum diselesaikan, tidak dihitung di sini"), count(waiting)),
    ]  # fmt: skip


def _names(scope: Scope, events: Iterable[Event]) -> dict[str, str]:
    """The names of those who took something, as far as the register knows them."""
    ids = {each.taker_id for each in events if each.taker_id}
    people = registry.people(scope).filter(person_id__in=ids)
    found: defaultdict[str, str] = defaultdict(str)
    found.update((person, name or "") for person, name in people.values_list("person_id", "name"))
    return found


def _took(event: Event, details: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = str(details.get("name", "")) or (names[event.taker_id] if event.taker_id else "")
    who = taker_words(Taker(event.taker))
    return f"{name or who} ({who}), {day(event.day)}" if name else f"{who}, {day(event.day)}"


def _evidence(event: Event) -> str:
    kinds = [evidence_words(Evidence(each.partition(":")[0])) for each in event.proofs.split()]
    return listing((checked_words(Checked(event.checked)), *kinds), "{first}, {last}")


def _add(words: list[str], said: str) -> None:
    """Each is said once: what came in parts to one hand tells of it once."""
    if said not in words:
        words.append(said)
