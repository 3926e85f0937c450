"""``padan remind``: mails to those of whom tasks wait."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.office import standing
from padan.app.screen import say
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.kernel.writing import count


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "remind",
        callback=run,
        params=[
            click.Option(["--address"], default="http://127.0.0.1:8000", metavar="URL",
                         help=_("Alamat halaman kantor, untuk tautan di surel.")),
        ],
        short_help=_("Ingatkan lewat surel siapa yang punya tugas terlambat."),
        help=_(
            "Kirim surel kepada operator dan petugas yang tugasnya terlambat atau jatuh tempo dalam 7 hari, dan kepada "
            "sekretariat TPPS tentang yang diteruskan ke kecamatan. Tiap akun paling sering seminggu sekali; jadi "
            "perintah ini boleh dijalankan tiap hari. Surelnya tidak menyebut nama siapa pun selain penerimanya."
        ),
        epilog="padan remind --address https://padan.contoh.go.id",
    )  # fmt: skip


def run(address: str) -> None:
    """Send them, and tell how many. PadanError where there is no server for mail, or it did not take some."""
    standing(chosen_home())
    from django.utils import timezone

    from padan.office.tasks.reminding import reminded, reminders
    from padan.web.accounts.mail import is_set_up
    from padan.web.tasks.mail import send_reminder

    if not is_set_up():
        raise PadanError(_("Surel belum disiapkan"), next_step=_("Sebut servernya dengan PADAN_EMAIL_URL."))
    sent, failed = 0, 0
    for each in reminders(timezone.now()):
        if send_reminder(each, address):
            reminded(each, by=None, on=timezone.now())
            sent += 1
        else:
            failed += 1
    say(_("{count} surel dikirim.").format(count=count(sent)))
    if failed:
        raise PadanError(
            _("{count} surel tidak diterima servernya").format(count=count(failed)),
            next_step=_("Periksa server surel, lalu jalankan lagi; yang sudah dikirim tidak dikirim dua kali."),
        )
