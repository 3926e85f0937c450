"""``padan why``: why two records are, or are not, one person."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.finding import find_record
from padan.app.pair_page import show_pair
from padan.app.register import open_register
from padan.kernel.texts import _
from padan.pipeline.release import explain


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "why",
        callback=run,
        params=[
            click.Argument(["record_a"], metavar=_("CATATAN"),
                           help=_("Nomor catatan (lihat `padan show`), atau BERKAS:BARIS seperti data.xlsx:12.")),
            click.Argument(["record_b"], metavar=_("CATATAN"),
                           help=_("Catatan yang lain, disebut dengan cara yang sama.")),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
        ],
        short_help=_("Lihat mengapa dua catatan satu orang, atau bukan."),
        help=_(
            "Lihat mengapa dua catatan dinyatakan satu orang, atau bukan: tiap bukti dengan bobotnya. Bobot dalam "
            "bit: +1 berarti dua kali lebih mungkin satu orang, -1 dua kali lebih mungkin bukan."
        ),
        epilog="padan why 00ae39b0638f22af.1.2.person 11aa64b6e082ee98.1.7.child\n"
        "padan why DTSEN_2026.csv:120 Status_Gizi_2026-10.xlsx:33",
    )  # fmt: skip


def run(record_a: str, record_b: str, full: bool) -> None:
    """Explain the pair."""
    with open_register(chosen_home()) as register:
        found = explain(register.folder, find_record(register, record_a), find_record(register, record_b))
        show_pair(register, found, full=full)
