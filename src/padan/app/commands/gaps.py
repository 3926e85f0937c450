"""``padan gaps``: what the lists disagree on."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from padan.app.beside import written_beside
from padan.app.clicking import Command, OneOf, Whole
from padan.app.commands.home import chosen_home
from padan.app.gap_book import write_gap_book
from padan.app.gap_list import Gap, by_kind_and_agency, gaps_of, number_of_gaps
from padan.app.screen import heading, points, say
from padan.app.villages import area_of
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.assess import kinds
from padan.reports.gap_words import masked
from padan.reports.register import open_register
from padan.reports.wording import agency_name, village_name

#: Rows shown on a screen; all are in the workbook.
MOST_ROWS = 50


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "gaps",
        callback=run,
        params=[
            click.Option(["--village"], metavar=_("KODE|NAMA"),
                         help=_("Hanya desa ini (kode atau nama), atau semua desa sebuah kecamatan (kode).")),
            click.Option(["--kind"], type=OneOf([kind.code for kind in kinds()], _("JENIS")),
                         help=_("Hanya jenis ini; daftarnya tampil pada `padan gaps`.")),
            click.Option(["--xlsx"], metavar=_("BERKAS"),
                         help=_("Tulis selisih ke berkas xlsx untuk petugas: satu lembar tiap jenis.")),
            click.Option(["--limit"], type=Whole(1), default=MOST_ROWS,
                         help=_("Paling banyak sekian selisih di layar (bawaan {most}).").format(most=MOST_ROWS)),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas xlsx yang sudah ada.")),
        ],
        short_help=_("Lihat di mana daftar-daftar berselisih, dan siapa yang bertindak."),
        help=_(
            "Lihat di mana daftar-daftar berselisih dan instansi mana yang sebaiknya bertindak. Tanpa pilihan: "
            "jumlah tiap jenis. Dengan --village atau --kind: satu per satu, dalam kalimat."
        ),
        epilog="padan gaps\npadan gaps --village 64.02.13.1008\n"
        'padan gaps --village "Tanjung Harapan, Sebulu" --kind poor_child_unmeasured\n'
        "padan gaps --xlsx selisih.xlsx",
    )  # fmt: skip


def run(village: str | None, kind: str | None, xlsx: str | None, limit: int, full: bool, force: bool) -> None:
    """Count, tell or write them."""
    area = area_of(village) if village else None
    with open_register(chosen_home()) as register:
        if xlsx is not None:
            _write(Path(xlsx), gaps_of(register, area, kind), force=force)
            return
        if area is None and kind is None:
            by_kind_and_agency(register)
            return
        if kind is None:
            by_kind_and_agency(register, area)
        _tell(gaps_of(register, area, kind, limit), number_of_gaps(register, area, kind), full=full)


def _tell(gaps: list[Gap], number: int, *, full: bool) -> None:
    titles = {kind.code: kind.title for kind in kinds()}
    for (village, agency, kind), group in groupby(gaps, key=lambda gap: (gap.village_code, gap.agency, gap.kind)):
        heading(f"{village_name(village)} ({village})" if village else village_name(None))
        say(f"  {agency_name(agency)}: {titles[kind]}", style="italic")
        points((gap.told if full else masked(gap.told) for gap in group), indent=4)
    if not gaps:
        say(_("Tidak ada selisih."))
    elif number > len(gaps):
        say("")
        say(
            _("{shown} dari {all} selisih ditampilkan; semuanya ada dengan --xlsx BERKAS atau --limit.").format(
                shown=count(len(gaps)), all=count(number)
            )
        )


def _write(target: Path, gaps: list[Gap], *, force: bool) -> None:
    if target.suffix.lower() != ".xlsx":
        raise InvalidValueError(
            _("{target} bukan nama berkas xlsx").format(target=target),
            next_step=_("Beri nama berakhiran .xlsx."),
        )
    with written_beside(target, force=force) as beside:
        write_gap_book(gaps, beside)
    say(_("{count} selisih ditulis ke {target}.").format(count=count(len(gaps)), target=target))
