"""``padan check``: whether the office stands, and with ``--deploy`` what is unsafe about this installation."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import facts, say
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.kernel.writing import count


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "check",
        callback=run,
        params=[
            click.Option(["--deploy"], is_flag=True,
                         help=_("Periksa juga apa yang tidak aman bila dipakai dengan data sungguhan.")),
        ],
        short_help=_("Periksa keadaan kantor dan keamanan pemasangannya."),
        help=_(
            "Periksa apakah basis data, kunci, jejak, ruang penyimpanan dan jam dalam keadaan baik. Dengan --deploy "
            "diperiksa juga pengaturan yang tidak aman bagi data sungguhan. Kode keluarnya bukan nol bila ada yang "
            "tidak aman."
        ),
        epilog="padan check\npadan check --deploy",
    )  # fmt: skip


def run(deploy: bool) -> None:
    """Tell every danger with its next step."""
    # Before the office is opened: that keeps a key of its own where none is given.
    from padan.app.safety import given_key

    key_is_given = given_key()
    home = chosen_home()
    standing(home)
    from padan.app import safety

    dangers = [*safety.of_office(home), *(safety.of_deployment(home, key_is_given=key_is_given) if deploy else ())]
    if not dangers:
        say(
            _("Semuanya baik.")
            if deploy
            else _("Kantor dalam keadaan baik. Untuk data sungguhan: padan check --deploy")
        )
        return
    facts((f"{number}.", f"{danger.what}. {danger.next_step}") for number, danger in enumerate(dangers, 1))
    raise RegisterError(_("{dangers} hal tidak aman").format(dangers=count(len(dangers))))
