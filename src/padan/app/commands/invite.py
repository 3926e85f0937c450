"""``padan invite``: the office's first account, which nobody above can give."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import click

from padan.app.clicking import Command, OneOf, Whole
from padan.app.commands.home import chosen_home
from padan.app.office import prepared
from padan.app.screen import say, to_copy
from padan.kernel.texts import _
from padan.kernel.writing import day

#: Roles as they are stored; the office's own list is read when its settings are.
_ROLES: Final = (
    "administrator", "data_officer", "nutrition_officer", "field_officer", "village_operator", "coordinator", "giver",
    "province", "inspector",
)  # fmt: skip


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "invite",
        callback=run,
        params=[
            click.Argument(["email"], metavar=_("SUREL"), help=_("Alamat surel pemegang akun.")),
            click.Option(["--name"], required=True, metavar=_("NAMA"), help=_("Nama pemegang akun.")),
            click.Option(["--role"], type=OneOf(_ROLES, _("PERAN")), default=_ROLES[0],
                         help=_("Perannya (bawaan administrator, yang lalu mengundang yang lain): {roles}.").format(
                             roles=", ".join(_ROLES))),
            click.Option(["--area"], multiple=True, metavar=_("KODE"),
                         help=_("Kode wilayah Kemendagri; dapat diulang (bawaan kabupaten ini).")),
            click.Option(["--days"], type=Whole(1), default=365, help=_("Berapa hari jabatannya berlaku.")),
            click.Option(["--reason"], required=True, metavar=_("ALASAN"), help=_("Dasarnya, misalnya nomor SK.")),
            click.Option(["--address"], default="http://127.0.0.1:8000", metavar="URL",
                         help=_("Alamat halaman kantor, untuk tautan undangan.")),
        ],
        short_help=_("Buat akun pertama kantor."),
        help=_(
            "Buat sebuah akun beserta jabatannya, lalu tampilkan tautan untuk membuat kata sandinya. Dipakai untuk "
            "pengelola akun yang pertama; akun lain diundang olehnya dari halaman kantor."
        ),
        epilog='padan invite agus@kukar.example --name "Agus Salim" --reason "SK Bupati 12/2026"',
    )  # fmt: skip


def run(email: str, name: str, role: str, area: tuple[str, ...], days: int, reason: str, address: str) -> None:
    """Make the account and its post, and show the link once."""
    prepared(chosen_home())
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from padan.office.accounts import operations
    from padan.office.accounts.policies import Appointment
    from padan.office.accounts.roles import FACTS, Role
    from padan.web.accounts.mail import path_for

    now, today = timezone.now(), timezone.localdate()
    areas = area or ((settings.PADAN_REGENCY,) if FACTS[Role(role)].levels else ())
    with transaction.atomic():
        account = operations.invite(email, name, by=None, on=now)
        wanted = Appointment(account, Role(role), areas, today, today + timedelta(days=days))
        post = operations.appoint(wanted, by=None, on=now, reason=reason)
        operations.invitation_sent(account, shown=True, by=None, on=now)
    say(
        _("{name} menjadi {role} sampai {day}. Tautan untuk membuat kata sandi, satu kali pakai:").format(
            name=account.name, role=_(FACTS[Role(role)].title), day=day(post.until)
        )
    )
    to_copy(address.rstrip("/") + path_for(account))
