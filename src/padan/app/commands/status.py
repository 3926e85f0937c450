"""``padan status``: what was received, what is in force, what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.gap_list import by_kind_and_agency
from padan.app.screen import facts, heading, say, table
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.pipeline.decisions import read as read_decisions
from padan.pipeline.decisions import version_of
from padan.pipeline.home import Home
from padan.pipeline.receive import Receipt, receipts
from padan.pipeline.receive.origin import regency
from padan.pipeline.release import Manifest, read_manifest
from padan.pipeline.release.manifest import release_id
from padan.pipeline.release.models import model_in_force
from padan.pipeline.release.velocity import velocity_version
from padan.reports.arrivals import lateness, newest_days
from padan.reports.register import open_register
from padan.reports.wording import source_name


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "status",
        callback=run,
        short_help=_("Lihat apa yang sudah diterima dan rilis yang berlaku."),
        help=_(
            "Lihat berkas yang sudah diterima dari tiap instansi, seberapa baru datanya dan apakah sudah "
            "terlambat, rilis yang berlaku beserta selisihnya, dan apakah perlu menjalankan `padan release`."
        ),
        epilog="padan status\npadan --home /data/kukar status",
    )


def run() -> None:
    """Print it all."""
    home = chosen_home()
    say(_("Register: {folder}").format(folder=home.root))
    received = receipts(home)
    if not received:
        say(_("Belum ada berkas yang diterima. Mulai dengan `padan receive BERKAS`."))
        return
    files = [home.records / f"{receipt.receipt_id}.parquet" for receipt in received]
    tell_received(received, newest_days(files), date.today())
    manifest = _in_force(home)
    if manifest is not None:
        _tell_release(home, manifest)
    _tell_due(home, received, manifest)


def tell_received(received: Sequence[Receipt], newest: Mapping[str, date | None], today: date) -> None:
    """A table by source: how much, how new, and whether the next one is late."""
    heading(_("Yang diterima"))
    headers = (_("Daftar"), _("Berkas"), _("Baris"), _("Ditolak"), _("Data terbaru"), _("Keadaan"))
    rows = []
    for kind in sorted({receipt.source for receipt in received}):
        own = [receipt for receipt in received if receipt.source == kind]
        rows.append(
            (
                source_name(kind),
                count(len(own)),
                count(sum(r.rows_in for r in own)),
                count(sum(r.rows_rejected for r in own)),
                day(newest.get(kind)) or _("tidak tertulis"),
                lateness(kind, newest.get(kind), today),
            )
        )
    table(headers, rows, right=(1, 2, 3), whole=(4,))


def _in_force(home: Home) -> Manifest | None:
    try:
        return read_manifest(home.current_release())
    except RegisterError as error:
        heading(_("Rilis"))
        say(f"  {error.what}")
        return None


def _tell_release(home: Home, manifest: Manifest) -> None:
    heading(_("Rilis yang berlaku"))
    tables = manifest.tables
    facts(
        (
            (_("Nama"), manifest.release_id),
            (_("Dinilai per"), day(manifest.as_of)),
            (_("Orang"), count(tables["person"])),
            (_("Keluarga"), count(tables["family"])),
            (_("Catatan orang"), count(tables["record"])),
            (_("Pengukuran"), count(tables["measurement"])),
            (_("Selisih"), count(tables["gap"])),
            (_("Tempatnya"), str(home.releases / manifest.release_id)),
        )
    )
    with open_register(home) as register:
        by_kind_and_agency(register)


def _tell_due(home: Home, received: Sequence[Receipt], manifest: Manifest | None) -> None:
    heading(_("Yang perlu dilakukan"))
    left = sorted(path.name for path in home.work.iterdir() if path.is_dir()) if home.work.is_dir() else []
    for name in left:
        say("  " + _("Pekerjaan {name} belum selesai atau terputus; aman untuk diulang.").format(name=name))
    if manifest is None:
        say("  " + _("Jalankan `padan release`."))
        return
    known = {str(entry["sha256"]) for entry in manifest.inputs}
    new = sum(receipt.sha256 not in known for receipt in received)
    if new:
        say("  " + _("{count} berkas diterima sesudah rilis ini; jalankan `padan release`.").format(count=count(new)))
    elif len(read_decisions(home)) > manifest.decisions:
        waiting = len(read_decisions(home)) - manifest.decisions
        say(
            "  " + _("{count} putusan dibuat sesudah rilis ini; jalankan `padan release`.").format(count=count(waiting))
        )
    elif _name_now(home, received, manifest) != manifest.release_id:
        say("  " + _("Rilis ini dibuat versi Padan atau model yang lain; jalankan `padan release`."))
    elif not left:
        say("  " + _("Tidak ada; rilis memuat semua yang diterima."))


def _name_now(home: Home, received: Sequence[Receipt], manifest: Manifest) -> str:
    """The name that a release of the same day would have now."""
    decided = version_of(read_decisions(home))
    return release_id(received, manifest.as_of, model_in_force(home).version, regency(), velocity_version(), decided)
