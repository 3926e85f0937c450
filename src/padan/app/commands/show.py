"""``padan show``: a person, the family, and where every value comes from."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.person_page import list_people, show_person
from padan.app.screen import say
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.release.changes import living_id
from padan.reports.finding import MOST_CANDIDATES, find_people
from padan.reports.register import Register, Row, open_register


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "show",
        callback=run,
        params=[
            click.Argument(["asked"], nargs=-1, required=True, metavar=_("NIK|NAMA|NOMOR"),
                           help=_(
                               "NIK, nama (ejaan boleh berbeda), nomor orang (P…), keluarga (F…), KK atau catatan.")),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
        ],
        short_help=_("Lihat seseorang dan keluarganya, nilai demi nilai."),
        help=_(
            "Lihat semua yang diketahui tentang seseorang dan keluarganya: tiap nilai dengan daftar asal dan "
            "tanggalnya, yang dipakai bertanda ✓ beserta alasannya. Bila beberapa orang cocok, mereka didaftar."
        ),
        epilog="padan show 6402131208220003\npadan show Siti Aminah\npadan show P0123456789ABCDE --full",
    )  # fmt: skip


def run(asked: tuple[str, ...], full: bool) -> None:
    """Show the one who is meant, or those who can be."""
    words = " ".join(asked)
    with open_register(chosen_home()) as register:
        people = find_people(register, words) or _under_its_new_number(register, words)
        if not people:
            raise InvalidValueError(
                _("{asked} tidak ditemukan").format(asked=words),
                next_step=_("Coba sebagian namanya, atau NIK."),
            )
        if len(people) == 1:
            show_person(register, people[0], full=full)
            return
        shown = people[:MOST_CANDIDATES]
        more = len(people) > MOST_CANDIDATES
        said = _("Lebih dari {count} orang cocok; ini yang paling mirip.") if more else _("{count} orang cocok.")
        say(said.format(count=count(len(shown))))
        list_people(shown, full=full)
        say(
            _("Lihat salah satu dengan `padan show NOMOR`, misalnya `padan show {id}`.").format(
                id=shown[0]["person_id"]
            )
        )


def _under_its_new_number(register: Register, words: str) -> list[Row]:
    """Whom an old number of a person or a family means now, with a word about it."""
    old = words.strip().upper()
    living = living_id(chosen_home(), old)
    if living is None or living == old:
        return []
    say(_("{old} kini bernomor {new}.").format(old=old, new=living))
    return find_people(register, living)
