"""``padan worker``: do the long work that people ask for in the office's pages."""

from __future__ import annotations

import click

from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import say
from padan.kernel.texts import _


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "worker",
        callback=run,
        params=[
            click.Option(["--until-empty"], is_flag=True,
                         help=_("Berhenti bila tidak ada lagi pekerjaan yang menunggu.")),
            click.Option(["--silence"], type=Whole(1), default=60, metavar=_("DETIK"),
                         help=_("Pekerjaan dari proses yang diam selama ini dikerjakan ulang (bawaan 60).")),
        ],
        short_help=_("Kerjakan yang diminta di halaman kantor."),
        help=_(
            "Kerjakan yang diminta orang di halaman kantor: menerima berkas, menyusun rilis, mengesahkannya. "
            "Boleh dijalankan lebih dari satu; tiap pekerjaan dikerjakan satu proses. Ctrl-C menunggu pekerjaan yang "
            "sedang berjalan; Ctrl-C sekali lagi mengembalikannya."
        ),
        epilog="padan worker\npadan worker --until-empty",
    )  # fmt: skip


def run(until_empty: bool, silence: int) -> None:
    """Do jobs, until there is none or the process is told to stop."""
    standing(chosen_home())
    # Models can be imported only now.
    from padan.app.worker import Patience, StoppedError, Worker

    worker = Worker(Patience(beat=min(5.0, silence / 4), silence=silence))
    say(_("Menunggu pekerjaan; Ctrl-C untuk berhenti."))
    try:
        worker.run(until_empty=until_empty)
    except StoppedError:
        say(_("Pekerjaan dikembalikan; proses lain akan mengerjakannya."))
