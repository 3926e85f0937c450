"""``padan export``: a table of the release as a file."""

from __future__ import annotations

from pathlib import Path

import click

from padan.app import tables_out
from padan.app.beside import written_beside
from padan.app.clicking import Command, OneOf
from padan.app.commands.home import chosen_home
from padan.app.screen import say
from padan.contracts import release
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.register import open_register


def command() -> click.Command:
    """The command in the language in force."""
    names = [table.name for table in release.TABLES]
    return Command(
        "export",
        callback=run,
        params=[
            click.Argument(["table"], type=OneOf(names, _("TABEL")), metavar=_("TABEL"),
                           help=_("Salah satu dari: {names}.").format(names=", ".join(names))),
            click.Argument(["out"], metavar=_("BERKAS"),
                           help=_("Nama berkas hasil, berakhiran .parquet, .csv atau .xlsx.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Tulis sebuah tabel register ke csv, xlsx atau parquet."),
        help=_(
            "Tulis sebuah tabel register ke berkas. NIK dan nomor KK ditulis sebagai teks. Hasilnya memuat data "
            "pribadi: simpan dan bagikan seperlunya."
        ),
        epilog="padan export person orang.xlsx\npadan export gap selisih.csv --force",
    )  # fmt: skip


def run(table: str, out: str, force: bool) -> None:
    """Write it."""
    target = Path(out)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in tables_out.FORMATS:
        raise InvalidValueError(
            _("Bentuk berkas {name} tidak dikenal").format(name=target.name),
            next_step=_("Beri nama berakhiran .parquet, .csv atau .xlsx."),
        )
    with open_register(chosen_home()) as register, written_beside(target, force=force) as beside:
        rows = tables_out.write(register.folder / f"{table}.parquet", beside, kind)
    say(_("{rows} baris tabel {table} ditulis ke {target}.").format(rows=count(rows), table=table, target=target))
