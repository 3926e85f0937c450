"""``padan growth``: z-scores, flags and classes for any table of children."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pyarrow as pa

from padan.app.beside import written_beside
from padan.app.clicking import Command, OneOf
from padan.app.growth_options import FORMATS, WHO, column_option, compat_of, named_columns, sheet_option
from padan.app.growth_told import tell_answers, tell_columns
from padan.app.screen import say
from padan.app.table_file import kind_of, write_table
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline.children.answers import answer_columns
from padan.pipeline.children.scoring import Scored, score_file
from padan.pipeline.children.who_anthro import who_columns
from padan.pipeline.sources.recognise import fresh


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "growth",
        callback=run,
        params=[
            click.Argument(["source"], metavar=_("BERKAS"),
                           help=_("Tabel anak: csv, csv.gz, xlsx, xls, ods atau parquet; satu baris satu pengukuran.")),
            click.Argument(["out"], metavar=_("HASIL"),
                           help=_("Nama berkas hasil, berakhiran .csv, .csv.gz, .xlsx atau .parquet.")),
            column_option(),
            sheet_option(),
            click.Option(["--format", "form"], type=OneOf(FORMATS),
                         help=_("padan (bawaan), atau who-anthro: kolom seperti paket R 'anthro' milik WHO.")),
            click.Option(["--compat"], is_flag=True,
                         help=_("Dengan --format who-anthro: kesalahan hitung paket itu juga ditiru.")),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Hitung nilai z dan status gizi dari tabel anak apa pun."),
        help=_(
            "Hitung nilai z menurut standar WHO dan status gizi menurut Permenkes 2/2020 untuk tabel anak apa pun. "
            "Semua kolom dan semua baris yang berisi tetap ada menurut urutannya; di kanannya ditambahkan z, tanda "
            "tidak wajar, kelas, stunted, wasted, underweight, overweight, panjang terkoreksi, alasan bila tidak ada "
            "z, dan catatan. Register tidak dipakai dan tidak diubah."
        ),
        epilog="padan growth balita.xlsx hasil.xlsx\n"
        "padan growth balita.csv hasil.csv --column weight=BERAT_KG --column age_months=UMUR\n"
        "padan growth survey.csv hasil.csv --format who-anthro",
    )  # fmt: skip


def run(
    source: str, out: str, column: tuple[str, ...], sheet: str | None, form: str | None, compat: bool, force: bool
) -> None:
    """Read, score, write and tell."""
    target, by_who = Path(out), form == WHO
    kind, how = kind_of(target), compat_of(form, compat=compat)
    with written_beside(target, force=force) as path:
        scored = score_file(
            Path(source), named=named_columns(column), today=date.today(), sheet=sheet, by_who=by_who, compat=how
        )
        answers = who_columns(scored.scores) if by_who else answer_columns(scored)
        # R reads the mark of UTF-8 as part of the first column's name.
        write_table(with_answers(scored, answers), path, kind, mark=not by_who)
    tell_columns(scored)
    tell_answers(scored)
    say("")
    say(_("{rows} baris ditulis ke {target}.").format(rows=count(len(scored.children)), target=target))
    say(
        _("Berikutnya: buka hasilnya, saring kolom tak_wajar_* dan alasan, lalu ukur ulang anak-anak itu.")
        if not by_who
        else _("Berikutnya: bandingkan dengan hasil paket R Anda, lalu pakai berkas ini di tempatnya.")
    )


def with_answers(scored: Scored, answers: pa.Table) -> pa.Table:
    """The table as given, followed by the answers; a name that the table has already gets a number."""
    table = scored.given.table
    taken = dict.fromkeys(table.column_names, 0)
    for name in answers.column_names:
        fitting = fresh(name, taken)
        taken[fitting] = 0
        table = table.append_column(fitting, answers.column(name))
    return table
