"""``padan links``: how far the links can be trusted, and what waits for a person."""

from __future__ import annotations

import click

from padan.app.clicking import Command, Whole
from padan.app.commands.home import chosen_home
from padan.app.links_page import Wanted, show_links
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline import decisions
from padan.pipeline.link.honest.answers import judged_of
from padan.pipeline.link.honest.queue import MINUTES
from padan.pipeline.link.honest.reading import read_pairs
from padan.pipeline.link.honest.zones import Costs
from padan.reports.register import open_register


def command() -> click.Command:
    """The command in the language in force."""
    usual = Costs()
    return Command(
        "links",
        callback=run,
        params=[
            click.Option(["--wrong-merge"], type=float, metavar="N", default=usual.wrong_merge,
                         help=_("Biaya satu penggabungan keliru (bawaan {n:g}).").format(n=usual.wrong_merge)),
            click.Option(["--missed"], type=float, metavar="N", default=usual.missed,
                         help=_("Biaya satu pasangan yang terlewat (bawaan {n:g}).").format(n=usual.missed)),
            click.Option(["--review"], type=float, metavar="N", default=usual.review,
                         help=_("Biaya memeriksa satu pasangan (bawaan {n:g}).").format(n=usual.review)),
            click.Option(["--minutes"], type=float, metavar="N", default=MINUTES,
                         help=_("Menit untuk memeriksa satu pasangan (bawaan {n:g}).").format(n=MINUTES)),
            click.Option(["--queue"], type=Whole(0),
                         help=_("Paling banyak sekian pasangan ditanyakan; ambangnya disesuaikan.")),
            click.Option(["--precision"], type=float, metavar="0-1",
                         help=_("Ketepatan yang diminta dari yang digabung sendiri, misalnya 0.998.")),
        ],
        short_help=_("Lihat seberapa tepat penautan, dan berapa yang perlu diperiksa."),
        help=_(
            "Lihat seberapa tepat catatan ditautkan: tiga zona (digabung, ditanyakan, dipisah) menurut biaya salahnya, "
            "panjang antrean periksa, dan ketepatan tiap pasang daftar. Dihitung dari putusan petugas (`padan "
            "review`); sebelum ada putusan, dari kurva yang dipelajari di kabupaten rekaan."
        ),
        epilog="padan links\npadan links --wrong-merge 500 --missed 20\npadan links --queue 300\n"
        "padan links --precision 0.998",
    )  # fmt: skip


def run(
    wrong_merge: float, missed: float, review: float, minutes: float, queue: int | None, precision: float | None
) -> None:
    """Print zones, queue, precision and recall, and the reliability."""
    if queue is not None and precision is not None:
        raise InvalidValueError(
            _("Sebut --queue atau --precision, bukan keduanya"), next_step="padan links --queue 300"
        )
    if precision is not None and not 0 < precision < 1:
        raise InvalidValueError(_("Ketepatan harus di antara 0 dan 1"), next_step="padan links --precision 0.998")
    if not 0 < minutes < 1000:
        raise InvalidValueError(_("Menit harus lebih besar dari 0"), next_step="padan links --minutes 2")
    wanted = Wanted(Costs(wrong_merge, missed, review), minutes, queue, precision)
    home = chosen_home()
    with open_register(home) as register:
        pairs = read_pairs(register.folder)
        judged = judged_of(pairs, decisions.read(home))
        show_links(pairs, judged, register.manifest.model_version, wanted)
