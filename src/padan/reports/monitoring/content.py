"""The tables of the quarterly report of an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from padan.kernel.scope import Scope, of_regency
from padan.kernel.texts import _, language
from padan.kernel.writing import day, listing
from padan.office.coordination import queries as coordination
from padan.office.coordination.kinds import Gathered
from padan.office.giving import queries as giving
from padan.office.registry import queries as registry
from padan.reference.aid import aid_kinds
from padan.reference.giving import giver_kinds
from padan.reports.activities import once as reported
from padan.reports.activities.totals import by_class
from padan.reports.activities.words import class_words
from padan.reports.aid_words import kind_words
from padan.reports.coordination_words import KINDS, STANDINGS
from padan.reports.monitoring.helped import helped
from padan.reports.monitoring.quarters import Quarter
from padan.reports.monitoring.tables import Cell, Table, beside, of_people
from padan.reports.needs.reading import numbers_of
from padan.reports.wording import region_name
from padan.rules.commitments import Standing
from padan.rules.giving.ledger import Ledger

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Monitored:
    """The report: of which quarter and area, until which day it counts, and its tables."""

    quarter: Quarter
    scope: Scope
    until: date
    tables: tuple[Table, ...]

    @property
    def place(self) -> str:
        """The area for people."""
        return listing(region_name(code) for code in self.scope.codes)


def monitored(scope: Scope, quarter: Quarter, today: date) -> Monitored:
    """The report of a quarter; of one that still runs, as far as today."""
    until = min(quarter.until, today)
    # Givers belong to a regency: of a kecamatan or a village their numbers would be none, which is not so.
    whole = of_regency(scope)
    of_givers = (_givers(whole, quarter, until), _money(whole, quarter, until)) if whole else ()
    tables = (
        *of_givers, _helped(scope, quarter, until), _needs(scope, until), _activities(scope, quarter, until),
        _gatherings(scope, quarter, until), _outreach(scope, quarter, until), _commitments(scope, until),
    )  # fmt: skip
    return Monitored(quarter, scope, until, tables)


def _givers(scope: Scope, quarter: Quarter, until: date) -> Table:
    rows = [each for each in giving.givers(scope) if timezone.localdate(each.made_at) <= until]
    verified = giving.verified_among(rows)
    pledged = set(giving.confirmed(scope, until).values_list("giver_id", flat=True))
    known = Counter(each.kind for each in rows)
    new = Counter(each.kind for each in rows if timezone.localdate(each.made_at) >= quarter.since)
    checked = Counter(each.kind for each in rows if each.pk in verified)
    active = Counter(each.kind for each in rows if each.pk in pledged)
    return Table(
        _("Orang tua asuh dan perusahaan"),
        (_("Jenis pemberi"), _("Terdaftar"), _("Baru triwulan ini"), _("Sudah diperiksa"), _("Janjinya diterima")),
        (34, 12, 14, 14, 16),
        [
            (kind.name(language()), known[code], new[code], checked[code], active[code])
            for code, kind in giver_kinds().items() if known[code]
        ],
        _("Belum ada pemberi yang terdaftar."),
    )  # fmt: skip


def _money(scope: Scope, quarter: Quarter, until: date) -> Table:
    """What the pledges of the area come to, and what of it arrived in the quarter."""
    now, before = giving.total(scope, until), giving.total(scope, quarter.since - _DAY)
    parts = (
        (_("Dijanjikan"), "pledged"), (_("Sudah diterima keluarga"), "delivered"),
        (_("Disisihkan untuk keluarga"), "held"), (_("Masih bebas"), "free"), (_("Gugur"), "lapsed"),
    )  # fmt: skip

    def row(label: str, part: str) -> tuple[str, int, int]:
        return label, getattr(before, part), getattr(now, part)

    return Table(
        _("Janji dan yang sampai, rupiah"),
        (_("Bagian"), _("Awal triwulan"), _("Akhir triwulan")), (40, 25, 25), [row(*each) for each in parts],
        "", _("Dijanjikan = diterima keluarga + disisihkan + masih bebas + gugur.") if now != Ledger() else "",
    )  # fmt: skip


def _helped(scope: Scope, quarter: Quarter, until: date) -> Table:
    return Table(
        _("Yang dibantu pemberi"),
        (_("Jenis bantuan"), _("Keluarga"), _("Anak"), _("Bulan bantuan"), _("Pemberi")), (34, 14, 14, 16, 14),
        [
            (
                kind_words(each.kind), of_people(each.families), of_people(each.children),
                beside(each.families, of_people(each.months)), each.givers,
            )
            for each in helped(scope, quarter.since, until)
        ],
        _("Belum ada bantuan pemberi yang diserahkan pada triwulan ini."),
        _("Bulan bantuan: satu keluarga yang menerima untuk satu bulan dihitung satu."),
    )  # fmt: skip


def _needs(scope: Scope, until: date) -> Table:
    """What is needed by the release that was in force, by kind; and what nobody knows."""
    moment = timezone.make_aware(datetime.combine(until + _DAY, datetime.min.time()))
    release = registry.in_force_at(moment)
    found: Counter[tuple[str, str]] = Counter()
    if release is not None:
        for each in numbers_of(release.folder).to_pylist():
            if scope.covers(each["area"]):
                for part in ("needs", "value", "unknown"):
                    found[each["kind"], part] += each[part] or 0
    kinds = [code for code in aid_kinds() if found[code, "needs"] or found[code, "unknown"]]
    return Table(
        _("Kebutuhan menurut register"),
        (_("Jenis bantuan"), _("Kebutuhan"), _("Biaya, rupiah"), _("Belum diketahui")), (34, 16, 24, 18),
        [
            (
                kind_words(code), of_people(found[code, "needs"]),
                beside(found[code, "needs"], found[code, "value"] or _cost_unknown(found[code, "needs"])),
                of_people(found[code, "unknown"]),
            )
            for code in kinds
        ],
        _("Belum ada rilis yang berlaku pada hari itu."),
        _("Rilis {name}.").format(name=release.name) if release else "",
    )  # fmt: skip


def _cost_unknown(needs: int) -> Cell:
    return _("belum diketahui") if needs else 0


def _activities(scope: Scope, quarter: Quarter, until: date) -> Table:
    """What companies reported to have begun in the quarter, each activity once, by class."""
    once = [each for each in reported.found(scope).once if each.since and quarter.since <= each.since <= until]
    return Table(
        _("Kegiatan CSR menurut golongan"), (_("Golongan"), _("Kegiatan"), _("Nilai, rupiah")), (34, 16, 24),
        [(class_words(of), each.number, each.value) for of, each in by_class(once).items()],
        _("Tidak ada kegiatan CSR yang dilaporkan untuk triwulan ini."),
        _("Kegiatan yang dilaporkan lebih dari sekali dihitung sekali, pada hari mulainya."),
    )  # fmt: skip


def _gatherings(scope: Scope, quarter: Quarter, until: date) -> Table:
    rows = coordination.tallies(scope, quarter.since, until)
    return Table(
        _("Pertemuan"), (_("Wilayah"), _("Jenis pertemuan"), _("Pertemuan"), _("Orang yang hadir")), (40, 30, 14, 16),
        [(region_name(each.area), KINDS[each.kind](), each.gatherings, each.people) for each in rows],
        _("Tidak ada pertemuan yang tercatat pada triwulan ini."),
    )  # fmt: skip


def _outreach(scope: Scope, quarter: Quarter, until: date) -> Table:
    rows = coordination.gatherings(scope).filter(
        struck=None, kind=Gathered.OUTREACH, held_on__gte=quarter.since, held_on__lte=until
    )
    return Table(
        _("Penyebarluasan"), (_("Tanggal"), _("Kegiatan dan tempat"), _("Orang yang hadir"), _("Yang ikut")),
        (14, 40, 14, 32),
        [
            (day(each.held_on), f"{each.title}, {each.place}, {region_name(each.area)}", each.people,
             listing(each.agencies))
            for each in rows.order_by("held_on", "pk")
        ],
        _("Tidak ada penyebarluasan yang tercatat pada triwulan ini."),
    )  # fmt: skip


def _commitments(scope: Scope, until: date) -> Table:
    """What is not done yet, and what was done late or given up; late ones first."""
    return Table(
        _("Komitmen yang belum selesai"), (_("Tenggat"), _("Komitmen"), _("Penanggung jawab"), _("Keadaan")),
        (14, 44, 26, 16), list(_unfinished(scope, until)), _("Semua komitmen sudah selesai, atau belum ada."),
    )  # fmt: skip


def _unfinished(scope: Scope, until: date) -> Iterator[tuple[str, str, str, str]]:
    found = coordination.commitments(scope, until).filter(gathering__held_on__lte=until)
    for each in found.filter(standing__in=(Standing.LATE, Standing.OPEN)):
        yield day(each.due_on), each.what, each.owner, STANDINGS[each.standing]()  # type: ignore[attr-defined]
