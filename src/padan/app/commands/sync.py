"""``padan sync``: what lists agree on in a place, how fresh it is, and whether every tier counts the same."""

from __future__ import annotations

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.screen import facts, heading, say, table
from padan.app.villages import area_of, own_regency
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, decimal
from padan.reports.counting.codes import FAMILIES, attributes
from padan.reports.counting.counts import counts
from padan.reports.counting.measures import LATE, PAIRS, Asked, Fresh, Known, Theme
from padan.reports.counting.reconciling import reconcile
from padan.reports.counting.rows import rows
from padan.reports.counting.telling import Told, in_full
from padan.reports.counting.tiers import families_in
from padan.reports.counting.words import attribute_words, owing, pair_words, place_words

_SHOWN = (Known.BOTH, Known.FIRST, Known.SECOND, Known.CONTRADICTING, Known.STALE)


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "sync",
        callback=run,
        params=[
            click.Option(["--village"], metavar=_("KODE|NAMA"),
                         help=_("Hanya desa ini (kode atau nama), atau kecamatan ini (kode).")),
        ],
        short_help=_("Lihat apa yang cocok antardaftar dan seberapa segar datanya."),
        help=_(
            "Lihat untuk tiap dua daftar berapa keluarga ada di keduanya, hanya di yang satu, bertentangan dan usang, "
            "seberapa segar datanya dan siapa yang memperbaruinya. Di akhir diperiksa apakah semua tingkat menghitung "
            "keluarga yang sama; kode keluarnya bukan nol bila tidak."
        ),
        epilog="padan sync\npadan sync --village 64.02.13",
    )  # fmt: skip


def run(village: str | None) -> int:
    """Tell the numbers of a place; 1 where tiers do not agree."""
    home, place = chosen_home(), own_regency()
    folder, area = home.current_release(), area_of(village) if village else place
    scope = Scope((area,))
    told = in_full(counts(folder, place), scope)
    heading(_("{place}: {count} keluarga").format(place=place_words(area), count=count(told.number(FAMILIES) or 0)))
    _pairs(told)
    _ages(told)
    apart = reconcile(families_in(folder, place, scope, lived_in=True), rows(folder, place).ids(scope, FAMILIES))
    say("")
    if apart.agrees:
        say(_("Jumlah kendali: rilis dan hitungannya sama ({count} keluarga).").format(count=count(apart.one)))
        return 0
    say(_("Jumlah kendali berbeda: {one} keluarga di rilis, {other} dihitung.").format(
        one=count(apart.one), other=count(apart.other)))  # fmt: skip
    say(*(_("hanya di rilis: {number}").format(number=number) for number in apart.only_one))
    say(*(_("tidak di rilis: {number}").format(number=number) for number in apart.only_other))
    return 1


def _pairs(told: Told) -> None:
    headers = (
        _("Dua daftar"), _("Di keduanya"), _("Hanya di yang pertama"), _("Hanya di yang kedua"), _("Bertentangan"),
        _("Usang"),
    )  # fmt: skip
    shown = [
        (pair_words(pair), *(count(told.number(Asked(Theme.PAIR, pair.key, state)) or 0) for state in _SHOWN))
        for pair in PAIRS
    ]
    table(headers, shown, right=range(1, 6))


def _ages(told: Told) -> None:
    say("")
    headers = (
        _("Data"), _("Masih baru"), _("Jatuh tempo"), _("Lewat batas"), _("Belum pernah"), _("Tertinggal"),
    )  # fmt: skip
    shown = []
    for attribute in attributes():
        part = told.share(Asked(Theme.FRESH, attribute, LATE)).part
        ages = (count(told.number(Asked(Theme.FRESH, attribute, state)) or 0) for state in Fresh)
        late = "" if part is None else f"{decimal(100 * part)} %"
        shown.append((attribute_words(attribute), *ages, late))
    table(headers, shown, right=range(1, 6), whole=[0])
    heading(_("Yang memperbarui"))
    facts((attribute_words(attribute), owing(attribute)) for attribute in attributes())
