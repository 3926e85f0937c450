"""``padan link``: which rows of any tables of people are one person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.compute as pc

from padan.app.beside import written_beside
from padan.app.clicking import Chance, Command
from padan.app.people_options import named_columns
from padan.app.progress import counted
from padan.app.screen import say
from padan.app.table_file import kind_of, write_table
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count, percent
from padan.pipeline.encode.files import is_encoded
from padan.pipeline.encode.linking import link_encoded
from padan.pipeline.link.honest import calibration
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import load, save
from padan.pipeline.people.linking import LinkedPeople, link_people
from padan.pipeline.people.tables import read_tables


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "link",
        callback=run,
        params=[
            click.Argument(["tables"], metavar=_("TABEL… HASIL"), nargs=-1, required=True),
            click.Option(["--column", "--columns"], multiple=True, metavar=_("ISIAN=KOLOM"),
                         help=_("Kolom yang tidak dikenali sendiri; boleh berulang, atau dipisah koma.")),
            click.Option(["--one-row"], is_flag=True, help=_("Dalam tiap daftar satu orang hanya satu baris.")),
            click.Option(["--model"], metavar=_("MODEL"), help=_("Berkas model; bawaannya dilatih dari tabel itu.")),
            click.Option(["--save-model"], metavar=_("MODEL"), help=_("Simpan model yang dipakai.")),
            click.Option(["--pairs"], metavar=_("BERKAS"), help=_("Tulis juga pasangan yang dibandingkan.")),
            click.Option(["--threshold"], type=Chance(), default=THRESHOLD,
                         help=_("Peluang terkecil untuk digabung (bawaan {n}).").format(n=THRESHOLD)),
            click.Option(["--force"], is_flag=True, help=_("Timpa berkas yang sudah ada.")),
        ],
        short_help=_("Tautkan tabel orang apa pun: baris mana milik satu orang."),
        help=_(
            "Tautkan satu atau beberapa tabel orang (csv, xlsx, xls, ods, parquet, atau sandian dari `padan encode`). "
            "HASIL memuat tiap baris dengan nomor orangnya dan peluang terkuat yang mengikatnya. Tabel dengan 5.000 "
            "baris atau lebih melatih modelnya sendiri, tanpa kunci jawaban; model yang tidak dapat dipercaya ditolak "
            "dan diganti model bawaan. Register tidak dipakai dan tidak diubah."
        ),
        epilog="padan link warga.xlsx hasil.csv\n"
        "padan link dtks.csv balita.xlsx hasil.xlsx --column name=NAMA_ART\n"
        "padan link a.parquet b.parquet hasil.parquet",
    )  # fmt: skip


def run(
    tables: tuple[str, ...],
    column: tuple[str, ...],
    one_row: bool,
    model: str | None,
    save_model: str | None,
    pairs: str | None,
    threshold: float,
    force: bool,
) -> None:
    """Read, link, write and tell."""
    if len(tables) < 2:
        raise click.UsageError(_("sebut TABEL dan HASIL"), click.get_current_context(silent=True))
    *sources, out = (Path(name) for name in tables)
    kind = kind_of(out)
    if any(is_encoded(path) for path in sources):
        _write(link_encoded(sources, threshold=threshold), out, kind, force=force)
        say(_("Hasilnya di {path}.").format(path=out))
        return
    with counted(_("pasangan dibandingkan")) as progress:
        linked = link_people(
            read_tables(sources, named_columns(column)),
            today=date.today(),
            model=load(Path(model)) if model else None,
            one_row=one_row,
            threshold=threshold,
            progress=progress,
        )
    _write(linked.rows, out, kind, force=force)
    if pairs:
        _write(_pairs_table(linked), Path(pairs), kind_of(Path(pairs)), force=force)
    if save_model:
        with written_beside(Path(save_model), force=force) as path:
            save(path, linked.model)
    _tell(linked, out)


def _write(table: pa.Table, out: Path, kind: str, *, force: bool) -> None:
    if not table.num_rows:
        raise InvalidValueError(_("Tidak ada baris"), next_step=_("Sebut tabel yang berisi orang."))
    with written_beside(out, force=force) as path:
        write_table(table, path, kind)


def _pairs_table(linked: LinkedPeople) -> pa.Table:
    ends = [pa.array(linked.pairs.l), pa.array(linked.pairs.r)]
    record, person = (linked.rows.column(name).combine_chunks() for name in ("record", "person"))
    return pa.table(
        {
            "record_a": record.take(ends[0]),
            "record_b": record.take(ends[1]),
            "weight": pa.array(linked.pairs.weight),
            "probability": calibration.shipped().probability(linked.pairs.weight),
            "joined": pc.equal(*(person.take(end) for end in ends)),
        }
    )


def _tell(linked: LinkedPeople, out: Path) -> None:
    rows = linked.rows.num_rows
    for fault in linked.refused:
        say(_("Model yang dilatih dari tabel ini ditolak: {reason}. Dipakai model bawaan.").format(reason=fault.text))
    say(
        _("{rows} baris milik {people} orang; {pairs} pasangan dibandingkan, {kept} di antaranya mungkin.").format(
            rows=count(rows), people=count(linked.people), pairs=count(linked.compared), kept=count(len(linked.pairs))
        )
    )
    together = rows - linked.people
    say(_("{share} baris digabung dengan baris lain.").format(share=percent(together / rows)))
    say(_("Hasilnya di {path}.").format(path=out))
