"""``padan why``: why two records are, or are not, one person; and what ties one record to its person."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.pair_page import show_pair
from padan.app.record_page import show_nearest, show_record
from padan.app.screen import heading, say
from padan.kernel.texts import _
from padan.pipeline.decisions import read
from padan.pipeline.release.explaining import explain, explain_record, nearest_other
from padan.reports.finding import find_record
from padan.reports.register import open_register


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "why",
        callback=run,
        params=[
            click.Argument(["record_a"], metavar=_("CATATAN"),
                           help=_("Nomor catatan (lihat `padan show`), atau BERKAS:BARIS seperti data.xlsx:12.")),
            click.Argument(["record_b"], required=False, metavar=_("[CATATAN]"),
                           help=_("Catatan yang lain, disebut dengan cara yang sama. Tanpa ini: semua yang mengikat "
                                  "catatan pertama pada orangnya.")),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
        ],
        short_help=_("Lihat mengapa dua catatan satu orang, atau bukan."),
        help=_(
            "Lihat mengapa dua catatan dinyatakan satu orang, atau bukan: tiap bukti dengan bobotnya. Dengan satu "
            "catatan saja: apa yang mengikatnya pada orangnya, dan siapa yang paling dekat tetapi orang lain. Bobot "
            "dalam bit: +1 berarti dua kali lebih mungkin satu orang, -1 dua kali lebih mungkin bukan."
        ),
        epilog="padan why 00ae39b0638f22af.1.2.person 11aa64b6e082ee98.1.7.child\n"
        "padan why DTSEN_2026.csv:120\n"
        "padan why DTSEN_2026.csv:120 Status_Gizi_2026-10.xlsx:33",
    )  # fmt: skip


def run(record_a: str, record_b: str | None, full: bool) -> None:
    """Explain the pair, or the one record."""
    home = chosen_home()
    with open_register(home) as register:
        decisions = read(home)
        one = find_record(register, record_a)
        if record_b is None:
            show_record(register, explain_record(register.folder, one, decisions), full=full)
            return
        other = find_record(register, record_b)
        show_pair(register, explain(register.folder, one, other, decisions), full=full)
        for label, record in (("A", one), ("B", other)):
            nearest = nearest_other(register.folder, record, decisions)
            heading(_("Yang paling dekat dengan {label}, tetapi bukan orang yang sama").format(label=label))
            if nearest is not None and {nearest.record_a, nearest.record_b} == {one, other}:
                say("  " + _("Pasangan ini sendiri."))
            else:
                show_nearest(register, nearest, full=full)
