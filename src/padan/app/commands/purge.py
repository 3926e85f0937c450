"""``padan purge``: what was kept long enough, told first and removed on demand."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import say, table
from padan.kernel.texts import _, language
from padan.kernel.writing import count, day


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "purge",
        callback=run,
        params=[
            click.Option(["--really"], is_flag=True, help=_("Hapus sungguh-sungguh; tanpa ini hanya dilatih.")),
        ],
        short_help=_("Hapus data kantor yang masa simpannya habis."),
        help=_(
            "Tampilkan baris mana yang masa simpannya habis, tabel demi tabel, beserta dasarnya; dengan --really baris "
            "itu dihapus dan jumlahnya masuk jejak. Jejak sendiri tidak pernah dihapus. Masa simpan menurut keputusan "
            "pengendali data ditulis di retention.csv dalam folder register (kolom table, days, basis)."
        ),
        epilog="padan purge\npadan purge --really",
    )  # fmt: skip


def run(really: bool) -> None:
    """Tell it, or do it."""
    standing(chosen_home())
    from django.utils import timezone

    from padan.office.subjects import retention

    found = retention.rehearse(timezone.now())
    rows = [
        (
            due.period.table, _("tetap") if due.before is None else day(timezone.localdate(due.before)),
            count(due.rows), due.period.basis(language()),
        )
        for due in found
    ]  # fmt: skip
    table((_("Tabel"), _("Sebelum"), _("Baris"), _("Dasar")), rows, right=[2], whole=[0, 1])
    if not really:
        say(_("Baru dilatih: tidak ada yang dihapus. Untuk menghapus: padan purge --really"))
        return
    gone = retention.purge(by=None, on=timezone.now())
    say(_("Dihapus {rows} baris; jumlahnya ada di jejak.").format(rows=count(sum(due.rows for due in gone))))
